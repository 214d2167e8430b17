namespace VeritasVault.Proofs;

/// <summary>What a verifier says of a file.</summary>
public enum VerificationOutcome
{
    /// <summary>Every step passed.</summary>
    Valid,

    /// <summary>A step failed.</summary>
    Invalid,

    /// <summary>The log signed two trees which cannot both be true.</summary>
    SplitView,
}

/// <summary>
/// The answer of a verification (spec/verification.md). What was opened is there as far as the steps had come; only
/// where the outcome is valid does anything vouch for it.
/// </summary>
/// <param name="Outcome">The answer.</param>
/// <param name="Line">The answer as one line, the same from every verifier but for the wording of reasons.</param>
public sealed record VerificationResult(VerificationOutcome Outcome, string Line)
{
    /// <summary>The step that failed and why; null when the outcome is valid.</summary>
    public ProofFault? Fault { get; init; }

    /// <summary>The two checkpoints of a split view; null otherwise.</summary>
    public SplitView? Split { get; init; }

    /// <summary>The steps that passed, in their order.</summary>
    public IReadOnlyList<ProofStep> Passed { get; init; } = [];

    /// <summary>What the verdict adds to VALID: what could not be checked in part, and which keys were reset.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The entry that is proven.</summary>
    public LogEntry? Entry { get; init; }

    /// <summary>The checkpoint that proves it.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>
    /// The signed checkpoint, as it stands in the file: what a verifier remembers once it accepted the file. Empty
    /// where the steps did not come so far.
    /// </summary>
    public ReadOnlyMemory<byte> CheckpointNote { get; init; }

    /// <summary>Who signed the checkpoint.</summary>
    public PolicyVerdict? Signers { get; init; }

    /// <summary>The settlement file; null for a tlog-proof alone.</summary>
    public SettlementProof? Settlement { get; init; }

    /// <summary>The block's own entry, where the file proves it.</summary>
    public BlockEntry? Header { get; init; }

    /// <summary>Opened legs with an authoriser whose signature was verified.</summary>
    public int SignedLegs { get; init; }

    /// <summary>Whether the remembered checkpoint and the file's were found to be of one history.</summary>
    public bool IsConsistentWithRemembered { get; init; }
}

/// <summary>Two signed checkpoints of one log which cannot both be true: evidence for anybody.</summary>
/// <param name="First">The one that was known, a signed note.</param>
/// <param name="Second">The one that contradicts it, a signed note.</param>
/// <param name="Proof">
/// The consistency file by which they contradict each other; null where they are of one size.
/// </param>
public sealed record SplitView(
    ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second, ReadOnlyMemory<byte>? Proof);

/// <summary>What a verifier knows besides the file.</summary>
/// <param name="Clock">For judging the times of witnesses.</param>
public sealed record VerifierKnowledge(WitnessClock Clock)
{
    /// <summary>Nothing.</summary>
    public static VerifierKnowledge None { get; } = new(WitnessClock.None);

    /// <summary>The last checkpoint of the log that the verifier accepted, a signed note; null: none.</summary>
    public ReadOnlyMemory<byte>? Remembered { get; init; }

    /// <summary>
    /// A consistency file between the remembered checkpoint and the file's, whichever is older; null: none, and then
    /// the one in the settlement file is used if it fits.
    /// </summary>
    public ReadOnlyMemory<byte>? Consistency { get; init; }
}
