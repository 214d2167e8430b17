namespace VeritasVault.Core;

/// <summary>Who may do what. Asked in the core, so that no door can forget it.</summary>
internal static class Authority
{
    public static bool IsOperator(LedgerState state, ActorId actor) =>
        state.Genesis is { } genesis && genesis.Operator == actor;

    /// <summary>The participant an actor acts for, or -1.</summary>
    public static int ParticipantOf(LedgerState state, ActorId actor) =>
        ParticipantId.TryParse(actor.Name, out var id) ? state.Participants.IndexOf(id) : -1;

    /// <summary>
    /// Whether the actor may give a command about the registry. The operator may; a participant's own actor may bring
    /// and revoke its own keys, but the first key, and one without an endorsement, need the operator's word.
    /// </summary>
    public static bool MayGive(LedgerState state, RegistryCommand command) =>
        IsOperator(state, command.Actor) || command switch
        {
            RegisterKey { IsReset: false } c => IsOwn(state, command.Actor, c.Participant, out var participant)
                && state.Keys.Of(participant).Count > 0,
            AcquireLock c => ParticipantOf(state, command.Actor) is >= 0 and var locker
                && Owns(state, locker, c.Account.IsEmpty ? -1 : state.Accounts.IndexOf(c.Account)),
            RenewLock or UpgradeLock or ReleaseLock => ParticipantOf(state, command.Actor) >= 0,
            ExpireLock => command.Actor == LedgerRecord.Engine,
            RevokeKey c => IsOwn(state, command.Actor, c.Participant, out _),
            _ => false,
        };

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

    private static bool IsOwn(LedgerState state, ActorId actor, ParticipantId id, out int participant)
    {
        participant = ParticipantOf(state, actor);
        return participant >= 0 && state.Participants[participant].Id == id;
    }

    private static bool Owns(LedgerState state, int participant, int account) =>
        account >= 0 && state.Accounts[account].OwnerIndex == participant;
}
