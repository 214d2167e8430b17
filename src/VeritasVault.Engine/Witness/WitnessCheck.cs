using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>Compares a store with what is remembered outside of it, before anything is served.</summary>
internal static class WitnessCheck
{
    /// <summary>A ledger is about to be created: there must be no mark of an earlier one in its place.</summary>
    /// <exception cref="LedgerException">There is: the store was lost.</exception>
    public static void OfEmptyStore(LedgerOptions options)
    {
        if (options.CreateAs is not null && options.Witness?.Read() is { } mark)
        {
            throw new LedgerException(
                LedgerFailure.BehindWitness,
                $"the store is empty, but the witness mark remembers {Describe(mark)}: restore a backup, or remove the "
                + "mark to begin a new ledger in its place");
        }
    }

    /// <summary>Null when the store continues what the mark remembers; else the mark, when its loss is
    /// accepted.</summary>
    /// <exception cref="LedgerException">The store is behind its mark, or has another history.</exception>
    public static WitnessMark? FindLoss(ILedgerStore store, Recovered recovered, LedgerOptions options)
    {
        if (options.Witness?.Read() is not { } mark || ProblemOf(store, recovered, mark) is not { } problem)
        {
            return null;
        }

        // The loss was accepted before: the origin it opened says so.
        if (recovered.Core.State.Identity.Origins[^1] is { LostSize: > 0 } last && last.LostSize == mark.Size
            && last.LostRoot == mark.Root)
        {
            return null;
        }

        return options.AcceptLossAs is not null
            ? mark
            : throw new LedgerException(
                LedgerFailure.BehindWitness,
                $"{problem}; the witness mark remembers {Describe(mark)}. Restore a newer backup, or accept the loss "
                + "under a new origin");
    }

    private static string? ProblemOf(ILedgerStore store, Recovered recovered, WitnessMark mark)
    {
        var last = recovered.Projection.BlockNo;
        if (recovered.Core.State.Identity.Origins.All(origin => origin.Origin.Value != mark.Origin))
        {
            return $"the store's log {recovered.Core.State.Identity.Origin} is not the one remembered";
        }

        if (mark.BlockNo > last)
        {
            return $"the store ends at block {last} with {recovered.Log.Size} entries: its end is missing, or it is an "
                + "old copy";
        }

        var block = store.ReadBlock(mark.BlockNo);
        return block is not null
            && SignedNote.TryParse(BlockFormat.Checkpoint(block), out var note, out _)
            && Checkpoint.TryParse(note.Text.Span, out var found, out _)
            && found == new Checkpoint(mark.Origin, mark.Size, mark.Root.ToHash32())
            ? null
            : $"block {mark.BlockNo} of the store closes another history";
    }

    private static string Describe(WitnessMark mark) =>
        $"block {mark.BlockNo} of {mark.Origin} with {mark.Size} entries and root {mark.Root}";
}
