namespace VeritasVault.Cli.Tests;

/// <summary>Keys, backups, moving a ledger, and what happens when an older one is put in its place.</summary>
public sealed class KeepingTests
{
    private const string Trade = "00000000-0000-7000-8000-0000000000f1";

    [Fact]
    public async Task A_backup_restored_over_newer_history_is_refused_until_the_loss_is_accepted()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.MustAsync("backup", ledger.PathOf("monday.vvx"));
        await ledger.MustAsync("issue", "alice-cash", "5.00", "USD");
        Directory.Move(ledger.Store, ledger.PathOf("burnt"));
        var refused = await ledger.JsonAsync("restore", ledger.PathOf("monday.vvx"));
        Assert.Equal(ExitCode.Store, refused.Exit);
        Assert.Contains("BEHIND_WITNESS", refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(ledger.Store));

        await ledger.MustAsync("restore", ledger.PathOf("monday.vvx"), "--accept-loss", "main/after-fire");
        var keys = await ledger.MustAsync("keys");
        Assert.Equal("main/after-fire", keys.Text("origin"));
        Assert.Equal(2, keys.Last.GetProperty("all").GetArrayLength());
        Assert.True((await ledger.MustAsync("audit")).Flag("passed"));
        await ledger.MustAsync("issue", "alice-cash", "5.00", "USD");
    }

    [Fact]
    public async Task A_restore_that_loses_nothing_needs_no_acceptance()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.MustAsync("backup", ledger.PathOf("monday.vvx"));
        var before = await ledger.EverythingAsync();
        Directory.Delete(ledger.Store, recursive: true);
        await ledger.MustAsync("restore", ledger.PathOf("monday.vvx"));
        Assert.Equal(before, await ledger.EverythingAsync());
    }

    [Fact]
    public async Task An_older_copy_of_the_directory_is_refused_and_can_be_accepted_in_its_place()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await ledger.MustAsync("backup", ledger.PathOf("old.vvx"));
        await ledger.MustAsync("issue", "alice-cash", "5.00", "USD");
        Directory.Delete(ledger.Store, recursive: true);
        await ledger.MustAsync("restore", ledger.PathOf("old.vvx"), "--witness", ledger.PathOf("other.witness"));
        var refused = await ledger.JsonAsync("balances");
        Assert.Equal(ExitCode.Store, refused.Exit);
        Assert.Contains("its end is missing", refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.Equal("main/second", (await ledger.MustAsync("accept-loss", "main/second")).Text("origin"));
        await ledger.MustAsync("balances");
    }

    [Fact]
    public async Task A_ledger_moves_as_one_file_and_is_audited_on_arrival()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var exported = await ledger.MustAsync("export", ledger.PathOf("main.vvx"));
        var imported = await ledger.MustAsync(
            "import", ledger.PathOf("main.vvx"), "--store", ledger.PathOf("moved"), "--key", ledger.Store + ".key");
        Assert.Equal(exported.Text("root"), imported.Text("root"));
        Assert.Equal(ExitCode.BadInput, (await ledger.JsonAsync("export", ledger.PathOf("main.vvx"))).Exit);
        Assert.Equal(ExitCode.Refused, (await ledger.JsonAsync("import", ledger.PathOf("main.vvx"))).Exit);

        var bytes = await File.ReadAllBytesAsync(ledger.PathOf("main.vvx"), TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(ledger.PathOf("bad.vvx"), bytes, TestContext.Current.CancellationToken);
        var refused = await ledger.JsonAsync("import", ledger.PathOf("bad.vvx"), "--store", ledger.PathOf("third"));
        Assert.Equal(ExitCode.Store, refused.Exit);
        Assert.False(Directory.Exists(ledger.PathOf("third")));
    }

    [Fact]
    public async Task A_rotated_key_signs_from_then_on_and_the_old_one_opens_nothing()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var before = (await ledger.MustAsync("keys")).Text("vkey");
        var after = (await ledger.MustAsync("keys", "rotate")).Text("vkey");
        Assert.NotEqual(before, after);
        await ledger.MustAsync("issue", "alice-cash", "5.00", "USD", "--id", Trade);
        await ledger.MustAsync("prove", Trade, "--out", ledger.PathOf("proofs"));
        Assert.True(File.Exists(Path.Combine(ledger.PathOf("proofs"), Trade + ".settlement.json")));
        var old = await ledger.JsonAsync("balances", "--key", ledger.Store + ".key.previous");
        Assert.Equal(ExitCode.Store, old.Exit);
        Assert.Contains("KEY_WRONG", old.Error + old.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_key_a_ledger_answers_and_takes_nothing()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        File.Move(ledger.Store + ".key", ledger.PathOf("safe.key"));
        await ledger.MustAsync("balances");
        var refused = await ledger.JsonAsync("issue", "alice-cash", "5.00", "USD");
        Assert.Equal(ExitCode.Refused, refused.Exit);
        Assert.Contains("LEDGER_READ_ONLY", refused.Output + refused.Error, StringComparison.Ordinal);
        await ledger.MustAsync("issue", "alice-cash", "5.00", "USD", "--key", ledger.PathOf("safe.key"));
    }

    [Fact]
    public async Task A_key_made_with_a_passphrase_is_read_with_it_only()
    {
        using var ledger = new CliLedger();
        ledger.Variables["VERITAS_KEY_PASSPHRASE"] = "correct horse";
        await ledger.MustAsync("init");
        await ledger.MustAsync("participant", "add", "bank");
        Assert.Contains(
            "ENCRYPTED", await File.ReadAllTextAsync(ledger.Store + ".key", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        ledger.Variables["VERITAS_KEY_PASSPHRASE"] = "wrong";
        Assert.Equal(ExitCode.Store, (await ledger.JsonAsync("participant", "list")).Exit);
        ledger.Variables.Clear();
        await ledger.MustAsync("participant", "list");
        Assert.Equal(ExitCode.Refused, (await ledger.JsonAsync("participant", "add", "alice")).Exit);
    }

    [Fact]
    public async Task A_log_grows_consistently_and_says_so()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var size = (await ledger.MustAsync("keys")).Number("size");
        await ledger.MustAsync("issue", "alice-cash", "5.00", "USD");
        var text = (await ledger.CallAsync("consistency", $"{size}")).Output;
        Assert.StartsWith($"old {size}\n", text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, (await ledger.JsonAsync("consistency", "0")).Exit);
        Assert.Equal(ExitCode.BadInput, (await ledger.JsonAsync("consistency", "1", "999999")).Exit);
    }
}
