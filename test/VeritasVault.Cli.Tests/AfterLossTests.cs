using VeritasVault.TestKit.Engine;

namespace VeritasVault.Cli.Tests;

/// <summary>A ledger that goes on under a new origin, and what people are told on the way there.</summary>
public sealed class AfterLossTests
{
    private const string Before = "00000000-0000-7000-8000-000000000001";
    private const string After = "00000000-0000-7000-8000-0000000000f1";
    private const string Origin = "main/after-fire";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_proof_names_the_key_that_signed_its_own_checkpoint()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await LoseAsync(ledger);
        foreach (var id in (string[])[Before, After])
        {
            var files = await ledger.MustAsync("prove", id, "--out", ledger.PathOf("proofs"));
            var vkey = files.Text("vkey");
            new Stranger([vkey]).MustAccept(await File.ReadAllBytesAsync(files.Text("settlement"), Stop));
            var told = await ledger.CallAsync("prove", id, "--out", ledger.PathOf("proofs"));
            Assert.Contains($"--vkey '{vkey}'", told.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Many_proofs_name_each_its_key_and_people_are_shown_the_policy_that_has_all()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await LoseAsync(ledger);
        var ids = ledger.Write("ids", $"{Before}\n{After}\n");
        var result = await ledger.MustAsync("prove", "--ids", ids, "--out", ledger.PathOf("proofs"));
        Assert.Equal(2, result.Lines.Count);
        foreach (var line in result.Lines)
        {
            var file = await File.ReadAllBytesAsync(line.GetProperty("settlement").GetString()!, Stop);
            new Stranger([line.GetProperty("vkey").GetString()!]).MustAccept(file);
        }

        var told = await ledger.CallAsync("prove", "--ids", ids, "--out", ledger.PathOf("proofs"));
        Assert.Contains("veritas keys --policy", told.Output, StringComparison.Ordinal);
        var one = ledger.Write("one", $"{Before}\n");
        var toldOne = await ledger.CallAsync("prove", "--ids", one, "--out", ledger.PathOf("proofs"));
        Assert.Contains(
            $"--vkey '{result.Lines[0].GetProperty("vkey").GetString()}'", toldOne.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restoring_an_old_backup_names_the_option_that_accepts_the_loss_and_then_the_new_name()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.MustAsync("backup", ledger.PathOf("monday.vvx"));
        await ledger.MustAsync("issue", "alice-cash", "5.00", "USD");
        Directory.Move(ledger.Store, ledger.PathOf("burnt"));
        foreach (var command in (string[])["restore", "import"])
        {
            var refused = await ledger.CallAsync(command, ledger.PathOf("monday.vvx"));
            Assert.Equal(ExitCode.Store, refused.Exit);
            Assert.Contains("BEHIND_WITNESS", refused.Error, StringComparison.Ordinal);
            Assert.Contains("--accept-loss ORIGIN", refused.Error, StringComparison.Ordinal);
        }

        var restored = await ledger.CallAsync("restore", ledger.PathOf("monday.vvx"), "--accept-loss", Origin);
        var keys = await ledger.MustAsync("keys");
        Assert.Contains($"The log goes on as {Origin}.", restored.Output, StringComparison.Ordinal);
        Assert.Contains(keys.Text("vkey"), restored.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_says_as_json_what_the_log_is_called_and_signed_with()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.MustAsync("backup", ledger.PathOf("monday.vvx"));
        var keys = await ledger.MustAsync("keys");
        Directory.Delete(ledger.Store, recursive: true);
        var restored = await ledger.MustAsync("restore", ledger.PathOf("monday.vvx"));
        Assert.Equal((keys.Text("origin"), keys.Text("vkey")), (restored.Text("origin"), restored.Text("vkey")));
    }

    [Fact]
    public async Task An_import_without_its_key_says_where_the_key_belongs()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.MustAsync("export", ledger.PathOf("main.vvx"));
        var moved = ledger.PathOf("moved");
        var imported = await ledger.CallAsync("import", ledger.PathOf("main.vvx"), "--store", moved);
        Assert.Equal(0, imported.Exit);
        Assert.Contains($"Next: copy the ledger's key to {moved}.key", imported.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("init", "--origin", "/x")]
    [InlineData("accept-loss", "/x")]
    [InlineData("restore", "monday.vvx", "--accept-loss", "a b")]
    [InlineData("import", "monday.vvx", "--accept-loss", "x/")]
    public async Task A_malformed_origin_is_answered_with_the_grammar_of_origins(params string[] command)
    {
        using var ledger = new CliLedger();
        var refused = await ledger.CallAsync(command);
        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.Contains("ID_MALFORMED", refused.Error, StringComparison.Ordinal);
        Assert.Contains("1 to 200", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("1 to 64", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_origin_the_log_had_is_refused_as_used()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var had = (await ledger.MustAsync("keys")).Text("origin");
        await ledger.MustAsync("backup", ledger.PathOf("monday.vvx"));
        await ledger.MustAsync("issue", "alice-cash", "5.00", "USD");
        Directory.Delete(ledger.Store, recursive: true);
        var refused = await ledger.CallAsync("restore", ledger.PathOf("monday.vvx"), "--accept-loss", had);
        Assert.Equal(ExitCode.Refused, refused.Exit);
        Assert.Contains("ORIGIN_USED", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("OriginUsed", refused.Error, StringComparison.Ordinal);
        Assert.Contains("never used", refused.Error, StringComparison.Ordinal);
    }

    /// <summary>The ledger loses a settlement, goes on under the new origin, and settles another.</summary>
    private static async Task LoseAsync(CliLedger ledger)
    {
        await ledger.MustAsync("backup", ledger.PathOf("monday.vvx"));
        await ledger.MustAsync("issue", "alice-cash", "5.00", "USD");
        Directory.Move(ledger.Store, ledger.PathOf("burnt"));
        await ledger.MustAsync("restore", ledger.PathOf("monday.vvx"), "--accept-loss", Origin);
        await ledger.MustAsync("issue", "alice-cash", "7.00", "USD", "--id", After);
    }
}
