namespace VeritasVault.Core;

/// <summary>
/// What a settlement's authorisers and approvals are refused for, before anything is decided. A signature is looked at
/// last and once: what passes is held, and from then on only its key is asked about.
/// </summary>
internal sealed class SigningDoor(LedgerState state, ISignatureRule rule)
{
    /// <summary>Whether the legs name the authorisers that the policies of their owners ask for, and nobody
    /// else.</summary>
    public OutcomeCode CheckAuthorisers(
        SettlementRequest request, SettlementRecord record, out OutcomeDetail? detail)
    {
        detail = null;
        if (state.AskingParticipants == 0 && !request.HasAuthoriser)
        {
            return OutcomeCode.None;
        }

        for (var i = 0; i < record.LegCount && detail is null; i++)
        {
            ref readonly var leg = ref request.Legs[i];
            var (debited, credited) = (OwnerOf(record.Legs[i].From), OwnerOf(record.Legs[i].To));
            detail = debited is { Policy: ConsentPolicy.Signed } && leg.Authoriser.IsEmpty
                    ? Missing($"legs[{i}].authoriser", debited)
                : credited is { Policy: ConsentPolicy.Signed, ConsentsToCredits: true } && leg.CreditAuthoriser.IsEmpty
                    ? Missing($"legs[{i}].creditAuthoriser", credited)
                : null;
        }

        return detail is not null ? OutcomeCode.AuthoriserMissing : CheckOwners(request, record, out detail);
    }

    /// <summary>Takes the approvals that a submission, or the repeat of an open one, brings anew.</summary>
    /// <param name="request">The settlement with its approvals.</param>
    /// <param name="record">Gets the new ones.</param>
    /// <param name="open">The settlement, when it is open: what it holds already is not looked at again.</param>
    /// <param name="detail">What is wrong with them.</param>
    public OutcomeCode Take(
        SettlementRequest request, SettlementRecord record, OpenSettlement? open, out OutcomeDetail? detail)
    {
        var approvals = request.Approvals;
        detail = null;
        if (approvals.Length == 0)
        {
            return OutcomeCode.None;
        }

        if (CheckParticipants(approvals, record, out detail) is var code and not OutcomeCode.None)
        {
            return code;
        }

        var worst = OutcomeCode.None;
        for (var i = 0; i < approvals.Length; i++)
        {
            if (IsNew(approvals[i], record, open))
            {
                Worsen(ref worst, ref detail, CheckKey(approvals[i], record.At, $"approvals[{i}]", out var why), why);
            }
        }

        for (var i = 0; i < approvals.Length && worst == OutcomeCode.None; i++)
        {
            if (IsNew(approvals[i], record, open))
            {
                worst = CheckSignature(
                    request, record.MetadataHash ?? open?.MetadataHash, approvals[i], record, $"approvals[{i}]",
                    out detail);
            }
        }

        return worst;
    }

    /// <summary>Takes the approval of the participant that consents.</summary>
    public OutcomeCode Take(
        OpenSettlement open, in Approval approval, SettlementRecord record, out OutcomeDetail? detail)
    {
        var code = CheckKey(approval, record.At, "approval", out detail);
        return code != OutcomeCode.None ? code
            : CheckSignature(open.Request, open.MetadataHash, approval, record, "approval", out detail);
    }

    private OutcomeCode CheckOwners(SettlementRequest request, SettlementRecord record, out OutcomeDetail? detail)
    {
        detail = null;
        for (var i = 0; i < record.LegCount && detail is null; i++)
        {
            ref readonly var leg = ref request.Legs[i];
            detail = Foreign($"legs[{i}].authoriser", leg.Authoriser, record.Legs[i].From)
                ?? Foreign($"legs[{i}].creditAuthoriser", leg.CreditAuthoriser, record.Legs[i].To);
        }

        return detail is null ? OutcomeCode.None : OutcomeCode.AuthoriserNotOwner;
    }

    private OutcomeDetail? Foreign(string field, ParticipantId authoriser, int account) =>
        !authoriser.IsEmpty && OwnerOf(account) is { } owner && owner.Id != authoriser
            ? new OutcomeDetail(field, authoriser.Value, Expected: owner.Id.Value)
            : null;

    private static OutcomeDetail Missing(string field, Participant due) => new(field, Expected: due.Id.Value);

    private Participant? OwnerOf(int account) =>
        account < 0 ? null : state.Participants[state.Accounts[account].OwnerIndex];

    private OutcomeCode CheckParticipants(Approval[] approvals, SettlementRecord record, out OutcomeDetail? detail)
    {
        detail = null;
        for (var i = 0; i < approvals.Length; i++)
        {
            var participant = state.Participants.IndexOf(approvals[i].Participant);
            if (participant < 0 || !Consents.IsAuthoriser(state, record, participant))
            {
                detail = new OutcomeDetail($"approvals[{i}].participant", approvals[i].Participant.Value);
                return OutcomeCode.ApprovalNotDue;
            }
        }

        var places = new Index<ParticipantId, int>();
        for (var i = 0; i < approvals.Length; i++)
        {
            if (places.TryGet(approvals[i].Participant, out var first))
            {
                detail = new OutcomeDetail(
                    $"approvals[{i}].participant", approvals[i].Participant.Value, Current: $"approvals[{first}]");
                return OutcomeCode.ApprovalDuplicate;
            }

            places.Add(approvals[i].Participant, i);
        }

        return OutcomeCode.None;
    }

    // A repeat sends again what is held, also what does not count any more; and who has signed need not sign again.
    private bool IsNew(in Approval approval, SettlementRecord record, OpenSettlement? open)
    {
        var participant = state.Participants.IndexOf(approval.Participant);
        return open is null
            || (!Consents.HasSigned(state, record, open, participant, record.At)
                && !(open.Approvals.Find(participant) is { } held && held.Says(approval, state)));
    }

    private OutcomeCode CheckKey(in Approval approval, Timestamp now, string field, out OutcomeDetail? detail)
    {
        var key = state.Keys.Find(approval.Key, state.Participants.IndexOf(approval.Participant));
        detail = key is null || !key.IsValidAt(now)
            ? new OutcomeDetail($"{field}.key", approval.Key.ToString())
            : null;
        return key is null ? OutcomeCode.KeyUnknown
            : detail is not null ? OutcomeCode.KeyNotValid
            : OutcomeCode.None;
    }

    private OutcomeCode CheckSignature(
        SettlementRequest request, Hash256? metadataHash, in Approval approval, SettlementRecord record, string field,
        out OutcomeDetail? detail)
    {
        var key = state.Keys.Find(approval.Key);
        Invariant.Holds(key is not null);
        if (!rule.Approves(state.Identity.Origin, request, metadataHash, approval, key.PublicKey))
        {
            detail = new OutcomeDetail($"{field}.signature", approval.Participant.Value);
            return OutcomeCode.SignatureInvalid;
        }

        detail = null;
        record.Approvals.Set(new HeldApproval(key.ParticipantIndex, key.Index, approval.Signature, approval.Batch));
        return OutcomeCode.None;
    }

    private static void Worsen(ref OutcomeCode worst, ref OutcomeDetail? detail, OutcomeCode code, OutcomeDetail? why)
    {
        if (code != OutcomeCode.None && (worst == OutcomeCode.None || code < worst))
        {
            worst = code;
            detail = why;
        }
    }
}
