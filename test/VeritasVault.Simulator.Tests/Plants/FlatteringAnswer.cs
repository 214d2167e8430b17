using VeritasVault.Core;

namespace VeritasVault.Simulator.Tests;

/// <summary>One kind of failure is reported as success.</summary>
internal sealed class FlatteringAnswer : Plant
{
    public override void Deliver(Answer[] answers, Action<Answer[]> deliver) =>
        deliver([.. answers.Select(answer => answer.Code == OutcomeCode.AccountUnknown
            ? answer with { Code = OutcomeCode.ParticipantUnknown }
            : answer.Code == OutcomeCode.InsufficientFunds
                ? answer with { Code = OutcomeCode.Settled, Stage = Stage.Completed }
            : answer)]);
}
