using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>Makes blocks durable, one at a time, and only then lets anybody know.</summary>
internal sealed class CommitLane(EngineParts parts, LogWriter log, Hash256 lastHash) : ILane
{
    private Block? _accepted;
    private Hash256 _lastHash = lastHash;
    private volatile bool _isFree = true;

    public string Name => "commit";

    public TimeSpan? IdleAtMost => null;

    /// <summary>Whether a block handed over now would be written at once.</summary>
    public bool IsFree => _isFree;

    /// <summary>Takes a block from the writer lane; only when <see cref="IsFree"/>.</summary>
    public void Accept(Block block)
    {
        Invariant.Holds(_isFree);
        _isFree = false;
        Volatile.Write(ref _accepted, block);
        parts.Signals.Commit.Set();
    }

    public bool Step()
    {
        var block = Interlocked.Exchange(ref _accepted, null);
        if (block is null)
        {
            return false;
        }

        if (parts.Stop.IsStopped)
        {
            FailWaiters(block, parts.Stop.Reason?.Message ?? "stopped");
        }
        else
        {
            Commit(block);
        }

        _isFree = true;
        parts.Signals.Writer.Set();
        return true;
    }

    /// <summary>
    /// The commit protocol. After each step stands what is safe by then, what a crash there costs, and who repairs it.
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

        Hash256 hash;
        try
        {
            // 1. Extend the log: an entry of each record, read back from the block's bytes, the block entry, and a
            // signed
            //    checkpoint over the tree that ends with it.
            //    Safe: nothing. The checkpoint exists in memory only; a crash loses it with the block, and another
            // one of
            //    its size may be signed later: this one was never shown.
            log.Extend(block);

            // 2. Seal: numbers, the hash of the block before, the hash of all of it.
            //    Safe: nothing. A crash loses the block as if it never was; nobody was answered, so everybody repeats
            //    the id.
            hash = block.Seal(_lastHash);

            // 3. One atomic, durable write of the block and of the metadata it brings.
            //    A crash inside leaves all or nothing of it. Nothing: as under 2. All: recovery replays it like any
            //    other block, and the callers, who were not answered, repeat their ids and get what is recorded.
            parts.Store.Commit(new BlockWrite(block.BlockNo, block.Memory, block.Alongside));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The state of the storage is unknown: never try again, answer nobody for sure, stop. Reopening finds out.
            parts.Stop.Because(error);
            FailWaiters(block, error.Message);
            return;
        }

        // 4. The block is history now; the next one builds on its hash.
        //    A crash from here on costs nothing but the answers.
        _lastHash = hash;

        // 5. Readers: from here on queries see it. Before the answers, so that who was answered can read what it did.
        parts.Durable.Publish(block);

        // 6. The checkpoint is remembered outside the store, by another lane and within a second.
        parts.Witness.Remember(log.Mark(block.BlockNo));

        // 7. Answers. The block goes back to the pool when the projector has read it.
        Answer(block);
        parts.Durable.Release(block);
    }

    public void FailWaiters(Block block, string because)
    {
        foreach (var waiter in block.Waiters)
        {
            parts.Fail(waiter, OutcomeCode.OutcomeUnknown, because);
        }
    }

    private void Answer(Block block)
    {
        foreach (var waiter in block.Waiters)
        {
            parts.Deliver(waiter);
        }
    }
}
