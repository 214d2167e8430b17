using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>A settlement whose outcome is pinned.</summary>
/// <param name="Proposer">Who submitted it.</param>
/// <param name="Answer">Its pinned outcome.</param>
internal sealed record DecidedSettlement(ActorId Proposer, Answer Answer);

/// <summary>What the history knows of ids that the core no longer keeps in memory.</summary>
internal interface IDecidedIds
{
    /// <summary>Up to which block the index is complete.</summary>
    long IndexedThroughBlock { get; }

    /// <summary>The answer to a repeated submission, or null when the id is new or still in the core's hands.</summary>
    Answer? AnswerRepeat(SettlementRequest request, ActorId actor);

    /// <summary>The answer to a repeated command, or null.</summary>
    Answer? AnswerRepeat(LedgerCommand command);

    /// <summary>The settlement, if it is decided and indexed or projected.</summary>
    DecidedSettlement? Find(SettlementId id);
}

/// <summary>Answers from the records that the id index leads to. Outcomes are pinned, so what is found never changes.</summary>
internal sealed class DecidedIds(Projection projection) : IDecidedIds
{
    public long IndexedThroughBlock => projection.Indexed.ThroughBlock;

    public Answer? AnswerRepeat(SettlementRequest request, ActorId actor)
    {
        // Ascending ids, as UUIDv7 are, never get past this line, and so need no look-up at all.
        if (request.Id > projection.Indexed.Greatest)
        {
            return null;
        }

        lock (projection.Gate)
        {
            return projection.FindEntry(request.Id) is { Code: not OutcomeCode.Waiting } entry
                ? Compare(request, actor, entry)
                : null;
        }
    }

    public Answer? AnswerRepeat(LedgerCommand command)
    {
        lock (projection.Gate)
        {
            if (projection.FindEntry(command.Id) is not { } entry)
            {
                return null;
            }

            var state = projection.State;
            var record = History.Read(projection, entry.First, withBody: false);
            var same = (record, command) switch
            {
                (RegistryRecord was, RegistryCommand now) => CommandContent.HashOf(was.Command) == CommandContent.HashOf(now),
                (SettlementRecord was, SettlementCommand now) =>
                    CommandContent.HashOf(was, state) == CommandContent.HashOf(now, SpeakerOf(now, state)),
                _ => false,
            };
            if (!same)
            {
                return Answer.Refused(OutcomeCode.CommandIdReused, new OutcomeDetail("id", command.Id.ToString()));
            }

            return record is SettlementRecord settlement
                ? Answer.Of(settlement) with { IsReplay = true }
                : new Answer(OutcomeCode.Applied, Stage.Completed, null, record.At, record.RecordNo, IsReplay: true);
        }
    }

    public DecidedSettlement? Find(SettlementId id)
    {
        lock (projection.Gate)
        {
            projection.CatchUpHeld();
            if (projection.FindEntry(id) is not { Code: not OutcomeCode.Waiting } entry)
            {
                return null;
            }

            var proposer = History.Read(projection, entry.First, withBody: false).Actor;
            return new DecidedSettlement(proposer, History.DecisionOf(projection, entry));
        }
    }

    private Answer? Compare(SettlementRequest request, ActorId actor, IdEntry entry)
    {
        var state = projection.State;
        if (RequestShape.Refusal(request, actor) is not null || !RequestParties.MayPropose(state, request, actor))
        {
            // The core refuses it with the right code; who is no party learns nothing of the id.
            return null;
        }

        var first = (SettlementRecord)History.Read(projection, entry.First, withBody: true);
        var same = first.Body?.BodyHash == request.BodyHash
            && first.MetadataHash == RequestContent.MetadataHashOf(request, state.Genesis?.SaltKey ?? default);
        return same
            ? History.DecisionOf(projection, entry) with { IsReplay = true }
            : Answer.Refused(OutcomeCode.SettlementIdReused);
    }

    private static ParticipantId? SpeakerOf(SettlementCommand command, LedgerState state)
    {
        var onBehalfOf = command switch
        {
            ConsentCommand consent => consent.OnBehalfOf,
            RejectCommand reject => reject.OnBehalfOf,
            _ => null,
        };
        var own = Authority.ParticipantOf(state, command.Actor);
        return command is EraseMetadataCommand ? null
            : onBehalfOf ?? (own < 0 ? null : state.Participants[own].Id);
    }
}
