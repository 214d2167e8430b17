using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace VeritasVault.Page.Tests;

/// <summary>Statements, hashes, trees and keys for samples, written from the specification alone.</summary>
internal static class SampleBytes
{
    /// <summary>A statement; numbers are unsigned, an <see cref="Int128"/> is a quantity.</summary>
    public static byte[] Statement(params object?[] items)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        Write(writer, items);
        return writer.Encode();
    }

    public static byte[] Hash(byte[] bytes) => SHA256.HashData(bytes);

    /// <summary>The hash that a text names, for values that only have to be there.</summary>
    public static byte[] Made(string name) => Hash(Encoding.UTF8.GetBytes(name));

    public static byte[] Salt(string name) => Made(name)[..16];

    public static byte[] Concat(byte[] a, byte[] b) => [.. a, .. b];

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    public static byte[] Leaf(byte[] element) => Hash([0, .. element]);

    /// <summary>MTH of RFC 6962 section 2.1, as it is defined there.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> elements)
    {
        if (elements.Length < 2)
        {
            return elements.IsEmpty ? Hash([]) : Leaf(elements[0]);
        }

        var left = Left(elements.Length);
        return Hash([1, .. Root(elements[..left]), .. Root(elements[left..])]);
    }

    /// <summary>PATH of RFC 6962 section 2.1.1.</summary>
    public static byte[][] Path(int index, ReadOnlySpan<byte[]> elements)
    {
        if (elements.Length == 1)
        {
            return [];
        }

        var left = Left(elements.Length);
        return index < left
            ? [.. Path(index, elements[..left]), Root(elements[left..])]
            : [.. Path(index - left, elements[left..]), Root(elements[..left])];
    }

    /// <summary>SUBPROOF of RFC 6962 section 2.1.2.</summary>
    public static byte[][] Growth(int old, ReadOnlySpan<byte[]> elements, bool known = true)
    {
        if (old == elements.Length)
        {
            return known ? [] : [Root(elements)];
        }

        var left = Left(elements.Length);
        return old <= left
            ? [.. Growth(old, elements[..left], known), Root(elements[left..])]
            : [.. Growth(old - left, elements[left..], false), Root(elements[..left])];
    }

    private static int Left(int count) => 1 << (31 - int.LeadingZeroCount(count - 1));

    private static void Write(CborWriter writer, object? item)
    {
        switch (item)
        {
            case null:
                writer.WriteNull();
                break;
            case string text:
                writer.WriteTextString(text);
                break;
            case byte[] bytes:
                writer.WriteByteString(bytes);
                break;
            case Int128 quantity:
                var sixteen = new byte[16];
                BinaryPrimitives.WriteInt128BigEndian(sixteen, quantity);
                writer.WriteByteString(sixteen);
                break;
            case object?[] items:
                writer.WriteStartArray(items.Length);
                Array.ForEach(items, inner => Write(writer, inner));
                writer.WriteEndArray();
                break;
            default:
                writer.WriteUInt64(Convert.ToUInt64(item, null));
                break;
        }
    }
}

/// <summary>An Ed25519 key that follows from its name.</summary>
internal sealed class SampleKey(string name)
{
    private readonly Key _key = Key.Import(
        SignatureAlgorithm.Ed25519, SampleBytes.Made(name), KeyBlobFormat.RawPrivateKey);

    public byte[] Public => _key.PublicKey.Export(KeyBlobFormat.RawPublicKey);

    /// <summary>The key id of a participant's key.</summary>
    public byte[] Id => SampleBytes.Hash(SampleBytes.Statement("settle/pk/v1", 1, Public))[..16];

    public byte[] Sign(byte[] message) => SignatureAlgorithm.Ed25519.Sign(_key, message);

    /// <summary>The key as a log's or a witness's: name+id+key.</summary>
    public string Vkey(string owner, byte type = 1) =>
        $"{owner}+{SampleBytes.Hex(NoteId(owner, type))}+{Convert.ToBase64String([type, .. Public])}";

    /// <summary>A line under a note; the time is that of a cosignature, in seconds.</summary>
    public string NoteLine(string owner, string body, ulong? time = null)
    {
        byte[] signed = time is null
            ? Sign(Encoding.UTF8.GetBytes(body))
            : [.. BigEndian(time.Value), .. Sign(Encoding.UTF8.GetBytes($"cosignature/v1\ntime {time}\n{body}"))];
        var id = NoteId(owner, (byte)(time is null ? 1 : 4));
        return $"\u2014 {owner} {Convert.ToBase64String([.. id, .. signed])}\n";
    }

    private byte[] NoteId(string owner, byte type) =>
        SampleBytes.Hash([.. Encoding.UTF8.GetBytes(owner), 10, type, .. Public])[..4];

    private static byte[] BigEndian(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
