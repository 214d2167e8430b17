namespace VeritasVault.Core;

/// <summary>A sum of up to 2^63 values of the full <see cref="Int128"/> range that can neither overflow nor
/// wrap.</summary>
internal struct WideSum
{
    private UInt128 _low;
    private Int128 _high;

    /// <summary>Whether the exact sum is zero.</summary>
    public readonly bool IsZero => (ulong)(_low & ulong.MaxValue) == 0 && _high + (Int128)(_low >> 64) == 0;

    public void Add(Int128 value)
    {
        _low += unchecked((ulong)value);
        _high += value >> 64;
    }
}
