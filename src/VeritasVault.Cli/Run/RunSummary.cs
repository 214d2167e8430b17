using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>What is said at the end of a run.</summary>
/// <param name="Tally">The counts.</param>
/// <param name="IsConserved">Whether every asset sums to zero.</param>
/// <param name="IsUnchanged">Whether the ledger has no record more than before.</param>
/// <param name="Elapsed">From the first byte read to the last durable answer.</param>
internal sealed record RunSummary(RunTally Tally, bool IsConserved, bool IsUnchanged, TimeSpan Elapsed)
{
    private double Seconds => Math.Max(Elapsed.TotalSeconds, 1e-6);

    private double SettlementsPerSecond => Math.Round(Tally.Submitted / Seconds, 1);

    private double LegsPerSecond => Math.Round(Tally.Legs / Seconds, 1);

    public void Write(CliOutput output)
    {
        if (output.IsJson)
        {
            output.Json(WriteJson);
        }
        else
        {
            WriteText(output);
        }
    }

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteNumber("submitted", Tally.Submitted);
        json.WriteNumber("completed", Tally.Completed);
        json.WriteNumber("failed", Tally.Failed);
        json.WriteNumber("waiting", Tally.Waiting);
        json.WriteNumber("skipped", Tally.Skipped);
        json.WriteNumber("legs", Tally.Legs);
        json.WriteNumber("assets", Tally.Assets);
        json.WriteNumber("accounts", Tally.Accounts);
        json.WriteStartObject("failuresByCode");
        foreach (var (code, count) in Tally.FailuresByCode)
        {
            json.WriteNumber(code.Name(), count);
        }

        json.WriteEndObject();
        json.WriteBoolean("conserved", IsConserved);
        json.WriteNumber("elapsedSeconds", Math.Round(Seconds, 3));
        json.WriteNumber("settlementsPerSecond", SettlementsPerSecond);
        json.WriteNumber("legsPerSecond", LegsPerSecond);
        json.WriteNumber("replayed", Tally.Replayed);
        json.WriteNumber("refused", Tally.Refused);
        json.WriteNumber("commandsRefused", Tally.CommandsRefused);
        json.WriteBoolean("unchanged", IsUnchanged);
    }

    private void WriteText(CliOutput output)
    {
        var rows = new List<string[]>
        {
            new[] { "submitted", Words.Grouped(Tally.Submitted) },
            new[] { "completed", Words.Grouped(Tally.Completed) },
            new[] { "failed", Words.Grouped(Tally.Failed) },
            new[] { "waiting", Words.Grouped(Tally.Waiting) },
            new[] { "skipped", Words.Grouped(Tally.Skipped) },
            new[] { "answered as before", Words.Grouped(Tally.Replayed) },
            new[] { "legs settled", Words.Grouped(Tally.Legs) },
            new[] { "assets", Words.Grouped(Tally.Assets) },
            new[] { "accounts", Words.Grouped(Tally.Accounts) },
        };
        rows.AddRange(Tally.FailuresByCode.Select(f => new[] { $"failed: {f.Key.Name()}", Words.Grouped(f.Value) }));
        output.Table("Run", ["what", " number"], rows);
        output.Line(IsConserved
            ? "Conserved: the balances of every asset sum to zero."
            : "NOT CONSERVED: the balances of an asset do not sum to zero. Run `veritas audit`.");
        output.Line(FormattableString.Invariant(
            $"{Seconds:N3} s, {SettlementsPerSecond:N0} settlements/s, {LegsPerSecond:N0} legs/s"));
        if (IsUnchanged)
        {
            output.Line(Tally.Refused + Tally.CommandsRefused > 0
                ? "Nothing changed: what was refused left no record, and the ledger knew what was not."
                : "Nothing changed: the ledger knew all of this before.");
        }
    }
}
