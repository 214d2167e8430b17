using System.Globalization;

namespace VeritasVault.Simulator.Torture;

/// <summary>What a torture found; what was lost, broken, torn, unproven or left unfinished must be zero.</summary>
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

    /// <summary>Checkpoints taken after kills and at the ends, each compared with all before it.</summary>
    public int Checkpoints { get; init; }

    /// <summary>Pairs of checkpoints of which the later does not continue the earlier, or has another root for its
    /// size.</summary>
    public int Torn { get; init; }

    /// <summary>Acknowledged settlements that were proven and verified.</summary>
    public int Proofs { get; init; }

    /// <summary>Those of them whose proof was missing, invalid or said something else.</summary>
    public int Unproven { get; init; }

    public bool IsGood =>
        Missing == 0 && HalfDone == 0 && AuditsFailed == 0 && Unfinished == 0 && Torn == 0 && Unproven == 0;

    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"rounds":{{Rounds}},"kills":{{Kills}},"acknowledged":{{Acknowledged}},"""
        + $$"""{{Losses()}},"reruns":{{Reruns}},{{Log()}}}""");

    private string Losses() => string.Create(
        CultureInfo.InvariantCulture,
        $"\"missing\":{Missing},\"halfDone\":{HalfDone},\"auditsFailed\":{AuditsFailed},\"unfinished\":{Unfinished}");

    private string Log() => string.Create(
        CultureInfo.InvariantCulture,
        $"\"checkpoints\":{Checkpoints},\"torn\":{Torn},\"proofs\":{Proofs},\"unproven\":{Unproven}");
}
