using System.Diagnostics.CodeAnalysis;

namespace VeritasVault.Proofs;

/// <summary>
/// Whom a verifier trusts: logs, witnesses, and how many of them must have cosigned (C2SP tlog-policy). Beyond that
/// text: the key of a witness stands in a policy once, under whatever names, and is not that of a log; logs may share a
/// key under different names.
/// </summary>
public sealed class TlogPolicy
{
    private readonly NoteKeyRing _keys;

    internal TlogPolicy(
        IReadOnlyList<NoteKey> logs,
        IReadOnlyList<PolicyMember.Witness> witnesses,
        PolicyMember? quorum,
        NoteKeyRing keys)
    {
        Logs = logs;
        Witnesses = witnesses;
        Quorum = quorum;
        _keys = keys;
    }

    /// <summary>Keys of the logs; the name of each is the origin of its checkpoints.</summary>
    public IReadOnlyList<NoteKey> Logs { get; }

    /// <summary>All witnesses, in the order of their lines.</summary>
    public IReadOnlyList<PolicyMember.Witness> Witnesses { get; }

    /// <summary>Who must have cosigned; null for <c>quorum none</c>.</summary>
    public PolicyMember? Quorum { get; }

    /// <summary>Reads a policy file.</summary>
    /// <param name="file">At most 64 KiB.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="reason">Why not, with the number of the line, when not.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> file, [NotNullWhen(true)] out TlogPolicy? policy, [NotNullWhen(false)] out string? reason) =>
        PolicyParser.TryParse(file, out policy, out reason);

    /// <summary>
    /// Judges a signed checkpoint (steps V4 to V7): the note is well formed, no signature of any key of the policy is
    /// bad, a log of the policy signed under its own name, and the quorum cosigned. A cosignature of time 0, of 2^63
    /// and above, in the future or too old is refused, whether the quorum needs it or not.
    /// </summary>
    /// <param name="note">The signed checkpoint.</param>
    /// <param name="clock">For judging the times.</param>
    /// <param name="verifier">Verifies by our rule.</param>
    /// <param name="checkpoint">The checkpoint, when it satisfies the policy.</param>
    /// <param name="verdict">How it does.</param>
    /// <param name="fault">Why not, when not.</param>
    public bool TryVerify(
        ReadOnlySpan<byte> note,
        WitnessClock clock,
        IEd25519Verifier verifier,
        [NotNullWhen(true)] out Checkpoint? checkpoint,
        [NotNullWhen(true)] out PolicyVerdict? verdict,
        [NotNullWhen(false)] out ProofFault? fault)
    {
        verdict = null;
        if (!TryVerifyLog(note, verifier, out var read, out var log, out var good, out fault)
            || !TryCount(good, clock, out var cosigners, out fault))
        {
            checkpoint = null;
            return false;
        }

        checkpoint = read;
        verdict = new PolicyVerdict(log, cosigners, Quorum is not null);
        return true;
    }

    /// <summary>
    /// Judges a signed checkpoint without asking for witnesses (steps V4 to V6): for one that was accepted before.
    /// </summary>
    /// <param name="note">The signed checkpoint.</param>
    /// <param name="verifier">Verifies by our rule.</param>
    /// <param name="checkpoint">The checkpoint, when a log of the policy signed it.</param>
    /// <param name="fault">Why not, when not.</param>
    public bool TryVerifyLog(
        ReadOnlySpan<byte> note,
        IEd25519Verifier verifier,
        [NotNullWhen(true)] out Checkpoint? checkpoint,
        [NotNullWhen(false)] out ProofFault? fault) =>
        TryVerifyLog(note, verifier, out checkpoint, out _, out _, out fault);

    private bool TryVerifyLog(
        ReadOnlySpan<byte> note,
        IEd25519Verifier verifier,
        [NotNullWhen(true)] out Checkpoint? checkpoint,
        [NotNullWhen(true)] out NoteKey? log,
        out IReadOnlyList<GoodSignature> good,
        [NotNullWhen(false)] out ProofFault? fault)
    {
        checkpoint = null;
        log = null;
        good = [];
        if (!SignedNote.TryParse(note, out var signed, out fault)
            || !Checkpoint.TryParse(signed.Text.Span, out var read, out fault)
            || !_keys.TryVerify(signed, verifier, out good, out fault))
        {
            return false;
        }

        log = good.FirstOrDefault(line => line.TimeSeconds is null && line.Key.Name == read.Origin)?.Key;
        checkpoint = log is null ? null : read;
        fault = log is null
            ? new ProofFault(ProofStep.LogSignature, "no log of the policy signed under the checkpoint's origin")
            : null;
        return log is not null;
    }

    private bool TryCount(
        IReadOnlyList<GoodSignature> good,
        WitnessClock clock,
        out List<GoodSignature> cosigners,
        [NotNullWhen(false)] out ProofFault? fault)
    {
        cosigners = [];
        foreach (var signature in good)
        {
            if (signature.TimeSeconds is not { } time)
            {
                continue;
            }

            if (time is 0 or > long.MaxValue || clock.IsInTheFuture((long)time) || clock.IsTooOld((long)time))
            {
                fault = Refuse($"the time of {signature.Key.Name} is 0, above 2^63-1, in the future or too old");
                return false;
            }

            cosigners.Add(signature);
        }

        var keys = cosigners.ConvertAll(signature => signature.Key);
        fault = Quorum is null || Quorum.IsSatisfied(keys)
            ? null
            : Refuse($"the quorum is not reached: {cosigners.Count} of {Witnesses.Count} witnesses count");
        return fault is null;
    }

    private static ProofFault Refuse(string reason) => new(ProofStep.Witnesses, reason);
}
