using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>What was handed to the ledger and is not answered yet: a command, or a batch of settlements.</summary>
internal sealed class SentWork
{
    public SentWork(CommandStep command, Task<Answer[]> answer)
    {
        Command = command;
        Answers = answer;
    }

    public SentWork(SettleStep[] settlements, BatchApproval[] approvals, Task<Answer[]> answers)
    {
        Settlements = settlements;
        Approvals = approvals;
        Answers = answers;
    }

    public CommandStep? Command { get; }

    public SettleStep[] Settlements { get; } = [];

    /// <summary>The signatures over all settlements together; empty when they were not signed as a batch.</summary>
    public BatchApproval[] Approvals { get; } = [];

    public Task<Answer[]> Answers { get; }

    public int Count => Command is null ? Settlements.Length : 1;
}
