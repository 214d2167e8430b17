using System.Diagnostics;

namespace VeritasVault.Bench;

/// <summary>The most memory of this process that was resident at a time.</summary>
internal static class PeakMemory
{
    public static double MiB
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Forgets the peak so far, where the system can (Linux): a run is not charged with the one
    /// before.</summary>
    public static void Reset()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The peak is that of the process then, and so never too low.
        }
    }
}
