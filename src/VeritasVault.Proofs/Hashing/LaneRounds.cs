using System.Runtime.CompilerServices;

namespace VeritasVault.Proofs;

/// <summary>
/// The compression function of SHA-256 (FIPS 180-4, sections 4.1.2, 4.2.2, 5.3.3 and 6.2.2) on one block of every lane.
/// </summary>
internal static class LaneRounds<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : struct, ILanes<TVector>
{
    public const int WordsPerBlock = 16;
    public const int StateWords = 8;
    public const int Rounds = 64;

    private static ReadOnlySpan<uint> Constants =>
    [
        0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
        0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
        0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
        0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
        0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
        0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
        0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
        0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
    ];

    private static ReadOnlySpan<uint> Initial =>
    [
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
    ];

    /// <summary>The state before the first block.</summary>
    public static void Begin(Span<TVector> state)
    {
        for (var i = 0; i < StateWords; i++)
        {
            state[i] = TLanes.Splat(Initial[i]);
        }
    }

    /// <summary>Adds a block to the state of those lanes whose bits in <paramref name="active"/> are set.</summary>
    /// <param name="state">8 words, brought on.</param>
    /// <param name="words">The block's 16 words, and room for <see cref="Rounds"/>: they are overwritten.</param>
    /// <param name="active">Chooses lanes.</param>
    public static void Compress(Span<TVector> state, Span<TVector> words, TVector active)
    {
        if (TLanes.HasManyRegisters)
        {
            CompressInRegisters(state, words, active);
        }
        else
        {
            CompressInMemory(state, words[..Rounds], active);
        }
    }

    // With 16 registers the state and what a round needs are all that fits: the words of all rounds are made first.
    private static void CompressInMemory(Span<TVector> state, Span<TVector> words, TVector active)
    {
        for (var i = WordsPerBlock; i < words.Length; i++)
        {
            words[i] = Next(words[i - 16], words[i - 15], words[i - 7], words[i - 2]);
        }

        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var k = Constants; !k.IsEmpty; k = k[StateWords..])
        {
            var w = words[^k.Length..][..StateWords];
            Round(a, b, c, ref d, e, f, g, ref h, w[0], k[0]);
            Round(h, a, b, ref c, d, e, f, ref g, w[1], k[1]);
            Round(g, h, a, ref b, c, d, e, ref f, w[2], k[2]);
            Round(f, g, h, ref a, b, c, d, ref e, w[3], k[3]);
            Round(e, f, g, ref h, a, b, c, ref d, w[4], k[4]);
            Round(d, e, f, ref g, h, a, b, ref c, w[5], k[5]);
            Round(c, d, e, ref f, g, h, a, ref b, w[6], k[6]);
            Round(b, c, d, ref e, f, g, h, ref a, w[7], k[7]);
        }

        Add(state, active, a, b, c, d, e, f, g, h);
    }

    private static void CompressInRegisters(Span<TVector> state, ReadOnlySpan<TVector> words, TVector active)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        var (w0, w1, w2, w3) = (words[0], words[1], words[2], words[3]);
        var (w4, w5, w6, w7) = (words[4], words[5], words[6], words[7]);
        var (w8, w9, w10, w11) = (words[8], words[9], words[10], words[11]);
        var (w12, w13, w14, w15) = (words[12], words[13], words[14], words[15]);
        for (var k = Constants; ; k = k[WordsPerBlock..])
        {
            Round(a, b, c, ref d, e, f, g, ref h, w0, k[0]);
            Round(h, a, b, ref c, d, e, f, ref g, w1, k[1]);
            Round(g, h, a, ref b, c, d, e, ref f, w2, k[2]);
            Round(f, g, h, ref a, b, c, d, ref e, w3, k[3]);
            Round(e, f, g, ref h, a, b, c, ref d, w4, k[4]);
            Round(d, e, f, ref g, h, a, b, ref c, w5, k[5]);
            Round(c, d, e, ref f, g, h, a, ref b, w6, k[6]);
            Round(b, c, d, ref e, f, g, h, ref a, w7, k[7]);
            Round(a, b, c, ref d, e, f, g, ref h, w8, k[8]);
            Round(h, a, b, ref c, d, e, f, ref g, w9, k[9]);
            Round(g, h, a, ref b, c, d, e, ref f, w10, k[10]);
            Round(f, g, h, ref a, b, c, d, ref e, w11, k[11]);
            Round(e, f, g, ref h, a, b, c, ref d, w12, k[12]);
            Round(d, e, f, ref g, h, a, b, ref c, w13, k[13]);
            Round(c, d, e, ref f, g, h, a, ref b, w14, k[14]);
            Round(b, c, d, ref e, f, g, h, ref a, w15, k[15]);
            if (k.Length == WordsPerBlock)
            {
                break;
            }

            w0 = Next(w0, w1, w9, w14);
            w1 = Next(w1, w2, w10, w15);
            w2 = Next(w2, w3, w11, w0);
            w3 = Next(w3, w4, w12, w1);
            w4 = Next(w4, w5, w13, w2);
            w5 = Next(w5, w6, w14, w3);
            w6 = Next(w6, w7, w15, w4);
            w7 = Next(w7, w8, w0, w5);
            w8 = Next(w8, w9, w1, w6);
            w9 = Next(w9, w10, w2, w7);
            w10 = Next(w10, w11, w3, w8);
            w11 = Next(w11, w12, w4, w9);
            w12 = Next(w12, w13, w5, w10);
            w13 = Next(w13, w14, w6, w11);
            w14 = Next(w14, w15, w7, w12);
            w15 = Next(w15, w0, w8, w13);
        }

        Add(state, active, a, b, c, d, e, f, g, h);
    }

    private static void Add(
        Span<TVector> state,
        TVector active,
        TVector a,
        TVector b,
        TVector c,
        TVector d,
        TVector e,
        TVector f,
        TVector g,
        TVector h)
    {
        state[0] = TLanes.Add(state[0], TLanes.And(active, a));
        state[1] = TLanes.Add(state[1], TLanes.And(active, b));
        state[2] = TLanes.Add(state[2], TLanes.And(active, c));
        state[3] = TLanes.Add(state[3], TLanes.And(active, d));
        state[4] = TLanes.Add(state[4], TLanes.And(active, e));
        state[5] = TLanes.Add(state[5], TLanes.And(active, f));
        state[6] = TLanes.Add(state[6], TLanes.And(active, g));
        state[7] = TLanes.Add(state[7], TLanes.And(active, h));
    }

    /// <summary>One round. The other six variables only change their names, which the caller does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        TVector a,
        TVector b,
        TVector c,
        ref TVector d,
        TVector e,
        TVector f,
        TVector g,
        ref TVector h,
        TVector word,
        uint constant)
    {
        var known = TLanes.Add(h, TLanes.Add(word, TLanes.Splat(constant)));
        var first = TLanes.Add(TLanes.Add(known, TLanes.Choose(e, f, g)), TLanes.BigSigma1(e));
        var second = TLanes.Add(TLanes.BigSigma0(a), TLanes.Majority(a, b, c));
        d = TLanes.Add(d, first);
        h = TLanes.Add(first, second);
    }

    /// <summary>The word of the schedule that takes the place of the one 16 before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Next(TVector before16, TVector before15, TVector before7, TVector before2) => TLanes.Add(
        TLanes.Add(before16, TLanes.SmallSigma0(before15)), TLanes.Add(before7, TLanes.SmallSigma1(before2)));
}
