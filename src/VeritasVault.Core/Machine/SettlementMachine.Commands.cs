namespace VeritasVault.Core;

/// <summary>Consent, rejection, cancellation and erasure: what people say about a settlement that exists.</summary>
internal sealed partial class SettlementMachine
{
    // Says more about a refusal than the command does.
    private OutcomeDetail? _why;

    /// <summary>Decides a command about a settlement.</summary>
    /// <param name="command">The command.</param>
    /// <param name="earlier">What the history knows of its ids.</param>
    /// <param name="now">Engine time.</param>
    /// <param name="answer">The settlement's outcome after it, or why it was refused.</param>
    /// <returns>What to record, or null when nothing changes.</returns>
    public SettlementRecord? Command(
        SettlementCommand command, in EarlierIds earlier, Timestamp now, out Answer answer)
    {
        if (CommandShape.Refusal(command) is { } malformed)
        {
            answer = malformed;
            return null;
        }

        _why = null;
        var speaker = Speaker(command);
        var open = state.Open.Find(command.Settlement);
        if (open is not null)
        {
            Begin(CauseOf(command), open, command.Actor, now);
            _record.CommandId = command.Id;
            _record.ParticipantIndex =
                command is EraseMetadataCommand or ExecuteCommand or RetryCommand or AbortCommand ? -1 : speaker;
        }

        // Who may not speak here learns nothing, not even what the command's id was used for.
        if (Stranger(command, open, speaker) is { } stranger)
        {
            answer = Answer.Refused(stranger, new OutcomeDetail("actor", command.Actor.Value));
            return null;
        }

        if (FindEarlier(command, speaker, earlier.Command, out answer))
        {
            return null;
        }

        var decided = open is null ? Decided(command.Settlement) ?? earlier.Settlement : null;
        var refusal = UnknownOnBehalf(command) ?? command switch
        {
            CancelCommand cancel when open is null && decided is null => Bury(cancel, speaker, now),
            _ when open is null && decided is null => OutcomeCode.SettlementUnknown,
            EraseMetadataCommand erase when decided is not null => EraseDecided(erase, decided, now),
            _ when open is null => OutcomeCode.AlreadyDecided,
            RetryCommand => Retry(open),
            not EraseMetadataCommand when open.Doom != OutcomeCode.None || open.IsCommitted =>
                OutcomeCode.AlreadyDecided,
            CancelCommand or RejectCommand when open.Delegated is not null => OutcomeCode.TooLate,
            AbortCommand abort => GiveUp(open, abort),
            ExecuteCommand => Execute(open, command.Actor, now),
            HoldCommand => PutOnHold(open),
            ReleaseCommand => Release(open, now),
            ConsentCommand consent => Consent(open, consent, now),
            RejectCommand reject => Reject(open, reject),
            CancelCommand cancel => Cancel(open, cancel),
            _ => Erase(),
        };
        answer = refusal is { } code ? Answer.Refused(code, _why ?? DetailOf(code, command)) : Answer.Of(_record);
        return refusal is null ? _record : null;
    }

    private DecidedSettlement? Decided(SettlementId id) =>
        recent.TryFind(id, out var pinned) ? new DecidedSettlement(pinned.Proposer, pinned.Answer) : null;

    private OutcomeCode? EraseDecided(EraseMetadataCommand command, DecidedSettlement decided, Timestamp now)
    {
        if (command.Actor != decided.Proposer && !Authority.IsOperator(state, command.Actor))
        {
            return OutcomeCode.ActorNotAuthorised;
        }

        _record.Reset(Cause.EraseMetadata, command.Settlement, command.Actor, now);
        _record.RecordNo = state.NextRecordNo;
        _record.CommandId = command.Id;
        _record.Before = decided.Answer.Stage;
        _record.Reached = decided.Answer.Stage;
        return Erase();
    }

    private static Cause CauseOf(SettlementCommand command) => command switch
    {
        ConsentCommand => Cause.Consent,
        RejectCommand => Cause.Reject,
        CancelCommand => Cause.Cancel,
        ExecuteCommand => Cause.Execute,
        HoldCommand => Cause.Hold,
        ReleaseCommand => Cause.Release,
        RetryCommand => Cause.Retry,
        AbortCommand => Cause.Abort,
        _ => Cause.EraseMetadata,
    };

    /// <summary>The participant the command speaks for: the actor's own, or the one the operator names; -1 for
    /// none.</summary>
    private int Speaker(SettlementCommand command) =>
        Authority.IsOperator(state, command.Actor) && OnBehalfOf(command) is { } named
            ? state.Participants.IndexOf(named)
            : Authority.ParticipantOf(state, command.Actor);

    private static ParticipantId? OnBehalfOf(SettlementCommand command) => command switch
    {
        ConsentCommand consent => consent.OnBehalfOf,
        RejectCommand reject => reject.OnBehalfOf,
        HoldCommand hold => hold.OnBehalfOf,
        ReleaseCommand release => release.OnBehalfOf,
        _ => null,
    };

    /// <summary>Why an actor may not give this command: it acts for nobody, is no party, or asks for what is
    /// another's. The operator may speak about everything, but only a party can reject, and so the operator only in the
    /// name of one.</summary>
    private OutcomeCode? Stranger(SettlementCommand command, OpenSettlement? open, int speaker)
    {
        var isOperator = Authority.IsOperator(state, command.Actor);
        var needsParty = open is not null
            && (!isOperator || (command is RejectCommand or HoldCommand or ReleaseCommand
                && UnknownOnBehalf(command) is null));
        return !isOperator && speaker < 0 ? OutcomeCode.ActorUnknown
            : needsParty && !Authority.IsParty(state, _record, speaker) ? OutcomeCode.ActorNotParty
            : isOperator ? null
            : command is RetryCommand or AbortCommand ? OutcomeCode.ActorNotAuthorised
            : OnBehalfOf(command) is { } other && other != state.Participants[speaker].Id
                ? OutcomeCode.ActorNotAuthorised
            : command is EraseMetadataCommand or ExecuteCommand && open is not null && command.Actor != open.Proposer
                ? OutcomeCode.ActorNotAuthorised
            : null;
    }

    private OutcomeCode? UnknownOnBehalf(SettlementCommand command) =>
        OnBehalfOf(command) is { } named && state.Participants.IndexOf(named) < 0 ? OutcomeCode.ParticipantUnknown
            : null;

    private static OutcomeDetail DetailOf(OutcomeCode code, SettlementCommand command) => code switch
    {
        OutcomeCode.AlreadyDecided or OutcomeCode.SettlementUnknown =>
            new OutcomeDetail("settlement", command.Settlement.ToString()),
        OutcomeCode.ParticipantUnknown => new OutcomeDetail("onBehalfOf", OnBehalfOf(command)?.Value),
        _ => new OutcomeDetail("actor", command.Actor.Value),
    };

    private OutcomeCode? Consent(OpenSettlement open, ConsentCommand command, Timestamp now)
    {
        var who = _record.ParticipantIndex;
        var proposer = Authority.ParticipantOf(state, open.Proposer);
        if (who < 0 || !Consents.IsDue(state, _record, open.Request.Terms, who))
        {
            return OutcomeCode.ConsentNotDue;
        }

        var isAuthoriser = Consents.IsAuthoriser(state, _record, who);
        if (Consents.HasSpoken(state, _record, open, who) || (who == proposer && !isAuthoriser))
        {
            return OutcomeCode.ConsentAlreadyGiven;
        }

        if (TakeApproval(open, command, isAuthoriser) is { } refusal)
        {
            return refusal;
        }

        Evaluate(_record, open.Request, open, proposer, now);
        return null;
    }

    private OutcomeCode? TakeApproval(OpenSettlement open, ConsentCommand command, bool isAuthoriser)
    {
        var who = state.Participants[_record.ParticipantIndex].Id;
        if (command.Approval is not { } approval)
        {
            _why = isAuthoriser ? new OutcomeDetail("approval", Expected: who.Value) : null;
            return isAuthoriser ? OutcomeCode.SignatureMissing : null;
        }

        if (!isAuthoriser || approval.Participant != who)
        {
            _why = new OutcomeDetail("approval.participant", approval.Participant.Value);
            return OutcomeCode.ApprovalNotDue;
        }

        var code = _signing.Take(open, approval, _record, out _why);
        return code == OutcomeCode.None ? null : code;
    }

    /// <summary>Any party may refuse, but nobody takes back alone the word it gave: others rely on it.</summary>
    private OutcomeCode? Reject(OpenSettlement open, RejectCommand command)
    {
        var who = _record.ParticipantIndex;
        if (who == Authority.ParticipantOf(state, open.Proposer) || Consents.HasSpoken(state, _record, open, who))
        {
            return OutcomeCode.ConsentAlreadyGiven;
        }

        if (open.IsBound)
        {
            return OutcomeCode.TooLate;
        }

        _record.Reason = command.Reason;
        Abort(open, OutcomeCode.ParticipantRejected,
            new OutcomeDetail("participant", state.Participants[_record.ParticipantIndex].Id.Value));
        return null;
    }

    /// <summary>The proposer alone until another party has consented; then everybody who consented, and the
    /// proposer.</summary>
    private OutcomeCode? Cancel(OpenSettlement open, CancelCommand command)
    {
        var isProposer = command.Actor == open.Proposer;
        var proposer = Authority.ParticipantOf(state, open.Proposer);
        var voter = _record.ParticipantIndex;
        if (!isProposer && !Consents.HasSpoken(state, _record, open, voter))
        {
            return OutcomeCode.CancelNotAllowed;
        }

        _record.Reason = command.Reason;
        var everyOther = (isProposer && open.IsAcknowledged)
            || (open.Consents.All(Agrees) && Signers(open).All(Agrees));
        var proposerToo = isProposer || open.CancelVotes.Contains(proposer);
        if (everyOther && proposerToo)
        {
            Abort(open, OutcomeCode.Cancelled, new OutcomeDetail("actor", command.Actor.Value));
            return null;
        }

        _record.Code = open.Code;
        return open.CancelVotes.Contains(voter) ? OutcomeCode.CancelNotAllowed : null;

        bool Agrees(int participant) =>
            participant == voter || participant == proposer || open.CancelVotes.Contains(participant);
    }

    /// <summary>The participants whose signature is held and counts.</summary>
    private IEnumerable<int> Signers(OpenSettlement open)
    {
        for (var i = 0; i < open.Approvals.Count; i++)
        {
            if (Consents.Counts(state, open.Approvals[i], _record.At))
            {
                yield return open.Approvals[i].ParticipantIndex;
            }
        }
    }

    private OutcomeCode? Erase()
    {
        _record.Code = OutcomeCode.Applied;
        return null;
    }

    private bool FindEarlier(SettlementCommand command, int speaker, Answer? known, out Answer answer)
    {
        if (!recent.TryFind(command.Id, out var pinned))
        {
            answer = known ?? default;
            return known is not null;
        }

        ParticipantId? name = speaker < 0 ? null : state.Participants[speaker].Id;
        answer = pinned.ContentHash == CommandContent.HashOf(command, name)
            ? pinned.Answer with { IsReplay = true }
            : Answer.Refused(OutcomeCode.CommandIdReused, new OutcomeDetail("id", command.Id.ToString()));
        return true;
    }
}
