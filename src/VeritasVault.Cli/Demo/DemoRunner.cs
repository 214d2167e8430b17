using System.Diagnostics;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>
/// Plays the day: what happens is handed in in order, a few at a time, and each answer's time is taken.
/// </summary>
internal sealed class DemoRunner(SettlementLedger ledger, DemoTally tally)
{
    private const int UnderWayMax = 16;

    private readonly Queue<Task> _underWay = new();
    private readonly List<SettlementId> _waiting = [];

    /// <summary>Registers everybody and issues the opening balances.</summary>
    public async Task OpenAsync()
    {
        foreach (var step in DemoWorld.Opening())
        {
            await HandInAsync(step, isCounted: false);
        }

        await DrainAsync();
    }

    public async Task PlayAsync(DemoDay day, Action<double> show)
    {
        var steps = day.Steps().ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            show((double)i / steps.Count);
            await HandInAsync(steps[i], isCounted: true);
        }

        await DrainAsync();
    }

    /// <summary>
    /// Sends everything at once to a queue that is too small for it. What is refused for that is counted, and sent
    /// again when the rush is over: a full queue refuses, it does not lose.
    /// </summary>
    public async Task RushAsync(IReadOnlyList<SettlementRequest> requests)
    {
        var sent = requests.Select(request => SettleAsync(request, DemoWorld.Operator)).ToArray();
        var answers = await Task.WhenAll(sent);
        for (var i = 0; i < answers.Length; i++)
        {
            for (var attempt = 0; answers[i] == OutcomeCode.QueueFull && attempt < UnderWayMax; attempt++)
            {
                answers[i] = await SettleAsync(requests[i], DemoWorld.Operator);
            }
        }
    }

    /// <summary>Looks again at what was waiting.</summary>
    public void LookAgain()
    {
        foreach (var id in _waiting)
        {
            if (ledger.View.Settlement(id) is { } now && now.Code != OutcomeCode.Waiting)
            {
                tally.Became(now.Code);
            }
        }

        _waiting.Clear();
    }

    private async Task HandInAsync(DemoStep step, bool isCounted)
    {
        if (_underWay.Count == UnderWayMax)
        {
            await _underWay.Dequeue();
        }

        _underWay.Enqueue(step switch
        {
            DemoSettlement settlement when isCounted => SettleAsync(settlement.Request, settlement.Actor),
            DemoSettlement settlement => PrepareAsync(settlement),
            DemoCommandStep { Command: var command } => ExecuteAsync(command),
            _ => throw new UnreachableException(),
        });
    }

    private async Task<OutcomeCode> SettleAsync(SettlementRequest request, ActorId actor)
    {
        var watch = Stopwatch.StartNew();
        var answer = await ledger.SettleAsync(request, actor);
        lock (tally)
        {
            tally.Add(answer.Code, watch.Elapsed);
            if (answer is { Code: OutcomeCode.Waiting })
            {
                _waiting.Add(request.Id);
            }
        }

        return answer.Code;
    }

    private async Task PrepareAsync(DemoSettlement settlement)
    {
        var answer = await ledger.SettleAsync(settlement.Request, settlement.Actor);
        Check(answer, answer.Code == OutcomeCode.Settled);
    }

    private async Task ExecuteAsync(LedgerCommand command)
    {
        var answer = await ledger.ExecuteAsync(command);
        Check(answer, !answer.IsRefused);
    }

    private static void Check(in Answer answer, bool isExpected)
    {
        if (!isExpected)
        {
            throw new CliException(
                ExitCode.Refused,
                answer.Code.Name(),
                $"The day cannot be played: {answer.Code.Describe().Meaning} {answer.Detail}",
                "Name a --store that is empty.");
        }
    }

    private async Task DrainAsync()
    {
        while (_underWay.TryDequeue(out var task))
        {
            await task;
        }
    }
}
