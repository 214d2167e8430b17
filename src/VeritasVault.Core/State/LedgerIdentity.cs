namespace VeritasVault.Core;

/// <summary>A name under which the ledger signs, or signed, its log.</summary>
/// <param name="Index">Its place, from 0; the last one is in force.</param>
/// <param name="Origin">The name.</param>
/// <param name="RecordNo">The record that opened it.</param>
/// <param name="At">When.</param>
/// <param name="LostSize">Size of the tree that was lost and made a new name necessary; 0 for the first name.</param>
/// <param name="LostRoot">Root of that tree, as it was known outside; default for the first name.</param>
internal sealed record LedgerOrigin(
    int Index, Origin Origin, long RecordNo, Timestamp At, long LostSize, Hash256 LostRoot);

/// <summary>A key with which the ledger signs, or signed, its log.</summary>
/// <param name="Index">Its place, from 0; the last one is in force.</param>
/// <param name="Key">The public key.</param>
/// <param name="RecordNo">The record that brought it.</param>
/// <param name="At">When.</param>
internal sealed record LedgerKey(int Index, PublicKey Key, long RecordNo, Timestamp At);

/// <summary>Who the ledger is to the outside: its names and keys in the order in which they came. Both have at least
/// one once the ledger is created.</summary>
internal sealed class LedgerIdentity
{
    private readonly List<LedgerOrigin> _origins = [];
    private readonly List<LedgerKey> _keys = [];

    public IReadOnlyList<LedgerOrigin> Origins => _origins;

    public IReadOnlyList<LedgerKey> Keys => _keys;

    /// <summary>The name in force; empty before the ledger is created.</summary>
    public Origin Origin => _origins.Count == 0 ? default : _origins[^1].Origin;

    /// <summary>The key in force; default before the ledger is created.</summary>
    public PublicKey Key => _keys.Count == 0 ? default : _keys[^1].Key;

    public void Add(LedgerOrigin origin)
    {
        Invariant.Holds(origin.Index == _origins.Count);
        _origins.Add(origin);
    }

    public void Add(LedgerKey key)
    {
        Invariant.Holds(key.Index == _keys.Count);
        _keys.Add(key);
    }
}
