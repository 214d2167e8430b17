namespace VeritasVault.Core;

/// <summary>The one foreign call a settlement needs next.</summary>
/// <param name="Operation">About which operation, from 1; 0 to begin.</param>
/// <param name="Call">Which call.</param>
internal readonly record struct NextCall(int Operation, ForeignCall Call);

/// <summary>
/// The order of a settlement's foreign operations: prepared one after the other in the order of their first legs, those
/// that cannot be undone last; committed in the same order; rolled back in reverse. At most one call is under way.
/// A ledger that holds is asked for all its legs at once: what it holds of one leg cannot stand in the way of another,
/// and it checks the net. A ledger that executes moves one amount at a time, and refunds one at a time.
/// </summary>
internal static class ForeignPlan
{
    public static bool IsForeign(LedgerState state, in ResolvedLeg leg) =>
        state.Ledgers.Count > 0 && leg.From >= 0 && state.Accounts[leg.From].LedgerIndex >= 0;

    public static bool HasForeign(LedgerState state, SettlementRecord record)
    {
        if (state.Ledgers.Count == 0)
        {
            return false;
        }

        for (var i = 0; i < record.LegCount; i++)
        {
            if (IsForeign(state, record.Legs[i]))
            {
                return true;
            }
        }

        return false;
    }

    public static PlannedOperation[] Of(LedgerState state, SettlementRequest request)
    {
        var parts = new List<(int Ledger, List<int> Legs)>();
        for (var i = 0; i < request.Legs.Length; i++)
        {
            var account = state.Accounts.IndexOf(request.Legs[i].From);
            var ledger = account < 0 ? -1 : state.Accounts[account].LedgerIndex;
            if (ledger < 0)
            {
                continue;
            }

            var part = TakesAllAtOnce(state, ledger) ? parts.FindIndex(one => one.Ledger == ledger) : -1;
            if (part >= 0)
            {
                parts[part].Legs.Add(i);
            }
            else
            {
                parts.Add((ledger, [i]));
            }
        }

        return [.. parts.OrderBy(part => state.Ledgers[part.Ledger].Hold == LedgerHold.None)
            .Select((part, i) => new PlannedOperation(i + 1, part.Legs, part.Ledger))];
    }

    /// <summary>What to call next; null when nothing is to be called, or somebody else is to act first.</summary>
    public static NextCall? Next(LedgerState state, OpenSettlement open)
    {
        if (open.Operations.Count == 0)
        {
            return null;
        }

        var next = Awaited(state, open);
        return next is { Operation: > 0 } call && open.Operations[call.Operation - 1].IsStuck ? null : next;
    }

    /// <summary>The call whose reply moves the settlement on, also when nobody calls until the operator says
    /// so.</summary>
    public static NextCall? Awaited(LedgerState state, OpenSettlement open) =>
        open.Operations.Count == 0 ? null
        : open.Doom != OutcomeCode.None ? NextOfRollback(state, open.Operations, open.IsBegun)
        : open.IsCommitted ? First(open, OperationState.Prepared, ForeignCall.Commit)
        : NextOfPreparation(state, open);

    /// <summary>What the operations are after a reply.</summary>
    public static IReadOnlyList<PlannedOperation> After(OpenSettlement open, ForeignReplyCommand reply)
    {
        if (reply.Call == ForeignCall.Begin)
        {
            return open.Operations;
        }

        PlannedOperation[] operations = [.. open.Operations];
        ref var one = ref operations[reply.Operation - 1];
        var state = StateAfter(one.State, reply);
        one = reply.Failure != ForeignFailure.None
            ? one with { Failures = one.Failures + 1, IsStuck = reply.IsGivenUp, Said = reply.Text }
            : one with
            {
                State = state,
                HeldUntil = reply.HeldUntil,
                Failures = 0,

                // An answer that moves nothing contradicts what was decided: asked again at once it would say the same.
                IsStuck = reply.IsGivenUp || state == one.State,
                Said = reply.Text,
            };
        return operations;
    }

    /// <summary>
    /// When a settlement that is prepared everywhere, and waits for a thaw or a consent, can be decided no more because
    /// a hold has become too short. Null when nothing is held for a limited time, or somebody else's word comes first.
    /// </summary>
    public static Timestamp? HopelessFrom(LedgerState state, OpenSettlement open)
    {
        if (open.Code != OutcomeCode.Preparing || !open.IsBegun || open.Delegated is not null
            || !IsPrepared(state, open.Operations))
        {
            return null;
        }

        var heldUntil = open.Operations.Min(one => one.HeldUntil?.Micros ?? Timestamp.MicrosMax);
        return heldUntil == Timestamp.MicrosMax ? null
            : new Timestamp(Math.Max(0, heldUntil - Limits.HoldMarginMicros + 1));
    }

    /// <summary>Whether nothing is left to undo abroad.</summary>
    public static bool IsRolledBack(LedgerState state, IReadOnlyList<PlannedOperation> operations, bool isBegun) =>
        NextOfRollback(state, operations, isBegun) is null;

    private static bool TakesAllAtOnce(LedgerState state, int ledger) =>
        state.Ledgers[ledger].Hold is LedgerHold.Binding or LedgerHold.TimeLimited;

    // A reply that contradicts the decision changes nothing here: it waits for people.
    private static OperationState StateAfter(OperationState before, ForeignReplyCommand reply) =>
        (reply.Call, reply.State) switch
        {
            (ForeignCall.Prepare, ForeignState.Prepared) => OperationState.Prepared,
            (ForeignCall.Commit, ForeignState.Committed) => OperationState.Committed,
            (ForeignCall.Prepare or ForeignCall.Abort, ForeignState.Aborted or ForeignState.Refused) =>
                OperationState.Aborted,
            (ForeignCall.Commit, ForeignState.Aborted or ForeignState.Refused)
                when before == OperationState.Planned => OperationState.Aborted,
            _ => before,
        };

    /// <summary>Whether all that can be prepared is.</summary>
    public static bool IsPrepared(LedgerState state, IReadOnlyList<PlannedOperation> operations) => operations.All(
        one => one.State is OperationState.Prepared || state.Ledgers[one.LedgerIndex].Hold == LedgerHold.None);

    private static NextCall? NextOfPreparation(LedgerState state, OpenSettlement open)
    {
        if (!open.IsReserved)
        {
            return null;
        }

        if (!open.IsBegun)
        {
            return new NextCall(0, ForeignCall.Begin);
        }

        // One that cannot be undone is executed last, and decides: once it is delegated only its word counts.
        return open.Delegated is { } delegated ? new NextCall(delegated, ForeignCall.Commit)
            : open.Operations.FirstOrDefault(one => one.State == OperationState.Planned
                && state.Ledgers[one.LedgerIndex].Hold != LedgerHold.None) is { } planned
                ? new NextCall(planned.Number, ForeignCall.Prepare)
            : null;
    }

    // A planned one may have been called without a reply: it is aborted as well, which leaves a tombstone there. What
    // cannot be undone is not called before all others are prepared, and then decides.
    private static NextCall? NextOfRollback(
        LedgerState state, IReadOnlyList<PlannedOperation> operations, bool isBegun)
    {
        for (var i = isBegun ? operations.Count - 1 : -1; i >= 0; i--)
        {
            if (operations[i].State is OperationState.Prepared or OperationState.Planned
                && state.Ledgers[operations[i].LedgerIndex].Hold != LedgerHold.None)
            {
                return new NextCall(operations[i].Number, ForeignCall.Abort);
            }
        }

        return null;
    }

    private static NextCall? First(OpenSettlement open, OperationState state, ForeignCall call) =>
        open.Operations.FirstOrDefault(one => one.State == state) is { } found
            ? new NextCall(found.Number, call)
            : null;
}
