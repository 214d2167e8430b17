using System.Globalization;
using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>One answer as a client saw it, with what is known about the moment at which it was decided.</summary>
/// <param name="Operation">What was sent.</param>
/// <param name="Item">Its place in a batch.</param>
/// <param name="Answer">What came back.</param>
/// <param name="Incarnation">Which opening of the ledger gave it.</param>
/// <param name="SentAfter">The greatest record number any client had been told before this operation was first
/// sent.</param>
/// <param name="After">The last record certainly decided before it.</param>
internal sealed record Observation(
    Operation Operation, int Item, Answer Answer, int Incarnation, long SentAfter, long After)
{
    /// <summary>The last record that may have been decided before it; known when the next one is.</summary>
    public long Until { get; set; }

    /// <summary>Whether nothing its incarnation recorded came after it. What time it was then nobody recorded, and the
    /// next incarnation begins at the time of the last record: its first one may be earlier.</summary>
    public bool IsOfTheEnd { get; set; }

    /// <summary>Whether it says that a record was written because of it.</summary>
    public bool IsRecorded =>
        Answer is { RecordNo: > 0, IsReplay: false, IsRefused: false } && Operation is not DryRunOperation;
}

/// <summary>An operation on its way to a final answer.</summary>
internal sealed class Dispatch(Operation operation)
{
    public Operation Operation { get; private set; } = operation;

    public int Sends { get; set; }

    public bool IsOutstanding { get; set; }

    public long SentAfter { get; set; } = -1;

    /// <summary>What is known only now has been filled in; it is sent again as it is from here on.</summary>
    public void Become(Operation complete) => Operation = complete;
}

/// <summary>What all clients together know: their own memory, which survives every crash of the ledger.</summary>
internal sealed class Journal
{
    private readonly List<Observation> _observations = [];
    private int _incarnationStart;
    private long _after;

    public IReadOnlyList<Observation> Observations => _observations;

    /// <summary>The greatest record number anybody was told.</summary>
    public long Acknowledged { get; private set; }

    public static bool IsFinal(OutcomeCode code) => code is not (
        OutcomeCode.OutcomeUnknown or OutcomeCode.EngineStopped or OutcomeCode.QueueFull or OutcomeCode.StorageFull);

    /// <summary>Notes an answer; the answers of one incarnation come in the order in which they were decided.</summary>
    public void Note(Dispatch dispatch, int item, Answer answer, int incarnation)
    {
        var observation = new Observation(dispatch.Operation, item, answer, incarnation, dispatch.SentAfter, _after);
        _observations.Add(observation);
        if (observation.IsRecorded)
        {
            CloseWindows(answer.RecordNo - 1, isEnd: false);
            _after = answer.RecordNo;
            Acknowledged = Math.Max(Acknowledged, answer.RecordNo);
        }
    }

    /// <summary>The number and the token of the lock that an operation acquired, as the clients heard them; a guess
    /// where they did not.</summary>
    public (long Number, long Token) LockOf(int operation)
    {
        var (number, token) = (1L, 1L);
        foreach (var seen in _observations)
        {
            var isAcquired = seen.Operation.Index == operation && seen.Answer.Code == OutcomeCode.Applied;
            number = isAcquired ? seen.Answer.RecordNo : number;
            var isAboutIt = isAcquired || seen.Operation is CommandOperation { Command: UpgradeLock about }
                && about.Lock == number && seen.Answer.Code == OutcomeCode.Applied;
            if (isAboutIt && seen.Answer.Detail is { Field: "token", Value: { } told })
            {
                token = long.Parse(told, CultureInfo.InvariantCulture);
            }
        }

        return (number, token);
    }

    /// <summary>An incarnation is over; its last answers rest on at most these records, and the next one starts
    /// from them.</summary>
    public void CloseIncarnation(long records)
    {
        CloseWindows(records, isEnd: true);
        _after = records;
    }

    private void CloseWindows(long until, bool isEnd)
    {
        for (; _incarnationStart < _observations.Count; _incarnationStart++)
        {
            _observations[_incarnationStart].Until = until;
            _observations[_incarnationStart].IsOfTheEnd = isEnd;
        }
    }
}
