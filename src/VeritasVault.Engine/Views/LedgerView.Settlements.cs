using System.Globalization;
using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Questions about settlements.</summary>
public sealed partial class LedgerView
{
    private const int PageSize = 1024;

    /// <summary>A settlement in full, or null when the id is unknown.</summary>
    public SettlementInfo? Settlement(SettlementId id) =>
        Ask(state => _projection.FindEntry(id) is { } entry ? InfoOf(state, id, entry) : null);

    /// <summary>All settlements, or those in one stage, ordered by id; read page by page as they are asked
    /// for.</summary>
    public IEnumerable<SettlementSummary> Settlements(Stage? stage = null)
    {
        var next = default(SettlementId);
        while (true)
        {
            var page = Ask(state => PageFrom(state, next));
            foreach (var summary in page)
            {
                if (stage is null || stage == summary.Stage)
                {
                    yield return summary;
                }
            }

            if (page.Count < PageSize || page[^1].Id.Bits == UInt128.MaxValue)
            {
                yield break;
            }

            next = new SettlementId(page[^1].Id.Bits + 1);
        }
    }

    /// <summary>The settlements that are not over yet, oldest first.</summary>
    /// <param name="most">At most so many, 1 to 10,000.</param>
    public IReadOnlyList<SettlementId> OpenSettlements(int most = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, 10_000);
        return Ask(state => (IReadOnlyList<SettlementId>)
            [.. state.Open.OldestFirst.Take(most).Select(open => open.Request.Id)]);
    }

    /// <summary>The events of one settlement, in their order.</summary>
    public IReadOnlyList<LedgerEvent> History(SettlementId id) => Ask(state =>
    {
        var events = new List<LedgerEvent>();
        foreach (var place in _projection.FindEntry(id)?.Refs ?? [])
        {
            events.AddRange(EventsOf(state, place));
        }

        return (IReadOnlyList<LedgerEvent>)events;
    });

    /// <summary>In which field a refused repeat differs from what its id was first used with; null for whoever is no
    /// party.</summary>
    internal string? FirstDifference(SettlementRequest request, ActorId actor) => Ask(state =>
    {
        if (_projection.FindEntry(request.Id) is not { } entry
            || Read(entry.First, withBody: true) is not SettlementRecord { Body: { } first }
            || !RequestParties.MayPropose(state, first, actor))
        {
            return null;
        }

        return RequestContent.FirstDifference(first, request) ?? "metadata";
    });

    private LedgerRecord Read(RecordRef place, bool withBody) => Engine.History.Read(_projection, place, withBody);

    // Settlements are decided or still open: two ordered sources, merged.
    private List<SettlementSummary> PageFrom(LedgerState state, SettlementId from)
    {
        var page = new SortedDictionary<SettlementId, SettlementSummary>();
        foreach (var (id, code) in _projection.DecidedFrom(from, PageSize))
        {
            page[id] = SummaryOf(id, code);
        }

        var undecided = state.Open.OldestFirst.Where(open => open.Request.Id >= from).OrderBy(open => open.Request.Id);
        foreach (var open in undecided.Take(PageSize))
        {
            page[open.Request.Id] = new SettlementSummary(
                open.Request.Id, open.Stage, DecisionOf(open), open.Code);
        }

        return [.. page.Values.Take(PageSize)];
    }

    private static Decision DecisionOf(OpenSettlement open) =>
        open.Doom != OutcomeCode.None ? Decision.Abort : open.IsCommitted ? Decision.Commit : Decision.None;

    private static SettlementSummary SummaryOf(SettlementId id, OutcomeCode code) => code == OutcomeCode.Settled
        ? new SettlementSummary(id, Stage.Completed, Decision.Commit, code)
        : new SettlementSummary(id, Stage.Failed, Decision.Abort, code);

    private SettlementInfo InfoOf(LedgerState state, SettlementId id, IdEntry entry)
    {
        var submission = (SettlementRecord)Read(entry.First, withBody: true);
        var proposer = submission.Actor;
        var body = submission.Body ?? BodyOfTombstone(submission);
        var trail = new List<TrailEntry>();
        var consents = new List<ParticipantId>();
        var signatures = new List<SignatureInfo>();
        var notes = new CourseNotes();
        var course = Follow(state, entry, trail, consents, signatures, notes);
        var undecided = state.Open.Find(id);
        var answer = Answer.Of(course);
        var (reference, metadata) = MetadataRow.Read(_store, id);
        return new SettlementInfo
        {
            Id = id,
            Stage = course.After,
            Decision = answer.Decision,
            Code = course.Code,
            FailureCode = answer.Decision == Decision.Abort ? answer.Code : OutcomeCode.None,
            Detail = course.Detail,
            Proposer = proposer,
            Request = WithTexts(body, reference, metadata),
            Trail = trail,
            Consents = consents,
            Signatures = signatures,
            WaitingFor = undecided is null ? [] : Explain(state, undecided),
            OnHold = undecided is null ? [] : [.. undecided.Holders.Select(index => state.Participants[index].Id)],
            Attempt = notes.Attempt,
            DecidedAt = notes.DecidedAt,
            InDoubtSince = InDoubtSince(state, undecided, notes),
            Plan = PlanOf(state, body, undecided, course, notes),
            Moves = notes.Commit is { } commit ? MovesOf(state, commit) : [],
            RecordNo = course.RecordNo,
            At = course.At,
        };
    }

    // Cancelled before it was seen: nobody said what it would have moved.
    private static SettlementRequest BodyOfTombstone(SettlementRecord record) => record.Cause == Cause.Tombstone
        ? new SettlementRequest { Id = record.Id, Legs = [] }
        : throw new RecordFormatException("a submission has a body");

    /// <summary>Walks a settlement's records and returns the last that is part of its course.</summary>
    private SettlementRecord Follow(
        LedgerState state,
        IdEntry entry,
        List<TrailEntry> trail,
        List<ParticipantId> consents,
        List<SignatureInfo> signatures,
        CourseNotes notes)
    {
        SettlementRecord? course = null;
        foreach (var place in entry.Refs)
        {
            var record = (SettlementRecord)Read(place, withBody: false);
            if (record.Cause == Cause.EraseMetadata)
            {
                continue;
            }

            course = record;
            notes.Note(record);
            for (var i = 0; i < RecordEvents.StagesEntered(record); i++)
            {
                trail.Add(new TrailEntry((Stage)((int)RecordEvents.FirstEntered(record) + i), record.At));
            }

            if (record.IsDecided)
            {
                trail.Add(new TrailEntry(record.After, record.At));
            }

            AddConsents(state, record, consents);
            AddSignatures(state, record, signatures);
        }

        return course ?? throw new RecordFormatException("a settlement has a record");
    }

    private static void AddConsents(LedgerState state, SettlementRecord record, List<ParticipantId> consents)
    {
        if (record.Cause == Cause.Consent && record.Approvals.Count == 0)
        {
            consents.Add(state.Participants[record.ParticipantIndex].Id);
        }

        for (var i = 0; i < record.Approvals.Count; i++)
        {
            var participant = state.Participants[record.Approvals[i].ParticipantIndex].Id;
            if (!consents.Contains(participant))
            {
                consents.Add(participant);
            }
        }
    }

    // One a participant: a later one came because the key of the earlier did not count any more.
    private static void AddSignatures(LedgerState state, SettlementRecord record, List<SignatureInfo> signatures)
    {
        for (var i = 0; i < record.Approvals.Count; i++)
        {
            var held = record.Approvals[i];
            var participant = state.Participants[held.ParticipantIndex].Id;
            signatures.RemoveAll(earlier => earlier.Participant == participant);
            signatures.Add(new SignatureInfo(
                participant, state.Keys[held.KeyIndex].Id, record.At, held.Batch?.Count ?? 1));
        }
    }

    private static PositionMove[] MovesOf(LedgerState state, SettlementRecord record)
    {
        var moves = new PositionMove[record.PositionCount];
        for (var i = 0; i < moves.Length; i++)
        {
            ref readonly var change = ref record.Positions[i];
            ref readonly var position = ref state.Positions.At(change.Index);
            moves[i] = new PositionMove(
                state.Accounts[position.AccountIndex].Id,
                state.Assets[position.AssetIndex].Id,
                change.BalanceBefore,
                change.Delta,
                change.BalanceBefore + change.Delta,
                change.VersionBefore + 1);
        }

        return moves;
    }

    // Without the secret and the approvals: whoever may ask is not whoever may see those.
    private static SettlementRequest WithTexts(SettlementRequest body, string? reference, string? metadata) => new()
    {
        Id = body.Id,
        Kind = body.Kind,
        Legs = body.Legs,
        Terms = body.Terms,
        NotBefore = body.NotBefore,
        Deadline = body.Deadline,
        OnHold = body.OnHold,
        Reference = reference,
        Metadata = metadata,
    };

    private List<WaitingFor> Explain(LedgerState state, OpenSettlement open)
    {
        var lacks = new List<Lack>();
        new LackFinder(state).Find(open, NowOf(state), lacks);
        return [.. lacks.Select(lack => Describe(state, lack))];
    }

    private static string NameOf(LedgerState state, LockOwner owner) => PartyOf(state, owner).ToString();

    private static WaitingFor Describe(LedgerState state, in Lack lack)
    {
        var account = lack.Account < 0 ? string.Empty : state.Accounts[lack.Account].Id.Value;
        var position = lack.Asset < 0 ? account : $"{account}/{state.Assets[lack.Asset].Id}";
        var missing = lack.Missing.ToString(CultureInfo.InvariantCulture);
        var participant = lack.Participant < 0 ? string.Empty : state.Participants[lack.Participant].Id.Value;
        return lack.Kind switch
        {
            WaitKind.Consent => new WaitingFor(lack.Kind, participant, null, $"{participant} has not consented yet"),
            WaitKind.Signature => new WaitingFor(
                lack.Kind, participant, null, $"the signature of {participant} is missing"),
            WaitKind.Release => new WaitingFor(lack.Kind, participant, null, $"{participant} has its side on hold"),
            WaitKind.Execute => new WaitingFor(
                lack.Kind, string.Empty, null, "prepared: its proposer executes or cancels it"),
            WaitKind.ExternalLedger => new WaitingFor(
                lack.Kind, state.Ledgers[lack.Ledger].Id.Value, null,
                $"{state.Ledgers[lack.Ledger].Id} is being asked"),
            WaitKind.Operator => new WaitingFor(
                lack.Kind, state.Ledgers[lack.Ledger].Id.Value, null,
                $"{state.Ledgers[lack.Ledger].Id} did not answer: the operator retries or aborts"),
            WaitKind.Lock => new WaitingFor(lack.Kind, NameOf(state, lack.Holder), null,
                $"{NameOf(state, lack.Holder)} holds a lock"),
            WaitKind.Date => new WaitingFor(lack.Kind, lack.Until.ToString(), null, $"not before {lack.Until}"),
            WaitKind.Thaw => new WaitingFor(lack.Kind, account, null, $"account {account} is frozen"),
            WaitKind.Funds => new WaitingFor(lack.Kind, position, lack.Missing, $"{position} lacks {missing}"),
            WaitKind.IssuanceRoom => new WaitingFor(
                lack.Kind, position, lack.Missing, $"{position} would exceed its issuance limit by {missing}"),
            WaitKind.CeilingRoom => new WaitingFor(
                lack.Kind, position, lack.Missing, $"{position} would exceed its ceiling by {missing}"),
        };
    }
}
