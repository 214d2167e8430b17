using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>The end of a run.</summary>
internal sealed partial class Simulation
{
    private readonly LogMemory _log = new();
    private readonly SeededRandom _draw;

    private Evidence Evidence() => new(
        _workload, _journal, View, Opened.Store, Engine)
    {
        // The prefixes of a struck run are those of the calm one, up to the fault.
        IsThorough = _plan.Kind == FaultKind.None,
        Log = _log,
        Mark = _mark.Current,
        Draw = _draw,
    };

    private void JudgeOpening()
    {
        Judge.AfterOpening(Evidence(), _incarnation > 1 && _random.Chance(30));
        _journal.CloseIncarnation(View.AsOf.RecordNo);
    }

    private void Quietly(Action looks)
    {
        // What the judge itself reads is no part of the run.
        _faults.IsQuiet = true;
        try
        {
            looks();
        }
        finally
        {
            _faults.IsQuiet = false;
        }
    }

    private ulong JudgeAtTheEnd()
    {
        _faults.IsQuiet = true;
        _journal.CloseIncarnation(View.AsOf.RecordNo);
        _plant.BeforeTheEnd(Engine);
        if (_workload.Knobs.Foreign.IsOn)
        {
            new ForeignJudge(Evidence(), _abroad).AtTheEnd(Engine.Clock.Last);
        }

        Judge.AtTheEnd(Evidence(), Engine.Clock.Now());
        var before = View.Positions();
        Engine.Dispose();
        MarkIsTheLast();
        if (!TryOpen())
        {
            throw new FindingException("the ledger does not open again after it was closed in order");
        }

        Judge.AfterOpening(Evidence(), audits: true);
        if (!before.SequenceEqual(View.Positions()))
        {
            throw new FindingException("the positions differ after closing and opening again");
        }

        return Digest();
    }

    /// <summary>Closed in order, a ledger leaves its last checkpoint in the mark, if that could be written.</summary>
    private void MarkIsTheLast()
    {
        if (_workload.Knobs.MarkFailPercent == 0 && _plan.Kind == FaultKind.None
            && _mark.Current?.BlockNo != _log.Checkpoints.Count)
        {
            throw new FindingException(
                $"the ledger was closed at block {_log.Checkpoints.Count}, its witness mark says {_mark.Current}");
        }
    }

    private ulong Digest()
    {
        var digest = 14_695_981_039_346_656_037UL;
        foreach (var seen in _journal.Observations)
        {
            digest = Fold(digest, (ulong)seen.Operation.Index);
            digest = Fold(digest, (ulong)seen.Answer.Code);
            digest = Fold(digest, (ulong)seen.Answer.RecordNo);
            digest = Fold(digest, (ulong)seen.Answer.At.Micros);
        }

        foreach (var operation in _abroad.Ledgers.SelectMany(ledger => ledger.Operations))
        {
            digest = Fold(digest, (ulong)operation.State);
            digest = Fold(digest, (ulong)operation.Moves);
        }

        var store = Evidence().Store;
        for (long blockNo = 1; blockNo <= store.LastBlockNo; blockNo++)
        {
            var hash = Hash256.Of(store.ReadBlock(blockNo));
            digest = Fold(digest, hash.A);
        }

        return digest;
    }

    private static ulong Fold(ulong digest, ulong value) => unchecked((digest ^ value) * 1_099_511_628_211UL);
}
