namespace VeritasVault.Cli.Tests;

/// <summary>What a person needs to start from nothing, one command at a time.</summary>
public class FromNothingTests
{
    private const string Trade = "01890a5d-ac96-774b-bcce-b302099a8057";

    [Fact]
    public async Task A_person_comes_from_nothing_to_a_settled_trade()
    {
        using var ledger = new CliLedger();
        await ledger.MustAsync("init");
        await ledger.MustAsync("participant", "add", "bank");
        await ledger.MustAsync("participant", "add", "alice");
        await ledger.MustAsync("participant", "add", "bob", "--consent", "recorded");
        await ledger.MustAsync("account", "open", "issuer", "--owner", "bank");
        await ledger.MustAsync("account", "open", "alice-cash", "--owner", "alice");
        await ledger.MustAsync("account", "open", "bob-cash", "--owner", "bob");
        await ledger.MustAsync("asset", "add", "USD", "--scale", "2", "--issuer", "issuer", "--limit", "5000.00");
        await ledger.MustAsync("asset", "add", "BOND", "--scale", "0", "--issuer", "issuer");
        Assert.Equal("SETTLED", (await ledger.MustAsync("issue", "alice-cash", "1000", "USD")).Text("code"));
        Assert.Equal("SETTLED", (await ledger.MustAsync("issue", "bob-cash", "10", "BOND")).Text("code"));

        var submitted = await ledger.MustAsync(
            "submit",
            "--leg",
            "alice-cash>bob-cash 99.50 USD",
            "--leg",
            "bob-cash>alice-cash 4 BOND",
            "--id",
            Trade,
            "--as",
            "alice");
        Assert.Equal(("WAITING", "INITIATED"), (submitted.Text("code"), submitted.Text("stage")));
        var status = await ledger.MustAsync("status", Trade);
        Assert.Equal("bob", status.Last.GetProperty("waitingFor")[0].GetProperty("subject").GetString());

        var consented = await ledger.MustAsync("consent", Trade, "--as", "bob");
        Assert.Equal(("SETTLED", "COMPLETED"), (consented.Text("code"), consented.Text("stage")));
        Assert.Equal(
            "9950", (await ledger.MustAsync("balances", "--account", "bob-cash", "--asset", "USD")).Text("balance"));
        Assert.Equal(
            "SETTLED", (await ledger.MustAsync("redeem", "bob-cash", "99.50", "USD", "--as", "bob")).Text("code"));
        Assert.True((await ledger.MustAsync("audit")).Flag("passed"));
    }

    [Fact]
    public async Task An_account_is_frozen_thawed_limited_and_closed()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.MustAsync("account", "freeze", "bob-cash", "--reason", "court order");
        var refused = await ledger.JsonAsync("submit", "--leg", "alice-cash>bob-cash 1 USD");
        Assert.Equal((1, "ACCOUNT_FROZEN"), (refused.Exit, refused.Text("code")));
        await ledger.MustAsync("account", "thaw", "bob-cash");
        await ledger.MustAsync("account", "limit", "bob-cash", "USD", "--credit", "5.00", "--ceiling", "50.00");
        Assert.Equal("SETTLED", (await ledger.MustAsync("submit", "--leg", "bob-cash>alice-cash 5 USD")).Text("code"));
        var above = await ledger.JsonAsync("submit", "--leg", "alice-cash>bob-cash 55.01 USD");
        Assert.Equal((1, "CEILING_EXCEEDED"), (above.Exit, above.Text("code")));

        // What is not named stays as it is.
        await ledger.MustAsync("account", "limit", "bob-cash", "USD", "--ceiling", "none");
        var below = await ledger.JsonAsync("submit", "--leg", "bob-cash>alice-cash 0.01 USD");
        Assert.Equal("INSUFFICIENT_FUNDS", below.Text("code"));
        var full = await ledger.JsonAsync("account", "close", "bob-cash");
        Assert.Equal((3, "ACCOUNT_NOT_EMPTY"), (full.Exit, full.Text("code")));
        await ledger.MustAsync("account", "close", "carol-cash");
        var closed = await ledger.JsonAsync("submit", "--leg", "alice-cash>carol-cash 1 USD");
        Assert.Equal((1, "ACCOUNT_CLOSED"), (closed.Exit, closed.Text("code")));
    }

    [Fact]
    public async Task A_party_rejects_and_a_proposer_cancels()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.MustAsync("participant", "consent", "alice", "recorded");
        await ChangedMindAsync(ledger, "reject", "alice", "PARTICIPANT_REJECTED");
        await ChangedMindAsync(ledger, "cancel", "bob", "CANCELLED");
    }

    [Fact]
    public async Task A_dry_run_answers_and_leaves_nothing_behind()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var before = await ledger.EverythingAsync();
        var yes = await ledger.JsonAsync("submit", "--leg", "alice-cash>bob-cash 10 USD", "--dry-run");
        var no = await ledger.JsonAsync("submit", "--leg", "alice-cash>bob-cash 1000.01 USD", "--dry-run");
        Assert.Equal((0, "SETTLED", true), (yes.Exit, yes.Text("code"), yes.Flag("dryRun")));
        Assert.Equal((1, "INSUFFICIENT_FUNDS"), (no.Exit, no.Text("code")));
        Assert.Equal(before, await ledger.EverythingAsync());
    }

    [Fact]
    public async Task A_command_with_an_id_takes_effect_once()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var first = await ledger.MustAsync("account", "freeze", "bob-cash", "--id", Trade);
        var again = await ledger.MustAsync("account", "freeze", "bob-cash", "--id", Trade);
        var other = await ledger.JsonAsync("account", "freeze", "alice-cash", "--id", Trade);
        Assert.Equal((false, true), (first.Flag("replayed"), again.Flag("replayed")));
        Assert.Equal((3, "COMMAND_ID_REUSED"), (other.Exit, other.Text("code")));
    }

    [Fact]
    public async Task Reference_and_metadata_are_shown_until_they_are_erased()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var file = ledger.Write("one.json", $$"""
            {
              "id": "{{Trade}}",
              "reference": "order 7",
              "metadata": { "memo": "für Bob" },
              "legs": [ { "from": "alice-cash", "to": "bob-cash", "asset": "USD", "quantity": "1.5" } ]
            }
            """);
        Assert.Equal("SETTLED", (await ledger.MustAsync("submit", file)).Text("code"));
        var status = await ledger.MustAsync("status", Trade);
        Assert.Equal(("order 7", """{ "memo": "für Bob" }"""), (status.Text("reference"), status.Text("metadata")));
        await ledger.MustAsync("erase", Trade);
        var erased = (await ledger.MustAsync("status", Trade)).Last;
        Assert.False(erased.TryGetProperty("reference", out _) || erased.TryGetProperty("metadata", out _));
        Assert.True((await ledger.MustAsync("audit")).Flag("passed"));
    }

    [Fact]
    public async Task History_events_and_statement_tell_the_same_story()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.MustAsync("submit", "--leg", "alice-cash>bob-cash 10 USD", "--id", Trade);
        var history = await ledger.MustAsync("history", Trade);
        Assert.Equal("COMPLETED", history.Text("to"));
        var events = await ledger.MustAsync("events");
        Assert.Equal(Enumerable.Range(1, events.Lines.Count), events.Lines.Select(e => e.GetProperty("no").GetInt32()));
        var since = await ledger.MustAsync("events", "--since", "5", "--limit", "3");
        Assert.Equal([6, 7, 8], since.Lines.Select(e => e.GetProperty("no").GetInt32()));
        var statement = await ledger.MustAsync("statement", "alice-cash", "--from", "2020-01-01");
        Assert.Equal(
            ("0", "100000", "1000", "99000", true),
            (statement.Text("opening"), statement.Text("credits"), statement.Text("debits"), statement.Text("closing"),
                statement.Flag("reconciles")));
    }

    private static async Task ChangedMindAsync(CliLedger ledger, string verb, string who, string code)
    {
        var id = Guid.CreateVersion7().ToString();
        Assert.Equal(
            "WAITING",
            (
                await ledger.MustAsync(
                    "submit", "--leg", "alice-cash>bob-cash 10 USD", "--id", id, "--as", "bob")).Text("code"));
        var ended = await ledger.MustAsync(verb, id, "--as", who, "--reason", "changed my mind");
        Assert.Equal((code, "FAILED", "abort"), (ended.Text("code"), ended.Text("stage"), ended.Text("decision")));
        var failed = await ledger.MustAsync("list", "--stage", "failed");
        Assert.Contains(failed.Lines, line => line.GetProperty("id").GetString() == id);
    }
}
