using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Execution plans: what is done for a settlement, in which order, and what undoes it.</summary>
public sealed partial class LedgerView
{
    private static List<PlanStep> PlanOf(
        LedgerState state, SettlementRequest request, OpenSettlement? open, SettlementRecord course, CourseNotes notes)
    {
        var steps = new List<PlanStep> { OwnPart(state, request, open, course) };
        var planned = open is { Operations.Count: > 0 } ? open.Operations : ForeignPlan.Of(state, request);
        foreach (var operation in planned)
        {
            var standing = open is not null ? operation : Ended(operation, course, notes);
            var ledger = state.Ledgers[operation.LedgerIndex];
            steps.Add(new PlanStep(operation.Number, standing.State)
            {
                Legs = [.. operation.Legs.Select(leg => leg + 1)],
                Ledger = ledger.Id,
                Hold = ledger.Hold,
                Rollback = RollbackOf(ledger.Hold),
                HeldUntil = standing.HeldUntil,
                Tries = standing.Failures,
                IsStuck = standing.IsStuck,
                Said = standing.Said,
            });
        }

        return steps;
    }

    private static PlanStep OwnPart(
        LedgerState state, SettlementRequest request, OpenSettlement? open, SettlementRecord course)
    {
        var isKnown = Array.TrueForAll(request.Legs, leg =>
            state.Accounts.IndexOf(leg.From) >= 0 && state.Accounts.IndexOf(leg.To) >= 0
            && state.Assets.IndexOf(leg.Asset) >= 0);
        return new PlanStep(0, OwnState(open, course))
        {
            Rollback = "the reservation is released, and its locks with it",
            Positions = isKnown ? PositionsOf(state, request) : [],
        };
    }

    private static OperationState OwnState(OpenSettlement? open, SettlementRecord course) =>
        open is null ? (course.Code == OutcomeCode.Settled ? OperationState.Committed : OperationState.Aborted)
        : open.IsCommitted ? OperationState.Committed
        : open.IsReserved ? OperationState.Prepared
        : open.Doom != OutcomeCode.None ? OperationState.Aborted
        : OperationState.Planned;

    private static PlannedPosition[] PositionsOf(LedgerState state, SettlementRequest request)
    {
        var mode = request.Terms.Isolation == Isolation.Exclusive ? LockMode.Exclusive : LockMode.Escrow;
        return Array.ConvertAll(ReservedNets.Of(state, request), net => new PlannedPosition(
            state.Accounts[net.AccountIndex].Id, state.Assets[net.AssetIndex].Id, net.Delta, mode));
    }

    // A settlement that has ended is forgotten by the state; its records say how each operation ended.
    private static PlannedOperation Ended(PlannedOperation operation, SettlementRecord course, CourseNotes notes)
    {
        var reply = notes.ReplyAbout(operation.Number);
        return operation with
        {
            State = course.Code == OutcomeCode.Settled ? OperationState.Committed
                : reply is null ? OperationState.Planned
                : OperationState.Aborted,
            Said = reply?.Text ?? string.Empty,
        };
    }

    private static string RollbackOf(LedgerHold hold) => hold switch
    {
        LedgerHold.Binding => "abort: the hold is released",
        LedgerHold.TimeLimited => "abort: the hold is released, or lapses by itself",
        LedgerHold.Compensating => "abort: what was executed is refunded",
        LedgerHold.None => "none: called last, and then its word decides",
    };

    /// <summary>Since when nobody here can say how the settlement ends; null when that is not so.</summary>
    private Timestamp? InDoubtSince(LedgerState state, OpenSettlement? open, CourseNotes notes) =>
        open is null || open.IsCommitted || open.Doom != OutcomeCode.None ? null
        : open.Delegated is not null ? notes.DelegatedAt
        : open.IsBound && open.Request.Deadline is { } deadline && NowOf(state) >= deadline ? deadline
        : null;
}
