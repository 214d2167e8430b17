using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VeritasVault.Proofs;

/// <summary>8 lanes by AVX-512VL: <see cref="Lanes8"/> with rotations, for few messages where there are
/// 16 lanes.</summary>
internal readonly struct Lanes8Rotating : ILanes<Vector256<uint>>
{
    public static int Count => Lanes8.Count;

    public static bool HasManyRegisters => true;

    public static bool IsSupported => Lanes8.IsSupported && Avx512F.VL.IsSupported;

    public static Vector256<uint> Splat(uint word) => Lanes8.Splat(word);

    public static Vector256<uint> Add(Vector256<uint> x, Vector256<uint> y) => x + y;

    public static Vector256<uint> And(Vector256<uint> x, Vector256<uint> y) => x & y;

    public static Vector256<uint> Greater(Vector256<uint> x, Vector256<uint> y) => Lanes8.Greater(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Choose(Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) =>
        Avx512F.VL.TernaryLogic(x, y, z, 0xCA);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Majority(Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) =>
        Avx512F.VL.TernaryLogic(x, y, z, 0xE8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> BigSigma0(Vector256<uint> x) => Xor(
        Avx512F.VL.RotateRight(x, 2), Avx512F.VL.RotateRight(x, 13), Avx512F.VL.RotateRight(x, 22));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> BigSigma1(Vector256<uint> x) => Xor(
        Avx512F.VL.RotateRight(x, 6), Avx512F.VL.RotateRight(x, 11), Avx512F.VL.RotateRight(x, 25));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> SmallSigma0(Vector256<uint> x) => Xor(
        Avx512F.VL.RotateRight(x, 7), Avx512F.VL.RotateRight(x, 18), x >>> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> SmallSigma1(Vector256<uint> x) => Xor(
        Avx512F.VL.RotateRight(x, 17), Avx512F.VL.RotateRight(x, 19), x >>> 10);

    public static Vector256<uint> MovedByOne(Vector256<uint> before, Vector256<uint> word) =>
        Lanes8.MovedByOne(before, word);

    public static void Load(ref readonly byte bytes, ReadOnlySpan<int> offsets, Span<Vector256<uint>> words) =>
        Lanes8.Load(in bytes, offsets, words);

    public static void Store(ReadOnlySpan<Vector256<uint>> state, Span<byte> hashes) => Lanes8.Store(state, hashes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Xor(Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) =>
        Avx512F.VL.TernaryLogic(x, y, z, 0x96);
}
