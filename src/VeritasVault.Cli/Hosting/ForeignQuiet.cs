using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>
/// Lets what is due at external ledgers be tried before a command ends. The command line has no adapters: that nobody
/// could be asked is on record within moments, and the next command then sees who has to act.
/// </summary>
internal static class ForeignQuiet
{
    private const int LooksMax = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until no call is due, two seconds at most: the ledger goes on with it when it is opened next.
    /// </summary>
    public static async Task WaitAsync(SettlementLedger ledger)
    {
        for (var look = 0; look < LooksMax && !ledger.Health.IsStopped && ledger.View.ForeignCallsDue > 0; look++)
        {
            await Task.Delay(Pause);
        }
    }
}
