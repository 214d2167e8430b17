using System.Buffers.Binary;

namespace VeritasVault.Proofs.Tests;

/// <summary>Cosignatures that do not count; the policy wants two of three witnesses.</summary>
internal static class WitnessCases
{
    private const ulong Time = 1_770_000_100;

    public static IEnumerable<VectorCase> All()
    {
        var (ledger, decision) = PaperScene.Of(PaperScene.Exchange);
        PaperScene.Grow(ledger, 3);
        var (log, index) = (ledger.Log, decision.Entry.LogIndex);
        var bare = log.Signed(log.CheckpointAt(log.Size).ToBytes());
        VectorCase Case(string id, int step, string why, SignedNote note) => new(
            "witness-" + id, TamperedProofCases.Invalid(step), why, log.Proof(index, log.Size, note.ToBytes()))
        {
            Policy = "witnesses",
        };

        var one = Cosigned(bare, 1);
        var two = Cosigned(one, 2);
        yield return Case("bit", 6, "a bit of a cosignature", Changed(two, 70));
        yield return Case("time-bit", 6, "a bit of the time", Changed(two, 7));
        yield return Case("too-few", 7, "one of the two", one);
        yield return Case("none", 7, "only the log signed: perhaps a second history", bare);
        yield return Case("twice", 4, "one witness twice", Cosigned(one, 1, Time + 1));
        yield return Case("strangers", 7, "one of the three and one nobody knows", Cosigned(one, 4));
        var older = Cosigned(log.Signed(log.CheckpointAt(decision.Entry.LogIndex + 2).ToBytes()), 2).Signatures[^1];
        yield return Case("older", 6, "the cosignature of an older checkpoint", one.With(older));
        var plain = PaperLog.Signer("witness.example/2").Sign(bare.Text.Span);
        yield return Case("plain", 6, "a plain signature", one.With(older with { Signature = plain }));
        yield return Case("plain-with-time", 6, "a plain signature after a time", one.With(
            older with { Signature = Timed(Time, plain) }));
        yield return Case("time-zero", 7, "a time of 0", Cosigned(one, 2, 0));
        yield return Case("time-large", 7, "a time of 2^63", Cosigned(one, 2, 1UL << 63));
        var unsigned = new SignedNote(two.Text, [.. two.Signatures.Skip(1)]);
        yield return Case("no-log", 6, "both witnesses, but not the log", unsigned);
        yield return Case("future", 7, "a time after now", two) with { NowSeconds = (long)Time - 1 };
        var old = Case("old", 7, "older than the greatest age", two);
        yield return old with { NowSeconds = (long)Time + 61, AgeSecondsMax = 60 };
    }

    private static SignedNote Cosigned(SignedNote note, int witness, ulong time = Time) =>
        PaperLog.Cosigned(note, $"witness.example/{witness}", time);

    private static SignedNote Changed(SignedNote note, int place)
    {
        var bytes = note.Signatures[^1].Signature.ToArray();
        bytes[place] ^= 1;
        var changed = note.Signatures[^1] with { Signature = bytes };
        return new SignedNote(note.Text, [.. note.Signatures.SkipLast(1), changed]);
    }

    private static byte[] Timed(ulong time, byte[] signature)
    {
        var bytes = new byte[sizeof(ulong) + signature.Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, time);
        signature.CopyTo(bytes, sizeof(ulong));
        return bytes;
    }
}
