namespace VeritasVault.Simulator;

/// <summary>All of what is sent in a run, in the order of sending. A function of seed and size alone.</summary>
internal sealed record Workload(
    ulong Seed, Knobs Knobs, SignatureBook Book, IReadOnlyList<Operation> Operations)
{
    /// <summary>Verifies signatures for all runs of the workload.</summary>
    public KnownSignatures Signatures { get; } = new();

    /// <summary>Where the wall clock starts.</summary>
    public const long StartMicros = 1_700_000_000_000_000;

    public static Workload Of(ulong seed, int operations)
    {
        var foreign = SeededRandom.For(seed, part: 11);
        return Of(seed, operations, ForeignKnobs.Draw(foreign, operations), foreign);
    }

    /// <summary>The same seed in a world in which nothing is abroad and nobody locks anything.</summary>
    public static Workload WithoutForeign(ulong seed, int operations) =>
        Of(seed, operations, new ForeignKnobs(), SeededRandom.For(seed, part: 11));

    private static Workload Of(ulong seed, int operations, ForeignKnobs abroad, SeededRandom foreign)
    {
        var random = SeededRandom.For(seed, part: 1);
        var signing = SeededRandom.For(seed, part: 7);
        var preparing = SeededRandom.For(seed, part: 9);
        var knobs = Knobs.Draw(
            random, operations, SigningKnobs.Draw(signing), PreparingKnobs.Draw(preparing),
            abroad, SeededRandom.For(seed, part: 8));
        var book = new SignatureBook();
        var generator = new WorkloadGenerator(knobs, book, random, signing, preparing, foreign);
        return new Workload(seed, knobs, book, generator.Generate());
    }
}
