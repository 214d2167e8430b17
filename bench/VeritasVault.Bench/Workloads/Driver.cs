using System.Diagnostics;
using VeritasVault.Core;

namespace VeritasVault.Bench;

/// <summary>Keeps a few batches in flight, so that blocks fill, and times each from its submission to its
/// answers.</summary>
internal static class Driver
{
    private const int InFlight = 4;

    /// <param name="batches">How many there are.</param>
    /// <param name="callers">Threads that submit; they share the batches.</param>
    /// <param name="latencies">Receives the times; null: they are of no interest.</param>
    /// <param name="submit">Submits the batch of this number; gives the number of its answers.</param>
    public static async Task RunAsync(int batches, int callers, Latencies? latencies, Func<int, Task<int>> submit)
    {
        var last = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => callers == 1 ? CallAsync() : Task.Run(CallAsync)));

        async Task CallAsync()
        {
            var window = new Queue<Task>();
            for (var i = Interlocked.Increment(ref last); i < batches; i = Interlocked.Increment(ref last))
            {
                if (window.Count == Math.Max(1, InFlight / callers))
                {
                    await window.Dequeue();
                }

                window.Enqueue(OneAsync(i));
            }

            await Task.WhenAll(window);
        }

        async Task OneAsync(int batch)
        {
            var started = Stopwatch.GetTimestamp();
            var answers = await submit(batch);
            latencies?.Add(Stopwatch.GetElapsedTime(started), answers);
        }
    }

    /// <summary>Submits trades that are decided at once.</summary>
    public static Task SettleAsync(
        World world, TradeBatch[] batches, int callers, Latencies? latencies = null, Tally? tally = null) =>
        RunAsync(batches.Length, callers, latencies, async i =>
        {
            var answers = await world.Ledger.SettleManyAsync(
                batches[i].Requests, World.Operator, batches[i].Approvals);
            (tally ?? new Tally()).Add(answers, world.Shape.Tight);
            return answers.Length;
        });
}

/// <summary>How many were decided, and which way; any other answer ends the measurement.</summary>
internal sealed class Tally
{
    private long _settled;
    private long _failed;

    public long Settled => Interlocked.Read(ref _settled);

    public long Decided => Settled + Interlocked.Read(ref _failed);

    public void Add(Answer[] answers, bool mayFail)
    {
        var settled = 0;
        foreach (ref readonly var answer in answers.AsSpan())
        {
            if (answer.Decision == Decision.Commit)
            {
                settled++;
            }
            else if (!mayFail || answer.Code != OutcomeCode.InsufficientFunds)
            {
                throw new BenchFailure($"a settlement was answered {answer.Code.Name()}: {answer.Detail}");
            }
        }

        Interlocked.Add(ref _settled, settled);
        Interlocked.Add(ref _failed, answers.Length - settled);
    }
}
