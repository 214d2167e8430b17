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
    private PositionStatement[] _filled = new PositionStatement[32];

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
        var filled = _filled.AsSpan(0, 2 * Count);
        Fill(names, record, filled);
        _batch.Clear();
        for (var i = 0; i < Count; i++)
        {
            _before[i] = Salted(filled[2 * i], saltKey);
            _after[i] = Salted(filled[(2 * i) + 1], saltKey);
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
            _filled = new PositionStatement[2 * room];
        }
    }

    /// <summary>Each position before and after, in the order of the list; without salts.</summary>
    public static void Fill(LedgerState names, SettlementRecord record, Span<PositionStatement> filled)
    {
        var count = record.PositionCount;
        Span<int> order = count <= 64 ? stackalloc int[count] : new int[count];
        Sort(names, record, order);
        for (var i = 0; i < order.Length; i++)
        {
            Fill(names, record.Positions[order[i]], filled.Slice(2 * i, 2));
        }
    }

    private static PositionStatement Salted(in PositionStatement position, in Hash32 saltKey) =>
        position with { Salt = Salts.OfState(saltKey, position.PositionIndex, position.Version) };

    // By account and asset, as bytes. Few positions as a rule: insertion allocates nothing. Many are sorted.
    private static void Sort(LedgerState names, SettlementRecord record, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (order.Length > 32)
        {
            order.Sort((first, second) => Compare(names, record, first, second));
            return;
        }

        for (var i = 1; i < order.Length; i++)
        {
            var moving = order[i];
            var place = i;
            while (place > 0 && Compare(names, record, order[place - 1], moving) > 0)
            {
                order[place] = order[place - 1];
                place--;
            }

            order[place] = moving;
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

    private static void Fill(LedgerState names, in PositionChange change, Span<PositionStatement> filled)
    {
        var (account, asset) = NamesOf(names, change);
        var version = change.VersionBefore;
        filled[0] = new PositionStatement(
            account,
            asset,
            change.Index,
            version,
            change.BalanceBefore,
            change.ReservedBefore,
            version == 0 ? change.FloorAfter : change.FloorBefore,
            default);
        filled[1] = filled[0] with
        {
            Version = version + 1,
            Balance = change.BalanceBefore + change.Delta,
            Reserved = change.ReservedBefore + change.ReservedDelta,
            Floor = change.FloorAfter,
        };
    }
}
