using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>A line of a file that is signed.</summary>
internal sealed class SigningLine(long number, byte[] bytes, ParsedLine parsed)
{
    /// <summary>Counted from 1; 0 for one that was added.</summary>
    public long Number => number;

    public byte[] Bytes { get; private set; } = bytes;

    /// <summary>What it says; nothing for a blank line.</summary>
    public ParsedLine Parsed { get; private set; } = parsed;

    public SettlementRequest? Request => Parsed.Request;

    public bool IsBlank => Parsed is { Request: null, Command: null, Batch: null };

    /// <summary>Changes the line and reads it again, so that what is signed is what the line says.</summary>
    /// <exception cref="CliException">It became too long.</exception>
    public void Change(LineEdits edits, NdjsonParser parser)
    {
        Bytes = edits.Apply(Bytes);
        if (Bytes.Length > NdjsonParser.LineBytesMax)
        {
            throw Problem(
                OutcomeCode.LineTooLong.Name(),
                $"with what is added to it the line has {Bytes.Length} bytes, limit {NdjsonParser.LineBytesMax}",
                OutcomeCode.LineTooLong.Describe().Cure);
        }

        Parsed = parser.Parse(Bytes);
    }

    public CliException Problem(string code, string message, string next) =>
        new(ExitCode.BadInput, code, $"line {number}: {message}.", next);
}
