using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>Makes sealed blocks durable, one at a time, and only then lets anybody know.</summary>
internal sealed class CommitLane(EngineParts parts) : ILane
{
    private Block? _accepted;
    private volatile bool _isFree = true;

    public string Name => "commit";

    public TimeSpan? IdleAtMost => null;

    /// <summary>Whether a block handed over now would be written at once.</summary>
    public bool IsFree => _isFree;

    /// <summary>Takes a block from the log lane; only when <see cref="IsFree"/>.</summary>
    public void Accept(Block block)
    {
        Invariant.Holds(_isFree);
        _isFree = false;
        Volatile.Write(ref _accepted, block);
        parts.Signals.Commit.Set();
    }

    /// <summary>Commits a block at once, for a lane that would otherwise only wait for it; only when
    /// <see cref="IsFree"/>.</summary>
    public void Finish(Block block)
    {
        Invariant.Holds(_isFree);
        _isFree = false;
        CommitUnlessStopped(block);
        _isFree = true;
    }

    public bool Step()
    {
        var block = Interlocked.Exchange(ref _accepted, null);
        if (block is null)
        {
            return false;
        }

        CommitUnlessStopped(block);
        _isFree = true;
        parts.Signals.Log.Set();
        if (parts.Stop.IsStopped)
        {
            // It has callers in its queue to tell, and nobody else would wake it.
            parts.Signals.Writer.Set();
        }

        return true;
    }

    private void CommitUnlessStopped(Block block)
    {
        if (parts.Stop.IsStopped)
        {
            parts.FailWaiters(block, parts.Stop.Reason?.Message ?? "stopped");
        }
        else
        {
            Commit(block);
        }
    }

    /// <summary>
    /// The commit protocol, from its third step on: <see cref="LogLane"/> has the first two. After each step stands
    /// what is safe by then, what a crash there costs, and who repairs it.
    /// </summary>
    private void Commit(Block block)
    {
        // Nobody has recorded anything (refusals, repeats, dry runs): what the answers rest on is durable already, for
        // blocks become durable in order and all earlier ones have passed here.
        if (block.RecordCount == 0)
        {
            Answer(block);
            parts.Blocks.Return(block);
            return;
        }

        try
        {
            // 3. One atomic, durable write of the block and of the metadata it brings.
            //    A crash inside leaves all or nothing of it. Nothing: as under 2. All: recovery replays it like any
            //    other block, and the callers, who were not answered, repeat their ids and get what is recorded.
            parts.Store.Commit(new BlockWrite(block.BlockNo, block.Memory, block.Alongside));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The state of the storage is unknown: never try again, answer nobody for sure, stop. Reopening finds out.
            parts.Stop.Because(error);
            parts.FailWaiters(block, error.Message);
            return;
        }

        // 4. The block is history now: a crash costs nothing but the answers. Readers: from here on queries see it.
        //    Before the answers, so that who was answered can read what it did.
        parts.Durable.Publish(block);

        //    The checkpoint is remembered outside the store, by another lane and within a second.
        parts.Witness.Remember(block.Mark ?? throw new InvariantException("a block was not sealed"));

        // 5. Answers. The block goes back to the pool when the projector has read it.
        Answer(block);
        parts.Durable.Release(block);
    }

    private void Answer(Block block)
    {
        foreach (var waiter in block.Waiters)
        {
            parts.Deliver(waiter);
        }
    }
}
