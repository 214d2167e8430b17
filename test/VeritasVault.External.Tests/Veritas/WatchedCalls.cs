using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.External.Veritas;

namespace VeritasVault.External.Tests;

/// <summary>The calls of an open ledger, told when the adapter begins to wait; answers can be scripted.</summary>
internal sealed class WatchedCalls(SettlementLedger ledger) : IVeritasCalls
{
    private readonly OpenLedgerCalls _inner = new(ledger);

    /// <summary>Runs when the adapter begins to wait for a settlement.</summary>
    public Func<Task> OnWait { get; set; } = () => Task.CompletedTask;

    /// <summary>The answer to every submission and command, which then goes nowhere; null: the ledger's own.</summary>
    public Answer? Scripted { get; set; }

    /// <summary>Submissions and commands given.</summary>
    public int Commands { get; set; }

    public Task<Answer> SettleAsync(SettlementRequest request, ActorId actor)
    {
        Commands++;
        return Scripted is { } scripted ? Task.FromResult(scripted) : _inner.SettleAsync(request, actor);
    }

    public Task<Answer> ExecuteAsync(LedgerCommand command)
    {
        Commands++;
        return Scripted is { } scripted ? Task.FromResult(scripted) : _inner.ExecuteAsync(command);
    }

    public Task<SettlementInfo?> FindAsync(SettlementId id, CancellationToken cancellationToken) =>
        _inner.FindAsync(id, cancellationToken);

    public async Task<SettlementInfo?> WhenPreparedAsync(SettlementId id, CancellationToken cancellationToken)
    {
        var waiting = _inner.WhenPreparedAsync(id, cancellationToken);
        await OnWait();
        return await waiting;
    }

    public Task<AccountInfo?> AccountAsync(AccountId id, CancellationToken cancellationToken) =>
        _inner.AccountAsync(id, cancellationToken);

    public Task<ParticipantInfo?> ParticipantAsync(ParticipantId id, CancellationToken cancellationToken) =>
        _inner.ParticipantAsync(id, cancellationToken);
}
