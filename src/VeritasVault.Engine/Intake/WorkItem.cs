using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// Something a caller wants from the writer lane. It runs there, rides with a block, and is delivered exactly once: with
/// its answers when the block is durable, or with one failure.
/// </summary>
internal abstract class WorkItem
{
    /// <summary>Up to which block the id index had been asked when the ids were looked up.</summary>
    public long LookedUpThroughBlock { get; init; }

    /// <summary>How much is left to run; a large batch runs in pieces, as blocks have room.</summary>
    public abstract bool IsDone { get; }

    /// <summary>Runs one piece in the writer lane.</summary>
    public abstract void RunNext(WriterLane lane);

    /// <summary>All answers are durable: hand them out. Must not throw.</summary>
    public abstract void Deliver();

    /// <summary>No answer is known to be durable: say so. Must not throw.</summary>
    public abstract void Fail(OutcomeCode code, string because);
}

/// <summary>Submissions of one actor, answered together in their order.</summary>
internal sealed class SubmitItem(
    IReadOnlyList<SettlementRequest> requests, Answer?[] known, ActorId actor, Action<Answer[]> deliver) : WorkItem
{
    private readonly Answer[] _answers = new Answer[requests.Count];
    private int _next;

    public override bool IsDone => _next == requests.Count;

    public override void RunNext(WriterLane lane)
    {
        var request = requests[_next];
        var answer = known[_next] ?? lane.Submit(request, actor, LookedUpThroughBlock);
        lane.Note(answer, actor, request.Id);
        _answers[_next++] = answer;
    }

    public override void Deliver() => deliver(_answers);

    public override void Fail(OutcomeCode code, string because)
    {
        Array.Fill(_answers, Answer.Refused(code, new OutcomeDetail("engine", because)));
        deliver(_answers);
    }
}

/// <summary>A submission that is only tried out.</summary>
internal sealed class DryRunItem(SettlementRequest request, ActorId actor, Action<Answer> deliver) : WorkItem
{
    private Answer? _answer;

    public override bool IsDone => _answer is not null;

    public override void RunNext(WriterLane lane) => _answer = lane.DryRun(request, actor);

    public override void Deliver() => deliver(_answer ?? default);

    public override void Fail(OutcomeCode code, string because) =>
        deliver(Answer.Refused(code, new OutcomeDetail("engine", because)));
}

/// <summary>Any other command; with the decided settlement it is about, when the index knows that.</summary>
internal sealed class CommandItem(LedgerCommand command, DecidedSettlement? about, Action<Answer> deliver) : WorkItem
{
    private Answer? _answer;

    public override bool IsDone => _answer is not null;

    public override void RunNext(WriterLane lane)
    {
        var answer = lane.Execute(command, about, LookedUpThroughBlock);
        lane.Note(answer, command.Actor, command.Id);
        _answer = answer;
    }

    public override void Deliver() => deliver(_answer ?? default);

    public override void Fail(OutcomeCode code, string because) =>
        deliver(Answer.Refused(code, new OutcomeDetail("engine", because)));
}
