using System.Text;
using VeritasVault.TestKit.Storage;
using Xunit;

namespace VeritasVault.Storage.RocksDb.Tests;

public sealed class LedgerPlaceTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_missing_ledger_is_not_found_and_not_made_when_it_must_exist()
    {
        string missing = _directory["nowhere"];
        Assert.False(RocksDbLedgerStore.Exists(missing));
        Assert.Equal(StoreFailure.NotFound, Refusal(missing).Failure);
        Assert.False(Directory.Exists(missing));
        Assert.Equal(StoreFailure.NotFound, Refusal(_directory.Path).Failure);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void A_ledger_exists_once_it_was_made()
    {
        SmallLedger.Open(_directory["a"]).Dispose();
        Assert.True(RocksDbLedgerStore.Exists(_directory["a"]));
        using RocksDbLedgerStore store = SmallLedger.OpenExisting(_directory["a"]);
        Assert.Equal(StoreSpace.Enough, store.Space);
    }

    [Fact]
    public void A_directory_with_a_name_beyond_ascii_is_as_good_as_any()
    {
        string place = _directory["Bücher und 帳簿"];
        using (RocksDbLedgerStore store = SmallLedger.Open(place))
        {
            SmallLedger.CommitNext(store);
        }

        using RocksDbLedgerStore reopened = SmallLedger.OpenExisting(place);
        Assert.Equal(1, SmallLedger.MustBeWhole(reopened));
    }

    [Fact]
    public void A_file_in_the_place_of_the_directory_is_refused()
    {
        File.WriteAllText(_directory["file"], "not a ledger");
        Assert.Equal(StoreFailure.Unavailable, Assert.Throws<StoreException>(() => SmallLedger.Open(_directory["file"]))
            .Failure);
    }

    [Fact]
    public void Files_that_are_no_ledger_are_refused_and_left_alone()
    {
        File.WriteAllText(_directory["notes.txt"], "mine");
        Assert.True(RocksDbLedgerStore.Exists(_directory.Path));
        Assert.Equal(
            StoreFailure.Corrupt, Assert.Throws<StoreException>(() => SmallLedger.Open(_directory.Path)).Failure);
        Assert.Equal("mine", File.ReadAllText(_directory["notes.txt"]));
    }

    [Fact]
    public void The_root_of_a_file_system_counts_as_empty()
    {
        Directory.CreateDirectory(_directory["lost+found"]);
        Assert.False(RocksDbLedgerStore.Exists(_directory.Path));
        using RocksDbLedgerStore store = SmallLedger.Open(_directory.Path);
        Assert.Equal(0, store.LastBlockNo);
    }

    [Fact]
    public void A_ledger_without_its_format_file_is_damaged_not_empty()
    {
        Fill();
        File.Delete(_directory[LedgerDirectory.Format]);
        Assert.True(RocksDbLedgerStore.Exists(_directory.Path));
        Assert.Equal(
            StoreFailure.Corrupt, Assert.Throws<StoreException>(() => SmallLedger.Open(_directory.Path)).Failure);
    }

    [Fact]
    public void Making_a_ledger_goes_on_where_a_crash_ended_it()
    {
        // After the mark alone, and after the database but before the last step.
        File.WriteAllBytes(_directory[LedgerDirectory.FormatUnfinished], FormatFile.Encode(FormatFile.Version));
        Assert.False(RocksDbLedgerStore.Exists(_directory.Path));
        Assert.Equal(StoreFailure.NotFound, Refusal(_directory.Path).Failure);
        SmallLedger.Open(_directory.Path).Dispose();

        File.Move(_directory[LedgerDirectory.Format], _directory[LedgerDirectory.FormatUnfinished]);
        using RocksDbLedgerStore store = SmallLedger.Open(_directory.Path);
        SmallLedger.CommitNext(store);
        Assert.Equal(1, SmallLedger.MustBeWhole(store));
        Assert.True(RocksDbLedgerStore.Exists(_directory.Path));
    }

    [Fact]
    public void A_ledger_with_blocks_is_never_taken_for_an_unfinished_one()
    {
        Fill();
        File.Move(_directory[LedgerDirectory.Format], _directory[LedgerDirectory.FormatUnfinished]);
        Assert.Equal(
            StoreFailure.Corrupt, Assert.Throws<StoreException>(() => SmallLedger.Open(_directory.Path)).Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void A_ledger_of_another_version_is_refused(int version)
    {
        Fill();
        File.WriteAllBytes(_directory[LedgerDirectory.Format], FormatFile.Encode(version));
        StoreException refusal = Refusal(_directory.Path);
        Assert.Equal(StoreFailure.OtherVersion, refusal.Failure);
        Assert.Contains($"version {version}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_format_file_is_these_bytes() =>
        Assert.Equal("veritasvault-ledger 1 affada0f\n", Encoding.ASCII.GetString(FormatFile.Encode(1)));

    [Fact]
    public void A_format_file_with_any_bit_flipped_or_any_byte_gone_is_damage()
    {
        byte[] whole = FormatFile.Encode(FormatFile.Version);
        Assert.Equal(FormatFile.Version, FormatFile.Decode(whole));
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(FormatFile.Decode(flipped));
        }

        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Null(FormatFile.Decode(whole.AsSpan(0, length)));
        }

        Assert.Null(FormatFile.Decode([.. whole, 0]));
    }

    [Fact]
    public void Options_out_of_their_bounds_are_refused()
    {
        RocksDbStoreOptions[] wrong =
        [
            new() { WriteBufferBytes = 1 },
            new() { WriteBufferBytes = 32 << 20 },
            new() { CacheBytes = 16 << 20 },
            new() { ReserveBytes = 63 << 20 },
            new() { LowSpaceBytes = 63 << 20 },
            new() { OpenFilesMax = 1 },
        ];
        foreach (RocksDbStoreOptions options in wrong)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => RocksDbLedgerStore.Open(_directory.Path, options));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    private void Fill()
    {
        using RocksDbLedgerStore store = SmallLedger.Open(_directory.Path);
        SmallLedger.CommitNext(store);
    }

    private static StoreException Refusal(string directory) =>
        Assert.Throws<StoreException>(() => SmallLedger.OpenExisting(directory));
}
