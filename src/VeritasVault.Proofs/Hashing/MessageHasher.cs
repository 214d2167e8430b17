using System.Runtime.Intrinsics;

namespace VeritasVault.Proofs;

/// <summary>The message hashers of this machine; all make the same hashes.</summary>
public static class MessageHasher
{
    /// <summary>
    /// The fastest one: 16 messages side by side with AVX-512, 8 with AVX2, one after the other elsewhere.
    /// </summary>
    public static IMessageHasher Best { get; } = Lanes16.IsSupported && Lanes8Rotating.IsSupported
        ? new LaneHasher(new HashLanes<Vector512<uint>, Lanes16>(), new HashLanes<Vector256<uint>, Lanes8Rotating>())
        : Lanes8.IsSupported
            ? new LaneHasher(new HashLanes<Vector256<uint>, Lanes8>(), new HashLanes<Vector256<uint>, Lanes8>())
            : Sha256Hasher.Instance;
}
