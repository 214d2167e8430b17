namespace VeritasVault.Model;

/// <summary>Participants' keys, and what signatures made with them are worth.</summary>
public sealed partial class ModelLedger
{
    private readonly List<ModelKey> _keys = [];

    /// <summary>The keys in the order of registration.</summary>
    public IReadOnlyList<ModelKey> Keys => _keys;

    public ModelOutcome RegisterKey(
        string command, string actor, string participant, ModelKeyTerms terms, ModelEndorsement? endorsement,
        bool isReset, long time)
    {
        ModelKey[] Own() => [.. _keys.Where(key => key.Participant == participant)];
        ModelKey? By() => Array.Find(Own(), key => key.Id == endorsement?.By);
        return Administer(command, actor,
            $"key {participant} {terms} {endorsement?.By} {endorsement?.Signature} {isReset}",
            [
                ("ID_MALFORMED", () => !IsName(participant)),
                ("PARAMETER_OUT_OF_RANGE", () => terms.From < 0 || terms.Until < 0 || terms.Until <= terms.From),
                ("PARAMETER_OUT_OF_RANGE", () => endorsement is not null && (isReset || terms.From is null)),
            ],
            [
                ("PARTICIPANT_UNKNOWN", () => !_participants.ContainsKey(participant)),
                ("KEY_UNKNOWN", () => endorsement is not null && By() is null),
                ("KEY_NOT_VALID", () => endorsement is not null && !By()!.IsValidAt(time)),
                ("KEY_UNACCEPTABLE", () => !terms.IsAcceptable),
                ("KEY_EXISTS", () => _keys.Exists(key => key.Id == terms.Id)),
                ("KEYS_FULL", () => Own().Length >= 64),
                ("ENDORSEMENT_MISSING", () => Own().Length > 0 && endorsement is null && !isReset),
                ("ENDORSEMENT_INVALID", () => endorsement is { IsRight: false } || (isReset && Own().Length == 0)),
            ],
            () => _keys.Add(new ModelKey(participant, terms.Id, terms.From ?? time, terms.Until)),
            mayGive: () => ParticipantOf(actor) == participant && !isReset && Own().Length > 0);
    }

    public ModelOutcome RevokeKey(string command, string actor, string participant, string key, long time)
    {
        ModelKey? Found() => _keys.Find(k => k.Participant == participant && k.Id == key);
        return Administer(command, actor, $"revoke {participant} {key}",
            [("ID_MALFORMED", () => !IsName(participant))],
            [
                ("PARTICIPANT_UNKNOWN", () => !_participants.ContainsKey(participant)),
                ("KEY_UNKNOWN", () => Found() is null),
                ("KEY_REVOKED", () => Found()!.RevokedAt is not null),
            ],
            () => Found()!.RevokedAt = time,
            mayGive: () => ParticipantOf(actor) == participant);
    }

    /// <summary>Whether a participant's signature is held and counts.</summary>
    private bool HasSigned(ModelOpen open, string participant, long time) =>
        open.Signed.TryGetValue(participant, out var held)
        && held.Origin == _origins.Count
        && _keys.Exists(key => key.Id == held.Approval.Key && key.IsValidAt(time));

    /// <summary>Whether a participant has given its word, by a signature that counts or without one.</summary>
    private bool HasSpoken(ModelOpen open, string participant, long time) =>
        open.Consents.Contains(participant) || HasSigned(open, participant, time);

    /// <summary>The participants whose signature is due: owners of accounts where a leg names them.</summary>
    private string[] Authorisers(ModelSettlement s) =>
    [
        .. s.Legs.Where(leg => leg.Authoriser is not null).Select(leg => OwnerOf(leg.From)).OfType<string>(),
        .. s.Legs.Where(leg => leg.CreditAuthoriser is not null).Select(leg => OwnerOf(leg.To)).OfType<string>(),
    ];

    /// <summary>The approvals that are not held already and whose participants have not signed.</summary>
    private ModelApproval[] NewOnes(ModelSettlement s, ModelOpen? open, long time) =>
        open is null
            ? [.. s.Approvals]
            :
            [
                .. s.Approvals.Where(a => !HasSigned(open, a.Participant, time)
                    && !(open.Signed.TryGetValue(a.Participant, out var held)
                        && held.Approval.Content == a.Content)),
            ];

    private string? RefusalToSign(ModelSettlement s, ModelOpen? open, string actor, long time)
    {
        bool MustSign(string account) => OwnerOf(account) is { } owner && _participants[owner].Policy == "signed";
        bool IsStranger(string? authoriser, string account) =>
            authoriser is not null && OwnerOf(account) is { } owner && owner != authoriser;
        return First(
        [
            ("AUTHORISER_MISSING", () => open is null
                && s.Legs.Any(leg => MustSign(leg.From) && leg.Authoriser is null)),
            ("AUTHORISER_MISSING", () => open is null && s.Legs.Any(leg => MustSign(leg.To)
                && _participants[OwnerOf(leg.To)!].ConsentsToCredits && leg.CreditAuthoriser is null)),
            ("AUTHORISER_NOT_OWNER", () => s.Legs.Any(leg =>
                IsStranger(leg.Authoriser, leg.From) || IsStranger(leg.CreditAuthoriser, leg.To))),
            ("BINDING_NOT_PERMITTED", () => open is null && s.Prepare == "binding" && !IsOperator(actor)
                && !_participants[ParticipantOf(actor)!].MayCoordinate),
            ("LEG_LEDGER_MISMATCH", () => open is null && AllNamesExist(s) && s.Legs.Any(leg =>
                HomeOf(leg.From) != leg.Ledger || HomeOf(leg.To) != leg.Ledger)),
            ("LEGS_NOT_ATOMIC", () => open is null && AllNamesExist(s)
                && s.Legs.Count(leg => IsForeign(leg) && _ledgers[leg.Ledger!] == "none") > 1),
            ("APPROVAL_NOT_DUE", () => s.Approvals.Any(a => !Authorisers(s).Contains(a.Participant))),
            ("APPROVAL_DUPLICATE", () => s.Approvals.DistinctBy(a => a.Participant).Count() < s.Approvals.Count),
            .. Refusals(NewOnes(s, open, time), time),
        ]);
    }

    private (string Code, Func<bool> Fails)[] Refusals(IReadOnlyList<ModelApproval> approvals, long time)
    {
        ModelKey? KeyOf(ModelApproval a) => _keys.Find(key => key.Participant == a.Participant && key.Id == a.Key);
        return
        [
            ("KEY_UNKNOWN", () => approvals.Any(a => KeyOf(a) is null)),
            ("KEY_NOT_VALID", () => approvals.Any(a => !KeyOf(a)!.IsValidAt(time))),
            ("SIGNATURE_INVALID", () => approvals.Any(a => !a.IsRight)),
        ];
    }

    private void Sign(ModelOpen open, IEnumerable<ModelApproval> approvals)
    {
        foreach (var approval in approvals)
        {
            open.Signed[approval.Participant] = (approval, _origins.Count);
        }
    }
}
