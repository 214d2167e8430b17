namespace VeritasVault.Model;

/// <summary>Consent, rejection, cancellation and erasure.</summary>
public sealed partial class ModelLedger
{
    public ModelOutcome Consent(
        string command, string actor, string settlement, string? onBehalfOf, ModelApproval? approval, long time) =>
        Speak("consent", command, actor, settlement, onBehalfOf, "", approval, (open, speaker) =>
        {
            bool IsAuthoriser() => Authorisers(open.Settlement).Contains(speaker);
            var refusal = First(
            [
                ("CONSENT_NOT_DUE", () => speaker is null || !ConsentsDue(open).Contains(speaker)),
                ("CONSENT_ALREADY_GIVEN", () => HasSpoken(open, speaker!, time)),
                ("CONSENT_ALREADY_GIVEN", () => !IsAuthoriser() && speaker == ParticipantOf(open.Proposer)),
                ("APPROVAL_NOT_DUE", () => approval is not null
                    && (!IsAuthoriser() || approval.Participant != speaker)),
                ("SIGNATURE_MISSING", () => approval is null && IsAuthoriser()),
                .. Refusals(approval is null ? [] : [approval], time),
            ]);
            if (refusal is not null)
            {
                return new ModelOutcome(refusal);
            }

            if (approval is not null)
            {
                Sign(open, [approval]);
                return Move(open, time, null);
            }

            var outcome = Move(open, time, speaker);
            open.Consents.Add(speaker!);
            return outcome;
        });

    public ModelOutcome Reject(
        string command, string actor, string settlement, string? onBehalfOf, long time, string reason = "") =>
        Speak("reject", command, actor, settlement, onBehalfOf, reason, null, (open, speaker) =>
        {
            if (speaker is not null && (speaker == ParticipantOf(open.Proposer) || HasSpoken(open, speaker, time)))
            {
                return new ModelOutcome("CONSENT_ALREADY_GIVEN");
            }

            return open.IsBound ? new ModelOutcome("TOO_LATE") : Abort(open, "PARTICIPANT_REJECTED");
        });

    public ModelOutcome Cancel(string command, string actor, string settlement, long time, string reason = "") =>
        Speak("cancel", command, actor, settlement, null, reason, null, (open, speaker) =>
        {
            var proposer = ParticipantOf(open.Proposer) ?? open.Proposer;
            var voter = actor == open.Proposer ? proposer : speaker;
            if (voter is null || (actor != open.Proposer && !HasSpoken(open, voter, time)))
            {
                return new ModelOutcome("CANCEL_NOT_ALLOWED");
            }

            string[] needed = [proposer, .. open.Consents, .. open.Signed.Keys.Where(p => HasSigned(open, p, time))];
            var isChoice = open.IsAcknowledged && actor == open.Proposer;
            if (isChoice || needed.All(p => p == voter || open.CancelVotes.Contains(p)))
            {
                return Abort(open, "CANCELLED");
            }

            if (open.CancelVotes.Contains(voter))
            {
                return new ModelOutcome("CANCEL_NOT_ALLOWED");
            }

            open.CancelVotes.Add(voter);
            return new ModelOutcome(open.Code, open.Stage);
        });

    /// <summary>Erases reference and metadata, of an open or a decided settlement; balances and stages stay.</summary>
    public ModelOutcome EraseMetadata(string command, string actor, string settlement) =>
        Speak("erase", command, actor, settlement, null, "", null,
            (open, _) => new ModelOutcome("APPLIED", open.Stage));

    private ModelOutcome Speak(
        string verb, string command, string actor, string settlement, string? onBehalfOf, string reason,
        ModelApproval? approval, Func<ModelOpen, string?, ModelOutcome> act)
    {
        var open = FindOpen(settlement);
        var speaker = IsOperator(actor) && onBehalfOf is not null ? onBehalfOf : IsActor(actor)
            ? ParticipantOf(actor) : null;
        var isUnknown = onBehalfOf is not null && !_participants.ContainsKey(onBehalfOf);
        var mayNotSpeak = First(
            ("ID_MALFORMED", () => onBehalfOf is not null && !IsName(onBehalfOf)),
            ("ID_MALFORMED", () => approval is not null && !IsName(approval.Participant)),
            ("SETTLEMENT_ID_MALFORMED", () => command == NilId || settlement == NilId),
            ("ACTOR_MALFORMED", () => !IsActor(actor)),
            ("TEXT_TOO_LONG", () => reason.Length > 256),
            ("PARAMETER_OUT_OF_RANGE", () => approval is { IsOutOfRange: true }),
            ("ACTOR_UNKNOWN", () => !IsOperator(actor) && speaker is null),
            ("ACTOR_NOT_PARTY", () => open is not null && !IsOperator(actor) && !IsParty(open.Settlement, speaker)),
            ("ACTOR_NOT_PARTY", () =>
                open is not null && verb is "reject" or "hold" or "release" && !isUnknown
                && !IsParty(open!.Settlement, speaker)),
            ("ACTOR_NOT_AUTHORISED", () => !IsOperator(actor) && verb is "retry" or "abort"),
            ("ACTOR_NOT_AUTHORISED", () => !IsOperator(actor) && onBehalfOf is not null && onBehalfOf != speaker),
            ("ACTOR_NOT_AUTHORISED", () =>
                open is not null && verb is "erase" or "execute" && !IsOperator(actor) && actor != open!.Proposer));
        if (mayNotSpeak is not null)
        {
            return new ModelOutcome(mayNotSpeak);
        }

        // Some commands say the same whoever asks for it; the others are the word of somebody.
        var whose = verb is "erase" or "execute" or "retry" or "abort" || isUnknown ? null : speaker;
        var content = $"{verb} {settlement} {whose} '{reason}' {approval?.Content}";
        if (Earlier(command, content) is { } earlier)
        {
            return earlier;
        }

        var refusal = First(
            ("PARTICIPANT_UNKNOWN", () => isUnknown),
            ("SETTLEMENT_UNKNOWN", () => open is null && !_decided.ContainsKey(settlement) && verb != "cancel"),
            ("ALREADY_DECIDED", () => open is null && _decided.ContainsKey(settlement) && verb != "erase"),
            ("ALREADY_DECIDED", () => open?.IsEnding == true
                && verb is not ("erase" or "retry")),
            ("TOO_LATE", () => open?.Delegated is not null && verb is "cancel" or "reject"));
        if (refusal is not null)
        {
            return new ModelOutcome(refusal);
        }

        var outcome = open is not null ? act(open, speaker)
            : verb == "cancel" ? Bury(actor, settlement)
            : EraseDecided(actor, settlement);
        return outcome.Stage is null ? outcome : Remember(command, content, outcome);
    }

    private ModelOutcome EraseDecided(string actor, string settlement) =>
        IsOperator(actor) || _decided[settlement].Proposer == actor
            ? new ModelOutcome("APPLIED", _decided[settlement].Outcome.Stage)
            : new ModelOutcome("ACTOR_NOT_AUTHORISED");
}
