namespace VeritasVault.Core;

/// <summary>
/// Whose own word a settlement needs: the owner of each debited account whose policy or whose settlement's terms ask
/// for it, and the owner of a credited one if its policy extends to credits. Submitting is the proposer's word.
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
            if ((debited && IsAsked(policy, terms)) || (credited && policy.ConsentsToCredits))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first participant, in the order of legs, whose due consent is not given; -1 when none is
    /// missing.</summary>
    public static int FirstMissing(
        LedgerState state, SettlementRecord record, SettlementTerms terms, OpenSettlement? open, int proposer)
    {
        for (var i = 0; i < record.LegCount; i++)
        {
            ref readonly var leg = ref record.Legs[i];
            var debited = state.Participants[state.Accounts[leg.From].OwnerIndex];
            if (IsAsked(debited, terms) && !IsGiven(record, open, proposer, debited.Index))
            {
                return debited.Index;
            }

            var credited = state.Participants[state.Accounts[leg.To].OwnerIndex];
            if (credited.ConsentsToCredits && !IsGiven(record, open, proposer, credited.Index))
            {
                return credited.Index;
            }
        }

        return -1;
    }

    /// <summary>Adds every participant, in the order of legs and each once, whose due consent is not given.</summary>
    public static void FindMissing(
        LedgerState state, SettlementRecord record, SettlementTerms terms, OpenSettlement open, int proposer,
        List<int> missing)
    {
        for (var i = 0; i < record.LegCount; i++)
        {
            ref readonly var leg = ref record.Legs[i];
            var debited = state.Participants[state.Accounts[leg.From].OwnerIndex];
            var credited = state.Participants[state.Accounts[leg.To].OwnerIndex];
            AddMissing(IsAsked(debited, terms), debited.Index);
            AddMissing(credited.ConsentsToCredits, credited.Index);
        }

        void AddMissing(bool isDue, int participant)
        {
            if (isDue && !missing.Contains(participant) && !IsGiven(record, open, proposer, participant))
            {
                missing.Add(participant);
            }
        }
    }

    public static bool IsGiven(SettlementRecord record, OpenSettlement? open, int proposer, int participant) =>
        participant == proposer
        || (record.Cause == Cause.Consent && record.ParticipantIndex == participant)
        || (open is not null && open.Consents.Contains(participant));

    private static bool IsAsked(Participant participant, SettlementTerms terms) =>
        participant.Policy == ConsentPolicy.Recorded || terms.Consent == ConsentTerm.Explicit;
}
