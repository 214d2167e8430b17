using System.Globalization;
using System.Numerics;

namespace VeritasVault.Page.Tests;

/// <summary>
/// Points of edwards25519 in plain affine coordinates: slow, short, and nothing in common with the page's code.
/// </summary>
internal static class EdwardsCurve
{
    private static readonly BigInteger P = (BigInteger.One << 255) - 19;
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));

    public static BigInteger Order { get; } = (BigInteger.One << 252)
        + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);

    /// <summary>Canonical, on the curve, not the identity, without torsion.</summary>
    public static bool IsValidKey(byte[] bytes) =>
        Decode(bytes) is { } point && point != (0, 1) && Multiply(point, Order) == (0, 1);

    /// <summary>Canonical, on the curve, and not one of the eight points of small order.</summary>
    public static bool IsValidR(byte[] bytes) => Decode(bytes) is { } point && Multiply(point, 8) != (0, 1);

    public static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static (BigInteger X, BigInteger Y)? Decode(byte[] bytes)
    {
        var odd = bytes[31] >> 7 == 1;
        var y = Number(bytes) & ((BigInteger.One << 255) - 1);
        var square = Mod((y * y - 1) * Inverse(D * y * y + 1));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod(x * x) != square)
        {
            x = Mod(x * BigInteger.ModPow(2, (P - 1) / 4, P));
        }

        if (y >= P || Mod(x * x) != square || (x.IsZero && odd))
        {
            return null;
        }

        return (x.IsEven == odd ? P - x : x, y);
    }

    private static (BigInteger X, BigInteger Y) Multiply((BigInteger X, BigInteger Y) point, BigInteger factor)
    {
        var sum = (X: BigInteger.Zero, Y: BigInteger.One);
        for (var bit = (int)factor.GetBitLength() - 1; bit >= 0; bit--)
        {
            sum = Add(sum, sum);
            if (!((factor >> bit) & 1).IsZero)
            {
                sum = Add(sum, point);
            }
        }

        return sum;
    }

    private static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) a, (BigInteger X, BigInteger Y) b)
    {
        var k = Mod(D * a.X * b.X * a.Y * b.Y);
        return (
            Mod((a.X * b.Y + a.Y * b.X) * Inverse(1 + k)),
            Mod((a.Y * b.Y + a.X * b.X) * Inverse(1 - k)));
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    private static BigInteger Mod(BigInteger value) => ((value % P) + P) % P;
}
