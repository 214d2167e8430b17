using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.External.Veritas;

/// <summary>What the adapter needs of the other ledger: two calls that change something, and questions to its last
/// durable block.</summary>
internal interface IVeritasCalls
{
    /// <summary>Submits; completes when the outcome is durable there.</summary>
    Task<Answer> SettleAsync(SettlementRequest request, ActorId actor);

    /// <summary>Gives any other command; completes when the outcome is durable there.</summary>
    Task<Answer> ExecuteAsync(LedgerCommand command);

    /// <summary>A settlement, or null.</summary>
    Task<SettlementInfo?> FindAsync(SettlementId id, CancellationToken cancellationToken);

    /// <summary>Waits until a settlement is prepared or decided.</summary>
    Task<SettlementInfo?> WhenPreparedAsync(SettlementId id, CancellationToken cancellationToken);

    /// <summary>An account, or null.</summary>
    Task<AccountInfo?> AccountAsync(AccountId id, CancellationToken cancellationToken);

    /// <summary>A participant, or null.</summary>
    Task<ParticipantInfo?> ParticipantAsync(ParticipantId id, CancellationToken cancellationToken);
}

/// <summary>A ledger open in this process.</summary>
internal sealed class OpenLedgerCalls(SettlementLedger ledger) : IVeritasCalls
{
    public Task<Answer> SettleAsync(SettlementRequest request, ActorId actor) => ledger.SettleAsync(request, actor);

    public Task<Answer> ExecuteAsync(LedgerCommand command) => ledger.ExecuteAsync(command);

    public Task<SettlementInfo?> FindAsync(SettlementId id, CancellationToken cancellationToken) =>
        Task.FromResult(ledger.View.Settlement(id));

    public Task<SettlementInfo?> WhenPreparedAsync(SettlementId id, CancellationToken cancellationToken) =>
        ledger.WhenPreparedAsync(id, cancellationToken);

    public Task<AccountInfo?> AccountAsync(AccountId id, CancellationToken cancellationToken) =>
        Task.FromResult(ledger.View.Account(id));

    public Task<ParticipantInfo?> ParticipantAsync(ParticipantId id, CancellationToken cancellationToken) =>
        Task.FromResult(ledger.View.Participant(id));
}
