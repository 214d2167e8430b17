using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VeritasVault.Proofs;

/// <summary>8 lanes by AVX2.</summary>
internal readonly struct Lanes8 : ILanes<Vector256<uint>>
{
    public static int Count => 8;

    public static bool HasManyRegisters => false;

    public static bool IsSupported => Vector256.IsHardwareAccelerated && Avx2.IsSupported;

    public static Vector256<uint> Splat(uint word) => Vector256.Create(word);

    public static Vector256<uint> Add(Vector256<uint> x, Vector256<uint> y) => x + y;

    public static Vector256<uint> And(Vector256<uint> x, Vector256<uint> y) => x & y;

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

    public static void Load(ref readonly byte bytes, ReadOnlySpan<int> offsets, Span<Vector256<uint>> words)
    {
        offsets = offsets[..8];
        words = words[..16];
        for (var half = 0; half < 2; half++)
        {
            ref readonly var from = ref Unsafe.Add(ref Unsafe.AsRef(in bytes), half * Vector256<byte>.Count);
            var (a0, a1, a2, a3) = Mirrored(
                Row(in from, offsets[0]), Row(in from, offsets[1]), Row(in from, offsets[2]), Row(in from, offsets[3]));
            var (b0, b1, b2, b3) = Mirrored(
                Row(in from, offsets[4]), Row(in from, offsets[5]), Row(in from, offsets[6]), Row(in from, offsets[7]));
            var of = words.Slice(half * 8, 8);
            (of[0], of[4]) = Crossed(a0, b0);
            (of[1], of[5]) = Crossed(a1, b1);
            (of[2], of[6]) = Crossed(a2, b2);
            (of[3], of[7]) = Crossed(a3, b3);
        }
    }

    public static void Store(ReadOnlySpan<Vector256<uint>> state, Span<byte> hashes)
    {
        state = state[..8];
        hashes = hashes[..(8 * Hash32.Size)];
        var (a0, a1, a2, a3) = Mirrored(
            SwapBytes(state[0]), SwapBytes(state[1]), SwapBytes(state[2]), SwapBytes(state[3]));
        var (b0, b1, b2, b3) = Mirrored(
            SwapBytes(state[4]), SwapBytes(state[5]), SwapBytes(state[6]), SwapBytes(state[7]));
        var made = MemoryMarshal.Cast<byte, Vector256<uint>>(hashes);
        (made[0], made[4]) = Crossed(a0, b0);
        (made[1], made[5]) = Crossed(a1, b1);
        (made[2], made[6]) = Crossed(a2, b2);
        (made[3], made[7]) = Crossed(a3, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Row(ref readonly byte bytes, int offset) =>
        SwapBytes(Vector256.LoadUnsafe(in bytes, unchecked((nuint)(uint)offset)).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> SwapBytes(Vector256<uint> x) => Avx2.Shuffle(
        x.AsByte(),
        Vector256.Create(
            0x00010203u, 0x04050607, 0x08090A0B, 0x0C0D0E0F, 0x00010203, 0x04050607, 0x08090A0B, 0x0C0D0E0F).AsByte())
        .AsUInt32();

    // The words as a 4x4 matrix in each four lanes, mirrored.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint> X0, Vector256<uint> X1, Vector256<uint> X2, Vector256<uint> X3) Mirrored(
        Vector256<uint> x0, Vector256<uint> x1, Vector256<uint> x2, Vector256<uint> x3)
    {
        var low01 = Avx2.UnpackLow(x0, x1).AsUInt64();
        var low23 = Avx2.UnpackLow(x2, x3).AsUInt64();
        var high01 = Avx2.UnpackHigh(x0, x1).AsUInt64();
        var high23 = Avx2.UnpackHigh(x2, x3).AsUInt64();
        return (
            Avx2.UnpackLow(low01, low23).AsUInt32(),
            Avx2.UnpackHigh(low01, low23).AsUInt32(),
            Avx2.UnpackLow(high01, high23).AsUInt32(),
            Avx2.UnpackHigh(high01, high23).AsUInt32());
    }

    // The 16 bytes as a 2x2 matrix, mirrored.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint> X0, Vector256<uint> X1) Crossed(Vector256<uint> x0, Vector256<uint> x1) =>
        (Avx2.Permute2x128(x0, x1, 0x20), Avx2.Permute2x128(x0, x1, 0x31));
}
