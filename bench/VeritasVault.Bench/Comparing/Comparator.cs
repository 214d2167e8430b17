namespace VeritasVault.Bench;

/// <summary>What another system made of the same trades.</summary>
/// <param name="SettlementsPerSecond">Its rate.</param>
/// <param name="Others">What else there is to say, under names of its own.</param>
internal sealed record ComparatorResult(
    double SettlementsPerSecond, IReadOnlyList<(string Name, double? Value)> Others);

/// <summary>Another system that does the same trades as well as it can.</summary>
internal abstract class Comparator : IAsyncDisposable
{
    /// <summary>Settlements a commit, theirs as ours.</summary>
    public const int Batch = 8_000;

    /// <summary>As on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The name of the ratio in a report.</summary>
    public abstract string Ratio { get; }

    /// <summary>What it does, and what it leaves out that we do.</summary>
    public abstract string Note { get; }

    public static Comparator? Find(string name) => name switch
    {
        "sqlite" => new SqliteComparator(),
        "postgres" => new PostgresComparator(),
        _ => null,
    };

    /// <summary>Gets it ready; installs what is missing where it may.</summary>
    /// <param name="directory">For what it stores.</param>
    public abstract Task StartAsync(string directory);

    /// <summary>One run on an empty store.</summary>
    public abstract Task<ComparatorResult> RunAsync(int settlements, int batch, bool hot);

    public abstract ValueTask DisposeAsync();
}
