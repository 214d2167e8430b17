using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>What a look-up of a settlement's id found.</summary>
/// <param name="Exists">Whether the id is decided and indexed.</param>
/// <param name="Answer">Its answer; null when it does not exist, or when this actor may not have it as far as is
/// known.</param>
internal readonly record struct Earlier(bool Exists, Answer? Answer)
{
    /// <summary>
    /// Up to which block the look-up settles the question. Who is no party may have become one since, by an account
    /// opened meanwhile; the id must not be taken for a new one then, so the writer lane looks again.
    /// </summary>
    public long ValidThrough(long lookedUpThroughBlock) => Exists ? -1 : lookedUpThroughBlock;
}

/// <summary>What the history knows of ids that the core no longer keeps in memory.</summary>
internal interface IDecidedIds
{
    /// <summary>Up to which block the index is complete.</summary>
    long IndexedThroughBlock { get; }

    /// <summary>The answer to a repeated submission, unless the id is new or still in the core's hands.</summary>
    Earlier AnswerRepeat(SettlementRequest request, ActorId actor);

    /// <summary>The same in the writer lane, whose state says who is a party.</summary>
    Earlier AnswerRepeat(SettlementRequest request, ActorId actor, LedgerState live);

    /// <summary>The answer to a repeated command, or null.</summary>
    Answer? AnswerRepeat(LedgerCommand command);

    /// <summary>The settlement, if it is decided and indexed or projected.</summary>
    DecidedSettlement? Find(SettlementId id);
}

/// <summary>Answers from the records that the id index leads to. Outcomes are pinned, so what is found never
/// changes.</summary>
internal sealed class DecidedIds(Projection projection) : IDecidedIds
{
    public long IndexedThroughBlock => projection.Indexed.ThroughBlock;

    public Earlier AnswerRepeat(SettlementRequest request, ActorId actor) =>
        AnswerRepeat(request, actor, projection.State);

    public Earlier AnswerRepeat(SettlementRequest request, ActorId actor, LedgerState live)
    {
        // Ascending ids, as UUIDv7 are, never get past this line, and so need no look-up at all.
        if (request.Id > projection.Indexed.Greatest)
        {
            return default;
        }

        lock (projection.Gate)
        {
            return projection.FindEntry(request.Id) is { Code: not OutcomeCode.Waiting } entry
                ? new Earlier(Exists: true, Compare(request, actor, entry, live))
                : default;
        }
    }

    public Answer? AnswerRepeat(LedgerCommand command)
    {
        lock (projection.Gate)
        {
            var state = projection.State;
            if (projection.FindEntry(command.Id) is not { } entry
                || CommandShape.Refusal(command) is not null
                || !MayRepeat(command, state))
            {
                // New, or the core refuses it whatever the id.
                return null;
            }

            var record = History.Read(projection, entry.First, withBody: false);
            var same = (record, command) switch
            {
                (RegistryRecord was, RegistryCommand now) =>
                    CommandContent.HashOf(was.Command) == CommandContent.HashOf(now),
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

    private Answer? Compare(SettlementRequest request, ActorId actor, IdEntry entry, LedgerState live)
    {
        if (RequestShape.Refusal(request, actor) is not null || !RequestParties.MayPropose(live, request, actor))
        {
            // The core refuses it with the right code; who is no party learns nothing of the id.
            return null;
        }

        var first = (SettlementRecord)History.Read(projection, entry.First, withBody: true);
        var same = first.Cause == Cause.Tombstone
            || (first.Body?.BodyHash == request.BodyHash
            && first.MetadataHash == RequestContent.MetadataHashOf(request, live.Genesis?.SaltKey ?? default));
        return same
            ? History.DecisionOf(projection, entry) with { IsReplay = true }
            : Answer.Refused(OutcomeCode.SettlementIdReused);
    }

    // Who may speak about a settlement the core judges: its state is newer, and the actor may just be being registered.
    private static bool MayRepeat(LedgerCommand command, LedgerState state) =>
        command is SettlementCommand || (command is RegistryCommand registry && Authority.MayGive(state, registry));

    // As the core finds it: only the operator speaks for others.
    private static ParticipantId? SpeakerOf(SettlementCommand command, LedgerState state)
    {
        var onBehalfOf = command switch
        {
            ConsentCommand consent => consent.OnBehalfOf,
            RejectCommand reject => reject.OnBehalfOf,
            HoldCommand hold => hold.OnBehalfOf,
            ReleaseCommand release => release.OnBehalfOf,
            _ => null,
        };
        var speaker = onBehalfOf is { } named && Authority.IsOperator(state, command.Actor)
            ? state.Participants.IndexOf(named)
            : Authority.ParticipantOf(state, command.Actor);
        return speaker < 0 ? null : state.Participants[speaker].Id;
    }
}
