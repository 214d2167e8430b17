using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>What was handed to the ledger and is not answered yet: a command, or a batch of settlements.</summary>
internal sealed class SentWork
{
    public SentWork(CommandStep command, Task<Answer[]> answer)
    {
        Command = command;
        Answers = answer;
    }

    public SentWork(SettleStep[] settlements, Task<Answer[]> answers)
    {
        Settlements = settlements;
        Answers = answers;
    }

    public CommandStep? Command { get; }

    public SettleStep[] Settlements { get; } = [];

    public Task<Answer[]> Answers { get; }

    public int Count => Command is null ? Settlements.Length : 1;
}
