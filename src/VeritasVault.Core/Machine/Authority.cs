namespace VeritasVault.Core;

/// <summary>Who may do what. Asked in the core, so that no door can forget it.</summary>
internal static class Authority
{
    public static bool IsOperator(LedgerState state, ActorId actor) =>
        state.Genesis is { } genesis && genesis.Operator == actor;

    /// <summary>The participant an actor acts for, or -1.</summary>
    public static int ParticipantOf(LedgerState state, ActorId actor) =>
        ParticipantId.TryParse(actor.Name, out var id) ? state.Participants.IndexOf(id) : -1;

    /// <summary>Why this actor may not propose this settlement, or null: it is the operator or a party to it.</summary>
    public static OutcomeCode? RefusalToPropose(
        LedgerState state, SettlementRecord record, ActorId actor, int participant) =>
        IsOperator(state, actor) ? null
        : participant < 0 ? OutcomeCode.ActorUnknown
        : IsParty(state, record, participant) ? null
        : OutcomeCode.ActorNotParty;

    /// <summary>Whether the participant owns an account that a leg names.</summary>
    public static bool IsParty(LedgerState state, SettlementRecord record, int participant)
    {
        for (var i = 0; i < record.LegCount; i++)
        {
            ref readonly var leg = ref record.Legs[i];
            if (Owns(state, participant, leg.From) || Owns(state, participant, leg.To))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Owns(LedgerState state, int participant, int account) =>
        account >= 0 && state.Accounts[account].OwnerIndex == participant;
}
