namespace VeritasVault.Cli.Tests;

/// <summary>Settlements that stop before they settle: held back, prepared, executed, cancelled.</summary>
public class TwoPhaseTests
{
    private const string Id = "00000000-0000-7000-8000-0000000000aa";
    private const string Later = "00000000-0000-7000-8000-0000000000bb";
    private const string Unseen = "00000000-0000-7000-8000-0000000000cc";

    [Fact]
    public async Task The_terms_of_a_line_come_back_as_its_status()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var run = await ledger.RunTextAsync(Line(Id, "alice-cash", "bob-cash", 700, ",\"isolation\":\"exclusive\""
            + ",\"prepare\":\"expiring\",\"deadline\":\"2099-01-01\",\"onHold\":true,\"as\":\"alice\""));
        Assert.Equal((0, 1L), (run.Exit, run.Number("waiting")));
        var status = (await ledger.MustAsync("status", Id)).Last;
        Assert.Equal(
            ("exclusive", "expiring", false),
            (status.GetProperty("isolation").GetString(), status.GetProperty("prepare").GetString(),
                status.GetProperty("inDoubt").GetBoolean()));
        Assert.Equal("alice", Assert.Single(status.GetProperty("onHold").EnumerateArray()).GetString());
        Assert.Equal(["release"], WaitingFor(status));
        var shown = (await ledger.CallAsync("status", Id, "--plan")).Output;
        Assert.All(
            ["exclusive", "expiring", "on hold", "reservation and locks", "planned"],
            word => Assert.Contains(word, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_held_back_is_released_prepared_and_executed_and_whoever_waits_for_it_goes_on()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.RunTextAsync(Line(Id, "alice-cash", "bob-cash", 700, ",\"isolation\":\"exclusive\""
            + ",\"prepare\":\"expiring\",\"deadline\":\"2099-01-01\",\"onHold\":true,\"as\":\"alice\""));
        Assert.Equal("ALREADY_ON_HOLD", (await ledger.JsonAsync("hold", Id, "--as", "alice")).Text("code"));
        Assert.Equal((2, "USAGE"), Problem(await ledger.JsonAsync("release", Id)));
        Assert.Equal("NOT_PREPARED", (await ledger.JsonAsync("execute", Id)).Text("code"));
        Assert.Equal("PREPARED", (await ledger.MustAsync("release", Id, "--for", "alice")).Text("code"));
        Assert.Equal(("none", false), Decision(await ledger.MustAsync("decision", Id)));

        var second = await ledger.MustAsync(
            "submit", "--id", Later, "--leg", "alice-cash>carol-cash 1 USD", "--as", "alice");
        Assert.Equal("WAITING", second.Text("code"));
        var blocked = Assert.Single(
            (await ledger.MustAsync("status", Later)).Last.GetProperty("waitingFor").EnumerateArray());
        Assert.Equal(
            ("lock", $"settlement {Id}"),
            (blocked.GetProperty("kind").GetString(), blocked.GetProperty("subject").GetString()));
        var locks = (await ledger.MustAsync("locks")).Lines;
        Assert.Equal(2, locks.Count(line => line.TryGetProperty("mode", out var mode)
            && mode.GetString() == "exclusive"));
        Assert.Equal($"settlement {Id}", locks[^1].GetProperty("waitsFor")[0].GetString());
        var graph = (await ledger.CallAsync("locks", "--graph")).Output;
        Assert.StartsWith("flowchart LR\n", graph, StringComparison.Ordinal);
        Assert.Contains($"  {Node(Later)} --> {Node(Id)}\n", graph, StringComparison.Ordinal);

        Assert.Equal("SETTLED", (await ledger.MustAsync("execute", Id, "--as", "alice")).Text("code"));
        Assert.Equal(("commit", true), Decision(await ledger.MustAsync("decision", Id)));
        Assert.Equal("COMPLETED", await ledger.SettledStageAsync(Later));
        Assert.Equal("", (await ledger.MustAsync("locks")).Output);
        Assert.True((await ledger.MustAsync("audit")).Flag("passed"));
    }

    [Fact]
    public async Task Only_who_may_coordinate_prepares_bindingly()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        string[] submit =
            ["submit", "--id", Id, "--leg", "alice-cash>bob-cash 1 USD", "--prepare", "binding", "--as", "alice"];
        Assert.Equal("BINDING_NOT_PERMITTED", (await ledger.JsonAsync(submit)).Text("code"));
        await ledger.MustAsync("participant", "permit", "alice");
        Assert.Equal("PREPARED", (await ledger.MustAsync(submit)).Text("code"));
        await ledger.MustAsync("participant", "permit", "alice", "--withdraw");
        var participants = (await ledger.MustAsync("participant", "list")).Lines;
        Assert.All(participants, line => Assert.False(line.GetProperty("mayCoordinate").GetBoolean()));
        Assert.Equal("TOO_LATE", (await ledger.JsonAsync("abort", Id)).Text("code"));
        Assert.Equal(0, (await ledger.JsonAsync("cancel", Id, "--as", "alice")).Exit);
        Assert.Equal(("abort", true), Decision(await ledger.MustAsync("decision", Id)));
        var failure = (await ledger.MustAsync("failures", Id)).Last;
        Assert.Equal("CANCELLED", failure.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Cancelling_an_id_never_seen_says_that_it_is_pinned_and_the_late_submission_finds_it()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var cancel = await ledger.JsonAsync("cancel", Unseen);
        Assert.Equal((0, "CANCELLED"), (cancel.Exit, cancel.Text("code")));
        Assert.Contains("pinned", cancel.Error, StringComparison.Ordinal);
        var late = await ledger.JsonAsync("submit", "--id", Unseen, "--leg", "alice-cash>bob-cash 1 USD");
        Assert.Equal((1, "CANCELLED"), (late.Exit, late.Text("code")));
        Assert.Equal(0, (await ledger.CallAsync("status", Unseen, "--plan")).Exit);
        await ledger.MustAsync(
            "submit", "--id", Id, "--leg", "alice-cash>bob-cash 1 USD", "--prepare", "expiring", "--deadline",
            "2099-01-01");
        Assert.DoesNotContain("pinned", (await ledger.JsonAsync("cancel", Id)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("isolation", "\"total\"")]
    [InlineData("prepare", "\"maybe\"")]
    [InlineData("onHold", "\"yes\"")]
    [InlineData("recovery", "\"often\"")]
    [InlineData("recovery", "{\"tries\":3,\"delayMs\":1}")]
    public async Task What_is_no_such_term_is_refused_with_its_member(string member, string value)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var run = await ledger.RunTextAsync(Line(Id, "alice-cash", "bob-cash", 1, $",\"{member}\":{value}"));
        Assert.Equal(2, run.Exit);
        Assert.Equal(member, run.Problems[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task How_persistently_external_ledgers_are_called_is_told_in_a_line_or_an_option_and_comes_back()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.RunTextAsync(Line(
            Id, "alice-cash", "bob-cash", 1, ",\"recovery\":{\"tries\":7,\"delayMs\":50,\"delayMaxMs\":900}"));
        var recovery = (await ledger.MustAsync("status", Id)).Last.GetProperty("recovery");
        Assert.Equal("""{"tries":7,"delayMs":50,"delayMaxMs":900}""", recovery.GetRawText());
        string[] submit = ["submit", "--id", Later, "--leg", "alice-cash>bob-cash 1 USD", "--recovery"];
        var odd = await ledger.JsonAsync([.. submit, "7,50"]);
        Assert.Equal(2, odd.Exit);
        Assert.Contains("10,200,30000", odd.Error, StringComparison.Ordinal);
        Assert.Equal("TERMS_INVALID", (await ledger.JsonAsync([.. submit, "101,50,900"])).Text("code"));
        await ledger.MustAsync([.. submit, "7,50,900"]);
        Assert.Contains(
            "7 tries, first wait up to 50 ms, none above 900 ms",
            (await ledger.CallAsync("status", Later)).Output, StringComparison.Ordinal);
    }

    private static string Line(string id, string from, string to, int quantity, string terms) =>
        $$"""{"id":"{{id}}","legs":[{"from":"{{from}}","to":"{{to}}","asset":"USD","quantity":"{{quantity}}"}]"""
        + terms + "}\n";

    private static (string, bool) Decision(CliResult result) =>
        (result.Text("decision"), result.Last.TryGetProperty("since", out _));

    private static (int, string) Problem(CliResult result) =>
        (result.Exit, Assert.Single(result.Problems).GetProperty("error").GetString()!);

    private static IEnumerable<string> WaitingFor(System.Text.Json.JsonElement status) =>
        status.GetProperty("waitingFor").EnumerateArray().Select(one => one.GetProperty("kind").GetString()!);

    private static string Node(string id) => "s" + id.Replace("-", string.Empty, StringComparison.Ordinal);
}
