namespace VeritasVault.External.Postgres;

/// <summary>Bounds of a <see cref="PostgresLedger"/>; checked once when it is made.</summary>
public sealed record PostgresLedgerOptions
{
    /// <summary>Longest wait for a row that another operation holds, in milliseconds: 10 to 60,000, by default 1,000.
    /// A prepared operation holds the rows of its two accounts until it is committed or aborted; who waits longer is
    /// told that the ledger is busy.</summary>
    public int LockWaitMsMax { get; init; } = 1000;

    /// <summary>How often an operation is looked at again because it changed under our hands: 1 to 100, by default 5.
    /// </summary>
    public int RoundsMax { get; init; } = 5;

    internal void Validate()
    {
        Require(LockWaitMsMax is >= 10 and <= 60_000, nameof(LockWaitMsMax));
        Require(RoundsMax is >= 1 and <= 100, nameof(RoundsMax));
    }

    private static void Require(bool holds, string option)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(option, $"{option} is outside its bounds");
        }
    }
}
