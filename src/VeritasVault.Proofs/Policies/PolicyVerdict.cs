namespace VeritasVault.Proofs;

/// <summary>How a checkpoint satisfies a policy.</summary>
/// <param name="Log">The key of the log that signed it.</param>
/// <param name="Cosigners">The witnesses of the policy whose cosignatures count, with what time each states.</param>
/// <param name="Witnessed">Whether a quorum was asked for; false for <c>quorum none</c>.</param>
public sealed record PolicyVerdict(NoteKey Log, IReadOnlyList<GoodSignature> Cosigners, bool Witnessed)
{
    /// <summary>
    /// The least time that a cosigner states, in seconds since 1970-01-01T00:00:00Z: the checkpoint existed then. Null
    /// when none cosigned.
    /// </summary>
    public long? LeastTimeSeconds => Cosigners.Min(signature => (long?)signature.TimeSeconds);
}
