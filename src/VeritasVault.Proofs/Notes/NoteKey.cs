using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace VeritasVault.Proofs;

/// <summary>
/// A verifier key of C2SP signed-note, written as a vkey: <c>name+hex8+base64(type ‖ public key)</c>, where the eight
/// hex digits are the key's id: the first four bytes of SHA-256(name ‖ LF ‖ type ‖ public key).
/// </summary>
public sealed class NoteKey
{
    /// <summary>Characters of a vkey that are looked at; longer ones are refused.</summary>
    public const int VkeyLengthMax = 4096;

    private const int IdDigits = 8;

    private NoteKey(string name, NoteKeyType type, Ed25519PublicKey key)
    {
        Name = name;
        Type = type;
        PublicKey = key;
        Id = IdOf(name, type, key.Bytes);
    }

    /// <summary>The key's name; for a log it is the origin.</summary>
    public string Name { get; }

    /// <summary>What the key signs with.</summary>
    public NoteKeyType Type { get; }

    /// <summary>The fully checked key.</summary>
    public Ed25519PublicKey PublicKey { get; }

    /// <summary>The key's id: with the name it says which key made a signature line. Not a hash to rely on.</summary>
    public uint Id { get; }

    /// <summary>A key of a name and a type that signs with Ed25519.</summary>
    /// <exception cref="ArgumentException">
    /// The name is empty or holds white space, control characters or a plus sign, or the type is not an Ed25519 one.
    /// </exception>
    public static NoteKey Create(string name, NoteKeyType type, Ed25519PublicKey key)
    {
        if (!CanonicalText.IsKeyName(name))
        {
            throw new ArgumentException("A key name is not empty, without white space and plus sign.", nameof(name));
        }

        return type is NoteKeyType.Ed25519 or NoteKeyType.CosignatureV1
            ? new NoteKey(name, type, key)
            : throw new ArgumentException("Only Ed25519 keys can be used.", nameof(type));
    }

    /// <summary>Reads a vkey. An id that is not that of the key is refused.</summary>
    /// <param name="vkey">The vkey, without anything around it.</param>
    /// <param name="key">The key.</param>
    /// <param name="reason">Why not, when not.</param>
    public static bool TryParse(
        ReadOnlySpan<char> vkey, [NotNullWhen(true)] out NoteKey? key, [NotNullWhen(false)] out string? reason)
    {
        key = null;
        reason = Read(vkey, out var name, out var id, out var type, out var rawKey);
        if (reason is not null)
        {
            return false;
        }

        if (!Ed25519PublicKey.TryCreate(rawKey, out var publicKey))
        {
            reason = "the public key is not a valid point";
            return false;
        }

        var read = new NoteKey(name, type, publicKey);
        if (read.Id != id)
        {
            reason = "the key id is not that of the key";
            return false;
        }

        key = read;
        return true;
    }

    /// <summary>The id that C2SP signed-note recommends and this library demands.</summary>
    public static uint IdOf(string name, NoteKeyType type, ReadOnlySpan<byte> publicKey)
    {
        var bytes = Encoding.UTF8.GetBytes(name + "\n");
        return BinaryPrimitives.ReadUInt32BigEndian(Hash32.Of([.. bytes, (byte)type, .. publicKey]).Bytes);
    }

    /// <summary>The vkey.</summary>
    public override string ToString()
    {
        var encoded = Convert.ToBase64String([(byte)Type, .. PublicKey.Bytes]);
        return $"{Name}+{Id.ToString("x8", CultureInfo.InvariantCulture)}+{encoded}";
    }

    private static string? Read(
        ReadOnlySpan<char> vkey, out string name, out uint id, out NoteKeyType type, out byte[] rawKey)
    {
        (name, id, type, rawKey) = ("", 0, default, []);
        var plus = vkey.IndexOf('+');
        if (vkey.Length > VkeyLengthMax || plus < 0 || vkey.Length < plus + IdDigits + 2
            || vkey[plus + 1 + IdDigits] != '+')
        {
            return "a vkey has the form name+id+key with eight digits of id";
        }

        name = vkey[..plus].ToString();
        var digits = vkey.Slice(plus + 1, IdDigits);
        if (!CanonicalText.IsKeyName(name)
            || digits.ContainsAnyInRange('A', 'F')
            || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id))
        {
            return "the name or the id of the vkey is not of the right form";
        }

        var encoded = Encoding.UTF8.GetBytes(vkey[(plus + IdDigits + 2)..].ToString());
        if (CanonicalText.Base64OrNull(encoded) is not [var first, ..] bytes)
        {
            return "the key is not canonical base64";
        }

        type = (NoteKeyType)first;
        rawKey = bytes[1..];
        return type switch
        {
            NoteKeyType.MlDsa44 => "ML-DSA-44 keys (type 0x06) cannot be used yet",
            NoteKeyType.Ed25519 or NoteKeyType.CosignatureV1 => rawKey.Length == Ed25519Rule.PublicKeySize
                ? null
                : "an Ed25519 key has 32 bytes",
            _ => "the key is of an unknown type",
        };
    }
}
