namespace VeritasVault.Cli.Tests;

/// <summary>Locks of people: leases, tokens, and who is in the way.</summary>
public class LockCommandTests
{
    private const string Blocked = "00000000-0000-7000-8000-0000000000aa";

    [Fact]
    public async Task A_lock_is_acquired_shown_renewed_upgraded_and_given_back()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var first = await ledger.MustAsync(Acquire("--mode", "shared", "--reason", "a \"count\""));
        var (number, token) = (Text(first, "lock"), Text(first, "token"));
        var held = Assert.Single((await ledger.MustAsync("locks")).Lines);
        Assert.Equal(
            ("alice-cash", "USD", "shared", "a \"count\""),
            (held.GetProperty("account").GetString(), held.GetProperty("asset").GetString(),
                held.GetProperty("mode").GetString(), held.GetProperty("reason").GetString()));
        var other = await ledger.JsonAsync(Acquire("--as", "alice", "--reason", "mine"));
        Assert.Equal((3, "LOCK_CONFLICT"), (other.Exit, other.Text("code")));
        Assert.Contains($"lock {number} of local:operator", other.Output, StringComparison.Ordinal);

        var renewed = await ledger.MustAsync("lock", "renew", number, "--token", token, "--lease", "600");
        Assert.Equal((number, token), (Text(renewed, "lock"), Text(renewed, "token")));
        Assert.True(string.CompareOrdinal(renewed.Text("until"), first.Text("until")) > 0);
        var upgraded = await ledger.MustAsync("lock", "upgrade", number, "--token", token);
        Assert.NotEqual(token, Text(upgraded, "token"));
        var stale = await ledger.JsonAsync("lock", "release", number, "--token", token);
        Assert.Equal((3, "FENCING_TOKEN_STALE"), (stale.Exit, stale.Text("code")));
        await ledger.MustAsync("lock", "release", number, "--token", Text(upgraded, "token"));
        Assert.Empty((await ledger.MustAsync("locks")).Lines);
    }

    [Fact]
    public async Task A_settlement_that_a_lock_keeps_out_says_who_holds_it_and_the_chart_shows_it()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var held = await ledger.MustAsync(Acquire("--reason", "say \"when\" #1"));
        var submitted = await ledger.MustAsync("submit", "--id", Blocked, "--leg", "alice-cash>bob-cash 1 USD");
        Assert.Equal("WAITING", submitted.Text("code"));
        var status = (await ledger.CallAsync("status", Blocked)).Output;
        Assert.Contains($"lock {Text(held, "lock")} of local:operator", status, StringComparison.Ordinal);
        var graph = (await ledger.CallAsync("locks", "--graph")).Output;
        Assert.Contains("say &quot;when&quot; &num;1", graph, StringComparison.Ordinal);
        var shown = (await ledger.CallAsync("locks")).Output;
        Assert.All(
            ["Held", "Waiting", "alice-cash/USD", Blocked],
            word => Assert.Contains(word, shown, StringComparison.Ordinal));
        await ledger.MustAsync("lock", "release", Text(held, "lock"), "--token", Text(held, "token"));
        Assert.Equal("COMPLETED", await ledger.SettledStageAsync(Blocked));
    }

    [Fact]
    public async Task People_are_told_the_number_and_the_token_and_what_to_do_next()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var result = await ledger.CallAsync("lock", "acquire", "--asset", "USD", "--reason", "audit");
        Assert.Equal(0, result.Exit);
        Assert.Matches(@"^Lock \d+ is held until \S+; its token is 1\.\nNext: veritas lock release \d+ --token 1\n$",
            result.Output);
        Assert.Equal(2, (await ledger.CallAsync("lock", "acquire", "--reason", "nothing")).Exit);
        Assert.Equal(2, (await ledger.CallAsync("lock", "acquire", "--asset", "USD")).Exit);
    }

    [Fact]
    public async Task Commands_about_locks_coordination_and_external_ledgers_stand_in_files_too()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var lines = Command("permitCoordination", 1, """ "participant":"alice","permitted":true""")
            + """{"command":"registerLedger","ledger":"bank","hold":"time-limited","holdSeconds":600}""" + "\n"
            + """{"command":"openAccount","account":"alice-at-bank","owner":"alice","ledger":"bank"}""" + "\n"
            + Command("acquireLock", 2, """ "account":"bob-cash","mode":"shared","leaseSeconds":3600,"reason":"x" """)
            + $$"""{"id":"{{IdOf(3)}}","prepare":"binding","onHold":true,"as":"alice","legs":["""
            + """{"from":"alice-cash","to":"carol-cash","asset":"USD","quantity":"1"}]}""" + "\n"
            + Command("hold", 4, $$""" "settlement":"{{IdOf(3)}}","onBehalfOf":"carol" """)
            + Command("release", 5, $$""" "settlement":"{{IdOf(3)}}","onBehalfOf":"carol" """)
            + Command("release", 6, $$""" "settlement":"{{IdOf(3)}}","as":"alice" """)
            + Command("execute", 7, $$""" "settlement":"{{IdOf(3)}}","as":"alice" """);
        var run = await ledger.RunTextAsync(lines);
        Assert.True(run.Exit == 0, run.Error);
        Assert.Equal("COMPLETED", (await ledger.MustAsync("status", IdOf(3))).Text("stage"));
        var external = Assert.Single((await ledger.MustAsync("ledger", "list")).Lines);
        Assert.Equal(600, external.GetProperty("holdSeconds").GetInt32());
        var held = Assert.Single((await ledger.MustAsync("locks")).Lines);
        var number = held.GetProperty("lock").GetInt64();
        var more = Command("renewLock", 8, $$""" "lock":{{number}},"token":1,"leaseSeconds":60""")
            + Command("upgradeLock", 9, $$""" "lock":{{number}},"token":1""")
            + Command("releaseLock", 10, $$""" "lock":{{number}},"token":2""");
        Assert.Equal(0, (await ledger.RunTextAsync(more)).Exit);
        Assert.Empty((await ledger.MustAsync("locks")).Lines);
        Assert.True((await ledger.RunTextAsync(lines)).Flag("unchanged"));
    }

    private static string IdOf(int number) => $"00000000-0000-7000-8000-{0x100 + number:x12}";

    private static string Command(string name, int number, string members) =>
        $$"""{"command":"{{name}}","id":"{{IdOf(number)}}",{{members}}}""" + "\n";

    private static string[] Acquire(params string[] options) =>
        ["lock", "acquire", "--account", "alice-cash", "--asset", "USD", .. options];

    private static string Text(CliResult result, string member) => result.Last.GetProperty(member).ToString();
}
