using VeritasVault.External;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>The other side of the trades, open in this process.</summary>
internal interface IBankSide : IAsyncDisposable
{
    /// <summary>The way the ledger drives it.</summary>
    IExternalLedger Ledger { get; }

    /// <summary>A trader's euros.</summary>
    Task<Int128> BalanceOfAsync(int trader);

    /// <summary>Prepared and not ended, reserved and not given back.</summary>
    Task<int> LeftoversAsync();

    /// <summary>What contradicts itself there, or cannot be proven of the trades up to this number.</summary>
    Task<IReadOnlyList<string>> FaultsAsync(int trades);
}

/// <summary>Which bank the trades are made with.</summary>
internal static class BankSides
{
    public const string Postgres = "postgres";
    public const string Veritas = "veritas";

    /// <summary>Opens one side.</summary>
    /// <param name="kind">Which bank.</param>
    /// <param name="place">Where it is: a connection, or the directory of a store.</param>
    /// <param name="diesAtBlock">At which block this process dies, where the bank is a ledger of ours; 0 lives.</param>
    public static async Task<IBankSide> OpenAsync(string kind, string place, int diesAtBlock = 0) => kind == Veritas
        ? await VeritasSide.OpenAsync(place, diesAtBlock)
        : new PostgresSide(place);
}
