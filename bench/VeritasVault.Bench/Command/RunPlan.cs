using System.Text.Json.Serialization;

namespace VeritasVault.Bench;

/// <summary>One run of one workload.</summary>
internal sealed record RunPlan
{
    public required string Name { get; init; }

    /// <summary>A directory of its own, which is removed afterwards.</summary>
    public required string Directory { get; init; }

    public required int Settlements { get; init; }

    public required int Positions { get; init; }

    /// <summary>Settlements submitted in one call.</summary>
    public required int Batch { get; init; }

    /// <summary>Threads that submit side by side.</summary>
    public required int Callers { get; init; }

    /// <summary>How long each limit of the machine is measured.</summary>
    public required TimeSpan LimitTime { get; init; }

    [JsonIgnore]
    public WorldShape World => new() { Participants = Math.Max(2, Positions / new WorldShape().Assets) };

    public string LedgerDirectory => Path.Combine(Directory, "ledger");
}
