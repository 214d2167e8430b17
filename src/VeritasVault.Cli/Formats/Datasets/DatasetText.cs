using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Cells of data sets as values of the core.</summary>
internal static class DatasetText
{
    public static T Id<T>(long line, string text, Func<string, T> parse) =>
        TextId.IsValid(text) ? parse(text) : throw Unreadable(line, text);

    /// <summary>A quantity in minor units of a scale.</summary>
    public static Int128 Quantity(long line, string text, int scale) =>
        QuantityText.Parse(text, scale, out var quantity) == OutcomeCode.None ? quantity : throw Unreadable(line, text);

    private static CliException Unreadable(long line, string text) => new(
        ExitCode.BadInput, "MALFORMED_INPUT", $"line {line}: '{text}' cannot be read.", "Check --format and the file.");
}
