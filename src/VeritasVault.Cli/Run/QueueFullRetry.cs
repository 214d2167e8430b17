using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>
/// Sends again what found the engine's queue full, a bounded number of times and a little later each time.
/// </summary>
internal sealed class QueueFullRetry(SettlementLedger ledger)
{
    private const int AttemptsMax = 50;
    private const int DelayMillisecondsMax = 100;

    public async Task<Answer> AgainAsync(LedgerCommand command, Answer answer)
    {
        for (var attempt = 1; answer.Code == OutcomeCode.QueueFull && attempt <= AttemptsMax; attempt++)
        {
            await Task.Delay(DelayOf(attempt));
            answer = await ledger.ExecuteAsync(command);
        }

        return answer;
    }

    public async Task<Answer[]> AgainAsync(SentWork work, Answer[] answers)
    {
        var steps = work.Settlements;
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var full = Enumerable.Range(0, steps.Length).Where(i => answers[i].Code == OutcomeCode.QueueFull).ToArray();
            if (full.Length == 0)
            {
                break;
            }

            // What was signed together is submitted together: those that have answers get the same again.
            full = work.Approvals.Length > 0 ? [.. Enumerable.Range(0, steps.Length)] : full;
            await Task.Delay(DelayOf(attempt));
            var again = await ledger.SettleManyAsync(
                Array.ConvertAll(full, i => steps[i].Request), steps[0].Actor, work.Approvals);
            for (var i = 0; i < full.Length; i++)
            {
                answers[full[i]] = answers[full[i]].Code == OutcomeCode.QueueFull ? again[i] : answers[full[i]];
            }
        }

        return answers;
    }

    private static int DelayOf(int attempt) => Math.Min(attempt * 2, DelayMillisecondsMax);
}
