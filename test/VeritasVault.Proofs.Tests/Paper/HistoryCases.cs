using System.Text;

namespace VeritasVault.Proofs.Tests;

/// <summary>Files that are not of one history with what the verifier remembers.</summary>
internal static class HistoryCases
{
    private const string Split = "SPLIT VIEW";

    public static IEnumerable<VectorCase> All()
    {
        var (ledger, decision) = PaperScene.Of(PaperScene.Exchange);
        var early = ledger.Log.Size;
        PaperScene.Grow(ledger, 8);
        var (log, late) = (ledger.Log, ledger.Log.Size);
        var proof = log.Proof(decision.Entry.LogIndex, late);
        VectorCase Case(string id, string answer, string why, byte[] remembered, byte[]? consistency = null) =>
            new("history-" + id, answer, why, proof) { Remembered = remembered, Consistency = consistency };

        var invalid = TamperedProofCases.Invalid(21);
        var fork = Forked(early);
        yield return Case("fork-same-size", Split, "two roots for one size", Forked(late).Note(late));
        yield return Case("fork-proven", Split, "the larger tree begins with another one than was signed before",
            fork.Note(early), log.Consistency(early, late));
        yield return Case("fork-complete", invalid, "the same of a complete tree: the proof leads nowhere",
            Forked(32).Note(32), log.Consistency(32, late));
        yield return Case("no-file", invalid, "an older checkpoint and no consistency file", log.Note(early));
        yield return Case("other-file", invalid, "a consistency file from another size",
            log.Note(early), log.Consistency(early + 2, late));
        yield return Case("other-end", invalid, "a consistency file to another size",
            log.Note(early), log.Consistency(early, late - 2));
        yield return Case("flipped", invalid, "a hash of the consistency proof changed",
            log.Note(early), Flipped(log.Consistency(early, late)));
        yield return Case("garbage", invalid, "a consistency file that is none", log.Note(early), log.Note(early));
        yield return Case("unsigned", invalid, "a remembered checkpoint of a key nobody knows",
            new PaperLog(log.Origin, PaperLog.Signer("stranger")).Sign(log.CheckpointAt(late)));
        var other = new PaperLog("ledger.example/settlements/2", PaperLog.Signer("log"));
        yield return Case("other-origin", invalid, "a remembered checkpoint of another log",
            other.Sign(log.CheckpointAt(late) with { Origin = other.Origin })).By("origins");
        var old = new PaperViews(ledger, early).Whole(decision);
        var stale = VectorCase.Of("history-stale", invalid, "an older checkpoint than the remembered one", old);
        yield return stale with { Remembered = log.Note(late) };
        yield return VectorCase.Of("history-header-fork", Split, "the header in another tree of the size", old with
        {
            HeaderProof = Encoding.UTF8.GetString(fork.Proof(early - 1, early)),
        });
        foreach (var probe in Embedded(ledger, decision, early))
        {
            yield return probe;
        }
    }

    private static IEnumerable<VectorCase> Embedded(PaperLedger ledger, PaperDecision decision, long early)
    {
        var (log, late) = (ledger.Log, ledger.Log.Size);
        var whole = new PaperViews(ledger).Whole(decision);
        VectorCase Case(string id, string answer, string why, byte[] file) => VectorCase.Of(
            "history-embedded-" + id, answer, why, whole with { Consistency = Encoding.UTF8.GetString(file) });

        var invalid = TamperedProofCases.Invalid(21);
        var flipped = Flipped(log.Consistency(early, late));
        yield return Case("flipped", invalid, "a hash changed, nothing remembered", flipped);
        yield return Case("other-end", invalid, "it ends in another checkpoint", log.Consistency(early, late - 2));
        yield return Case("garbage", invalid, "a text that is no consistency file", "nothing\n"u8.ToArray());
        yield return Case("dropped", invalid, "a complete tree's proof with a hash missing", new ConsistencyFile(
            32, ProofFrom32(log, late).AsMemory()[..^1], log.Note(late)).ToBytes());
        yield return Case("fork", Split, "it ends in another tree of the same size", new ConsistencyFile(
            late, ReadOnlyMemory<Hash32>.Empty, Forked(late).Note(late)).ToBytes());
    }

    private static Hash32[] ProofFrom32(PaperLog log, long size)
    {
        Assert.True(ConsistencyFile.TryParse(log.Consistency(32, size), out var file, out _));
        return file.Proof.ToArray();
    }

    /// <summary>A log of the same key and that size whose entries are others.</summary>
    private static PaperLog Forked(long size)
    {
        var ledger = new PaperLedger();
        while (ledger.Log.Size < size - 1)
        {
            ledger.Command(7);
        }

        ledger.EndBlock();
        return ledger.Log;
    }

    private static byte[] Flipped(byte[] consistency)
    {
        Assert.True(ConsistencyFile.TryParse(consistency, out var file, out _));
        var hashes = file.Proof.ToArray();
        hashes[^1] = Hash32.OfNothing;
        return new ConsistencyFile(file.OldSize, hashes, file.CheckpointNote).ToBytes();
    }
}
