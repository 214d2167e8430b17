using VeritasVault.TestKit.Storage;
using Xunit;

namespace VeritasVault.Storage.RocksDb.Tests;

/// <summary>Bits that flip, bytes and files that go missing: noticed or harmless, never silently another
/// ledger.</summary>
public sealed class DamageTests : IDisposable
{
    private const int TableBlocks = 40;
    private const int LogBlocks = 90;
    private const int Blocks = TableBlocks + LogBlocks;
    private const int TrialsPerFile = 6;

    private readonly TemporaryDirectory _directory = new();
    private readonly string _ledger;

    /// <summary>A ledger with blocks in tables and value files, and later ones in the log alone.</summary>
    public DamageTests()
    {
        _ledger = _directory["ledger"];
        Append(TableBlocks);

        // Opening a ledger empties its log into tables.
        Append(LogBlocks);
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("FORMAT")]
    [InlineData("CURRENT")]
    [InlineData("IDENTITY")]
    [InlineData("MANIFEST-*")]
    [InlineData("OPTIONS-*")]
    [InlineData("*.sst")]
    [InlineData("*.blob")]
    [InlineData("*.log")]
    [InlineData("LO*")]
    public void A_flipped_bit_is_noticed_or_harmless(string files)
    {
        Random random = new(7);
        foreach (string name in Names(files))
        {
            byte[] whole = File.ReadAllBytes(Path.Combine(_ledger, name));
            for (int trial = 0; trial < TrialsPerFile && whole.Length > 0; trial++)
            {
                int at = random.Next(whole.Length);
                byte[] flipped = [.. whole];
                flipped[at] ^= (byte)(1 << random.Next(8));
                MustBeNoticedOrHarmless($"{name}, bit flipped in byte {at} of {whole.Length}", copy =>
                    File.WriteAllBytes(Path.Combine(copy, name), flipped));
            }
        }
    }

    [Theory]
    [InlineData("FORMAT")]
    [InlineData("CURRENT")]
    [InlineData("IDENTITY")]
    [InlineData("MANIFEST-*")]
    [InlineData("OPTIONS-*")]
    [InlineData("*.sst")]
    [InlineData("*.blob")]
    [InlineData("reserve")]
    [InlineData("LO*")]
    public void A_missing_file_is_noticed_or_harmless(string files)
    {
        foreach (string name in Names(files))
        {
            MustBeNoticedOrHarmless($"{name} removed", copy => File.Delete(Path.Combine(copy, name)));
        }
    }

    [Theory]
    [InlineData("FORMAT")]
    [InlineData("CURRENT")]
    [InlineData("MANIFEST-*")]
    [InlineData("*.sst")]
    [InlineData("*.blob")]
    public void A_shortened_file_is_noticed_or_harmless(string files)
    {
        Random random = new(8);
        foreach (string name in Names(files))
        {
            byte[] whole = File.ReadAllBytes(Path.Combine(_ledger, name));
            foreach (
                int length in new[] { 0, 1, random.Next(whole.Length), random.Next(whole.Length), whole.Length - 1 })
            {
                MustBeNoticedOrHarmless($"{name} cut to {length} of {whole.Length}", copy =>
                    File.WriteAllBytes(Path.Combine(copy, name), whole[..length]));
            }
        }
    }

    [Fact]
    public void A_ledger_without_any_log_is_damaged()
    {
        foreach (string log in Names("*.log"))
        {
            File.Delete(Path.Combine(_ledger, log));
        }

        Assert.Equal(
            StoreFailure.Corrupt, Assert.Throws<StoreException>(() => SmallLedger.OpenExisting(_ledger)).Failure);
    }

    [Fact]
    public void A_missing_log_is_noticed_unless_it_is_the_newest()
    {
        List<string> logs = [.. Names("*.log").Order(StringComparer.Ordinal)];
        Assert.True(logs.Count > 1);
        foreach (string log in logs[..^1])
        {
            MustBeNoticedOrHarmless($"{log} removed", copy => File.Delete(Path.Combine(copy, log)));
        }

        // Nothing in the ledger tells of the newest: what is kept outside it must. What is left is still a whole,
        // shorter ledger.
        File.Delete(Path.Combine(_ledger, logs[^1]));
        using RocksDbLedgerStore store = SmallLedger.OpenExisting(_ledger);
        Assert.InRange(SmallLedger.MustBeWhole(store), TableBlocks, Blocks - 1);
    }

    private void MustBeNoticedOrHarmless(string what, Action<string> damage)
    {
        string copy = _directory["copy"];
        CopyLedger(copy);
        damage(copy);
        try
        {
            using RocksDbLedgerStore store = SmallLedger.OpenExisting(copy);
            Assert.True(
                SmallLedger.MustBeWhole(store) == Blocks, $"{what}: opened silently with {store.LastBlockNo} blocks");
        }
        catch (StoreException refusal)
        {
            Assert.True(
                refusal.Failure is StoreFailure.Corrupt or StoreFailure.OtherVersion, $"{what}: {refusal.Message}");
        }

        Directory.Delete(copy, recursive: true);
    }

    private void Append(int blocks)
    {
        using RocksDbLedgerStore store = SmallLedger.Open(_ledger);
        for (int i = 0; i < blocks; i++)
        {
            SmallLedger.CommitNext(store);
        }
    }

    private List<string> Names(string files)
    {
        List<string> names = [.. Directory.EnumerateFiles(_ledger, files).Select(file => Path.GetFileName(file))];
        Assert.NotEmpty(names);
        return names;
    }

    private void CopyLedger(string copy)
    {
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(_ledger))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
    }
}
