using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>The records that decide what may be asked of external ledgers for one settlement; 0 is none.</summary>
internal sealed class ForeignCourse
{
    private readonly Dictionary<int, long> _begun = [];
    private readonly Dictionary<int, long> _delegated = [];

    /// <summary>The record that decided that it settles.</summary>
    public long Commit { get; private set; }

    /// <summary>The record that decided that it fails.</summary>
    public long Abort { get; private set; }

    public OutcomeCode Doom { get; private set; }

    /// <summary>Whether its caller was told that it is prepared, and prepared for good.</summary>
    public bool IsPrepared { get; private set; }

    /// <summary>The record by which external ledgers may be called in an attempt.</summary>
    public long Begun(int attempt) => _begun.GetValueOrDefault(attempt);

    /// <summary>The record from which on an operation that cannot be undone decides.</summary>
    public long Delegated(int operation) => _delegated.GetValueOrDefault(operation);

    public static Dictionary<SettlementId, ForeignCourse> Read(Evidence evidence)
    {
        var courses = new Dictionary<SettlementId, ForeignCourse>();
        RecordWalk.Settlements(evidence, (record, recordNo) =>
        {
            if (!courses.TryGetValue(record.Id, out var course))
            {
                courses.Add(record.Id, course = new ForeignCourse());
            }

            course.Note(record, recordNo);
        });
        return courses;
    }

    private void Note(SettlementRecord record, long recordNo)
    {
        if (record.Cause == Cause.EraseMetadata)
        {
            return;
        }

        if (record.Reply is { Call: ForeignCall.Begin } begin)
        {
            _begun.TryAdd(begin.Attempt, recordNo);
        }

        if (record.Delegates > 0)
        {
            _delegated.TryAdd(record.Delegates, recordNo);
        }

        IsPrepared |= record.Code == OutcomeCode.Prepared;
        if (record.IsCommit && Commit == 0)
        {
            Commit = recordNo;
        }
        else if ((record.Code == OutcomeCode.RollingBack || (record.IsDecided && record.Code != OutcomeCode.Settled))
            && Abort == 0)
        {
            Abort = recordNo;
            Doom = record.Code == OutcomeCode.RollingBack ? record.Doom : record.Code;
        }
    }
}
