using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VeritasVault.Proofs;

/// <summary>8 lanes by AVX2.</summary>
internal readonly struct Lanes8 : ILanes<Vector256<uint>>
{
    public static int Count => 8;

    public static bool IsSupported => Vector256.IsHardwareAccelerated && Avx2.IsSupported;

    /// <summary>Where the bytes of turned words come from, in each 16 bytes.</summary>
    internal static Vector256<byte> TurnedRound => Vector256.Create(
        (byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12,
        3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);

    public static Vector256<uint> Splat(uint word) => Vector256.Create(word);

    public static Vector256<uint> Add(Vector256<uint> x, Vector256<uint> y) => x + y;

    public static Vector256<uint> And(Vector256<uint> x, Vector256<uint> y) => x & y;

    public static Vector256<uint> Or(Vector256<uint> x, Vector256<uint> y) => x | y;

    public static Vector256<uint> Equal(Vector256<uint> x, Vector256<uint> y) => Vector256.Equals(x, y);

    public static Vector256<uint> Greater(Vector256<uint> x, Vector256<uint> y) => Vector256.GreaterThan(x, y);

    public static Vector256<uint> Choose(Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) => z ^ (x & (y ^ z));

    public static Vector256<uint> Majority(Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) =>
        y ^ ((x ^ y) & (y ^ z));

    // There is no rotation in AVX2. The two halves of one have no bit in common, so all six are joined by exclusive or.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> BigSigma0(Vector256<uint> x) =>
        (x >>> 2) ^ (x << 30) ^ (x >>> 13) ^ (x << 19) ^ (x >>> 22) ^ (x << 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> BigSigma1(Vector256<uint> x) =>
        (x >>> 6) ^ (x << 26) ^ (x >>> 11) ^ (x << 21) ^ (x >>> 25) ^ (x << 7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> SmallSigma0(Vector256<uint> x) =>
        (x >>> 7) ^ (x << 25) ^ (x >>> 18) ^ (x << 14) ^ (x >>> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> SmallSigma1(Vector256<uint> x) =>
        (x >>> 17) ^ (x << 15) ^ (x >>> 19) ^ (x << 13) ^ (x >>> 10);

    public static Vector256<uint> MovedByOne(Vector256<uint> before, Vector256<uint> word) =>
        (before << 24) | (word >>> 8);

    public static Vector256<uint> SwapBytes(Vector256<uint> x) => Avx2.Shuffle(x.AsByte(), TurnedRound).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Mirror(
        ref Vector256<uint> x0, ref Vector256<uint> x1, ref Vector256<uint> x2, ref Vector256<uint> x3)
    {
        var low01 = Avx2.UnpackLow(x0, x1).AsUInt64();
        var low23 = Avx2.UnpackLow(x2, x3).AsUInt64();
        var high01 = Avx2.UnpackHigh(x0, x1).AsUInt64();
        var high23 = Avx2.UnpackHigh(x2, x3).AsUInt64();
        x0 = Avx2.UnpackLow(low01, low23).AsUInt32();
        x1 = Avx2.UnpackHigh(low01, low23).AsUInt32();
        x2 = Avx2.UnpackLow(high01, high23).AsUInt32();
        x3 = Avx2.UnpackHigh(high01, high23).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Collect(ref readonly byte bytes, nuint from, nuint stride) => Vector256.Create(
        Vector128.LoadUnsafe(in bytes, from), Vector128.LoadUnsafe(in bytes, unchecked(from + stride))).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Spread(Vector256<uint> x, ref byte bytes, nuint from, nuint stride)
    {
        x.GetLower().AsByte().StoreUnsafe(ref bytes, from);
        x.GetUpper().AsByte().StoreUnsafe(ref bytes, unchecked(from + stride));
    }
}
