using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// Extends the log by blocks and seals them, one at a time and in order, while the block before is being made durable.
/// </summary>
internal sealed class LogLane(EngineParts parts, LogWriter log, CommitLane commit, Hash256 lastHash) : ILane
{
    private Block? _accepted;

    // Waits until the commit lane is free: not more than one, so that what is signed runs one block ahead of what is
    // durable and no further.
    private Block? _sealed;
    private Hash256 _lastHash = lastHash;
    private volatile bool _isFree = true;

    public string Name => "log";

    public TimeSpan? IdleAtMost => null;

    /// <summary>Whether a block handed over now would be taken up at once.</summary>
    public bool IsFree => _isFree;

    /// <summary>Whether neither this lane nor the next has a block.</summary>
    public bool IsIdle => _isFree && commit.IsFree;

    /// <summary>Takes a block from the writer lane; only when <see cref="IsFree"/>.</summary>
    public void Accept(Block block)
    {
        Invariant.Holds(_isFree);
        _isFree = false;
        Volatile.Write(ref _accepted, block);
        parts.Signals.Log.Set();
    }

    /// <summary>Does all that is to be done with a small block in the step of the writer lane that hands it over; only
    /// when <see cref="IsIdle"/>. Waking two threads would take longer.</summary>
    public void Finish(Block block)
    {
        Invariant.Holds(IsIdle);
        _isFree = false;
        if (Seal(block))
        {
            commit.Finish(block);
        }

        _isFree = true;
    }

    public bool Step()
    {
        if (_sealed is null)
        {
            var block = Interlocked.Exchange(ref _accepted, null);
            if (block is null)
            {
                return false;
            }

            if (!Seal(block))
            {
                Free();
                return true;
            }

            _sealed = block;
            HandOver();
            return true;
        }

        return HandOver();
    }

    private bool HandOver()
    {
        if (_sealed is not { } block || !commit.IsFree)
        {
            return false;
        }

        _sealed = null;
        commit.Accept(block);
        Free();
        return true;
    }

    private void Free()
    {
        _isFree = true;
        parts.Signals.Writer.Set();
    }

    /// <summary>The first steps of the commit protocol; <see cref="CommitLane"/> has the rest.</summary>
    /// <returns>False when the engine stops: whoever waits for the block has heard so.</returns>
    private bool Seal(Block block)
    {
        try
        {
            if (parts.Stop.Reason is { } stopped)
            {
                parts.FailWaiters(block, stopped.Message);
                return false;
            }

            if (block.RecordCount == 0)
            {
                // Nothing to log. It goes the same way, for its answers rest on the blocks before it.
                return true;
            }

            // 1. Extend the log: an entry of each record, read back from the block's bytes, the block entry, and a
            //    signed checkpoint over the tree that ends with it.
            //    Safe: nothing. The checkpoint exists in memory only; a crash loses it with the block, and another one
            //    of its size may be signed later: this one was never shown.
            log.Extend(block);

            // 2. Seal: numbers, the hash of the block before, the hash of all of it.
            //    Safe: nothing. A crash loses the block as if it never was; nobody was answered, so everybody repeats
            //    the id. The block before may not be durable yet: then it is written before this one, or neither is.
            _lastHash = block.Seal(_lastHash);
            block.Mark = log.Mark(block.BlockNo);
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A defect of ours: nothing of the block is written.
            parts.Stop.Because(error);
            parts.FailWaiters(block, error.Message);
            return false;
        }
    }
}
