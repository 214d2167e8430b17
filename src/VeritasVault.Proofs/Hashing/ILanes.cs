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

    /// <summary>Whether the words of a block fit the registers beside the state.</summary>
    static abstract bool HasManyRegisters { get; }

    /// <summary>This machine computes them.</summary>
    static abstract bool IsSupported { get; }

    static abstract TVector Splat(uint word);

    static abstract TVector Add(TVector x, TVector y);

    static abstract TVector And(TVector x, TVector y);

    /// <summary>All bits of a lane where its word in <paramref name="x"/> is the greater one, none
    /// elsewhere.</summary>
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

    /// <summary>Lays one block of 64 bytes for each lane across the lanes: word i of every block becomes
    /// <paramref name="words"/>[i]. The caller has looked that each block lies within the bytes.</summary>
    /// <param name="bytes">Where offsets count from.</param>
    /// <param name="offsets">Where the block of each lane begins.</param>
    /// <param name="words">Receives 16 words.</param>
    static abstract void Load(ref readonly byte bytes, ReadOnlySpan<int> offsets, Span<TVector> words);

    /// <summary>Takes the hashes out of the lanes, one after the other.</summary>
    /// <param name="state">8 words.</param>
    /// <param name="hashes">Receives 32 bytes for each lane.</param>
    static abstract void Store(ReadOnlySpan<TVector> state, Span<byte> hashes);
}
