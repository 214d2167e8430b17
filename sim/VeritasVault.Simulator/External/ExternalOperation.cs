using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>The name under which an external ledger keeps an operation.</summary>
internal readonly record struct ExternalName(SettlementId Settlement, int Attempt, int Number)
{
    public static ExternalName Of(ForeignCallKey key) => new(key.Settlement, key.Attempt, key.Operation);
}

/// <summary>What an external ledger keeps of one operation for good; a tombstone has no legs.</summary>
internal sealed class ExternalOperation(ExternalName name, Instruction[] legs)
{
    public ExternalName Name { get; } = name;

    public Instruction[] Legs { get; } = legs;

    public ForeignState State { get; set; }

    public string Code { get; set; } = string.Empty;

    public Timestamp? HeldUntil { get; set; }

    /// <summary>Whether its hold ended by itself.</summary>
    public bool HasLapsed { get; set; }

    /// <summary>How often its value moved, and moved back.</summary>
    public int Moves { get; set; }
}
