using System.Numerics;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>What may be left in the end, there and here.</summary>
internal sealed partial class ForeignJudge
{
    /// <summary>Who was told that it is prepared for good can rely on it: only its own word ends it, or the word of a
    /// ledger that cannot be asked before.</summary>
    private void BindingIsBinding(SettlementInfo info)
    {
        if (info.Stage != Stage.Failed || info.Request.Terms.Prepare != PrepareMode.Binding
            || _courses[info.Id] is not { IsPrepared: true } course)
        {
            return;
        }

        var mayRefuse = info.Request.Legs.Any(leg => !leg.Ledger.IsEmpty
            && world.Ledgers.Single(ledger => ledger.Id == leg.Ledger).Hold == LedgerHold.None);
        if (course.Doom != OutcomeCode.Cancelled && !(course.Doom == OutcomeCode.ForeignRefused && mayRefuse))
        {
            throw new FindingException(
                $"settlement {info.Id} was prepared for good and has failed all the same: {course.Doom}");
        }
    }

    private void NothingIsUnknown()
    {
        foreach (var operation in world.Ledgers.SelectMany(ledger => ledger.Operations))
        {
            if (!_courses.ContainsKey(operation.Name.Settlement))
            {
                throw new FindingException($"an external ledger has {operation.Name}, which nobody submitted");
            }

            if (operation.Moves > 2 || (operation.State == ForeignState.Committed && operation.Moves != 1))
            {
                throw new FindingException($"the value of {operation.Name} moved {operation.Moves} times");
            }
        }
    }

    private void BalancesAreTheLegs(Dictionary<(LedgerId, AccountId, AssetId), BigInteger> expected)
    {
        foreach (var ledger in world.Ledgers)
        {
            foreach (var ((account, asset), balance) in ledger.Balances)
            {
                if (expected.GetValueOrDefault((ledger.Id, account, asset)) != balance)
                {
                    throw new FindingException(
                        $"{ledger.Id} has {balance} of {asset} in {account}, the legs that were settled make "
                        + $"{expected.GetValueOrDefault((ledger.Id, account, asset))}");
                }
            }
        }
    }

    private static void Book(
        Dictionary<(LedgerId, AccountId, AssetId), BigInteger> expected, IEnumerable<Instruction> legs)
    {
        foreach (var leg in legs)
        {
            var (payer, payee) = ((leg.Ledger, leg.From, leg.Asset), (leg.Ledger, leg.To, leg.Asset));
            expected[payer] = expected.GetValueOrDefault(payer) - leg.Quantity;
            expected[payee] = expected.GetValueOrDefault(payee) + leg.Quantity;
        }
    }

    /// <summary>All locks; each must have an owner.</summary>
    public static IReadOnlyList<LockInfo> HeldLocks(LedgerView view)
    {
        try
        {
            return view.Locks().Held;
        }
        catch (InvariantException error)
        {
            throw new FindingException($"a lock has an owner that is not there: {error.Message}");
        }
    }

    /// <summary>Nothing is reserved any more, and only those who are open hold locks.</summary>
    private void NothingIsLeftHere(HashSet<SettlementId> inDoubt, Timestamp now)
    {
        foreach (var position in evidence.View.Positions())
        {
            if (position.Reserved != 0)
            {
                throw new FindingException(
                    $"{position.Reserved} of {position.Account}/{position.Asset} are reserved for nobody");
            }
        }

        var held = HeldLocks(evidence.View);
        foreach (var claim in held)
        {
            var isOver = claim.Holder.Settlement is { } id
                ? !inDoubt.Contains(id) || evidence.View.Settlement(id)!.Code != OutcomeCode.Committing
                : claim.Until <= now;
            if (isOver)
            {
                throw new FindingException($"{claim.Holder} still holds {claim.Subject} at {now}: {claim.Mode}");
            }

            if (claim.Mode == LockMode.Exclusive
                && held.Any(other => other.Subject == claim.Subject && other.Holder != claim.Holder))
            {
                throw new FindingException($"{claim.Holder} and somebody else have locked {claim.Subject}");
            }
        }
    }
}
