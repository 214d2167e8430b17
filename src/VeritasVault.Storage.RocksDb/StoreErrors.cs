namespace VeritasVault.Storage.RocksDb;

/// <summary>
/// Sorts what the environment says into what is known about the ledger. The only place that looks into messages of
/// RocksDB:
/// its C interface gives no codes, but the words tested here are the fixed prefixes of its status texts.
/// </summary>
internal static class StoreErrors
{
    // Error numbers of Linux and macOS, and of Windows as they appear in HResult.
    private const int NoSpaceUnix = 28;
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolationWindows = unchecked((int)0x80070020);
    private const int DiskFullWindows = unchecked((int)0x80070070);

    /// <summary>Nothing of ours was written yet: whatever went wrong, the ledger is as it was.</summary>
    public static StoreException WhileOpening(string directory, string message)
    {
        StoreFailure failure = message switch
        {
            _ when IsLock(message) => StoreFailure.Locked,
            _ when IsNoSpace(message) => StoreFailure.NoSpace,
            _ when IsDamage(message) => StoreFailure.Corrupt,

            // The directory says it is a ledger, so a table set or a current file that is not there was lost, never
            // absent.
            _ when message.StartsWith("Invalid argument: ", StringComparison.Ordinal) => StoreFailure.Corrupt,
            _ when message.StartsWith("NotFound: ", StringComparison.Ordinal) => StoreFailure.Corrupt,
            _ when message.StartsWith("Not implemented: ", StringComparison.Ordinal) => StoreFailure.OtherVersion,
            _ => StoreFailure.Unavailable,
        };
        return new StoreException(failure, $"{Advice(failure, directory)} ({message})");
    }

    /// <summary>A read changes nothing, so the state is known even when the bytes are not.</summary>
    public static StoreException WhileReading(string directory, string message)
    {
        StoreFailure failure = IsDamage(message) ? StoreFailure.Corrupt : StoreFailure.Unavailable;
        return new StoreException(failure, $"{Advice(failure, directory)} ({message})");
    }

    /// <summary>A write or sync that failed may have reached the disk in part or in full: no message can tell, so none
    /// is asked.</summary>
    public static StoreException WhileWriting(string directory, string message) =>
        new(StoreFailure.StateUnknown, $"{Advice(StoreFailure.StateUnknown, directory)} ({message})");

    /// <summary>A failure of one of our own files (lock, format, reserve).</summary>
    public static StoreException OfFile(string directory, Exception exception)
    {
        StoreFailure failure = exception switch
        {
            DirectoryNotFoundException or FileNotFoundException => StoreFailure.Unavailable,
            IOException { HResult: WouldBlockLinux or WouldBlockMac or SharingViolationWindows } => StoreFailure.Locked,
            IOException file when IsNoSpace(file) => StoreFailure.NoSpace,
            _ => StoreFailure.Unavailable,
        };
        return new StoreException(failure, $"{Advice(failure, directory)} ({exception.Message})", exception);
    }

    public static StoreException Of(StoreFailure failure, string directory, string detail) =>
        new(failure, $"{Advice(failure, directory)} ({detail})");

    public static bool IsNoSpace(IOException exception) =>
        exception.HResult is NoSpaceUnix or DiskFullWindows
            || exception.Message.Contains("disk was full", StringComparison.Ordinal);

    private static bool IsLock(string message) =>
        message.StartsWith("IO error: lock hold by current process", StringComparison.Ordinal)
        || message.StartsWith("IO error: While lock file", StringComparison.Ordinal);

    private static bool IsNoSpace(string message) =>
        message.StartsWith("IO error: No space left on device", StringComparison.Ordinal)
        || message.StartsWith("IO error: Space limit reached", StringComparison.Ordinal)
        || (message.StartsWith("IO error: ", StringComparison.Ordinal)
            && message.EndsWith("No space left on device", StringComparison.Ordinal));

    // A file that the ledger knows of and that is not there is damage as well.
    private static bool IsDamage(string message) =>
        message.StartsWith("Corruption: ", StringComparison.Ordinal)
        || (message.StartsWith("IO error: ", StringComparison.Ordinal)
            && message.Contains("No such file or directory", StringComparison.Ordinal));

    private static string Advice(StoreFailure failure, string directory) => failure switch
    {
        StoreFailure.StateUnknown =>
            $"A write to the ledger in {directory} failed and may or may not have taken effect; "
            + "close the ledger and open it again.",
        StoreFailure.NoSpace =>
            $"There is not enough free space for the ledger in {directory}; nothing was written. "
            + "Free some space and try again.",
        StoreFailure.Corrupt => $"The ledger in {directory} is damaged and will not be used; restore it from a backup.",
        StoreFailure.OtherVersion =>
            $"The ledger in {directory} was written by another version of this program; open it with that version.",
        StoreFailure.Locked =>
            $"The ledger in {directory} is open elsewhere; "
            + "close the other program (or the other instance in this one) first.",
        StoreFailure.NotFound => $"There is no ledger in {directory}; create it first.",
        StoreFailure.Unavailable => $"The ledger in {directory} cannot be reached; check the path and its permissions.",
    };
}
