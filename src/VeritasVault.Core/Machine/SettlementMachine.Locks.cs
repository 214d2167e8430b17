namespace VeritasVault.Core;

/// <summary>Locks of settlements: all of them in one step or none, and an older one goes before a younger that has not
/// begun.</summary>
internal sealed partial class SettlementMachine
{
    private static readonly WaitingUpgrades NoUpgrades = new();
    private readonly SettlementRanks _ranks = new(state);

    /// <summary>Settlements that lose their locks to the one that was tried last; wounded right after its
    /// record.</summary>
    public List<long> Victims { get; } = [];

    private bool IsLockedOut(SettlementRecord record, SettlementRequest request, OpenSettlement? open)
    {
        var asked = SettlementClaims.RequestOf(
            open?.Sequence ?? record.RecordNo, open?.Wounds ?? 0, SettlementClaims.Of(_net, request.Terms.Isolation));
        var decision = LockArbiter.Decide(state.Locks, asked, NoUpgrades, _ranks);
        foreach (var victim in decision.Victims)
        {
            Victims.Add(victim.Number);
        }

        return decision.Verdict != LockVerdict.Granted;
    }

    /// <summary>Takes its locks and what it holds from a settlement that an older one preempts; it starts over, with
    /// its old age.</summary>
    public SettlementRecord Wound(OpenSettlement open, Timestamp now)
    {
        Invariant.Holds(open.IsWoundable);
        Begin(Cause.Wound, open, LedgerRecord.Engine, now);
        ReleaseHold(_record, open);
        return _record;
    }
}
