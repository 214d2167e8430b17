namespace VeritasVault.Core;

/// <summary>Settlements with legs on external ledgers: each reply moves them one step, and the decision is made here,
/// when everybody is prepared.</summary>
internal sealed partial class SettlementMachine
{
    /// <summary>Takes what came of a foreign call.</summary>
    /// <returns>What to record, or null when nobody waits for it any more: late, twice, or of an earlier
    /// attempt.</returns>
    public SettlementRecord? Reply(ForeignReplyCommand reply, Timestamp now)
    {
        if (state.Open.Find(reply.Settlement) is not { } open || reply.Attempt != open.Attempt
            || ForeignPlan.Awaited(state, open) != new NextCall(reply.Operation, reply.Call))
        {
            return null;
        }

        Begin(Cause.ForeignReply, open, LedgerRecord.Engine, now);
        _record.Reply = reply;
        _record.Code = open.Code;
        if (open.Doom != OutcomeCode.None)
        {
            GoOnRollingBack(open);
        }
        else if (!open.IsCommitted && reply.Failure == ForeignFailure.None)
        {
            Hear(open, reply, now);
        }

        return _record;
    }

    /// <summary>The operator lets what is stuck be tried again.</summary>
    private OutcomeCode? Retry(OpenSettlement open)
    {
        _record.Code = open.Code;
        if (open.Doom != OutcomeCode.None)
        {
            GoOnRollingBack(open);
        }

        return open.Operations.Any(one => one.IsStuck) ? null : OutcomeCode.NotStuck;
    }

    /// <summary>The operator gives it up: while it is undecided, and while nobody else's word decides.</summary>
    private OutcomeCode? GiveUp(OpenSettlement open, AbortCommand command)
    {
        if (open.IsCommitted || open.Delegated is not null || open.IsBound)
        {
            return OutcomeCode.TooLate;
        }

        _record.Reason = command.Reason;
        Abort(open, OutcomeCode.OperatorAborted, new OutcomeDetail("actor", command.Actor.Value));
        return null;
    }

    private void Hear(OpenSettlement open, ForeignReplyCommand reply, Timestamp now)
    {
        var operations = ForeignPlan.After(open, reply);
        if (reply.Operation > 0 && operations[reply.Operation - 1].State == OperationState.Aborted)
        {
            Abort(open, OutcomeCode.ForeignRefused, RefusalDetail(open, reply));
        }
        else if (reply.Operation > 0 && operations[reply.Operation - 1].State == OperationState.Committed)
        {
            // Whoever could not prepare has executed: that was the decision.
            SettleReserved();
        }
        else if (ForeignPlan.IsPrepared(state, operations))
        {
            Decide(open, operations, now, isOrdered: false);
        }
    }

    /// <summary>Everybody is prepared: settle, or stop for the order to, or delegate to who cannot prepare.</summary>
    private void Decide(
        OpenSettlement open, IReadOnlyList<PlannedOperation> operations, Timestamp now, bool isOrdered)
    {
        if (open.Request.Terms.Prepare != PrepareMode.None && !isOrdered)
        {
            _record.Code = OutcomeCode.Prepared;
            return;
        }

        _record.Code = open.Code;
        if (operations.FirstOrDefault(one => one.HeldUntil is { } until
            && until.Micros - now.Micros < Limits.HoldMarginMicros) is { } tooShort)
        {
            Abort(open, OutcomeCode.ForeignHoldTooShort, new OutcomeDetail(
                $"legs[{tooShort.Legs[0]}]", tooShort.HeldUntil?.ToString(), Current: now.ToString()));
            return;
        }

        var proposer = Authority.ParticipantOf(state, open.Proposer);
        if (AccountState(_record, open.Request, out _) != OutcomeCode.None
            || !Consents.AreGiven(state, _record, open.Request.Terms, open, proposer))
        {
            return;
        }

        if (operations.FirstOrDefault(one => state.Ledgers[one.LedgerIndex].Hold == LedgerHold.None) is { } last)
        {
            // From this record on the settlement is in doubt until that ledger has spoken: it neither expires nor
            // aborts.
            _record.Code = OutcomeCode.Preparing;
            _record.Delegates = last.Number;
            return;
        }

        SettleReserved();
    }

    private void SettleReserved()
    {
        _net.Compute(state, _record);
        Settle(_record, isReserved: true);
    }

    /// <summary>What changed around a settlement that is under way: a thaw, or a consent that counts again.</summary>
    private void GoOn(OpenSettlement open, Timestamp now)
    {
        _record.Code = open.Code;
        if (open.Doom != OutcomeCode.None)
        {
            GoOnRollingBack(open);
        }
        else if (open.Code == OutcomeCode.Preparing && open.IsBegun && open.Delegated is null
            && ForeignPlan.IsPrepared(state, open.Operations))
        {
            Decide(open, open.Operations, now, isOrdered: false);
        }
    }

    private void GoOnRollingBack(OpenSettlement open)
    {
        _record.Code = OutcomeCode.RollingBack;
        _record.Doom = open.Doom;
        _record.Detail = open.DoomDetail;
        if (open.IsReserved && _record.Reply is not null)
        {
            GiveBack(open);
        }
    }

    private static OutcomeDetail RefusalDetail(OpenSettlement open, ForeignReplyCommand reply)
    {
        var leg = open.Operations[reply.Operation - 1].Legs[0];
        var said = reply.Code.Length == 0 ? reply.Text : $"{reply.Code} {reply.Text}".TrimEnd();
        return new OutcomeDetail($"legs[{leg}]", open.Request.Legs[leg].Ledger.Value, Current: said);
    }
}
