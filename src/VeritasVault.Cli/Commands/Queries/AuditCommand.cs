using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Executes all records anew and compares.</summary>
internal sealed class AuditCommand(CliHost host) : VeritasCommand(
    host,
    "audit",
    "Executes all records from the first one anew, makes every entry and root again, and checks signatures.",
    "veritas audit",
    "veritas audit --store ./ledger --json")
{
    protected override async Task<int> RunAsync(CommandContext context)
    {
        await using var ledger = await context.OpenAsync();
        var report = await ProgressDisplay.RunAsync(context.Output, "Auditing", show => ledger.AuditAsync(
            new AuditBar(show), context.Stop));
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteBoolean("passed", report.Passed);
                json.WriteNumber("blocks", report.Blocks);
                json.WriteNumber("records", report.Records);
                json.WriteNumber("settlements", report.Settlements);
                json.WriteNumber("events", report.Events);
                json.WriteNumber("positions", report.Positions);
                json.WriteNumber("accounts", report.Accounts);
                json.WriteNumber("assets", report.Assets);
                json.WriteNumber("entries", report.Entries);
                json.WriteNumber("checkpoints", report.Checkpoints);
                json.WriteNumber("signatures", report.Signatures);
                json.WriteBoolean("conserved", report.Conserved);
                json.WriteString("firstDifference", report.FirstDifference);
            });
        }
        else
        {
            WriteText(context.Output, report);
        }

        return report is { Passed: true, Conserved: true } ? ExitCode.Ok : ExitCode.DecidedNo;
    }

    private static void WriteText(CliOutput output, AuditReport report)
    {
        output.Table(
            "Audit",
            ["what", " number"],
            [
                ["blocks", Words.Grouped(report.Blocks)],
                ["records", Words.Grouped(report.Records)],
                ["settlements", Words.Grouped(report.Settlements)],
                ["events", Words.Grouped(report.Events)],
                ["positions", Words.Grouped(report.Positions)],
                ["accounts", Words.Grouped(report.Accounts)],
                ["assets", Words.Grouped(report.Assets)],
                ["log entries", Words.Grouped(report.Entries)],
                ["checkpoints", Words.Grouped(report.Checkpoints)],
                ["signatures", Words.Grouped(report.Signatures)],
            ]);
        output.Line(report.Passed
            ? "Passed: executing every record anew gives the same state and the same log, bit for bit."
            : $"FAILED. First difference: {report.FirstDifference}");
        output.Line(report.Conserved
            ? "Conserved: the balances of every asset sum to zero."
            : "NOT CONSERVED: the balances of an asset do not sum to zero.");
        if (!report.Passed || !report.Conserved)
        {
            output.Line("Next: accept nothing new, keep a copy of the directory, and restore a backup.");
        }
    }
}
