using System.Globalization;

namespace VeritasVault.Core;

/// <summary>
/// Who holds or wants a lock: a settlement, by its sequence (smaller is older), or a lock of a person, by its number.
/// Ordered oldest first, settlements before people. The default value is nobody.
/// </summary>
internal readonly record struct LockOwner : IComparable<LockOwner>
{
    // One word, so that tables of owners stay small; the bit lets people sort behind all settlements.
    private const ulong PersonBit = 1UL << 63;

    private readonly ulong _code;

    private LockOwner(ulong code) => _code = code;

    public bool IsNobody => _code == 0;

    public bool IsPerson => (_code & PersonBit) != 0;

    public long Number => (long)(_code & ~PersonBit);

    public static LockOwner Settlement(long sequence)
    {
        Invariant.Holds(sequence > 0);
        return new LockOwner((ulong)sequence);
    }

    public static LockOwner Person(long number)
    {
        Invariant.Holds(number > 0);
        return new LockOwner((ulong)number | PersonBit);
    }

    public int CompareTo(LockOwner other) => _code.CompareTo(other._code);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsPerson ? "lock" : "settlement")} {Number}");

    public static bool operator <(LockOwner left, LockOwner right) => left.CompareTo(right) < 0;

    public static bool operator >(LockOwner left, LockOwner right) => left.CompareTo(right) > 0;

    public static bool operator <=(LockOwner left, LockOwner right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LockOwner left, LockOwner right) => left.CompareTo(right) >= 0;
}
