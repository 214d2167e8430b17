using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>What must hold between a block and the history before it.</summary>
internal static class BlockChain
{
    /// <exception cref="RecordFormatException">The block does not continue the history.</exception>
    public static void Check(in BlockHeader header, long lastBlockNo, Hash256 lastHash, LedgerState state)
    {
        var problem = header.BlockNo != lastBlockNo + 1 ? "number"
            : header.PreviousHash != lastHash ? "hash of the block before"
            : header.FirstRecordNo != state.NextRecordNo ? "first record"
            : header.FirstEventNo != state.NextEventNo ? "first event"
            : header.BaseTime < state.LastTime ? "time"
            : header.RecordCount < 1 ? "record count"
            : null;
        if (problem is not null)
        {
            throw new RecordFormatException($"block {header.BlockNo} does not continue block {lastBlockNo}: {problem}");
        }
    }
}
