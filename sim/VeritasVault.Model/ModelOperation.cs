namespace VeritasVault.Model;

/// <summary>What one external ledger is asked to do for a settlement: one leg, or several together.</summary>
public sealed class ModelOperation(string ledger, int firstLeg)
{
    /// <summary>The ledger.</summary>
    public string Ledger { get; } = ledger;

    /// <summary>The legs, counted from 0.</summary>
    public List<int> Legs { get; } = [firstLeg];

    /// <summary>planned, prepared, committed or aborted.</summary>
    public string State { get; set; } = "planned";

    /// <summary>Until when it is held there; null for no end that is known.</summary>
    public long? HeldUntil { get; set; }

    /// <summary>Whether nobody calls until the operator says so.</summary>
    public bool IsStuck { get; set; }
}

/// <summary>What came of a call to an external ledger: about which attempt and operation (from 1; 0 for the beginning),
/// and what was called: begin, prepare, commit or abort.</summary>
public sealed record ModelReply(string Settlement, int Attempt, int Operation, string Call)
{
    /// <summary>How it stands there: notfound, prepared, committed, aborted or refused; null when no reply
    /// came.</summary>
    public string? State { get; init; }

    /// <summary>Until when a time-limited hold stands.</summary>
    public long? HeldUntil { get; init; }

    /// <summary>Whether nobody tries again by itself.</summary>
    public bool IsGivenUp { get; init; }
}
