using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>The state as the derived tables hold it, from which recovery replays the blocks after it.</summary>
/// <param name="State">The state.</param>
/// <param name="BlockNo">The last block in it; 0 for an empty one.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="OpenRefs">Where the records of the undecided settlements are.</param>
/// <param name="Pages">The rows of its positions.</param>
/// <param name="Greatest">The greatest ids in the index.</param>
internal sealed record Snapshot(
    LedgerState State,
    long BlockNo,
    Hash256 BlockHash,
    Dictionary<SettlementId, List<RecordRef>> OpenRefs,
    PositionPages Pages,
    GreatestIds Greatest)
{
    /// <summary>Entries of the log at that block: one for each record and one for each block.</summary>
    public long LogSize => State.NextRecordNo - 1 + BlockNo;

    /// <summary>Reads the derived tables.</summary>
    /// <exception cref="RecordFormatException">A row is damaged or of another version.</exception>
    public static Snapshot Load(ILedgerStore store)
    {
        var state = new LedgerState();
        var openRefs = new Dictionary<SettlementId, List<RecordRef>>();
        if (store.Read(StoreTable.Info, StateRows.ProjectionKey) is not { } markBytes)
        {
            return new Snapshot(state, 0, default, openRefs, new PositionPages(state), default);
        }

        var mark = ProjectionMark.Decode(markBytes);
        LoadRegistry(store, state);
        var pages = PositionPages.Load(store, state, mark.Pages);
        if (store.Read(StoreTable.Info, StateRows.LocksKey) is { } locks)
        {
            var reader = new ByteReader(locks);
            state.Restore(LockTableFormat.Read(ref reader, new RegistrySizes(
                state.Participants.Count, state.Accounts.Count, state.Assets.Count)));
        }

        foreach (var row in store.Scan(StoreTable.Open, [0], []))
        {
            LoadOpen(row, state, openRefs);
        }

        if (StateCounts.Of(state) != mark.Counts)
        {
            throw new RecordFormatException(
                $"the derived tables have {StateCounts.Of(state)}, their mark says {mark.Counts}");
        }

        state.RestoreCounters(mark.Genesis, mark.NextRecordNo, mark.NextEventNo, mark.LastTime);
        return new Snapshot(state, mark.BlockNo, mark.BlockHash, openRefs, pages, mark.Greatest);
    }

    private static void LoadRegistry(ILedgerStore store, LedgerState state)
    {
        foreach (var row in store.Scan(StoreTable.Registry, [0], []))
        {
            var reader = new ByteReader(row.Value);
            var count = row.Key[0] switch
            {
                StateRows.ParticipantPrefix => state.Participants.Count,
                StateRows.AssetPrefix => state.Assets.Count,
                StateRows.KeyPrefix => state.Keys.Count,
                StateRows.LedgerKeyPrefix => state.Identity.Keys.Count,
                StateRows.OriginPrefix => state.Identity.Origins.Count,
                StateRows.ExternalLedgerPrefix => state.Ledgers.Count,
                _ => state.Accounts.Count,
            };
            MustBeInTurn(row.Key, StateRows.RegistryKey(row.Key[0], count), "the registry");
            switch (row.Key[0])
            {
                case StateRows.ParticipantPrefix:
                    state.Restore(StateRowFormat.ReadParticipant(ref reader, state.Participants.Count));
                    break;
                case StateRows.AssetPrefix:
                    state.Restore(StateRowFormat.ReadAsset(ref reader, state.Assets.Count));
                    break;
                case StateRows.AccountPrefix:
                    state.Restore(StateRowFormat.ReadAccount(ref reader, state.Accounts.Count));
                    break;
                case StateRows.KeyPrefix:
                    state.Restore(KeyRowFormat.Read(ref reader, state.Keys.Count));
                    break;
                case StateRows.LedgerKeyPrefix:
                    state.Restore(StateRowFormat.ReadLedgerKey(ref reader, state.Identity.Keys.Count));
                    break;
                case StateRows.OriginPrefix:
                    state.Restore(StateRowFormat.ReadOrigin(ref reader, state.Identity.Origins.Count));
                    break;
                case StateRows.ExternalLedgerPrefix:
                    state.Restore(StateRowFormat.ReadLedger(ref reader, state.Ledgers.Count));
                    break;
                default:
                    throw new RecordFormatException($"unknown registry row {row.Key[0]}");
            }
        }
    }

    private static void LoadOpen(StoreRow row, LedgerState state, Dictionary<SettlementId, List<RecordRef>> openRefs)
    {
        var refs = RefList.Read(row.Value, out var length);
        var reader = new ByteReader(row.Value.AsSpan(length));
        var open = OpenSettlementFormat.Read(ref reader, state);
        MustBeInTurn(row.Key, StateRows.OpenKey(open.Sequence), "the open settlements");
        state.Restore(open);
        openRefs.Add(open.Request.Id, refs);
    }

    // Rows are numbered without gaps: a lost one would give all later ones another's number.
    internal static void MustBeInTurn(byte[] key, byte[] expected, string table)
    {
        if (!key.AsSpan().SequenceEqual(expected))
        {
            throw new RecordFormatException($"a row is missing or out of place among {table}");
        }
    }
}
