using System.CommandLine;

namespace VeritasVault.Cli;

/// <summary>Opens a ledger that is behind its witness mark, under a new origin.</summary>
internal sealed class AcceptLossCommand : VeritasCommand
{
    private readonly Argument<string> _origin = new("ORIGIN") { Description = "The new name of the log" };

    public AcceptLossCommand(CliHost host)
        : base(
            host,
            "accept-loss",
            "Opens a ledger whose store is behind its witness mark, when nothing newer can be restored: what is lost "
            + "stays lost, and the log goes on under a new origin that names the old one and the lost tree.",
            "veritas accept-loss main/2026-after-fire",
            "veritas accept-loss main/2026-after-fire --store ./ledger --json") => Arguments.Add(_origin);

    protected override async Task<int> RunAsync(CommandContext context)
    {
        await using var ledger = await LedgerAccess.OpenAsync(
            context, create: null, InputText.OriginOrNone(context.Value(_origin), "ORIGIN"));
        var (origin, vkey) = (ledger.View.Origin, ledger.View.Vkey);
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteString("origin", origin);
                json.WriteString("vkey", vkey);
            });
        }
        else
        {
            Report(context, origin, vkey, context.Value(_origin));
        }

        return ExitCode.Ok;
    }

    /// <summary>Tells people what became of the log whose loss they accepted.</summary>
    public static void Report(CommandContext context, string origin, string vkey, string accepted)
    {
        context.Output.Line(origin == accepted
            ? $"The log goes on as {origin}."
            : $"Nothing is lost: the store continues its witness mark, and the log is {origin} as before.");
        context.Output.Line($"Next: give the verifier key to who checks proofs: {vkey}");
    }
}
