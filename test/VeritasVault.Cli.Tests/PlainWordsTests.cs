namespace VeritasVault.Cli.Tests;

/// <summary>What is said to people when a call does not fit: true, in their words, and with a way out.</summary>
public sealed class PlainWordsTests
{
    private const string First = "00000000-0000-7000-8000-000000000001";
    private const string Absent = "00000000-0000-7000-8000-00000000dead";

    [Fact]
    public async Task A_ledger_opened_without_its_key_refuses_and_names_the_passphrase()
    {
        using var ledger = new CliLedger();
        ledger.Variables["VERITAS_KEY_PASSPHRASE"] = "correct horse";
        await ledger.MustAsync("init");
        ledger.Variables.Clear();
        var refused = await ledger.CallAsync("participant", "add", "alice");
        Assert.Equal(ExitCode.Refused, refused.Exit);
        Assert.Contains("LEDGER_READ_ONLY", refused.Output, StringComparison.Ordinal);
        Assert.Contains("passphrase", refused.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("1,3")]
    public async Task A_leg_that_a_settlement_does_not_have_cannot_be_opened(string legs)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var refused = await ledger.CallAsync("prove", First, "--legs", legs, "--out", ledger.PathOf("out"));
        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.Contains("PARAMETER_OUT_OF_RANGE", refused.Error, StringComparison.Ordinal);
        Assert.Contains("has 1 leg", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(ledger.PathOf("out")));
        await ledger.MustAsync("prove", First, "--legs", "1", "--out", ledger.PathOf("out"));
    }

    [Fact]
    public async Task An_unknown_settlement_is_unknown_whatever_legs_are_asked_for()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var refused = await ledger.CallAsync("prove", Absent, "--legs", "1");
        Assert.Equal(ExitCode.Refused, refused.Exit);
        Assert.Contains("SETTLEMENT_UNKNOWN", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trees_that_have_no_proof_are_told_by_what_is_wrong_with_them()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var size = (await ledger.MustAsync("keys")).Number("size");
        await ShowsAsync(ledger, ["consistency", $"{size}", $"{size - 2}"], "OLD is larger than NEW");
        await ShowsAsync(ledger, ["consistency", $"{size + 1}"], $"the log has {size} entries");
        await ShowsAsync(ledger, ["consistency", "0"], "OLD is at least 1");
        await ShowsAsync(ledger, ["consistency", "1", $"{size + 1}"], "NEW is the size of a checkpoint");
        await ShowsAsync(ledger, ["consistency", "1", $"{size - 1}"], "NEW is the size of a checkpoint");
    }

    [Theory]
    [InlineData("participant consent alice loudly")]
    [InlineData("participant add dave --consent loudly")]
    [InlineData("run x.csv --format repo-trades --fund much")]
    [InlineData("list --limit many")]
    [InlineData("asset add X --issuer issuer --scale many")]
    [InlineData("consistency many")]
    public async Task A_value_that_cannot_be_read_is_told_without_the_names_of_types(string command)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var refused = await ledger.CallAsync(command.Split(' '));
        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.DoesNotContain("VeritasVault.", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Next:", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_is_shown_by_the_words_it_takes()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var help = (await ledger.CallAsync("participant", "consent", "--help")).Output;
        Assert.Contains("<POLICY>", help, StringComparison.Ordinal);
        Assert.Contains("veritas participant consent alice signed", help, StringComparison.Ordinal);
        var refused = await ledger.CallAsync("participant", "consent", "alice", "loudly");
        Assert.Contains("implied, recorded or signed", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_in_which_all_was_refused_does_not_say_that_all_was_known()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var refused = await ledger.CallAsync("run", ledger.Write("bad.ndjson", "nonsense\n"));
        Assert.DoesNotContain("knew all", refused.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing changed", refused.Output, StringComparison.Ordinal);
        var line = """{"command":"registerParticipant","participant":"alice"}""" + "\n";
        var known = await ledger.CallAsync("run", ledger.Write("command.ndjson", line));
        Assert.DoesNotContain("Nothing changed: what was refused", known.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_says_from_when_on_an_endorsed_key_is_valid()
    {
        using var ledger = new CliLedger();
        var help = (await ledger.CallAsync("participant", "key", "add", "--help")).Output;
        Assert.Contains("the time of the last block", help, StringComparison.Ordinal);
    }

    private static async Task ShowsAsync(CliLedger ledger, string[] command, string shown)
    {
        var refused = await ledger.CallAsync(command);
        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.Contains("PARAMETER_OUT_OF_RANGE", refused.Error, StringComparison.Ordinal);
        Assert.Contains(shown, refused.Error, StringComparison.Ordinal);
        Assert.Contains("Next:", refused.Error, StringComparison.Ordinal);
    }
}
