using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.External.Veritas;

namespace VeritasVault.External.Tests;

/// <summary>A ledger that does what it is told and cannot say so.</summary>
internal sealed class ForgetfulCalls(IVeritasCalls inner) : IVeritasCalls
{
    private static readonly Answer Unknown =
        new(OutcomeCode.OutcomeUnknown, Stage.Initiated, null, default, 0, IsReplay: false);

    public async Task<Answer> SettleAsync(SettlementRequest request, ActorId actor)
    {
        await inner.SettleAsync(request, actor);
        return Unknown;
    }

    public async Task<Answer> ExecuteAsync(LedgerCommand command)
    {
        await inner.ExecuteAsync(command);
        return Unknown;
    }

    public Task<SettlementInfo?> FindAsync(SettlementId id, CancellationToken cancellationToken) =>
        inner.FindAsync(id, cancellationToken);

    public Task<SettlementInfo?> WhenPreparedAsync(SettlementId id, CancellationToken cancellationToken) =>
        inner.WhenPreparedAsync(id, cancellationToken);

    public Task<AccountInfo?> AccountAsync(AccountId id, CancellationToken cancellationToken) =>
        inner.AccountAsync(id, cancellationToken);

    public Task<ParticipantInfo?> ParticipantAsync(ParticipantId id, CancellationToken cancellationToken) =>
        inner.ParticipantAsync(id, cancellationToken);
}
