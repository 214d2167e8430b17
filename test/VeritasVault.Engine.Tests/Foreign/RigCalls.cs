using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.Veritas;
using VeritasVault.TestKit.Engine;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>
/// The calls of a ledger that runs step by step, at once and on the test's own thread. It can be told to die after so
/// many steps: before it heard of a call, between any two steps of its lanes, or after it answered and before the
/// answer arrived. It is opened again at once, and the call that it died in has failed.
/// </summary>
internal sealed class RigCalls(LedgerRig rig) : IVeritasCalls
{
    /// <summary>After how many steps it dies, once; null: never.</summary>
    public int? DiesAfter { get; set; }

    public bool HasDied { get; private set; }

    public Task<Answer> SettleAsync(SettlementRequest request, ActorId actor) =>
        Answered(answered => rig.Engine.Submit([request], actor, answers => answered(answers[0])));

    public Task<Answer> ExecuteAsync(LedgerCommand command) =>
        Answered(answered => rig.Engine.Execute(command, answered));

    public Task<SettlementInfo?> FindAsync(SettlementId id, CancellationToken cancellationToken) =>
        Task.FromResult(rig.View.Settlement(id));

    public Task<SettlementInfo?> WhenPreparedAsync(SettlementId id, CancellationToken cancellationToken)
    {
        while (Step())
        {
        }

        // Nobody else acts while the test waits: what is not prepared now never will be in this call.
        var info = rig.View.Settlement(id);
        return info is null || info.Code == OutcomeCode.Prepared || info.Decision != Decision.None
            ? Task.FromResult(info)
            : throw new OperationCanceledException();
    }

    public Task<AccountInfo?> AccountAsync(AccountId id, CancellationToken cancellationToken) =>
        Task.FromResult(rig.View.Account(id));

    public Task<ParticipantInfo?> ParticipantAsync(ParticipantId id, CancellationToken cancellationToken) =>
        Task.FromResult(rig.View.Participant(id));

    private Task<Answer> Answered(Action<Action<Answer>> give)
    {
        DieWhenDue();
        Answer? answer = null;
        give(given => answer = given);
        while (answer is null && Step())
        {
        }

        DieWhenDue();
        return Task.FromResult(answer ?? throw new InvalidOperationException("the lanes came to rest without a word"));
    }

    private bool Step()
    {
        DieWhenDue();
        return rig.Scheduler.StepOne();
    }

    private void DieWhenDue()
    {
        if (DiesAfter is not { } left)
        {
            return;
        }

        DiesAfter = left == 0 ? null : left - 1;
        if (left == 0)
        {
            HasDied = true;
            rig.Crash();
            rig.Open();
            throw new ForeignLedgerException(ForeignFailure.Unreachable, "it died", mayHaveTakenEffect: true);
        }
    }
}
