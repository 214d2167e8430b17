namespace VeritasVault.Simulator;

/// <summary>
/// How much is prepared, executed and held back in a seed's world. Drawn from a stream of its own: a seed in which
/// nothing is sends what it would send if there were no such thing.
/// </summary>
internal sealed record PreparingKnobs
{
    /// <summary>Submissions that stop when they are reserved.</summary>
    public int PreparePercent { get; private init; }

    /// <summary>Submissions whose proposer holds its side back.</summary>
    public int OnHoldPercent { get; private init; }

    /// <summary>How often something is executed, cancelled, held back or released.</summary>
    public int CommandWeight { get; private init; }

    public static PreparingKnobs Draw(SeededRandom random) => !random.Chance(60)
        ? new PreparingKnobs()
        : new PreparingKnobs
        {
            PreparePercent = random.Pick([10, 40, 80]),
            OnHoldPercent = random.Pick([0, 5, 20]),
            CommandWeight = random.Pick([5, 10, 25]),
        };
}
