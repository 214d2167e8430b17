using System.Globalization;

namespace VeritasVault.Core;

/// <summary>The eight stages, walked as far as they go in one application. Fast and slow path run this same
/// code.</summary>
internal sealed partial class SettlementMachine
{
    private void Evaluate(
        SettlementRecord record, SettlementRequest request, OpenSettlement? open, int proposer, Timestamp now)
    {
        // A reserved one goes its way, whatever else is said about it meanwhile.
        if (open is { IsUnderWay: true })
        {
            GoOn(open, now);
        }
        else if (IsValid(record, request, open, proposer, now) && CanReserve(record, request, open))
        {
            GoAhead(record, request);
        }
    }

    /// <summary>INITIATED and VALIDATING: whether it may go on; otherwise it waits or has failed.</summary>
    private bool IsValid(
        SettlementRecord record, SettlementRequest request, OpenSettlement? open, int proposer, Timestamp now)
    {
        // A new submission fails on what can never come right by waiting alone; an open one waits for the thaw.
        var isNew = open is null;
        var precondition = AccountState(record, request, out var detail);
        if (precondition != OutcomeCode.None && (isNew || precondition != OutcomeCode.AccountFrozen))
        {
            Fail(record, Stage.Validating, precondition, detail);
            return false;
        }

        if (request.Deadline is { } deadline && now >= deadline)
        {
            Fail(record, Stage.Validating, OutcomeCode.DeadlinePassed, DeadlineDetail(request, now));
            return false;
        }

        if (!Consents.AreGiven(state, record, request.Terms, open, proposer))
        {
            return false;
        }

        Reach(record, Stage.Validating);
        return precondition != OutcomeCode.AccountFrozen && !(request.NotBefore is { } start && now < start)
            && !IsOnHold(record, request, open);
    }

    /// <summary>RESERVING: whether locks, funds and versions are there; otherwise it waits or has failed. Over one
    /// application nothing needs to be set aside: what is checked here is booked next.</summary>
    private bool CanReserve(SettlementRecord record, SettlementRequest request, OpenSettlement? open)
    {
        Reach(record, Stage.Reserving);
        _net.Compute(state, record);
        if (!state.Locks.IsEmpty && IsLockedOut(record, request, open))
        {
            return false;
        }

        var shortage = Resources.FirstShortage(state, _net, out var detail);
        if (shortage != OutcomeCode.None && shortage != OutcomeCode.BalanceOverflow
            && request.Terms.OnShortage == OnShortage.Wait)
        {
            return false;
        }

        if (shortage != OutcomeCode.None)
        {
            Fail(record, Stage.Reserving, shortage, detail);
            return false;
        }

        if (Versions.FirstMismatch(state, request.Terms.ExpectedVersions) is { } mismatch)
        {
            Fail(record, Stage.Reserving, OutcomeCode.VersionMismatch, mismatch);
            return false;
        }

        return true;
    }

    // What others have to say something about yet is set aside; all else settles at once.
    private void GoAhead(SettlementRecord record, SettlementRequest request)
    {
        var isForeign = ForeignPlan.HasForeign(state, record);
        if (isForeign || request.Terms.Prepare != PrepareMode.None)
        {
            PlaceHold(record);
            record.Code = isForeign ? OutcomeCode.Preparing : OutcomeCode.Prepared;
            return;
        }

        Settle(record, isReserved: false);
    }

    /// <summary>COMMITTING, VERIFYING, COMPLETING: from here on nothing expires and nothing may fail.</summary>
    private void Settle(SettlementRecord record, bool isReserved)
    {
        Book(record, isReserved);
        Verify(record);
        var isForeign = ForeignPlan.HasForeign(state, record);
        Reach(record, isForeign ? Stage.Committing : Stage.Completing);
        record.Code = isForeign ? OutcomeCode.Committing : OutcomeCode.Settled;
    }

    /// <summary>Whether a side is on hold when this record is applied; a submission may bring one.</summary>
    private static bool IsOnHold(SettlementRecord record, SettlementRequest request, OpenSettlement? open)
    {
        if (open is null)
        {
            return request.OnHold;
        }

        var left = open.Holders.Count;
        return left > 1 || (left == 1
            && !(record.Cause == Cause.Release && open.Holders[0] == record.ParticipantIndex));
    }

    // Only what goes out is set aside; what comes in is promised, which the state derives from the legs.
    private void PlaceHold(SettlementRecord record)
    {
        var next = state.Positions.Count;
        for (var i = 0; i < _net.Count; i++)
        {
            ref readonly var net = ref _net[i];
            if (net.Delta < 0)
            {
                ref var change = ref Change(record, net, ref next);
                change.ReservedDelta = -net.Delta;
            }
        }

        for (var i = 0; i < record.PositionCount; i++)
        {
            Invariant.Holds(Resources.IsWithinLimits(state, record.Positions[i]));
        }
    }

    private void ReleaseHold(SettlementRecord record, OpenSettlement open)
    {
        foreach (var net in open.Reserved)
        {
            if (net.Delta < 0)
            {
                ref var change = ref record.AddPosition();
                change.Index = state.Positions.IndexOf(net.AccountIndex, net.AssetIndex);
                change.AccountIndex = net.AccountIndex;
                change.AssetIndex = net.AssetIndex;
                TakeOver(ref change);
                change.ReservedDelta = net.Delta;
                Invariant.Holds(change.ReservedBefore + change.ReservedDelta >= 0);
            }
        }
    }

    /// <summary>Unknown names before closed before frozen accounts, whatever the order of the legs.</summary>
    private OutcomeCode AccountState(SettlementRecord record, SettlementRequest request, out OutcomeDetail? detail)
    {
        var worst = OutcomeCode.None;
        detail = null;
        for (var i = 0; i < record.LegCount; i++)
        {
            ref readonly var leg = ref record.Legs[i];
            Worsen(ref worst, ref detail, StateOf(leg.From), i, "from", request.Legs[i].From.Value);
            Worsen(ref worst, ref detail, StateOf(leg.To), i, "to", request.Legs[i].To.Value);
            Worsen(ref worst, ref detail, leg.Asset < 0 ? OutcomeCode.UnknownAsset : OutcomeCode.None, i, "asset",
                request.Legs[i].Asset.Value);
        }

        foreach (var expected in record.Cause == Cause.Submit ? request.Terms.ExpectedVersions : [])
        {
            var unknown = state.Accounts.IndexOf(expected.Account) < 0 ? OutcomeCode.UnknownAccount
                : expected.Asset is { } asset && state.Assets.IndexOf(asset) < 0 ? OutcomeCode.UnknownAsset
                : OutcomeCode.None;
            Worsen(ref worst, ref detail, unknown, -1, "expectedVersions",
                unknown == OutcomeCode.UnknownAsset ? expected.Asset!.Value.Value : expected.Account.Value);
        }

        return worst;
    }

    private static void Worsen(
        ref OutcomeCode worst, ref OutcomeDetail? detail, OutcomeCode code, int leg, string field, string value)
    {
        if (code != OutcomeCode.None && (worst == OutcomeCode.None || code < worst))
        {
            worst = code;
            detail = new OutcomeDetail(leg < 0 ? field : $"legs[{leg}].{field}", value);
        }
    }

    private OutcomeCode StateOf(int account) =>
        account < 0 ? OutcomeCode.UnknownAccount
        : state.Accounts[account].Status switch
        {
            AccountStatus.Open => OutcomeCode.None,
            AccountStatus.Frozen => OutcomeCode.AccountFrozen,
            AccountStatus.Closed => OutcomeCode.AccountClosed,
        };

    private void Book(SettlementRecord record, bool isReserved)
    {
        var next = state.Positions.Count;
        for (var i = 0; i < _net.Count; i++)
        {
            ref readonly var net = ref _net[i];
            ref var change = ref Change(record, net, ref next);
            change.Delta = net.Delta;
            change.ReservedDelta = isReserved && net.Delta < 0 ? net.Delta : 0;
        }
    }

    private ref PositionChange Change(SettlementRecord record, in NetPosition net, ref int next)
    {
        ref var change = ref record.AddPosition();
        change.AccountIndex = net.AccountIndex;
        change.AssetIndex = net.AssetIndex;
        change.Created = net.PositionIndex < 0;
        change.Index = change.Created ? next++ : net.PositionIndex;
        TakeOver(ref change);
        return ref change;
    }

    private void TakeOver(ref PositionChange change)
    {
        if (!change.Created)
        {
            ref readonly var position = ref state.Positions.At(change.Index);
            change.VersionBefore = position.Version;
            change.BalanceBefore = position.Balance;
            change.ReservedBefore = position.Reserved;
        }

        StateFloors(ref change);
    }

    // What was checked above is stated, whether or not this net goes down: it is what the version can be judged by.
    private void StateFloors(ref PositionChange change)
    {
        if (change.Created)
        {
            change.FloorAfter = Resources.FloorAtFirst(state, change.AccountIndex, change.AssetIndex);
            change.FloorBefore = change.FloorAfter;
            return;
        }

        ref readonly var before = ref state.Positions.At(change.Index);
        change.FloorAfter = Resources.Floor(state, change.AccountIndex, change.AssetIndex, before, out _);
        change.FloorBefore = before.StatedFloor;
    }

    /// <summary>The paired check of <see cref="Book"/>: what is about to be recorded conserves every asset and honours
    /// every floor and ceiling, computed anew from the record. A mismatch stops the engine before anything is
    /// written.</summary>
    private void Verify(SettlementRecord record)
    {
        for (var i = 0; i < record.PositionCount; i++)
        {
            ref readonly var change = ref record.Positions[i];
            Invariant.Holds(Resources.IsWithinLimits(state, change));
        }

        Invariant.Holds(_sums.AreAllZero(record.Positions.AsSpan(0, record.PositionCount)));
    }

    private static void Reach(SettlementRecord record, Stage stage) =>
        record.Reached = stage > record.Reached ? stage : record.Reached;

    private static void Fail(SettlementRecord record, Stage stage, OutcomeCode code, OutcomeDetail? detail)
    {
        Invariant.Holds(code.Describe().Kind == OutcomeKind.Decided && record.PositionCount == 0);
        Reach(record, stage);
        record.Code = code;
        record.Detail = detail;
    }

    /// <summary>Decides against an open settlement. What it holds abroad is undone first, then what it holds here is
    /// released, by an entry of its own; FAILED follows at once (<see cref="Finish"/>).</summary>
    private void Abort(OpenSettlement open, OutcomeCode code, OutcomeDetail? detail)
    {
        if (!open.IsReserved)
        {
            Fail(_record, open.Stage, code, detail);
            return;
        }

        Invariant.Holds(code.Describe().Kind == OutcomeKind.Decided && !open.IsCommitted);
        _record.Code = OutcomeCode.RollingBack;
        _record.Doom = code;
        _record.Detail = detail;
        GiveBack(open);
    }

    private void GiveBack(OpenSettlement open)
    {
        var operations = _record.Reply is { } reply ? ForeignPlan.After(open, reply) : open.Operations;
        if (ForeignPlan.IsRolledBack(state, operations, open.IsBegun))
        {
            ReleaseHold(_record, open);
        }
    }

    private static OutcomeDetail DeadlineDetail(SettlementRequest request, Timestamp now) =>
        new("deadline", now.ToString(), request.Deadline?.ToString());

    internal static string Text(Int128 number) => number.ToString(CultureInfo.InvariantCulture);
}
