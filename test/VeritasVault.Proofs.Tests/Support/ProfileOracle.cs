using System.Formats.Cbor;

namespace VeritasVault.Proofs.Tests;

/// <summary>
/// The profile of statements, said with other code: read the item with System.Formats.Cbor, refuse the types that are
/// not in the profile, write it again canonically and compare.
/// </summary>
internal static class ProfileOracle
{
    public static bool Accepts(byte[] bytes)
    {
        try
        {
            var reader = new CborReader(bytes, CborConformanceMode.Strict);
            var writer = new CborWriter(CborConformanceMode.Canonical);
            return TryCopy(reader, writer, 0)
                && reader.BytesRemaining == 0
                && writer.Encode().AsSpan().SequenceEqual(bytes);
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            return false;
        }
    }

    private static bool TryCopy(CborReader reader, CborWriter writer, int depth)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.UnsignedInteger:
                writer.WriteUInt64(reader.ReadUInt64());
                return true;
            case CborReaderState.ByteString:
                writer.WriteByteString(reader.ReadByteString());
                return true;
            case CborReaderState.TextString:
                writer.WriteTextString(reader.ReadTextString());
                return true;
            case CborReaderState.Null:
                reader.ReadNull();
                writer.WriteNull();
                return true;
            case CborReaderState.StartArray:
                return depth < StatementReader.DepthMax && TryCopyArray(reader, writer, depth);
            default:
                return false;
        }
    }

    private static bool TryCopyArray(CborReader reader, CborWriter writer, int depth)
    {
        if (reader.ReadStartArray() is not { } count)
        {
            return false;
        }

        writer.WriteStartArray(count);
        for (var i = 0; i < count; i++)
        {
            if (!TryCopy(reader, writer, depth + 1))
            {
                return false;
            }
        }

        reader.ReadEndArray();
        writer.WriteEndArray();
        return true;
    }
}
