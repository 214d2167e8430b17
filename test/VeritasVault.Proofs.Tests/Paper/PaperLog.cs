using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace VeritasVault.Proofs.Tests;

/// <summary>A log in memory that signs whatever it is told to, and makes the files of the specification.</summary>
internal sealed class PaperLog(string origin, IEd25519Signer signer)
{
    private readonly DenseTree _tree = new(Sha256Hasher.Instance);

    /// <summary>Set anew when a loss is accepted.</summary>
    public string Origin { get; set; } = origin;

    public List<byte[]> Entries { get; } = [];

    public long Size => Entries.Count;

    public string Vkey => NoteKey.Create(Origin, NoteKeyType.Ed25519, signer.PublicKey).ToString();

    /// <summary>A key of alice that no implementation may verify with: the neutral point of the curve.</summary>
    public static RegistryKeyStatement NeutralKey => new(
        0, default, 1, "alice", KeyStatements.Ed25519, new byte[] { 1 }.Concat(new byte[31]).ToArray(), 0, null, null,
        null, null, false);

    /// <summary>A signer of its own for each name.</summary>
    public static BouncyEd25519Signer Signer(string name) => new(SeedOf(name).Bytes);

    /// <summary>R = S·B: what the equation demands of any message where the key is neutral.</summary>
    public static byte[] NeutralSignature(string name)
    {
        var scalar = SHA512.HashData(SeedOf(name).Bytes)[..32];
        scalar[0] &= 0xf8;
        scalar[31] = (byte)((scalar[31] & 0x7f) | 0x40);
        var s = new byte[32];
        (new BigInteger(scalar, isUnsigned: true) % EdwardsPoint.L).TryWriteBytes(s, out _, isUnsigned: true);
        return [.. Signer(name).PublicKey.Bytes, .. s];
    }

    public void Add(byte[] entry)
    {
        Entries.Add(entry);
        _tree.Append(MerkleHash.Leaf(entry));
    }

    public Hash32 Root(long size) => MerkleProver.Root(_tree, size);

    public Checkpoint CheckpointAt(long size) => new(Origin, size, Root(size));

    public byte[] Note(long size) => Sign(CheckpointAt(size));

    /// <summary>Signs any checkpoint, true or not.</summary>
    public byte[] Sign(Checkpoint checkpoint) => Signed(checkpoint.ToBytes()).ToBytes();

    public SignedNote Signed(byte[] text) => new(text, [NoteSigning.Sign(Origin, text, signer)]);

    public Hash32[] Path(long index, long size) => MerkleProver.InclusionPath(_tree, index, size);

    public byte[] Proof(long index, long size) => Proof(index, size, Note(size));

    public byte[] Proof(long index, long size, byte[] note) =>
        new TlogProofFile(Entries[(int)index], index, Path(index, size), note).ToBytes();

    public byte[] Consistency(long older, long newer)
    {
        var hashes = MerkleProver.ConsistencyProof(_tree, older, newer);
        return new ConsistencyFile(older, hashes, Note(newer)).ToBytes();
    }

    /// <summary>A cosignature over what the note says.</summary>
    public static SignedNote Cosigned(SignedNote note, string witness, ulong timeSeconds) =>
        note.With(NoteSigning.Cosign(witness, note.Text.Span, timeSeconds, Signer(witness)));

    public static string WitnessVkey(string witness) =>
        NoteKey.Create(witness, NoteKeyType.CosignatureV1, Signer(witness).PublicKey).ToString();

    private static Hash32 SeedOf(string name) => Hash32.Of(Encoding.UTF8.GetBytes("a key for tests only: " + name));

    public override string ToString() => Origin + " " + Size.ToString(CultureInfo.InvariantCulture);
}
