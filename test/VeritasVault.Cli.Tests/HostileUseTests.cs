namespace VeritasVault.Cli.Tests;

/// <summary>What careless and hostile callers do: always an answer, never a stack trace.</summary>
public class HostileUseTests
{
    [Fact]
    public async Task Stop_on_error_settles_nothing_behind_the_first_refused_line()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var lines = Enumerable.Range(0, 50)
            .Select(i => Line($"00000000-0000-7000-8001-{i:x12}", i == 2 ? "0" : "1", "r"));
        var result = await ledger.RunTextAsync(string.Join('\n', lines) + "\n", "--stop-on-error");
        Assert.Equal((2, 2L, 3L), (result.Exit, result.Number("completed"), result.Number("submitted")));
    }

    [Theory]
    [InlineData("run", "")]
    [InlineData("submit", "")]
    [InlineData("init", "--store", "")]
    [InlineData("list", "--store", "")]
    public async Task An_empty_argument_is_answered_with_what_to_do(params string[] arguments)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var result = await ledger.CallAsync(arguments);
        Assert.NotEqual(0, result.Exit);
        Assert.Contains("Next:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_is_told_to_name_the_participant_it_consents_for()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var result = await ledger.CallAsync("consent", "01890a5d-ac96-774b-bcce-b302099a8057");
        Assert.Equal(2, result.Exit);
        Assert.Contains("--for", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_party_wrote_cannot_steer_the_terminal()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        const string Id = "01890a5d-ac96-774b-bcce-b302099a8057";
        await ledger.RunTextAsync(Line(Id, "1", "\\u001b[31mEVIL") + "\n");
        var shown = await ledger.CallAsync("status", Id);
        Assert.Contains("EVIL", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', shown.Output);
    }

    private static string Line(string id, string quantity, string reference) =>
        $$"""{"id":"{{id}}","reference":"{{reference}}","legs":["""
        + $$"""{"from":"alice-cash","to":"bob-cash","asset":"USD","quantity":"{{quantity}}"}]}""";
}
