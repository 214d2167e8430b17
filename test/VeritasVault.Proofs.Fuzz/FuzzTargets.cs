using System.Text;

namespace VeritasVault.Proofs.Fuzz;

/// <summary>
/// Every reader of hostile bytes as a function that returns whether it took them, and throws when it breaks its
/// promise: what is taken is written back byte for byte, and nothing else is ever thrown.
/// </summary>
public static class FuzzTargets
{
    private static readonly TlogPolicy Policy = PolicyOf("ledger.example/settlements");

    /// <summary>The targets by name.</summary>
    public static SortedDictionary<string, Func<byte[], bool>> All { get; } = new(StringComparer.Ordinal)
    {
        ["statement"] = bytes => StatementReader.TryValidate(bytes, out _),
        ["entry"] = Entry,
        ["note"] = bytes => SignedNote.TryParse(bytes, out var note, out _) && Same(bytes, note.ToBytes()),
        ["checkpoint"] = bytes => Checkpoint.TryParse(bytes, out var read, out _) && Same(bytes, read.ToBytes()),
        ["tlog-proof"] = bytes => TlogProofFile.TryParse(bytes, out var file, out _) && Same(bytes, file.ToBytes()),
        ["consistency"] = bytes => ConsistencyFile.TryParse(bytes, out var file, out _) && Same(bytes, file.ToBytes()),
        ["settlement"] = bytes => SettlementProof.TryParse(bytes, out var proof, out _) && Same(bytes, proof.ToBytes()),
        ["policy"] = bytes => TlogPolicy.TryParse(bytes, out _, out _),
        ["verify"] = Verify,
    };

    private static bool Entry(byte[] bytes)
    {
        var entry = LogEntry.TryRead(bytes, out _);
        return entry is not null && StatementReader.TryValidate(bytes, out _) && Same(bytes, entry.ToBytes());
    }

    private static bool Verify(byte[] bytes)
    {
        var verifier = new ProofVerifier(Policy, BouncyEd25519.Instance);
        var knowledge = VerifierKnowledge.None with { Remembered = bytes, Consistency = bytes };
        var (alone, together) = (verifier.Verify(bytes, VerifierKnowledge.None), verifier.Verify(bytes, knowledge));
        return alone.Fault is null | together.Fault is null;
    }

    private static bool Same(byte[] read, byte[] written) => written.AsSpan().SequenceEqual(read)
        ? true
        : throw new InvalidOperationException("what was read is written otherwise");

    private static TlogPolicy PolicyOf(string origin)
    {
        var signer = new BouncyEd25519Signer(new byte[Ed25519Rule.SeedSize]);
        var key = NoteKey.Create(origin, NoteKeyType.Ed25519, signer.PublicKey);
        var text = Encoding.UTF8.GetBytes($"log {key}\nquorum none\n");
        return TlogPolicy.TryParse(text, out var policy, out var reason)
            ? policy
            : throw new InvalidOperationException(reason);
    }
}
