using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>Keeps the projection and the derived tables close behind the blocks, off the path of the answers.</summary>
internal sealed class ProjectorLane(Projection projection, EngineParts parts) : ILane
{
    public string Name => "projector";

    /// <summary>
    /// Room comes back without anybody telling: then the rows that wait for it are tried once a second.
    /// </summary>
    public TimeSpan? IdleAtMost => parts.RowsLackRoom ? TimeSpan.FromSeconds(1) : null;

    public bool Step()
    {
        if (parts.Stop.IsStopped)
        {
            return false;
        }

        var applied = false;
        try
        {
            applied = projection.ApplyNext();

            // Also when a reader has applied the block before this lane could: it tells nobody.
            if (projection.HasForeign)
            {
                parts.Signals.Foreign.Set();
            }

            if (projection.PendingRecords >= parts.Options.DerivedRecordsMax)
            {
                projection.Flush();
                applied = true;
            }

            if (parts.RowsLackRoom)
            {
                parts.RowsLackRoom = false;
                parts.Signals.Writer.Set();
            }

            return applied;
        }
        catch (StoreException error) when (error.Failure == StoreFailure.NoSpace)
        {
            // Nothing was written and nothing is lost: the rows stay collected. They are bounded because nothing new
            // is taken in meanwhile; and blocks already durable are still applied, for the writer waits for their
            // return.
            parts.RowsLackRoom = true;
            return applied;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Readers would see a ledger that is not the one on record: better none.
            parts.Stop.Because(error);
            parts.Signals.Writer.Set();
            return false;
        }
    }
}
