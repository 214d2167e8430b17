namespace VeritasVault.Cli;

/// <summary>A file as one batch: its settlements stand together, behind at most one line with signatures over exactly
/// them.</summary>
/// <param name="Head">The line with signatures; null when nobody has signed yet.</param>
/// <param name="Settlements">The settlements in their order, at least one.</param>
internal sealed record BatchShape(SigningLine? Head, SigningLine[] Settlements)
{
    /// <exception cref="CliException">The file has another shape.</exception>
    public static BatchShape Of(SigningFile file)
    {
        SigningLine[] settlements = [.. file.Settlements];
        if (settlements.Length is < 1 or > BatchHeader.CountMax)
        {
            throw new CliException(
                ExitCode.BadInput,
                "BATCH_MALFORMED",
                $"The file has {settlements.Length} settlements; a batch has 1 to {BatchHeader.CountMax}.",
                "Split the file, or sign the settlements by themselves, without --batch.");
        }

        var first = file.Lines.IndexOf(settlements[0]);
        var last = file.Lines.LastIndexOf(settlements[^1]);
        SigningLine[] heads = [.. file.Lines.Where(line => line.Parsed.Batch is not null)];
        var between = file.Lines[first..last].Find(line => line is { Request: null, IsBlank: false });
        if (between is not null)
        {
            throw between.Problem(
                "BATCH_MALFORMED",
                "it stands between the settlements, which one signature is to cover",
                "Put commands before the settlements or behind them.");
        }

        if (heads.Length == 0)
        {
            return new BatchShape(null, settlements);
        }

        var before = file.Lines.FindLastIndex(first - 1, line => !line.IsBlank);
        return heads.Length == 1 && before >= 0 && file.Lines[before] == heads[0]
            && heads[0].Parsed.Batch!.Count == settlements.Length
            ? new BatchShape(heads[0], settlements)
            : throw heads[0].Problem(
                "BATCH_MALFORMED",
                $"the batch has {heads[0].Parsed.Batch!.Count} settlements, the file {settlements.Length} behind "
                + $"{heads.Length} such line(s)",
                "Sign files that hold one batch and no other settlements.");
    }
}
