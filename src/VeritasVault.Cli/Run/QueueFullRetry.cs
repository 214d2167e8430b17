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

    public async Task<Answer[]> AgainAsync(SettleStep[] steps, Answer[] answers)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var full = Enumerable.Range(0, steps.Length).Where(i => answers[i].Code == OutcomeCode.QueueFull).ToArray();
            if (full.Length == 0)
            {
                break;
            }

            await Task.Delay(DelayOf(attempt));
            var again = await ledger.SettleManyAsync(Array.ConvertAll(full, i => steps[i].Request), steps[0].Actor);
            for (var i = 0; i < full.Length; i++)
            {
                answers[full[i]] = again[i];
            }
        }

        return answers;
    }

    private static int DelayOf(int attempt) => Math.Min(attempt * 2, DelayMillisecondsMax);
}
