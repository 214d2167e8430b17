namespace VeritasVault.Core;

/// <summary>Holding back, executing what is prepared, and cancelling what was never seen.</summary>
internal sealed partial class SettlementMachine
{
    /// <summary>Settles a prepared settlement. What could hinder it is refused, and it stays prepared.</summary>
    private OutcomeCode? Execute(OpenSettlement open, ActorId actor, Timestamp now)
    {
        if (!open.IsAcknowledged || open.Delegated is not null || open.IsCommitted)
        {
            return OutcomeCode.NotPrepared;
        }

        if (!open.IsBound && open.Request.Deadline is { } deadline && now >= deadline)
        {
            // Expiries come before commands, but for an engine that may not write; the time decides, not the order.
            Abort(open, OutcomeCode.DeadlinePassed, DeadlineDetail(open.Request, now));
            return null;
        }

        if (AccountState(_record, open.Request, out _why) != OutcomeCode.None)
        {
            // Nothing but a freeze can be: an account that a reserved settlement names is not closed.
            return OutcomeCode.PreparedFrozen;
        }

        var proposer = Authority.ParticipantOf(state, open.Proposer);
        if (!Consents.AreGiven(state, _record, open.Request.Terms, open, proposer))
        {
            _why = new OutcomeDetail("consents", FirstVoid(open, proposer, now));
            return OutcomeCode.ConsentVoid;
        }

        Decide(open, open.Operations, now, isOrdered: true);
        return null;
    }

    private string? FirstVoid(OpenSettlement open, int proposer, Timestamp now)
    {
        var missing = new List<Lack>();
        Consents.FindMissing(state, _record, open, proposer, now, missing);
        return missing.Count == 0 ? null : state.Participants[missing[0].Participant].Id.Value;
    }

    /// <summary>A side may be held back until the settlement is reserved.</summary>
    private OutcomeCode? PutOnHold(OpenSettlement open) =>
        open.IsReserved ? OutcomeCode.TooLate
        : open.Holders.Contains(_record.ParticipantIndex) ? OutcomeCode.AlreadyOnHold
        : null;

    private OutcomeCode? Release(OpenSettlement open, Timestamp now)
    {
        if (!open.Holders.Contains(_record.ParticipantIndex))
        {
            return OutcomeCode.NotOnHold;
        }

        Evaluate(_record, open.Request, open, Authority.ParticipantOf(state, open.Proposer), now);
        return null;
    }

    /// <summary>Pins an id that was never seen: whoever submits it later finds it cancelled. A coordinator that lost
    /// the answer to its prepare ends it so, whether it arrived or not.</summary>
    private OutcomeCode? Bury(CancelCommand command, int speaker, Timestamp now)
    {
        _record.Reset(Cause.Tombstone, command.Settlement, command.Actor, now);
        _record.RecordNo = state.NextRecordNo;
        _record.CommandId = command.Id;
        _record.ParticipantIndex = speaker;
        _record.Reason = command.Reason;
        Fail(_record, Stage.Initiated, OutcomeCode.Cancelled, new OutcomeDetail("actor", command.Actor.Value));
        return null;
    }
}
