using System.Numerics;

namespace VeritasVault.Proofs.Tests;

/// <summary>
/// The curve of Ed25519 (RFC 8032, section 5.1) in big integers and affine coordinates: slow, and nothing in common
/// with the library that the product uses.
/// </summary>
internal readonly record struct EdwardsPoint(BigInteger X, BigInteger Y)
{
    public static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    public static readonly BigInteger L =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));

    public static EdwardsPoint Identity => new(0, 1);

    /// <summary>The point of a canonical encoding; null for any other.</summary>
    public static EdwardsPoint? DecodeOrNull(ReadOnlySpan<byte> encoding)
    {
        var sign = encoding[31] >> 7;
        byte[] bytes = [.. encoding[..31], (byte)(encoding[31] & 0x7f)];
        var y = new BigInteger(bytes, isUnsigned: true);
        if (y >= P)
        {
            return null;
        }

        var square = Mod(((y * y) - 1) * Inverse((D * y * y) + 1));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod(x * x) != square)
        {
            x = Mod(x * BigInteger.ModPow(2, (P - 1) / 4, P));
        }

        if (Mod(x * x) != square || (x.IsZero && sign == 1))
        {
            return null;
        }

        return new EdwardsPoint(x.IsEven == (sign == 0) ? x : P - x, y);
    }

    public EdwardsPoint Add(EdwardsPoint other)
    {
        var product = Mod(D * X * other.X * Y * other.Y);
        return new EdwardsPoint(
            Mod(((X * other.Y) + (Y * other.X)) * Inverse(1 + product)),
            Mod(((Y * other.Y) + (X * other.X)) * Inverse(1 - product)));
    }

    public EdwardsPoint Times(BigInteger factor)
    {
        var (sum, power) = (Identity, this);
        for (; !factor.IsZero; factor >>= 1)
        {
            sum = factor.IsEven ? sum : sum.Add(power);
            power = power.Add(power);
        }

        return sum;
    }

    private static BigInteger Mod(BigInteger number)
    {
        var rest = number % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(Mod(number), P - 2, P);
}
