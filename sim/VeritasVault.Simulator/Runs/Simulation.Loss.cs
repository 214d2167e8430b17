using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>After the end of a run: somebody puts an old copy in the place of the disk.</summary>
internal sealed partial class Simulation
{
    private const string NewOrigin = "sim/after-the-loss";
    private const int OperationsAfterwards = 12;

    private DiskCopy? _copy;

    private void LoseTheDisk()
    {
        if (_copy is null || _mark.Current is not { } mark)
        {
            return;
        }

        Engine.Dispose();
        try
        {
            ReplaceTheDisk(_copy.Restore(), mark);
        }
        catch (LedgerException error)
        {
            throw new FindingException($"an old copy in the place of the disk does not open: {error.Message}");
        }
    }

    private void ReplaceTheDisk(MemoryDisk disk, WitnessMark mark)
    {
        if (mark.BlockNo <= _copy!.LastBlockNo)
        {
            // What the mark remembers is all there: later blocks may be missing, and nobody can tell.
            OpenCopy(disk, _options);
            Engine.Dispose();
            return;
        }

        MustBeRefused(disk, mark);
        OpenCopy(disk, _options with { AcceptLossAs = NewOrigin });
        MustHaveLost(mark);
        GoOn();
        if (_draw.Chance(50))
        {
            Engine.Dispose();
        }
        else
        {
            disk.Crash(0);
            _mark.Crash();
        }

        OpenCopy(disk, _options);
        MustHaveLost(mark);
        Engine.Dispose();
    }

    private void MustBeRefused(MemoryDisk disk, WitnessMark mark)
    {
        try
        {
            OpenCopy(disk, _options);
        }
        catch (LedgerException error) when (error.Failure == LedgerFailure.BehindWitness)
        {
            return;
        }

        throw new FindingException(
            $"an old copy that ends at block {_copy!.LastBlockNo} was opened, although the mark remembers {mark}");
    }

    private void OpenCopy(MemoryDisk disk, LedgerOptions options)
    {
        var store = MemoryLedgerStore.Open(disk);
        var scheduler = new SeededScheduler(_draw, _time, () => false);
        try
        {
            var engine = LedgerEngine.Open(store, options, _time, scheduler, NewSalt);
            _opening = new Opening(
                scheduler, engine, store, new LedgerView(engine.Projection, store, () => engine.Clock.Last));
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The new origin names what is lost, the log is in order, and nothing else is different.</summary>
    private void MustHaveLost(WitnessMark mark)
    {
        var origin = Engine.Core.State.Identity.Origins[^1];
        if (View.Origin != NewOrigin || origin.LostSize != mark.Size || origin.LostRoot != mark.Root)
        {
            throw new FindingException($"{mark} was lost, the ledger goes on as {origin}");
        }

        var after = Evidence() with { Log = new LogMemory(), Journal = new Journal(), Mark = null };
        Judge.AfterOpening(after, audits: true);
        for (var i = 0; i < _copy!.LastBlockNo; i++)
        {
            if (after.Log.Checkpoints[i] != _log.Checkpoints[i])
            {
                throw new FindingException($"block {i + 1} of the copy closes another history");
            }
        }
    }

    /// <summary>Clients send again what they sent to the ledger that was lost; what they signed for it counts
    /// no more.</summary>
    private void GoOn()
    {
        var settled = View.Settlements().Where(s => s.Decision != Decision.None).Select(s => s.Id).ToHashSet();
        var journal = new Journal();
        var sent = _workload.Operations.OfType<SubmitOperation>().ToArray();
        for (var i = 0; i < OperationsAfterwards; i++)
        {
            var submit = _draw.Pick(sent);
            Answer[]? heard = null;
            Engine.Submit(submit.Requests, submit.Actor, answers => heard = answers);
            Scheduler.RunUntil(() => heard is not null);
            for (var item = 0; item < heard!.Length; item++)
            {
                var request = submit.Requests[item];
                journal.Note(new Dispatch(submit), item, heard[item], _incarnation);
                if (heard[item].Code == OutcomeCode.Settled && request.HasAuthoriser && !settled.Contains(request.Id))
                {
                    throw new FindingException(
                        $"{request.Id} was settled under {NewOrigin} by signatures given for {Signer.Origin}");
                }
            }
        }

        var evidence = Evidence() with { Log = new LogMemory(), Journal = journal, Mark = null };
        Judge.AfterOpening(evidence, audits: true);
    }
}
