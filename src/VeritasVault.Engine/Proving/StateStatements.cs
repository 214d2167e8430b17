using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// What a settlement did to the positions it touched (spec/statements.md, Lists): computed from its record alone,
/// which holds
/// every position as it was before. Used again and again; what it holds is valid until the next <see cref="Compute"/>.
/// </summary>
internal sealed class StateStatements(IMessageHasher hasher)
{
    private readonly MessageBatch _batch = new();
    private PositionStatement[] _before = new PositionStatement[16];
    private PositionStatement[] _after = new PositionStatement[16];
    private StateStatement[] _states = new StateStatement[16];
    private Hash32[] _hashes = new Hash32[32];
    private int[] _order = new int[16];

    public int Count { get; private set; }

    public ReadOnlySpan<PositionStatement> Before => _before.AsSpan(0, Count);

    public ReadOnlySpan<PositionStatement> After => _after.AsSpan(0, Count);

    public ReadOnlySpan<StateStatement> States => _states.AsSpan(0, Count);

    /// <summary>The leaf hashes of the states.</summary>
    public ReadOnlySpan<Hash32> Leaves => _hashes.AsSpan(0, Count);

    public Hash32 Root => MerkleHash.Root(Leaves, hasher);

    /// <param name="names">A state that knows the accounts, assets and positions the record names.</param>
    /// <param name="saltKey">The ledger's.</param>
    /// <param name="record">The settlement.</param>
    public void Compute(LedgerState names, in Hash32 saltKey, SettlementRecord record)
    {
        Count = record.PositionCount;
        Room();
        Sort(names, record);
        _batch.Clear();
        for (var i = 0; i < Count; i++)
        {
            SetPosition(names, saltKey, record.Positions[_order[i]], i);
            _before[i].Write(_batch.Writer);
            _batch.EndMessage();
            _after[i].Write(_batch.Writer);
            _batch.EndMessage();
        }

        _batch.Hash(hasher, _hashes);
        _batch.Clear();
        for (var i = 0; i < Count; i++)
        {
            _states[i] = new StateStatement(
                i, _after[i].PositionIndex, _after[i].Version, _hashes[2 * i], _hashes[(2 * i) + 1]);
            _batch.BeginLeaf();
            _states[i].Write(_batch.Writer);
            _batch.EndMessage();
        }

        _batch.Hash(hasher, _hashes);
    }

    private void Room()
    {
        if (_before.Length < Count)
        {
            var room = Math.Max(Count, _before.Length * 2);
            _before = new PositionStatement[room];
            _after = new PositionStatement[room];
            _states = new StateStatement[room];
            _hashes = new Hash32[2 * room];
            _order = new int[room];
        }
    }

    // By account and asset, as bytes. Few positions as a rule: insertion allocates nothing. Many are sorted.
    private void Sort(LedgerState names, SettlementRecord record)
    {
        for (var i = 0; i < Count; i++)
        {
            _order[i] = i;
        }

        if (Count > 32)
        {
            _order.AsSpan(0, Count).Sort((first, second) => Compare(names, record, first, second));
            return;
        }

        for (var i = 1; i < Count; i++)
        {
            var moving = _order[i];
            var place = i;
            while (place > 0 && Compare(names, record, _order[place - 1], moving) > 0)
            {
                _order[place] = _order[place - 1];
                place--;
            }

            _order[place] = moving;
        }
    }

    private static int Compare(LedgerState names, SettlementRecord record, int first, int second)
    {
        var (account, asset) = NamesOf(names, record.Positions[first]);
        var (otherAccount, otherAsset) = NamesOf(names, record.Positions[second]);
        var byAccount = string.CompareOrdinal(account, otherAccount);
        return byAccount != 0 ? byAccount : string.CompareOrdinal(asset, otherAsset);
    }

    // A position touched before is named by its own row: the record says its account and asset only at first touch.
    private static (string Account, string Asset) NamesOf(LedgerState names, in PositionChange change)
    {
        var (account, asset) = change.Created
            ? (change.AccountIndex, change.AssetIndex)
            : (names.Positions.At(change.Index).AccountIndex, names.Positions.At(change.Index).AssetIndex);
        return (names.Accounts[account].Id.Value, names.Assets[asset].Id.Value);
    }

    private void SetPosition(LedgerState names, in Hash32 saltKey, in PositionChange change, int place)
    {
        var (account, asset) = NamesOf(names, change);
        var version = change.VersionBefore;
        _before[place] = new PositionStatement(
            account,
            asset,
            change.Index,
            version,
            change.BalanceBefore,
            change.ReservedBefore,
            version == 0 ? change.FloorAfter : change.FloorBefore,
            Salts.OfState(saltKey, change.Index, version));
        _after[place] = new PositionStatement(
            account,
            asset,
            change.Index,
            version + 1,
            change.BalanceBefore + change.Delta,
            change.ReservedBefore,
            change.FloorAfter,
            Salts.OfState(saltKey, change.Index, version + 1));
    }
}
