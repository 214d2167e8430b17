using System.Runtime.InteropServices;

namespace VeritasVault.Storage.RocksDb;

/// <summary>What lies in a ledger's directory, and what its presence or absence means.</summary>
internal static partial class LedgerDirectory
{
    /// <summary>Present from the moment the ledger was completely made; says which version wrote it.</summary>
    public const string Format = "FORMAT";

    /// <summary>Present while the ledger is being made for the first time; nothing can have been acknowledged
    /// yet.</summary>
    public const string FormatUnfinished = "FORMAT.creating";

    /// <summary>Held open, exclusively, by whoever has the ledger open.</summary>
    public const string Lock = "LOCK.veritas";

    /// <summary>Space given up when a full disk would keep the ledger from opening.</summary>
    public const string Reserve = "reserve";

    private const string Temporary = ".tmp";
    private const int OpenReadOnly = 0;

    public enum Contents
    {
        /// <summary>Nothing there, or not even the directory.</summary>
        None,

        /// <summary>Making the ledger was interrupted before it was ever opened.</summary>
        Unfinished,

        /// <summary>A ledger of some version, whole or not.</summary>
        Ledger,

        /// <summary>Files, but not the one that says what they are. Never treated as empty: they may be a
        /// ledger.</summary>
        Unknown,
    }

    public static Contents Look(string directory)
    {
        if (File.Exists(Path.Combine(directory, Format)))
        {
            return Contents.Ledger;
        }

        if (!Directory.Exists(directory))
        {
            return Contents.None;
        }

        if (File.Exists(Path.Combine(directory, FormatUnfinished)))
        {
            return Contents.Unfinished;
        }

        // The root of a file system may hold lost+found; a crash in the first steps of making a ledger leaves the other
        // two.
        bool empty = Directory.EnumerateFileSystemEntries(directory)
            .All(entry => Path.GetFileName(entry) is Lock or FormatUnfinished + Temporary or "lost+found");
        return empty ? Contents.None : Contents.Unknown;
    }

    /// <summary>True when at least one write-ahead log is there: every ledger that was ever opened has one.</summary>
    public static bool HasLog(string directory) => Directory.EnumerateFiles(directory, "*.log").Any();

    /// <summary>Writes a file so that after a crash it is there with all its bytes or not there at all.</summary>
    public static void WriteDurably(string directory, string name, ReadOnlySpan<byte> bytes)
    {
        string temporary = Path.Combine(directory, name + Temporary);
        using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, Path.Combine(directory, name), overwrite: true);
        Sync(directory);
    }

    /// <summary>Makes creations, renames and removals in a directory durable.</summary>
    public static void Sync(string directory)
    {
        // Windows has no such call: its file systems journal names themselves.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = OpenDirectory(directory, OpenReadOnly);
        if (descriptor < 0)
        {
            throw new IOException(
                $"open {directory}: error {Marshal.GetLastPInvokeError()}", Marshal.GetLastPInvokeError());
        }

        int result = SyncDescriptor(descriptor);
        int error = Marshal.GetLastPInvokeError();
        _ = CloseDescriptor(descriptor);
        if (result != 0)
        {
            throw new IOException($"fsync {directory}: error {error}", error);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenDirectory(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseDescriptor(int descriptor);
}
