using System.Diagnostics.CodeAnalysis;

namespace VeritasVault.Proofs;

/// <summary>
/// A settlement file (spec/proof-files.md): an entry of the log with what is opened of it to the reader. It has one
/// spelling; what was read is written back byte for byte. Reading checks the form only: that the parts belong together
/// is what verification finds out.
/// </summary>
/// <param name="Transaction">What was signed; its origin and id are those of the file.</param>
/// <param name="Timestamp">Of the decision, in microseconds since 1970.</param>
/// <param name="TransactionHash">Hash of the transaction.</param>
/// <param name="Failure">Why it failed; null when it settled.</param>
/// <param name="Terms">The terms; null when they are closed.</param>
/// <param name="Instructions">Opened legs: all with null paths, or some in order with a path each.</param>
/// <param name="States">Opened states, likewise; none for a failure.</param>
/// <param name="Signatures">Opened signatures, likewise; none for a failure.</param>
/// <param name="BlockReference">Where the entry stands.</param>
/// <param name="Proof">The text of the entry's tlog-proof.</param>
/// <param name="HeaderProof">
/// The text of the tlog-proof of the block's own entry under the same checkpoint, or null.
/// </param>
/// <param name="Keys">The signers' keys; null without signatures.</param>
/// <param name="Consistency">The text of a consistency file that ends in the proof's checkpoint, or null.</param>
public sealed record SettlementProof(
    TransactionStatement Transaction,
    long Timestamp,
    Hash32 TransactionHash,
    FailureReason? Failure,
    TermsStatement? Terms,
    IReadOnlyList<OpenedInstruction> Instructions,
    IReadOnlyList<OpenedState> States,
    IReadOnlyList<OpenedSignature> Signatures,
    BlockReference BlockReference,
    string Proof,
    string? HeaderProof,
    OpenedKeys? Keys,
    string? Consistency)
{
    /// <summary>The format's name, the first member of every file.</summary>
    public const string Format = "settle/proof/v1";

    /// <summary>Bytes of a settlement file; longer ones are refused before anything else is looked at.</summary>
    public const int BytesMax = 8 * 1024 * 1024;

    /// <summary>Reads a file (steps V1 and V22, as far as the form goes).</summary>
    /// <param name="bytes">The whole file; hostile bytes are refused, never thrown about.</param>
    /// <param name="proof">What it says.</param>
    /// <param name="fault">Why it is refused, when it is.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out SettlementProof? proof,
        [NotNullWhen(false)] out ProofFault? fault)
    {
        proof = null;
        fault = TlogProofFile.CheckLimits(bytes, BytesMax);
        if (fault is not null)
        {
            return false;
        }

        var read = SettlementProofReader.ReadOrNull(bytes, out var reason);
        if (read is not null && !read.ToBytes().AsSpan().SequenceEqual(bytes))
        {
            reason = "the file is not spelled as it would be written";
            read = null;
        }

        proof = read;
        fault = read is null ? new ProofFault(ProofStep.SettlementFile, reason) : null;
        return read is not null;
    }

    /// <summary>The whole file, in its one spelling.</summary>
    /// <exception cref="System.Text.EncoderFallbackException">A text holds half of a surrogate pair.</exception>
    public byte[] ToBytes() => SettlementProofWriter.Write(this);
}

/// <summary>Why a settlement failed (spec/entries.md).</summary>
/// <param name="Category">The hundred of the code.</param>
/// <param name="Code">The outcome code.</param>
/// <param name="Stage">How far it had come: 0 initiated to 5 completing.</param>
/// <param name="Attempt">1 so far.</param>
public readonly record struct FailureReason(int Category, int Code, int Stage, int Attempt);

/// <summary>Where the entry stands in the log.</summary>
/// <param name="Origin">The log.</param>
/// <param name="BlockNo">The entry's block.</param>
/// <param name="Index">The entry's place.</param>
/// <param name="Size">Entries under the checkpoint of the proof.</param>
/// <param name="Root">The root of that checkpoint.</param>
public sealed record BlockReference(string Origin, long BlockNo, long Index, long Size, Hash32 Root);
