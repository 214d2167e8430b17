using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>What a look-up in the readers' state or the store may throw that is no defect: the ledger was closed, or is
/// damaged.</summary>
internal static class LookUpFailure
{
    public static bool Is(Exception error) =>
        error is StoreException or ObjectDisposedException or LedgerException or RecordFormatException;
}
