using VeritasVault.Storage;

namespace VeritasVault.Simulator.Tests;

/// <summary>A disk that comes back from a crash as it was a while ago.</summary>
internal sealed class OldDisk : Plant
{
    private const int BlocksLost = 3;

    private DiskCopy? _copy;

    public override ILedgerStore Wrap(ILedgerStore store)
    {
        if (_copy is null)
        {
            _copy = store.LastBlockNo > 0 ? DiskCopy.Of(store) : null;
            return store;
        }

        return store.LastBlockNo < _copy.LastBlockNo + BlocksLost ? store : MemoryLedgerStore.Open(_copy.Restore());
    }
}
