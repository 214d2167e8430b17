using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VeritasVault.Bench;

/// <summary>How many bytes a second can be made durable, a mebibyte at a time, in a file whose space is there
/// already.</summary>
internal static partial class AppendLimit
{
    private const int WriteBytes = 1 << 20;
    private const int Writes = 64;

    public static double MiBPerSecond(string directory, TimeSpan time)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "append");
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
            var bytes = new byte[WriteBytes];
            new Random(1).NextBytes(bytes);
            for (var i = 0; i < Writes; i++)
            {
                RandomAccess.Write(file, bytes, (long)i * WriteBytes);
            }

            RandomAccess.FlushToDisk(file);
            var at = 0;
            return MachineLimits.Rate(time, () =>
            {
                RandomAccess.Write(file, bytes, (long)(at++ % Writes) * WriteBytes);
                Sync(file);
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    // What a log does: the data must be on the disk, the time of the last change need not.
    private static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        BenchFailure.Unless(FDataSync(file) == 0, "the disk refuses to sync");
    }

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FDataSync(SafeFileHandle file);
}
