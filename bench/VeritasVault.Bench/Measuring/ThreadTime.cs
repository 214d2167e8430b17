using System.Runtime.InteropServices;

namespace VeritasVault.Bench;

/// <summary>Processor time of the calling thread.</summary>
internal static partial class ThreadTime
{
    private const int ThreadClock = 3;
    private const int NanosPerTick = 100;

    /// <summary>Since the thread began; zero where the system is not Linux on 64 bits.</summary>
    public static TimeSpan Now
    {
        get
        {
            Span<long> time = stackalloc long[2];
            return OperatingSystem.IsLinux() && Environment.Is64BitProcess && GetTime(ThreadClock, time) == 0
                ? TimeSpan.FromSeconds(time[0]) + TimeSpan.FromTicks(time[1] / NanosPerTick)
                : TimeSpan.Zero;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, Span<long> time);
}
