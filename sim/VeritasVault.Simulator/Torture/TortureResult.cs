using System.Globalization;

namespace VeritasVault.Simulator.Torture;

/// <summary>What a torture found; everything but the first three and the last must be zero.</summary>
public sealed record TortureResult
{
    public int Rounds { get; init; }

    /// <summary>Processes that were killed while they ran.</summary>
    public int Kills { get; init; }

    /// <summary>Acknowledgements that were found again after a kill, each kill counted anew.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Acknowledged settlements that were not there after a kill, or had another outcome.</summary>
    public long Missing { get; init; }

    /// <summary>Positions that are not the sum of the settlements that the ledger says are settled.</summary>
    public long HalfDone { get; init; }

    public int AuditsFailed { get; init; }

    /// <summary>Reruns that did not finish the file.</summary>
    public int Unfinished { get; init; }

    /// <summary>Runs after a kill.</summary>
    public int Reruns { get; init; }

    public bool IsGood => Missing == 0 && HalfDone == 0 && AuditsFailed == 0 && Unfinished == 0;

    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"rounds":{{Rounds}},"kills":{{Kills}},"acknowledged":{{Acknowledged}},"""
        + $$"""{{Losses()}},"reruns":{{Reruns}}}""");

    private string Losses() => string.Create(
        CultureInfo.InvariantCulture,
        $"\"missing\":{Missing},\"halfDone\":{HalfDone},\"auditsFailed\":{AuditsFailed},\"unfinished\":{Unfinished}");
}
