using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// The file a ledger travels in (spec/blocks.md, Export): frames of a kind, a length and bytes; the last one has the
/// hash
/// of all before it, so a file that was cut or changed is noticed.
/// </summary>
internal static class ExportFormat
{
    public const byte BlockFrame = 1;
    public const byte MetadataFrame = 2;
    public const byte EndFrame = 3;

    /// <summary>Bytes of the greatest frame: a block of the greatest size with room to spare.</summary>
    public const int FrameBytesMax = 64 * 1024 * 1024;

    public const int HeadSize = 1 + sizeof(int);

    public static ReadOnlySpan<byte> Magic => "VVX1"u8;
}

/// <summary>Writes an export, frame by frame.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "the stream is the caller's")]
internal sealed class ExportWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ExportWriter(Stream stream)
    {
        _stream = stream;
        Put(ExportFormat.Magic);
    }

    public void Frame(byte kind, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[ExportFormat.HeadSize];
        head[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        Put(head);
        Put(bytes);
    }

    /// <summary>A row of the metadata table.</summary>
    public void Metadata(byte[] key, byte[] value)
    {
        Invariant.Holds(key.Length == SettlementId.Size);
        Frame(ExportFormat.MetadataFrame, [.. key, .. value]);
    }

    /// <summary>Ends the file; nothing may follow.</summary>
    public void End() => Frame(ExportFormat.EndFrame, _hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _hash.AppendData(bytes);
    }
}

/// <summary>Reads an export, frame by frame, never more than one at a time.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "the stream is the caller's")]
internal sealed class ExportReader : IDisposable
{
    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <exception cref="RecordFormatException">The file is no export.</exception>
    public ExportReader(Stream stream)
    {
        _stream = stream;
        if (!Take(ExportFormat.Magic.Length).AsSpan().SequenceEqual(ExportFormat.Magic))
        {
            throw new RecordFormatException("not an export of this version");
        }
    }

    /// <summary>The next frame; null after the last one, when the file is whole.</summary>
    /// <exception cref="RecordFormatException">The file is cut short or changed.</exception>
    public (byte Kind, byte[] Bytes)? Next()
    {
        var before = _hash.GetCurrentHash();
        var head = Take(ExportFormat.HeadSize);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1));
        if (head[0] is < ExportFormat.BlockFrame or > ExportFormat.EndFrame
            || length is < 0 or > ExportFormat.FrameBytesMax)
        {
            throw new RecordFormatException("the export has a frame that is none");
        }

        var bytes = Take(length);
        if (head[0] != ExportFormat.EndFrame)
        {
            return (head[0], bytes);
        }

        return bytes.AsSpan().SequenceEqual(before) && _stream.ReadByte() < 0
            ? null
            : throw new RecordFormatException("the export was changed, or something follows its end");
    }

    public void Dispose() => _hash.Dispose();

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        if (_stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) < count)
        {
            throw new RecordFormatException("the export is cut short");
        }

        _hash.AppendData(bytes);
        return bytes;
    }
}
