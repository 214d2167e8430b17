namespace VeritasVault.Core;

/// <summary>What a lock is about. The numbers are the wire and storage form, and the first key of the canonical
/// order.</summary>
public enum ResourceKind : byte
{
    /// <summary>An account with all its positions.</summary>
    Account = 1,

    /// <summary>An asset with all positions in it.</summary>
    Asset = 2,

    /// <summary>One asset in one account.</summary>
    Position = 3,
}

/// <summary>Something that can be locked, by the indices of the state. Ordered by kind, then by index: everybody locks
/// and lists in this order.</summary>
internal readonly record struct Resource : IComparable<Resource>
{
    private Resource(ResourceKind kind, int first, int second)
    {
        Invariant.Holds(first >= 0 && second >= 0);
        (Kind, First, Second) = (kind, first, second);
    }

    public ResourceKind Kind { get; }

    /// <summary>The account or asset; of a position its account.</summary>
    public int First { get; }

    /// <summary>Of a position its asset; otherwise 0, so that a resource has one spelling.</summary>
    public int Second { get; }

    public bool IsPosition => Kind == ResourceKind.Position;

    public static Resource Account(int account) => new(ResourceKind.Account, account, 0);

    public static Resource Asset(int asset) => new(ResourceKind.Asset, asset, 0);

    public static Resource Position(int account, int asset) => new(ResourceKind.Position, account, asset);

    public int CompareTo(Resource other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind)
        : First != other.First ? First.CompareTo(other.First)
        : Second.CompareTo(other.Second);

    public static bool operator <(Resource left, Resource right) => left.CompareTo(right) < 0;

    public static bool operator >(Resource left, Resource right) => left.CompareTo(right) > 0;

    public static bool operator <=(Resource left, Resource right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Resource left, Resource right) => left.CompareTo(right) >= 0;
}
