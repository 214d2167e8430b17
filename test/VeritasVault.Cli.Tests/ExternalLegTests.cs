namespace VeritasVault.Cli.Tests;

/// <summary>Legs on external ledgers: the command line has no adapters, so they wait visibly for the
/// operator.</summary>
public class ExternalLegTests
{
    private const string Id = "00000000-0000-7000-8000-0000000000aa";

    [Fact]
    public async Task A_leg_on_another_ledger_waits_for_the_operator_and_every_try_is_on_record()
    {
        using var ledger = await WithBankAsync();
        await ledger.RunTextAsync(Trade());
        var status = (await ledger.MustAsync("status", Id, "--plan")).Last;
        Assert.Contains("operator", status.GetProperty("waitingFor").EnumerateArray()
            .Select(one => one.GetProperty("kind").GetString()));
        var plan = status.GetProperty("plan");
        Assert.Equal(2, plan.GetArrayLength());
        Assert.Equal(
            (0, "prepared", 1),
            (plan[0].GetProperty("operation").GetInt32(), plan[0].GetProperty("state").GetString(),
                plan[0].GetProperty("positions").EnumerateArray()
                    .Count(one => one.GetProperty("net").GetString() == "-10000")));
        Assert.Equal(
            ("bank", 2, true),
            (plan[1].GetProperty("ledger").GetString(), plan[1].GetProperty("legs")[0].GetInt32(),
                plan[1].GetProperty("stuck").GetBoolean()));
        Assert.Equal("bank", status.GetProperty("legs")[1].GetProperty("ledger").GetString());

        Assert.Equal("PREPARING", (await ledger.MustAsync("resume", Id)).Text("code"));
        var failures = (await ledger.MustAsync("failures", Id)).Lines;
        Assert.Equal(2, failures.Count);
        Assert.All(failures, failure => Assert.Equal(
            ("SYSTEM", 1, 1),
            (failure.GetProperty("category").GetString(), failure.GetProperty("operation").GetInt32(),
                failure.GetProperty("attempt").GetInt32())));
        var history = (await ledger.CallAsync("history", Id)).Output;
        Assert.Contains("operation 1, prepare:", history, StringComparison.Ordinal);
        var shown = (await ledger.CallAsync("status", Id, "--plan")).Output;
        Assert.Contains("waits for the operator", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_gives_it_up_and_the_decision_is_abort_while_the_other_ledger_is_silent()
    {
        using var ledger = await WithBankAsync();
        await ledger.RunTextAsync(Trade());
        var abort = await ledger.MustAsync("abort", Id, "--reason", "the bank is closed");
        Assert.Equal("OPERATOR_ABORTED", abort.Text("code"));
        Assert.Equal("ROLLING_BACK", (await ledger.MustAsync("status", Id)).Text("code"));
        Assert.Equal("abort", (await ledger.MustAsync("decision", Id)).Text("decision"));
        Assert.Contains("ROLLBACK_STARTED", Kinds(await ledger.MustAsync("history", Id)));
        Assert.Contains(
            "abort: no adapter for bank", (await ledger.CallAsync("failures", Id)).Output, StringComparison.Ordinal);
        Assert.True((await ledger.MustAsync("audit")).Flag("passed"));
    }

    [Fact]
    public async Task External_ledgers_and_the_accounts_on_them_are_listed()
    {
        using var ledger = await WithBankAsync();
        await ledger.MustAsync("ledger", "add", "card", "--hold", "time-limited", "--hold-seconds", "600");
        Assert.Equal(2, (await ledger.JsonAsync("ledger", "add", "late", "--hold", "time-limited")).Exit);
        Assert.Equal(["bank binding", "card time-limited"], (await ledger.MustAsync("ledger", "list")).Lines.Select(
            line => $"{line.GetProperty("ledger").GetString()} {line.GetProperty("hold").GetString()}"));
        var accounts = (await ledger.MustAsync("account", "list")).Lines;
        Assert.Equal(
            ["alice-at-bank", "bob-at-bank"],
            accounts.Where(line => line.TryGetProperty("ledger", out _))
                .Select(line => line.GetProperty("account").GetString()));
        Assert.Contains("600", (await ledger.CallAsync("ledger", "list")).Output, StringComparison.Ordinal);
    }

    private static async Task<CliLedger> WithBankAsync()
    {
        var ledger = await CliLedger.WithMoneyAsync();
        await ledger.MustAsync("ledger", "add", "bank", "--hold", "binding");
        await ledger.MustAsync("account", "open", "alice-at-bank", "--owner", "alice", "--ledger", "bank");
        await ledger.MustAsync("account", "open", "bob-at-bank", "--owner", "bob", "--ledger", "bank");
        return ledger;
    }

    private static string Trade() =>
        $$"""{"id":"{{Id}}","legs":[{"from":"alice-cash","to":"bob-cash","asset":"USD","quantity":"100"},"""
        + """{"from":"bob-at-bank","to":"alice-at-bank","asset":"BOND","quantity":"3","ledger":"bank"}]}""" + "\n";

    private static IEnumerable<string> Kinds(CliResult result) =>
        result.Lines.Select(line => line.GetProperty("kind").GetString()!);
}
