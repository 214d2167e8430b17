using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Questions about locks and external ledgers.</summary>
public sealed partial class LedgerView
{
    /// <summary>Who holds which locks, and who waits for whom.</summary>
    public LockList Locks() => Ask(state => new LockList(HeldLocks(state), LockWaits(state)));

    /// <summary>The external ledgers in the order of registration.</summary>
    public IReadOnlyList<ExternalLedgerInfo> ExternalLedgers() => Ask(state =>
    {
        var infos = new ExternalLedgerInfo[state.Ledgers.Count];
        for (var i = 0; i < infos.Length; i++)
        {
            var ledger = state.Ledgers[i];
            infos[i] = new ExternalLedgerInfo(ledger.Id, ledger.Hold, ledger.HoldSecondsMax, ledger.At);
        }

        return infos;
    });

    /// <summary>Settlements for which an external ledger is to be called and has not answered yet; what waits for the
    /// operator is not among them.</summary>
    public int ForeignCallsDue => Ask(state => state.Open.Foreign.Count(
        sequence => state.Open.Find(sequence) is { } open && ForeignPlan.Next(state, open) is not null));

    private static LockParty PartyOf(LedgerState state, LockOwner owner)
    {
        if (owner.IsPerson)
        {
            return new LockParty(null, owner.Number, PersonOf(state, owner).Actor);
        }

        var open = state.Open.Find(owner.Number)
            ?? throw new InvariantException("a settlement that holds a lock is open");
        return new LockParty(open.Request.Id, 0, open.Proposer);
    }

    private static PersonLock PersonOf(LedgerState state, LockOwner owner) => state.Locks.FindPerson(owner.Number)
        ?? throw new InvariantException("a person that holds a lock is known");

    private static List<LockInfo> HeldLocks(LedgerState state)
    {
        var held = new List<LockInfo>();
        foreach (var owner in state.Locks.Owners)
        {
            var holder = PartyOf(state, owner);
            var person = owner.IsPerson ? PersonOf(state, owner) : null;
            foreach (var claim in state.Locks.ClaimsOf(owner))
            {
                held.Add(InfoOf(state, claim, holder) with
                {
                    Reason = person?.Reason ?? string.Empty,
                    Until = person?.Expiry,
                    Token = person?.Token ?? 0,
                });
            }
        }

        return held;
    }

    private static LockInfo InfoOf(LedgerState state, LockClaim claim, LockParty holder)
    {
        var resource = claim.Resource;
        return new LockInfo(
            resource.Kind == ResourceKind.Asset ? null : state.Accounts[resource.First].Id,
            resource.Kind == ResourceKind.Account ? null
                : state.Assets[resource.IsPosition ? resource.Second : resource.First].Id,
            claim.Mode,
            holder);
    }

    // Asked of the state anew, as the engine does when it tries them: nobody keeps a graph that could be out of date.
    private List<LockWait> LockWaits(LedgerState state)
    {
        var waits = new List<LockWait>();
        var finder = new LackFinder(state);
        var lacks = new List<Lack>();
        var now = NowOf(state);
        foreach (var open in state.Locks.IsEmpty ? [] : state.Open.OldestFirst)
        {
            finder.Find(open, now, lacks);
            var blockers = lacks.FindAll(lack => lack.Kind == WaitKind.Lock);
            if (blockers.Count > 0)
            {
                waits.Add(new LockWait(open.Request.Id, blockers.ConvertAll(lack => PartyOf(state, lack.Holder))));
            }
        }

        return waits;
    }

    private Timestamp NowOf(LedgerState state)
    {
        var now = _now();
        return now < state.LastTime ? state.LastTime : now;
    }
}
