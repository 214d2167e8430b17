using VeritasVault.Engine;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Cli.Tests;

/// <summary>Rotations of the ledger's key that did not end, whatever ended them: the next one always does.</summary>
public sealed class KeyRotationTests
{
    [Fact]
    public async Task A_rotation_of_a_locked_store_leaves_nothing_behind()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        using (RocksDbLedgerStore.Open(ledger.Store))
        {
            var locked = await ledger.JsonAsync("keys", "rotate");
            Assert.Equal((ExitCode.Store, "STORE_LOCKED"), (locked.Exit, ErrorOf(locked)));
        }

        Assert.False(File.Exists(Next(ledger)));
        await RotatesAsync(ledger);
    }

    [Theory]
    [InlineData("--as", "bob")]
    [InlineData("--key", "missing.key")]
    public async Task A_refused_rotation_leaves_nothing_behind(params string[] options)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        string[] placed = [options[0], options[0] == "--key" ? ledger.PathOf(options[1]) : options[1]];
        var refused = await ledger.JsonAsync(["keys", "rotate", .. placed]);
        Assert.Equal(ExitCode.Refused, refused.Exit);
        Assert.Empty(Directory.GetFiles(ledger.PathOf("."), "*.next"));
        await RotatesAsync(ledger);
    }

    [Fact]
    public async Task A_key_made_by_a_rotation_that_never_came_to_the_ledger_is_used_by_the_next()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        using (var key = SigningKey.Generate())
        {
            SigningKeyFile.Create(Next(ledger), key);
        }

        var made = await File.ReadAllTextAsync(Next(ledger), Stop);
        await RotatesAsync(ledger);
        Assert.Equal(made, await File.ReadAllTextAsync(ledger.Store + ".key", Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rotation_that_ended_before_its_files_were_in_place_is_finished_by_the_next(bool oldIsInPlace)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var rotated = (await ledger.MustAsync("keys", "rotate")).Text("vkey");
        File.Move(ledger.Store + ".key", Next(ledger));
        if (oldIsInPlace)
        {
            File.Move(ledger.Store + ".key.previous", ledger.Store + ".key");
            var stuck = await ledger.CallAsync("balances");
            Assert.Contains("KEY_WRONG", stuck.Error, StringComparison.Ordinal);
            Assert.Contains("veritas keys rotate", stuck.Error, StringComparison.Ordinal);
        }

        var finished = await ledger.MustAsync("keys", "rotate");
        Assert.Equal(rotated, finished.Text("vkey"));
        Assert.Equal(2, (await ledger.MustAsync("keys")).Last.GetProperty("all").GetArrayLength());
        Assert.False(File.Exists(Next(ledger)));
        Assert.True(File.Exists(ledger.Store + ".key.previous"));
        await ledger.MustAsync("issue", "alice-cash", "5.00", "USD");
        await RotatesAsync(ledger);
    }

    [Fact]
    public async Task A_left_over_file_that_is_no_key_is_named_with_what_to_do()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        await File.WriteAllTextAsync(Next(ledger), string.Empty, Stop);
        var refused = await ledger.CallAsync("keys", "rotate");
        Assert.Equal(ExitCode.Store, refused.Exit);
        Assert.Contains(Next(ledger), refused.Error, StringComparison.Ordinal);
        Assert.Contains("move it away", refused.Error, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Next(CliLedger ledger) => ledger.Store + ".key.next";

    private static string? ErrorOf(CliResult result) => result.Problems[^1].GetProperty("error").GetString();

    private static async Task RotatesAsync(CliLedger ledger)
    {
        var before = (await ledger.MustAsync("keys")).Text("vkey");
        var after = (await ledger.MustAsync("keys", "rotate")).Text("vkey");
        Assert.NotEqual(before, after);
        Assert.Equal(after, (await ledger.MustAsync("keys")).Text("vkey"));
        Assert.False(File.Exists(Next(ledger)));
    }
}
