using System.Text.Json;

namespace VeritasVault.Cli;

/// <summary>Where the parts of a line that a signer adds to stand, in bytes. Only for lines that were parsed.</summary>
/// <param name="End">The brace that closes the object which holds the approvals.</param>
/// <param name="Legs">The legs, from brace to behind the brace.</param>
/// <param name="Approvals">The approvals likewise; null when there is no array of them.</param>
/// <param name="ApprovalsEnd">The bracket that closes their array.</param>
internal sealed record JsonPlaces(
    int End, IReadOnlyList<Range> Legs, IReadOnlyList<Range>? Approvals, int ApprovalsEnd)
{
    public static JsonPlaces OfSettlement(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        return OfObject(ref reader);
    }

    public static JsonPlaces OfBatchHeader(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        reader.Read();
        reader.Read();
        return OfObject(ref reader);
    }

    private static JsonPlaces OfObject(ref Utf8JsonReader reader)
    {
        IReadOnlyList<Range> legs = [];
        IReadOnlyList<Range>? approvals = null;
        var end = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isLegs, isApprovals) = (reader.ValueTextEquals("legs"u8), reader.ValueTextEquals("approvals"u8));
            reader.Read();
            if (isLegs)
            {
                legs = Elements(ref reader);
            }
            else if (isApprovals)
            {
                approvals = Elements(ref reader);
                end = (int)reader.TokenStartIndex;
            }
            else
            {
                reader.Skip();
            }
        }

        return new JsonPlaces((int)reader.TokenStartIndex, legs, approvals, end);
    }

    private static List<Range> Elements(ref Utf8JsonReader reader)
    {
        var elements = new List<Range>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add(start..(int)reader.BytesConsumed);
        }

        return elements;
    }
}
