using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>Keeps the projection and the derived tables close behind the blocks, off the path of the answers.</summary>
internal sealed class ProjectorLane(Projection projection, EngineParts parts) : ILane
{
    public string Name => "projector";

    public TimeSpan? IdleAtMost => null;

    public bool Step()
    {
        if (parts.Stop.IsStopped)
        {
            return false;
        }

        try
        {
            var applied = projection.ApplyNext();
            if (projection.PendingRecords >= parts.Options.DerivedRecordsMax)
            {
                projection.Flush();
                applied = true;
            }

            return applied;
        }
        catch (StoreException error) when (error.Failure == StoreFailure.NoSpace)
        {
            // Nothing was written and nothing is lost: the rows stay collected, and no new commands come while room is short.
            return false;
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
