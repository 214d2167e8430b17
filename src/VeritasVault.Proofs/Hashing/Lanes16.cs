using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VeritasVault.Proofs;

/// <summary>16 lanes by AVX-512, which rotates in one step and has any function of three bits.</summary>
internal readonly struct Lanes16 : ILanes<Vector512<uint>>
{
    public static int Count => 16;

    public static bool HasManyRegisters => true;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    public static Vector512<uint> Splat(uint word) => Vector512.Create(word);

    public static Vector512<uint> Add(Vector512<uint> x, Vector512<uint> y) => x + y;

    public static Vector512<uint> And(Vector512<uint> x, Vector512<uint> y) => x & y;

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

    // The words of four blocks at a time are mirrored within each 16 bytes, then the 16 bytes of four such groups
    // across the vector; all of it stays in registers.
    public static void Load(ref readonly byte bytes, ReadOnlySpan<int> offsets, Span<Vector512<uint>> words)
    {
        offsets = offsets[..16];
        words = words[..16];
        var (a0, a1, a2, a3) = Mirrored(
            Row(in bytes, offsets[0]), Row(in bytes, offsets[1]), Row(in bytes, offsets[2]), Row(in bytes, offsets[3]));
        var (b0, b1, b2, b3) = Mirrored(
            Row(in bytes, offsets[4]), Row(in bytes, offsets[5]), Row(in bytes, offsets[6]), Row(in bytes, offsets[7]));
        var (c0, c1, c2, c3) = Mirrored(
            Row(in bytes, offsets[8]),
            Row(in bytes, offsets[9]),
            Row(in bytes, offsets[10]),
            Row(in bytes, offsets[11]));
        var (d0, d1, d2, d3) = Mirrored(
            Row(in bytes, offsets[12]),
            Row(in bytes, offsets[13]),
            Row(in bytes, offsets[14]),
            Row(in bytes, offsets[15]));
        (words[0], words[4], words[8], words[12]) = Crossed(a0, b0, c0, d0);
        (words[1], words[5], words[9], words[13]) = Crossed(a1, b1, c1, d1);
        (words[2], words[6], words[10], words[14]) = Crossed(a2, b2, c2, d2);
        (words[3], words[7], words[11], words[15]) = Crossed(a3, b3, c3, d3);
    }

    public static void Store(ReadOnlySpan<Vector512<uint>> state, Span<byte> hashes)
    {
        state = state[..8];
        hashes = hashes[..(16 * Hash32.Size)];
        for (var half = 0; half < 2; half++)
        {
            var (x0, x1, x2, x3) = Mirrored(
                SwapBytes(state[4 * half]),
                SwapBytes(state[(4 * half) + 1]),
                SwapBytes(state[(4 * half) + 2]),
                SwapBytes(state[(4 * half) + 3]));
            ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(hashes), half * (Hash32.Size / 2));
            Spread(x0, ref to, 0);
            Spread(x1, ref to, Hash32.Size);
            Spread(x2, ref to, 2 * Hash32.Size);
            Spread(x3, ref to, 3 * Hash32.Size);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Row(ref readonly byte bytes, int offset) =>
        SwapBytes(Vector512.LoadUnsafe(in bytes, unchecked((nuint)(uint)offset)).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> SwapBytes(Vector512<uint> x) => Avx512BW.Shuffle(
        x.AsByte(),
        Vector512.Create(
            0x00010203u, 0x04050607, 0x08090A0B, 0x0C0D0E0F, 0x00010203, 0x04050607, 0x08090A0B, 0x0C0D0E0F,
            0x00010203, 0x04050607, 0x08090A0B, 0x0C0D0E0F, 0x00010203, 0x04050607, 0x08090A0B, 0x0C0D0E0F).AsByte())
        .AsUInt32();

    // The words as a 4x4 matrix in each four lanes, mirrored.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<uint> X0, Vector512<uint> X1, Vector512<uint> X2, Vector512<uint> X3) Mirrored(
        Vector512<uint> x0, Vector512<uint> x1, Vector512<uint> x2, Vector512<uint> x3)
    {
        var low01 = Avx512F.UnpackLow(x0, x1).AsUInt64();
        var low23 = Avx512F.UnpackLow(x2, x3).AsUInt64();
        var high01 = Avx512F.UnpackHigh(x0, x1).AsUInt64();
        var high23 = Avx512F.UnpackHigh(x2, x3).AsUInt64();
        return (
            Avx512F.UnpackLow(low01, low23).AsUInt32(),
            Avx512F.UnpackHigh(low01, low23).AsUInt32(),
            Avx512F.UnpackLow(high01, high23).AsUInt32(),
            Avx512F.UnpackHigh(high01, high23).AsUInt32());
    }

    // The 16 bytes as a 4x4 matrix, mirrored.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<uint> X0, Vector512<uint> X1, Vector512<uint> X2, Vector512<uint> X3) Crossed(
        Vector512<uint> x0, Vector512<uint> x1, Vector512<uint> x2, Vector512<uint> x3)
    {
        var even01 = Avx512F.Shuffle4x128(x0, x1, 0x88);
        var odd01 = Avx512F.Shuffle4x128(x0, x1, 0xDD);
        var even23 = Avx512F.Shuffle4x128(x2, x3, 0x88);
        var odd23 = Avx512F.Shuffle4x128(x2, x3, 0xDD);
        return (
            Avx512F.Shuffle4x128(even01, even23, 0x88),
            Avx512F.Shuffle4x128(odd01, odd23, 0x88),
            Avx512F.Shuffle4x128(even01, even23, 0xDD),
            Avx512F.Shuffle4x128(odd01, odd23, 0xDD));
    }

    // Half of the hashes of lanes 0, 4, 8 and 12 from where they are told on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(Vector512<uint> x, ref byte bytes, nuint from)
    {
        const int Stride = 4 * Hash32.Size;
        var (low, high) = (x.GetLower(), x.GetUpper());
        low.GetLower().AsByte().StoreUnsafe(ref bytes, from);
        low.GetUpper().AsByte().StoreUnsafe(ref bytes, unchecked(from + Stride));
        high.GetLower().AsByte().StoreUnsafe(ref bytes, unchecked(from + (2 * Stride)));
        high.GetUpper().AsByte().StoreUnsafe(ref bytes, unchecked(from + (3 * Stride)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Xor(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) =>
        Avx512F.TernaryLogic(x, y, z, 0x96);
}
