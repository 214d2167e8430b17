using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VeritasVault.Proofs;

/// <summary>16 lanes by AVX-512, which rotates in one step and has any function of three bits.</summary>
internal readonly struct Lanes16 : ILanes<Vector512<uint>>
{
    public static int Count => 16;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    public static Vector512<uint> Splat(uint word) => Vector512.Create(word);

    public static Vector512<uint> Add(Vector512<uint> x, Vector512<uint> y) => x + y;

    public static Vector512<uint> And(Vector512<uint> x, Vector512<uint> y) => x & y;

    public static Vector512<uint> Or(Vector512<uint> x, Vector512<uint> y) => x | y;

    public static Vector512<uint> Equal(Vector512<uint> x, Vector512<uint> y) => Vector512.Equals(x, y);

    public static Vector512<uint> Greater(Vector512<uint> x, Vector512<uint> y) => Vector512.GreaterThan(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Choose(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) =>
        Avx512F.TernaryLogic(x, y, z, 0xCA);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Majority(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) =>
        Avx512F.TernaryLogic(x, y, z, 0xE8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> BigSigma0(Vector512<uint> x) => Xor(
        Avx512F.RotateRight(x, 2), Avx512F.RotateRight(x, 13), Avx512F.RotateRight(x, 22));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> BigSigma1(Vector512<uint> x) => Xor(
        Avx512F.RotateRight(x, 6), Avx512F.RotateRight(x, 11), Avx512F.RotateRight(x, 25));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> SmallSigma0(Vector512<uint> x) => Xor(
        Avx512F.RotateRight(x, 7), Avx512F.RotateRight(x, 18), x >>> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> SmallSigma1(Vector512<uint> x) => Xor(
        Avx512F.RotateRight(x, 17), Avx512F.RotateRight(x, 19), x >>> 10);

    public static Vector512<uint> MovedByOne(Vector512<uint> before, Vector512<uint> word) =>
        (before << 24) | (word >>> 8);

    public static Vector512<uint> SwapBytes(Vector512<uint> x) => Avx512BW.Shuffle(
        x.AsByte(), Vector512.Create(Lanes8.TurnedRound, Lanes8.TurnedRound)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Mirror(
        ref Vector512<uint> x0, ref Vector512<uint> x1, ref Vector512<uint> x2, ref Vector512<uint> x3)
    {
        var low01 = Avx512F.UnpackLow(x0, x1).AsUInt64();
        var low23 = Avx512F.UnpackLow(x2, x3).AsUInt64();
        var high01 = Avx512F.UnpackHigh(x0, x1).AsUInt64();
        var high23 = Avx512F.UnpackHigh(x2, x3).AsUInt64();
        x0 = Avx512F.UnpackLow(low01, low23).AsUInt32();
        x1 = Avx512F.UnpackHigh(low01, low23).AsUInt32();
        x2 = Avx512F.UnpackLow(high01, high23).AsUInt32();
        x3 = Avx512F.UnpackHigh(high01, high23).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Collect(ref readonly byte bytes, nuint from, nuint stride) =>
        Vector512.Create(
            Lanes8.Collect(in bytes, from, stride), Lanes8.Collect(in bytes, unchecked(from + (2 * stride)), stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Spread(Vector512<uint> x, ref byte bytes, nuint from, nuint stride)
    {
        Lanes8.Spread(x.GetLower(), ref bytes, from, stride);
        Lanes8.Spread(x.GetUpper(), ref bytes, unchecked(from + (2 * stride)), stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Xor(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) =>
        Avx512F.TernaryLogic(x, y, z, 0x96);
}
