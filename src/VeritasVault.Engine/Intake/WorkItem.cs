using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// Something a caller wants from the writer lane. Its ids are looked up on the caller's thread; it runs in the lane,
/// rides with a block, and is delivered exactly once: with its answers when the block is durable, or with one failure.
/// </summary>
internal abstract class WorkItem
{
    /// <summary>How much is left to run; a large batch runs in pieces, as blocks have room.</summary>
    public abstract bool IsDone { get; }

    /// <summary>Whether many of its records may rest on one signed batch.</summary>
    public virtual bool SharesBatches => false;

    /// <summary>Up to which block the id index was complete when the ids were looked up.</summary>
    protected long LookedUpThroughBlock { get; private set; }

    /// <summary>Asks what the history knows of the item's ids.</summary>
    public void LookUp(IDecidedIds decided)
    {
        // Before the look-up itself: what the index gained meanwhile costs a second look-up at most.
        LookedUpThroughBlock = decided.IndexedThroughBlock;
        Ask(decided);
    }

    /// <summary>Runs one piece in the writer lane.</summary>
    public abstract void RunNext(WriterLane lane);

    /// <summary>All answers are durable: hand them out.</summary>
    public abstract void Deliver();

    /// <summary>No answer is known to be durable: say so.</summary>
    public abstract void Fail(OutcomeCode code, string because);

    protected abstract void Ask(IDecidedIds decided);
}

/// <summary>Submissions of one actor, answered together in their order.</summary>
internal sealed class SubmitItem(
    IReadOnlyList<SettlementRequest> requests, ActorId actor, Action<Answer[]> deliver) : WorkItem
{
    // Fewer are smaller with a path of their own.
    private const int SharedMin = 16;

    private readonly Answer[] _answers = new Answer[requests.Count];

    // Only where the history knows any of the ids, which is rare.
    private Earlier[]? _earlier;
    private int _next;

    public override bool IsDone => _next == _answers.Length;

    public override bool SharesBatches => requests.Count >= SharedMin;

    public override void RunNext(WriterLane lane)
    {
        var request = requests[_next];
        var earlier = _earlier?[_next] ?? default;
        var answer = earlier.Answer ?? lane.Submit(request, actor, earlier.ValidThrough(LookedUpThroughBlock));
        lane.Note(answer, actor, request.Id);
        _answers[_next++] = answer;
    }

    public override void Deliver() => deliver(_answers);

    public override void Fail(OutcomeCode code, string because)
    {
        Array.Fill(_answers, Answer.Refused(code, new OutcomeDetail("engine", because)));
        deliver(_answers);
    }

    protected override void Ask(IDecidedIds decided)
    {
        for (var i = 0; i < _answers.Length; i++)
        {
            if (decided.AnswerRepeat(requests[i], actor) is { Exists: true } earlier)
            {
                _earlier ??= new Earlier[_answers.Length];
                _earlier[i] = earlier;
            }
        }
    }
}

/// <summary>A submission that is only tried out.</summary>
internal sealed class DryRunItem(SettlementRequest request, ActorId actor, Action<Answer> deliver) : WorkItem
{
    private Answer? _answer;
    private Earlier _earlier;

    public override bool IsDone => _answer is not null;

    public override void RunNext(WriterLane lane) =>
        _answer = lane.DryRun(request, actor, _earlier.ValidThrough(LookedUpThroughBlock));

    public override void Deliver() => deliver(_answer ?? default);

    public override void Fail(OutcomeCode code, string because) =>
        deliver(Answer.Refused(code, new OutcomeDetail("engine", because)));

    protected override void Ask(IDecidedIds decided)
    {
        _earlier = decided.AnswerRepeat(request, actor);
        _answer = _earlier.Answer;
    }
}

/// <summary>Any other command; with the decided settlement it is about, when the history knows that.</summary>
internal sealed class CommandItem(LedgerCommand command, Action<Answer> deliver) : WorkItem
{
    private EarlierIds _earlier;
    private Answer? _answer;

    public override bool IsDone => _answer is not null;

    public override void RunNext(WriterLane lane)
    {
        var answer = lane.Execute(command, _earlier, LookedUpThroughBlock);
        lane.Note(answer, command.Actor, command.Id);
        _answer = answer;
    }

    public override void Deliver() => deliver(_answer ?? default);

    public override void Fail(OutcomeCode code, string because) =>
        deliver(Answer.Refused(code, new OutcomeDetail("engine", because)));

    protected override void Ask(IDecidedIds decided)
    {
        var earlier = decided.AnswerRepeat(command);
        if (command is SettlementCommand about)
        {
            // Who may speak about a settlement is judged before what the command's id was used for, and only the
            // core can.
            _earlier = new EarlierIds(earlier, decided.Find(about.Settlement));
        }
        else
        {
            _answer = earlier;
        }
    }
}
