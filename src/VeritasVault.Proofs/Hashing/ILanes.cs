namespace VeritasVault.Proofs;

/// <summary>
/// What SHA-256 needs of a vector whose elements are lanes: lane i works on message i and no step crosses lanes, except
/// where blocks are laid across the lanes and hashes are taken out of them. Sums wrap, as FIPS 180-4 has them.
/// </summary>
/// <typeparam name="TVector">One 32-bit word of every lane.</typeparam>
internal interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Lanes; a multiple of four.</summary>
    static abstract int Count { get; }

    /// <summary>This machine computes them.</summary>
    static abstract bool IsSupported { get; }

    static abstract TVector Splat(uint word);

    static abstract TVector Add(TVector x, TVector y);

    static abstract TVector And(TVector x, TVector y);

    static abstract TVector Or(TVector x, TVector y);

    /// <summary>All bits of a lane where its words are equal, none elsewhere.</summary>
    static abstract TVector Equal(TVector x, TVector y);

    /// <summary>All bits of a lane where its word in <paramref name="x"/> is the greater one.</summary>
    static abstract TVector Greater(TVector x, TVector y);

    /// <summary>Ch: bits of y where x has ones, of z elsewhere.</summary>
    static abstract TVector Choose(TVector x, TVector y, TVector z);

    /// <summary>Maj: the bit that two of three have.</summary>
    static abstract TVector Majority(TVector x, TVector y, TVector z);

    /// <summary>Σ0.</summary>
    static abstract TVector BigSigma0(TVector x);

    /// <summary>Σ1.</summary>
    static abstract TVector BigSigma1(TVector x);

    /// <summary>σ0.</summary>
    static abstract TVector SmallSigma0(TVector x);

    /// <summary>σ1.</summary>
    static abstract TVector SmallSigma1(TVector x);

    /// <summary>The word that a text moved on by one byte has: the last byte of the word before, three of this
    /// one.</summary>
    static abstract TVector MovedByOne(TVector before, TVector word);

    /// <summary>Turns the bytes of every word round.</summary>
    static abstract TVector SwapBytes(TVector x);

    /// <summary>Takes the words as a 4×4 matrix in each four lanes and mirrors it; twice is as before.</summary>
    static abstract void Mirror(ref TVector x0, ref TVector x1, ref TVector x2, ref TVector x3);

    /// <summary>Fills each four lanes from 16 bytes, the next four from <paramref name="stride"/> bytes on. The caller
    /// has looked that there are as many.</summary>
    static abstract TVector Collect(ref readonly byte bytes, nuint from, nuint stride);

    /// <summary>The way back of <see cref="Collect"/>.</summary>
    static abstract void Spread(TVector x, ref byte bytes, nuint from, nuint stride);
}
