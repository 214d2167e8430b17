namespace VeritasVault.Core;

/// <summary>
/// Whose own word a settlement needs: the signature of each authoriser its legs name; the word of the owner of each
/// other debited account whose policy or whose settlement's terms ask for it, and of the owner of a credited one if its
/// policy extends to credits. Submitting is the proposer's word, but no signature.
/// </summary>
internal static class Consents
{
    public static bool IsDue(LedgerState state, SettlementRecord record, SettlementTerms terms, int participant)
    {
        var policy = state.Participants[participant];
        for (var i = 0; i < record.LegCount; i++)
        {
            ref readonly var leg = ref record.Legs[i];
            var debited = state.Accounts[leg.From].OwnerIndex == participant;
            var credited = state.Accounts[leg.To].OwnerIndex == participant;
            if ((debited && (IsAsked(policy, terms) || leg.Signers.HasFlag(LegSigners.Debited)))
                || (credited && (policy.ConsentsToCredits || leg.Signers.HasFlag(LegSigners.Credited))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a leg names the participant as an authoriser, so that only its signature is its word.</summary>
    public static bool IsAuthoriser(LedgerState state, SettlementRecord record, int participant)
    {
        for (var i = 0; i < record.LegCount; i++)
        {
            ref readonly var leg = ref record.Legs[i];
            if ((leg.Signers.HasFlag(LegSigners.Debited) && Owns(state, participant, leg.From))
                || (leg.Signers.HasFlag(LegSigners.Credited) && Owns(state, participant, leg.To)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether every word due is given at the time of the record.</summary>
    public static bool AreGiven(
        LedgerState state, SettlementRecord record, SettlementTerms terms, OpenSettlement? open, int proposer)
    {
        if (state.AskingParticipants == 0 && terms.Consent == ConsentTerm.ByPolicy && !record.HasSigners)
        {
            return true;
        }

        for (var i = 0; i < record.LegCount; i++)
        {
            ref readonly var leg = ref record.Legs[i];
            var debited = state.Participants[state.Accounts[leg.From].OwnerIndex];
            var credited = state.Participants[state.Accounts[leg.To].OwnerIndex];
            var given = leg.Signers.HasFlag(LegSigners.Debited)
                ? HasSigned(state, record, open, debited.Index, record.At)
                : !IsAsked(debited, terms) || IsGiven(state, record, open, proposer, debited.Index, record.At);
            given &= leg.Signers.HasFlag(LegSigners.Credited)
                ? HasSigned(state, record, open, credited.Index, record.At)
                : !credited.ConsentsToCredits
                    || IsGiven(state, record, open, proposer, credited.Index, record.At);
            if (!given)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds every participant, in the order of legs and each once, whose due signature or consent is not
    /// given.</summary>
    public static void FindMissing(
        LedgerState state, SettlementRecord record, OpenSettlement open, int proposer, Timestamp now,
        List<Lack> missing)
    {
        for (var i = 0; i < record.LegCount; i++)
        {
            ref readonly var leg = ref record.Legs[i];
            var debited = state.Participants[state.Accounts[leg.From].OwnerIndex];
            var credited = state.Participants[state.Accounts[leg.To].OwnerIndex];
            AddMissing(IsAsked(debited, open.Request.Terms), leg.Signers.HasFlag(LegSigners.Debited), debited.Index);
            AddMissing(credited.ConsentsToCredits, leg.Signers.HasFlag(LegSigners.Credited), credited.Index);
        }

        void AddMissing(bool isAsked, bool isAuthoriser, int participant)
        {
            var signature = new Lack(WaitKind.Signature, Participant: participant);
            var consent = new Lack(WaitKind.Consent, Participant: participant);
            if ((!isAsked && !isAuthoriser) || missing.Contains(signature) || missing.Contains(consent)
                || HasSigned(state, record, open, participant, now))
            {
                return;
            }

            // Its signature is the word of an authoriser for all legs, also for those that do not name it.
            if (isAuthoriser || IsAuthoriser(state, record, participant))
            {
                missing.Add(signature);
            }
            else if (!IsGiven(state, record, open, proposer, participant, now))
            {
                missing.Add(consent);
            }
        }
    }

    /// <summary>Whether a participant has given its word, by a signature that counts or without one.</summary>
    public static bool HasSpoken(LedgerState state, SettlementRecord record, OpenSettlement open, int participant) =>
        open.Consents.Contains(participant) || HasSigned(state, record, open, participant, record.At);

    /// <summary>
    /// Whether a participant's signature is held and counts at a time: its key is valid, and it was made for the origin
    /// in force.
    /// </summary>
    public static bool HasSigned(
        LedgerState state, SettlementRecord record, OpenSettlement? open, int participant, Timestamp now) =>
        IsValid(state, record.Approvals.Find(participant), now)
        || (open?.Approvals.Find(participant) is { } held && Counts(state, held, now));

    /// <summary>Whether a held approval counts at a time.</summary>
    public static bool Counts(LedgerState state, HeldApproval held, Timestamp now) =>
        held.OriginIndex == state.Identity.Origins.Count - 1 && IsValid(state, held, now);

    private static bool IsValid(LedgerState state, HeldApproval? approval, Timestamp now) =>
        approval is not null && state.Keys[approval.KeyIndex].IsValidAt(now);

    private static bool IsGiven(
        LedgerState state, SettlementRecord record, OpenSettlement? open, int proposer, int participant,
        Timestamp now) =>
        participant == proposer
        || (record.Cause == Cause.Consent && record.ParticipantIndex == participant)
        || (open is not null && open.Consents.Contains(participant))
        || HasSigned(state, record, open, participant, now);

    // A policy that asks for a signature asks for a word at least: of a settlement opened before it was set.
    private static bool IsAsked(Participant participant, SettlementTerms terms) =>
        participant.Policy != ConsentPolicy.Implied || terms.Consent == ConsentTerm.Explicit;

    private static bool Owns(LedgerState state, int participant, int account) =>
        account >= 0 && state.Accounts[account].OwnerIndex == participant;
}
