using Xunit;

namespace VeritasVault.Storage.RocksDb.Tests;

public sealed class StoreErrorsTests
{
    // What RocksDB said, what it means at open, what it means for a read.
    [Theory]
    [InlineData("Corruption: block checksum mismatch: stored = 1", StoreFailure.Corrupt, StoreFailure.Corrupt)]
    [InlineData("IO error: No such file or directory: While open a file for random read: /x/000007.sst",
        StoreFailure.Corrupt, StoreFailure.Corrupt)]
    [InlineData("Invalid argument: /x: does not exist (create_if_missing is false)", StoreFailure.Corrupt,
        StoreFailure.Unavailable)]
    [InlineData("Invalid argument: Column family not found: ids", StoreFailure.Corrupt, StoreFailure.Unavailable)]
    [InlineData("Not implemented: unsupported footer version", StoreFailure.OtherVersion, StoreFailure.Unavailable)]
    [InlineData("IO error: No space left on device: While appending to file: /x/000009.sst", StoreFailure.NoSpace,
        StoreFailure.Unavailable)]
    [InlineData("IO error: While lock file: /x/LOCK: Resource temporarily unavailable", StoreFailure.Locked,
        StoreFailure.Unavailable)]
    [InlineData(
        "IO error: lock hold by current process, acquire time 1 acquiring thread 2: /x/LOCK: No locks available",
        StoreFailure.Locked,
        StoreFailure.Unavailable)]
    [InlineData("IO error: While open a file for appending: /x/000009.log: Permission denied", StoreFailure.Unavailable,
        StoreFailure.Unavailable)]
    [InlineData("IO error: While pread offset 0 len 53: /x/000009.sst: Input/output error", StoreFailure.Unavailable,
        StoreFailure.Unavailable)]
    [InlineData("something nobody has seen yet", StoreFailure.Unavailable, StoreFailure.Unavailable)]
    public void A_status_is_sorted_by_what_is_known_afterwards(string status, StoreFailure atOpen, StoreFailure atRead)
    {
        Assert.Equal(atOpen, StoreErrors.WhileOpening("/x", status).Failure);
        Assert.Equal(atRead, StoreErrors.WhileReading("/x", status).Failure);

        // After a failed write nothing is known, whatever the words.
        Assert.Equal(StoreFailure.StateUnknown, StoreErrors.WhileWriting("/x", status).Failure);
        Assert.Contains(status, StoreErrors.WhileWriting("/x", status).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_of_our_own_files_is_sorted_too()
    {
        Assert.Equal(
            StoreFailure.NoSpace, StoreErrors.OfFile("/x", new IOException("No space left on device", 28)).Failure);
        Assert.Equal(
            StoreFailure.Locked, StoreErrors.OfFile("/x", new IOException("used by another process", 11)).Failure);
        Assert.Equal(StoreFailure.Unavailable, StoreErrors.OfFile("/x", new UnauthorizedAccessException()).Failure);
        Assert.Equal(StoreFailure.Unavailable, StoreErrors.OfFile("/x", new DirectoryNotFoundException()).Failure);
    }

    [Fact]
    public void Every_failure_says_what_to_do()
    {
        foreach (StoreFailure failure in Enum.GetValues<StoreFailure>())
        {
            string message = StoreErrors.Of(failure, "/some/place", "detail").Message;
            Assert.Contains("/some/place", message, StringComparison.Ordinal);
            Assert.Contains(';', message.Replace(". Free", "; Free", StringComparison.Ordinal));
        }
    }
}
