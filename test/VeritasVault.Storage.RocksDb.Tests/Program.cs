using Xunit.MicrosoftTestingPlatform;

namespace VeritasVault.Storage.RocksDb.Tests;

/// <summary>Runs the tests, or, started by one of them, plays the other process.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [StoreChild.Marker, ..])
        {
            return StoreChild.Run(args);
        }

        return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
    }
}
