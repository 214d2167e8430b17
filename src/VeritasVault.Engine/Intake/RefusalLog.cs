using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>A refusal at the door, which leaves no record.</summary>
/// <param name="At">Engine time.</param>
/// <param name="Actor">Who was refused.</param>
/// <param name="Code">Why.</param>
/// <param name="Subject">The settlement or command id.</param>
public sealed record Refusal(Timestamp At, ActorId Actor, OutcomeCode Code, string Subject);

/// <summary>How often each code was refused at the door since the ledger was opened, and the latest refusals.</summary>
/// <param name="Counts">Refusals by code; codes that never occurred are absent.</param>
/// <param name="Latest">The latest ones, oldest first; at most <see cref="RefusalLog.LatestMax"/>.</param>
public sealed record RefusalReport(IReadOnlyDictionary<OutcomeCode, long> Counts, IReadOnlyList<Refusal> Latest);

/// <summary>Counts what is refused at the door and keeps the latest, bounded, in memory: a flood of junk costs no
/// storage.</summary>
public sealed class RefusalLog
{
    /// <summary>How many refusals are kept.</summary>
    public const int LatestMax = 1_024;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<OutcomeCode, long> _counts = [];
    private readonly Queue<Refusal> _latest = new();

    internal RefusalLog()
    {
    }

    /// <summary>What was refused so far.</summary>
    public RefusalReport Report()
    {
        lock (_gate)
        {
            return new RefusalReport(new SortedDictionary<OutcomeCode, long>(_counts), [.. _latest]);
        }
    }

    internal void Note(Timestamp at, ActorId actor, OutcomeCode code, string subject)
    {
        lock (_gate)
        {
            _counts[code] = _counts.GetValueOrDefault(code) + 1;
            if (_latest.Count == LatestMax)
            {
                _latest.Dequeue();
            }

            _latest.Enqueue(new Refusal(at, actor, code, subject));
        }
    }
}
