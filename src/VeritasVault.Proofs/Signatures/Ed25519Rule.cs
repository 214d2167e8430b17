using System.Buffers.Binary;

namespace VeritasVault.Proofs;

/// <summary>
/// The part of our Ed25519 rule that needs no curve arithmetic, for every implementation to check before its own.
/// The rule: the public key is a canonical encoding of a point of the prime-order subgroup and not the identity; S
/// &lt; L; R is canonical and not of small order; S·B = R + k·A without cofactor (the equation of ref10, RFC 8032
/// section 5.1.7 in its strict form). Implementations that multiply by the cofactor must check in addition that R is
/// free of torsion. Then all families of implementations accept the same signatures.
/// </summary>
public static class Ed25519Rule
{
    /// <summary>Bytes of a public key.</summary>
    public const int PublicKeySize = 32;

    /// <summary>Bytes of a signature: R, then S.</summary>
    public const int SignatureSize = 64;

    /// <summary>Bytes of a private seed.</summary>
    public const int SeedSize = 32;

    private const int PointSize = 32;

    // Little-endian, as on the wire. p = 2^255 - 19; L = 2^252 + 27742317777372353535851937790883648493.
    private static readonly byte[] FieldPrime =
        Convert.FromHexString("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    private static readonly byte[] GroupOrder =
        Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

    // The y of the eight points whose order divides 8: 1 (order 1), -1 (2), 0 (4), and two values of order 8.
    private static readonly byte[][] SmallOrderY =
    [
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    ];

    /// <summary>64 bytes, S &lt; L, and R an encoding with y &lt; p of a point that is not of small order.</summary>
    public static bool HasGoodForm(ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureSize || !IsBelow(signature[PointSize..], GroupOrder))
        {
            return false;
        }

        // The sign of x takes the highest bit.
        Span<byte> y = stackalloc byte[PointSize];
        signature[..PointSize].CopyTo(y);
        y[PointSize - 1] &= 0x7f;
        return IsBelow(y, FieldPrime) && !IsOfSmallOrder(y);
    }

    private static bool IsOfSmallOrder(ReadOnlySpan<byte> y)
    {
        foreach (var small in SmallOrderY)
        {
            if (y.SequenceEqual(small))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBelow(ReadOnlySpan<byte> number, ReadOnlySpan<byte> bound)
    {
        for (var word = PointSize - sizeof(ulong); word >= 0; word -= sizeof(ulong))
        {
            var left = BinaryPrimitives.ReadUInt64LittleEndian(number[word..]);
            var right = BinaryPrimitives.ReadUInt64LittleEndian(bound[word..]);
            if (left != right)
            {
                return left < right;
            }
        }

        return false;
    }
}
