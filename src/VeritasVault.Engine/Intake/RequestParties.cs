using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Who is a party to a request, judged by names, for answers that are given outside the writer lane.</summary>
internal static class RequestParties
{
    public static bool MayPropose(LedgerState state, SettlementRequest request, ActorId actor) =>
        Authority.IsOperator(state, actor) || IsParty(state, request, Authority.ParticipantOf(state, actor));

    public static bool IsParty(LedgerState state, SettlementRequest request, int participant) =>
        participant >= 0 && Array.Exists(
            request.Legs, leg => Owns(state, participant, leg.From) || Owns(state, participant, leg.To));

    private static bool Owns(LedgerState state, int participant, AccountId account) =>
        state.Accounts.Find(account)?.OwnerIndex == participant;
}
