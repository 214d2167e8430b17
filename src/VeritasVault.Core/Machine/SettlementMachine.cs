namespace VeritasVault.Core;

/// <summary>
/// The settlement machine: a function from (state, command, time) to (answer, record). It reads the state and never
/// changes it; whoever calls it writes the record and has the state apply it. A dry run is the same call without that.
/// </summary>
/// <remarks>The record returned is scratch, valid until the next call. Not thread-safe: it lives in one lane.</remarks>
internal sealed partial class SettlementMachine(
    LedgerState state, RecentIds recent, OpenRoom room, ISignatureRule rule)
{
    private readonly SigningDoor _signing = new(state, rule);
    private readonly Speakers _speakers = new(state);
    private readonly SettlementRecord _record = new();
    private readonly NetPositions _net = new();
    private readonly AssetSums _sums = new();

    /// <summary>Decides a submission.</summary>
    /// <param name="request">What is proposed.</param>
    /// <param name="metadataHash">Its salted metadata hash (<see cref="RequestContent.MetadataHashOf"/>).</param>
    /// <param name="actor">The proposer.</param>
    /// <param name="now">Engine time.</param>
    /// <param name="answer">The outcome.</param>
    /// <returns>What to record, or null when nothing changes.</returns>
    public SettlementRecord? Submit(
        SettlementRequest request, Hash256? metadataHash, ActorId actor, Timestamp now, out Answer answer)
    {
        if (RequestShape.Refusal(request, actor) is { } refusal)
        {
            answer = refusal;
            return null;
        }

        _record.Reset(Cause.Submit, request.Id, actor, now);
        _record.RecordNo = state.NextRecordNo;
        _record.Body = request;
        _record.MetadataHash = metadataHash;
        _record.Resolve(request, state);
        var proposer = _speakers.ParticipantOf(actor);
        if (Authority.RefusalToPropose(state, _record, actor, proposer) is { } code)
        {
            answer = Answer.Refused(code, new OutcomeDetail("actor", actor.Value));
            return null;
        }

        if (FindEarlier(request, metadataHash, out answer))
        {
            // Of what is decided, though not ended, approvals have nothing more to say.
            return !answer.IsRefused && state.Open.Find(request.Id) is { } open
                && !open.IsCommitted && open.Doom == OutcomeCode.None
                ? Approve(open, request, actor, now, ref answer)
                : null;
        }

        if (RefusalOfTerms(request, actor, proposer) is { } unfit)
        {
            answer = unfit;
            return null;
        }

        Evaluate(_record, request, open: null, proposer, now);
        if (!_record.IsDecided && RefusalToOpen(actor, proposer) is { } full)
        {
            Victims.Clear();
            answer = Answer.Refused(full);
            return null;
        }

        answer = Answer.Of(_record);
        return _record;
    }

    // In the order of the codes' numbers.
    private Answer? RefusalOfTerms(SettlementRequest request, ActorId actor, int proposer)
    {
        if (UnfitTerm(request, actor, proposer) is { } term)
        {
            return Answer.Refused(OutcomeCode.TermsInvalid, term);
        }

        var authorisers = _signing.CheckAuthorisers(request, _record, out var detail);
        return authorisers != OutcomeCode.None ? Answer.Refused(authorisers, detail)
            : request.Terms.Prepare == PrepareMode.Binding && !Authority.IsOperator(state, actor)
                && !state.Participants[proposer].MayCoordinate
                ? Answer.Refused(OutcomeCode.BindingNotPermitted, new OutcomeDetail("prepare", actor.Value))
            : LegRefusal(request) is { } leg ? leg
            : _signing.Take(request, _record, open: null, out detail) is var code and not OutcomeCode.None
                ? Answer.Refused(code, detail)
            : null;
    }

    private OutcomeDetail? UnfitTerm(SettlementRequest request, ActorId actor, int proposer)
    {
        if (request.OnHold && (proposer < 0 || !Authority.IsParty(state, _record, proposer)))
        {
            return new OutcomeDetail("onHold", actor.Value);
        }

        // What is promised for good can rest neither on a hold that ends by itself nor on a ledger that cannot hold and
        // may still refuse when it is executed.
        for (var i = 0; request.Terms.Prepare == PrepareMode.Binding && i < _record.LegCount; i++)
        {
            if (LedgerOf(_record.Legs[i]) is { Hold: LedgerHold.TimeLimited or LedgerHold.None } ledger)
            {
                return new OutcomeDetail("prepare", ledger.Id.Value);
            }
        }

        return null;
    }

    private ExternalLedger? LedgerOf(in ResolvedLeg leg) =>
        ForeignPlan.IsForeign(state, leg) ? state.Ledgers[state.Accounts[leg.From].LedgerIndex] : null;

    // Where an account is kept never changes, so this is no matter of time: refused, not decided.
    private Answer? LegRefusal(SettlementRequest request)
    {
        var withoutHold = 0;
        for (var i = 0; i < _record.LegCount && _record.IsResolved; i++)
        {
            ref readonly var leg = ref _record.Legs[i];
            var named = request.Legs[i].Ledger;
            if (state.Ledgers.Count == 0 && named.IsEmpty)
            {
                continue;
            }

            var ledger = LedgerOf(leg);
            if (state.Accounts[leg.From].LedgerIndex != state.Accounts[leg.To].LedgerIndex
                || (ledger is null ? !named.IsEmpty : named != ledger.Id))
            {
                return Answer.Refused(
                    OutcomeCode.LegLedgerMismatch, new OutcomeDetail($"legs[{i}].ledger", named.Value));
            }

            withoutHold += ledger is { Hold: LedgerHold.None } ? 1 : 0;
        }

        return withoutHold > 1 ? Answer.Refused(OutcomeCode.LegsNotAtomic, new OutcomeDetail("legs")) : null;
    }

    /// <summary>Approvals are no content: the repeat of an open submission may bring more of them.</summary>
    private SettlementRecord? Approve(
        OpenSettlement open, SettlementRequest request, ActorId actor, Timestamp now, ref Answer answer)
    {
        Begin(Cause.Approve, open, actor, now);
        var code = _signing.Take(request, _record, open, out var detail);
        if (code != OutcomeCode.None || _record.Approvals.Count == 0)
        {
            answer = code == OutcomeCode.None ? answer : Answer.Refused(code, detail);
            return null;
        }

        Evaluate(_record, open.Request, open, Authority.ParticipantOf(state, open.Proposer), now);
        answer = Answer.Of(_record);
        return _record;
    }

    /// <summary>Tries an undecided settlement again because something it may have waited for has changed.</summary>
    /// <returns>What to record, or null when it goes on waiting where it was.</returns>
    public SettlementRecord? Resume(OpenSettlement open, Timestamp now)
    {
        Begin(Cause.Resume, open, LedgerRecord.Engine, now);
        Evaluate(_record, open.Request, open, Authority.ParticipantOf(state, open.Proposer), now);
        return _record.IsDecided || _record.Reached != open.Stage || _record.Code != open.Code
            || _record.Delegates > 0 ? _record : null;
    }

    /// <summary>Ends an undecided settlement whose deadline, or the time it waits for locks, has
    /// come.</summary>
    public SettlementRecord Expire(OpenSettlement open, Timestamp now)
    {
        Invariant.Holds(!open.OutlivesDeadline);
        Begin(Cause.Expire, open, LedgerRecord.Engine, now);
        if (open.Request.Deadline is { } deadline && now >= deadline)
        {
            Abort(open, OutcomeCode.DeadlinePassed, DeadlineDetail(open.Request, now));
        }
        else
        {
            Invariant.Holds(!open.IsUnderWay && open.Stage == Stage.Reserving);
            Abort(open, OutcomeCode.LockTimeout, new OutcomeDetail("locks"));
        }

        return _record;
    }

    /// <summary>Ends a settlement of which nothing is left to do: all external ledgers have confirmed it, or all that
    /// was done for it is undone.</summary>
    public SettlementRecord Finish(OpenSettlement open, Timestamp now)
    {
        Invariant.Holds(open.IsFinished);
        Begin(Cause.Finish, open, LedgerRecord.Engine, now);
        if (open.IsCommitted)
        {
            Reach(_record, Stage.Completing);
            _record.Code = OutcomeCode.Settled;
        }
        else
        {
            Fail(_record, open.Stage, open.Doom, open.DoomDetail);
        }

        return _record;
    }

    private void Begin(Cause cause, OpenSettlement open, ActorId actor, Timestamp now)
    {
        _record.Reset(cause, open.Request.Id, actor, now);
        _record.RecordNo = state.NextRecordNo;
        _record.Before = open.Stage;
        _record.Reached = open.Stage;
        _record.Resolve(open.Request, state);
        Invariant.Holds(_record.IsResolved);
    }

    /// <summary>Pinned outcomes: same id and content answer again, same id and other content are refused.</summary>
    private bool FindEarlier(SettlementRequest request, Hash256? metadataHash, out Answer answer)
    {
        if (state.Open.Find(request.Id) is { } open)
        {
            var same = open.Request.BodyHash == request.BodyHash && open.MetadataHash == metadataHash;
            answer = same
                ? new Answer(open.Code, open.Stage, null, open.Trail[^1].At, open.Sequence, IsReplay: true)
                : Answer.Refused(OutcomeCode.SettlementIdReused);
            return true;
        }

        if (recent.TryFind(request.Id, out var pinned))
        {
            var same = pinned.IsTombstone
                || (pinned.ContentHash == request.BodyHash && pinned.MetadataHash == metadataHash);
            answer = same ? pinned.Answer with { IsReplay = true } : Answer.Refused(OutcomeCode.SettlementIdReused);
            return true;
        }

        answer = default;
        return false;
    }

    private OutcomeCode? RefusalToOpen(ActorId actor, int proposer) =>
        state.Open.Count >= room.Ledger ? OutcomeCode.OpenSettlementsFull
        : proposer >= 0 && !Authority.IsOperator(state, actor)
            && state.Open.CountOf(actor) >= room.PerActor ? OutcomeCode.ActorQuotaExceeded
        : null;
}
