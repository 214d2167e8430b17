using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// Accepts the loss of what a witness mark remembers: a block of its own that opens a new origin and names the old
/// one and the tree that is lost. Written at open, before any lane runs.
/// </summary>
internal static class LossBlock
{
    public static void Write(
        ILedgerStore store, Recovered recovered, LedgerOptions options, WitnessMark loss, ITimeSource time)
    {
        var state = recovered.Core.State;
        if (options.Key is null)
        {
            throw new LedgerException(LedgerFailure.WrongKey, "accepting a loss is signed: it needs the ledger's key");
        }

        Invariant.Holds(state.Genesis is not null && options.AcceptLossAs is not null);
        var origin = Origin.Parse(options.AcceptLossAs);
        var command = new OpenNewOrigin
        {
            Id = IdOf(origin),
            Actor = state.Genesis.Operator,
            Origin = origin,
            LostSize = loss.Size,
            LostRoot = loss.Root,
        };
        var now = new Timestamp(Math.Max(time.WallMicros, state.LastTime.Micros + 1));
        var record = recovered.Core.Execute(command, now, out var answer)
            ?? throw new LedgerException(
                answer.Code == OutcomeCode.OriginUsed ? LedgerFailure.OriginUsed : LedgerFailure.InvalidCreation,
                $"the log cannot go on as {origin}: {answer.Code.Describe().Meaning}");
        var block = new Block();
        block.Append(record, recovered.Projection.BlockNo + 1, state.NextEventNo);
        recovered.Log.Extend(block);
        block.Seal(recovered.Projection.BlockHash);
        store.Commit(new BlockWrite(block.BlockNo, block.Memory, []));
    }

    // The same acceptance has the same id: a crash between write and answer does not make two.
    private static CommandId IdOf(Origin origin)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        Hash256.Of(System.Text.Encoding.ASCII.GetBytes("open-origin:" + origin.Value)).Write(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return CommandId.Read(bytes[..CommandId.Size]);
    }
}
