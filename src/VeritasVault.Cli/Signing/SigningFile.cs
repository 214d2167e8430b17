using System.Text;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>A file of settlements on its way from one signer to the next.</summary>
internal sealed class SigningFile
{
    /// <summary>Most bytes of a file: it is held in memory, so that nothing is written unless all of it is
    /// good.</summary>
    public const int BytesMax = 256 << 20;

    private bool _isTerminated = true;

    /// <summary>The lines in their order.</summary>
    public List<SigningLine> Lines { get; } = [];

    public IEnumerable<SigningLine> Settlements => Lines.Where(line => line.Request is not null);

    /// <exception cref="CliException">A line is malformed, or names an asset of which nobody knows the
    /// scale.</exception>
    public static SigningFile Read(Stream input, NdjsonParser parser, AssetScales scales)
    {
        var file = new SigningFile();
        foreach (var line in LineReader.Read(input, NdjsonParser.LineBytesMax))
        {
            if (line.BytesRead > BytesMax)
            {
                throw new CliException(
                    ExitCode.BadInput,
                    "FILE_TOO_LARGE",
                    $"The file has more than {BytesMax} bytes.",
                    "Split it, and sign each part.");
            }

            file.Add(line, parser, scales);
        }

        return file;
    }

    public void Write(TextWriter writer)
    {
        for (var i = 0; i < Lines.Count; i++)
        {
            writer.Write(Encoding.UTF8.GetString(Lines[i].Bytes));
            if (_isTerminated || i < Lines.Count - 1)
            {
                writer.Write('\n');
            }
        }
    }

    private void Add(in InputLine line, NdjsonParser parser, AssetScales scales)
    {
        var bytes = NdjsonParser.WithoutMark(line);
        _isTerminated = line.IsTerminated;
        try
        {
            var parsed = NdjsonParser.IsBlank(bytes.Span) ? default : parser.Parse(line, bytes.Span);
            var added = new SigningLine(line.Number, bytes.ToArray(), parsed);
            CheckScales(added, scales);
            Lines.Add(added);
        }
        catch (LineProblemException problem)
        {
            throw new CliException(
                ExitCode.Of(problem.Code),
                problem.Code.Name(),
                $"line {line.Number}, column {problem.Offset + 1}, {problem.Field}: {problem.Message}",
                problem.Code.Describe().Cure);
        }
    }

    // Signed are minor units: with a guessed scale it would be another quantity than the one the ledger reads.
    private static void CheckScales(SigningLine line, AssetScales scales)
    {
        foreach (var leg in line.Request?.Legs ?? [])
        {
            if (scales.Find(leg.Asset) is null)
            {
                throw line.Problem(
                    "SCALE_UNKNOWN",
                    $"nobody says how many decimals {leg.Asset} has, so its quantities cannot be signed",
                    $"Say it with --scale {leg.Asset}=N, or leave --origin out and name the ledger with --store.");
            }
        }
    }
}
