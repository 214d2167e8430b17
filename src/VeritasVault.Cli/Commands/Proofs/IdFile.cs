using System.Text;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>A file of settlements' ids, one on a line; of any length, for one line is held at a time.</summary>
internal static class IdFile
{
    /// <summary>More than an id and the blanks around it.</summary>
    private const int LineBytesMax = 128;

    /// <summary>The ids in order, each with the bytes of the file up to its end; empty lines are passed over.</summary>
    public static IEnumerable<(SettlementId Id, long BytesRead)> Read(Stream stream)
    {
        foreach (var line in LineReader.Read(stream, LineBytesMax))
        {
            var text = Encoding.UTF8.GetString(line.Bytes.Span).Trim();
            if (text.Length == 0 && !line.IsTooLong)
            {
                continue;
            }

            yield return !line.IsTooLong && SettlementId.TryParse(text, out var id) && !id.IsNil
                ? (id, line.BytesRead)
                : throw CliException.Of(
                    OutcomeCode.SettlementIdMalformed, $"line {Words.Of(line.Number)} of --ids", Words.Printable(text));
        }
    }
}
