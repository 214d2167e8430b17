namespace VeritasVault.Core;

/// <summary>Consent, rejection, cancellation and erasure: what people say about a settlement that exists.</summary>
internal sealed partial class SettlementMachine
{
    /// <summary>Decides a command about a settlement.</summary>
    /// <param name="command">The command.</param>
    /// <param name="now">Engine time.</param>
    /// <param name="answer">The settlement's outcome after it, or why it was refused.</param>
    /// <returns>What to record, or null when nothing changes.</returns>
    public SettlementRecord? Command(SettlementCommand command, Timestamp now, out Answer answer)
    {
        if (CommandContent.Refusal(command) is { } malformed)
        {
            answer = malformed;
            return null;
        }

        var stranger = Speaker(command, out var speaker);
        if (FindEarlier(command, speaker, out answer))
        {
            return null;
        }

        if (state.Open.Find(command.Settlement) is not { } open)
        {
            var decided = recent.TryFind(command.Settlement, out _);
            answer = Answer.Refused(
                stranger ?? (decided ? OutcomeCode.AlreadyDecided : OutcomeCode.SettlementUnknown),
                new OutcomeDetail("settlement", command.Settlement.ToString()));
            return null;
        }

        Begin(CauseOf(command), open, command.Actor, now);
        _record.CommandId = command.Id;
        _record.ParticipantIndex = command is EraseMetadataCommand ? -1 : speaker;
        var refusal = stranger ?? Stranger(command.Actor, speaker) ?? command switch
        {
            ConsentCommand => Consent(open, now),
            RejectCommand reject => Reject(reject),
            CancelCommand cancel => Cancel(open, cancel),
            _ => MayErase(open, command.Actor),
        };
        answer = refusal is { } code
            ? Answer.Refused(code, new OutcomeDetail("actor", command.Actor.Value))
            : Answer.Of(_record);
        return refusal is null ? _record : null;
    }

    /// <summary>Erases the metadata of a decided settlement, which the machine no longer knows by itself.</summary>
    /// <param name="command">The command; the caller has checked that its actor proposed the settlement or is the operator.</param>
    /// <param name="now">Engine time.</param>
    /// <param name="decidedAs">The settlement's pinned outcome.</param>
    /// <param name="answer">The outcome.</param>
    public SettlementRecord? EraseDecided(
        EraseMetadataCommand command, Timestamp now, in Answer decidedAs, out Answer answer)
    {
        if (FindEarlier(command, -1, out answer))
        {
            return null;
        }

        _record.Reset(Cause.EraseMetadata, command.Settlement, command.Actor, now);
        _record.RecordNo = state.NextRecordNo;
        _record.CommandId = command.Id;
        _record.Before = decidedAs.Stage;
        _record.Reached = decidedAs.Stage;
        _record.Code = OutcomeCode.Applied;
        answer = new Answer(OutcomeCode.Applied, decidedAs.Stage, null, now, _record.RecordNo, IsReplay: false);
        return _record;
    }

    private static Cause CauseOf(SettlementCommand command) => command switch
    {
        ConsentCommand => Cause.Consent,
        RejectCommand => Cause.Reject,
        CancelCommand => Cause.Cancel,
        _ => Cause.EraseMetadata,
    };

    /// <summary>Finds for whom the actor speaks; refuses who speaks for nobody, or for another without being the operator.</summary>
    private OutcomeCode? Speaker(SettlementCommand command, out int speaker)
    {
        var onBehalfOf = command switch
        {
            ConsentCommand consent => consent.OnBehalfOf,
            RejectCommand reject => reject.OnBehalfOf,
            _ => null,
        };
        speaker = Authority.ParticipantOf(state, command.Actor);
        if (Authority.IsOperator(state, command.Actor))
        {
            speaker = onBehalfOf is { } named ? state.Participants.IndexOf(named) : speaker;
            return onBehalfOf is not null && speaker < 0 ? OutcomeCode.ParticipantUnknown : null;
        }

        return speaker < 0 ? OutcomeCode.ActorUnknown
            : onBehalfOf is { } other && other != state.Participants[speaker].Id ? OutcomeCode.ActorNotAuthorised
            : null;
    }

    private OutcomeCode? Stranger(ActorId actor, int speaker) =>
        Authority.IsOperator(state, actor) || Authority.IsParty(state, _record, speaker) ? null : OutcomeCode.ActorNotParty;

    private OutcomeCode? Consent(OpenSettlement open, Timestamp now)
    {
        var who = _record.ParticipantIndex;
        var proposer = Authority.ParticipantOf(state, open.Proposer);
        if (who < 0 || !Consents.IsDue(state, _record, open.Request.Terms, who))
        {
            return OutcomeCode.ConsentNotDue;
        }

        if (who == proposer || open.Consents.Contains(who))
        {
            return OutcomeCode.ConsentAlreadyGiven;
        }

        Evaluate(_record, open.Request, open, proposer, now);
        return null;
    }

    private OutcomeCode? Reject(RejectCommand command)
    {
        if (_record.ParticipantIndex < 0 || !Authority.IsParty(state, _record, _record.ParticipantIndex))
        {
            return OutcomeCode.ActorNotParty;
        }

        _record.Reason = command.Reason;
        Fail(_record, _record.Before, OutcomeCode.ParticipantRejected,
            new OutcomeDetail("participant", state.Participants[_record.ParticipantIndex].Id.Value));
        return null;
    }

    /// <summary>The proposer alone until another party has consented; then everybody who consented, and the proposer.</summary>
    private OutcomeCode? Cancel(OpenSettlement open, CancelCommand command)
    {
        var isProposer = command.Actor == open.Proposer;
        var proposer = Authority.ParticipantOf(state, open.Proposer);
        var voter = _record.ParticipantIndex;
        if (!isProposer && !open.Consents.Contains(voter))
        {
            return OutcomeCode.CancelNotAllowed;
        }

        _record.Reason = command.Reason;
        var everyOther = open.Consents.All(p => p == voter || p == proposer || open.CancelVotes.Contains(p));
        var proposerToo = isProposer || open.CancelVotes.Contains(proposer);
        if (everyOther && proposerToo)
        {
            Fail(_record, _record.Before, OutcomeCode.Cancelled, new OutcomeDetail("actor", command.Actor.Value));
        }

        return open.CancelVotes.Contains(voter) && !_record.IsDecided ? OutcomeCode.CancelNotAllowed : null;
    }

    private OutcomeCode? MayErase(OpenSettlement open, ActorId actor)
    {
        _record.Code = OutcomeCode.Applied;
        return actor == open.Proposer || Authority.IsOperator(state, actor) ? null : OutcomeCode.ActorNotAuthorised;
    }

    private bool FindEarlier(SettlementCommand command, int speaker, out Answer answer)
    {
        if (!recent.TryFind(command.Id, out var pinned))
        {
            answer = default;
            return false;
        }

        ParticipantId? name = speaker < 0 ? null : state.Participants[speaker].Id;
        answer = pinned.ContentHash == CommandContent.HashOf(command, name)
            ? pinned.Answer with { IsReplay = true }
            : Answer.Refused(OutcomeCode.CommandIdReused, new OutcomeDetail("id", command.Id.ToString()));
        return true;
    }
}
