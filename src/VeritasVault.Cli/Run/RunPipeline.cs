using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>
/// Keeps a bounded number of settlements and commands under way, in the order of the input, and takes the answers in
/// that same order: an answer is counted and acknowledged only when it is durable.
/// </summary>
internal sealed class RunPipeline(SettlementLedger ledger, RunTally tally, ProblemList problems, AckFile? acks)
{
    private const int BatchSettlementsMax = 1024;
    private const int BatchLegsMax = 16_384;
    private const int UnderWayMax = 8192;

    private readonly List<SettleStep> _batch = [];
    private readonly Queue<SentWork> _underWay = new();
    private readonly QueueFullRetry _retry = new(ledger);
    private int _batchLegs;
    private int _underWayCount;

    public SettlementLedger Ledger => ledger;

    /// <summary>Ends the run at the first thing that is refused.</summary>
    public bool StopOnError { get; init; }

    /// <summary>The user's wish to stop.</summary>
    public CancellationToken Stop { get; init; }

    public Action<double> ShowProgress { get; init; } = static _ => { };

    public bool HasFailed { get; private set; }

    /// <summary>Whether nothing more should be handed in; what is under way is still waited for.</summary>
    public bool IsStopping => Stop.IsCancellationRequested || (StopOnError && HasFailed) || ledger.Health.IsStopped;

    /// <summary>Hands one step in; returns before it is done, unless too much is under way.</summary>
    public async ValueTask AddAsync(RunStep step)
    {
        switch (step)
        {
            case SettleStep settle:
                await AddAsync(settle);
                break;
            case BatchStep batch:
                await AddAsync(batch);
                break;
            case CommandStep command:
                Send();
                await MakeRoomAsync(1);
                _underWay.Enqueue(new SentWork(command, ExecuteAsync(command.Command)));
                _underWayCount++;
                break;
            case ProblemStep problem:
                HasFailed = true;
                tally.Problem(problem.Code, problem.Settlements);
                problems.Add(problem.Line, problem.Column, problem.Code, problem.Field, problem.Message, problem.Id);
                break;
            case SkipStep:
                tally.Skip();
                break;
        }

        if (StopOnError)
        {
            // Nothing follows a line before its own answer is known; that is what the option costs.
            await DrainAsync();
        }
    }

    /// <summary>Waits for everything that was handed in.</summary>
    public async Task DrainAsync()
    {
        Send();
        await MakeRoomAsync(UnderWayMax);
    }

    private async ValueTask AddAsync(SettleStep settle)
    {
        var startsNewBatch = _batch.Count > 0
            && (_batch[0].Actor != settle.Actor || _batchLegs + settle.Request.Legs.Length > BatchLegsMax);
        if (startsNewBatch)
        {
            Send();
        }

        _batch.Add(settle);
        _batchLegs += settle.Request.Legs.Length;
        if (_batch.Count == BatchSettlementsMax)
        {
            Send();
        }

        await MakeRoomAsync(BatchSettlementsMax);
    }

    private async ValueTask AddAsync(BatchStep batch)
    {
        Send();
        await MakeRoomAsync(batch.Settlements.Length);
        Send(batch.Settlements, batch.Approvals);
    }

    private void Send()
    {
        if (_batch.Count == 0)
        {
            return;
        }

        var steps = _batch.ToArray();
        _batch.Clear();
        _batchLegs = 0;
        Send(steps, []);
    }

    private void Send(SettleStep[] steps, BatchApproval[] approvals)
    {
        var requests = Array.ConvertAll(steps, step => step.Request);
        var answers = ledger.SettleManyAsync(requests, steps[0].Actor, approvals);
        _underWay.Enqueue(new SentWork(steps, approvals, answers));
        _underWayCount += steps.Length;
    }

    private async Task<Answer[]> ExecuteAsync(LedgerCommand command) => [await ledger.ExecuteAsync(command)];

    private async ValueTask MakeRoomAsync(int count)
    {
        while (_underWay.Count > 0 && _underWayCount + count > UnderWayMax)
        {
            var work = _underWay.Dequeue();
            _underWayCount -= work.Count;
            var answers = await work.Answers;
            if (work.Command is { } command)
            {
                Take(command, await _retry.AgainAsync(command.Command, answers[0]));
            }
            else
            {
                Take(work.Settlements, await _retry.AgainAsync(work, answers));
            }
        }
    }

    private void Take(CommandStep step, in Answer answer)
    {
        if (answer.IsRefused && answer.Code != OutcomeCode.AlreadyDecided)
        {
            HasFailed = true;
            tally.CommandRefused();
            problems.Add(step.Line, step.Command.Id.ToString(), answer);
        }
    }

    private void Take(SettleStep[] steps, Answer[] answers)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            Take(steps[i], answers[i]);
        }

        acks?.Write();
    }

    private void Take(SettleStep step, in Answer answer)
    {
        var isRecorded = !answer.IsRefused && answer.Code != OutcomeCode.OutcomeUnknown;
        if (!isRecorded)
        {
            HasFailed = true;
            problems.Add(step.Line, step.Request.Id.ToString(), answer);
        }

        if (!step.IsCounted)
        {
            return;
        }

        tally.Answered(step.Request, answer);
        if (isRecorded)
        {
            acks?.Add(step.Request.Id, answer.Code);
        }
    }
}
