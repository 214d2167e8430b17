using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>Turns what was collected into rows, in ascending key order within each table, as stores like it
/// best.</summary>
internal static class DerivedRowsWriter
{
    private const byte HistoryVersion = 1;

    public static List<StoreChange> Write(
        LedgerState state,
        ProjectionMark mark,
        Dictionary<SettlementId, IdEntry> settlements,
        Dictionary<CommandId, IdEntry> commands,
        Dictionary<int, List<RecordRef>> histories,
        HashSet<int> positions,
        HashSet<(byte Prefix, int Index)> registry,
        HashSet<long> closed,
        HashSet<SettlementId> moved,
        Dictionary<SettlementId, List<RecordRef>> openRefs)
    {
        var changes = new List<StoreChange>(
            settlements.Count + commands.Count + histories.Count + positions.Count + registry.Count + closed.Count
            + moved.Count + 1);
        var writer = new ByteWriter(4096);
        WriteRegistry(changes, writer, state, registry);
        foreach (var index in positions.Order())
        {
            writer.Clear();
            StateRowFormat.Write(writer, state.Positions.At(index));
            Add(changes, StoreTable.Positions, StateRows.PositionKey(index), writer);
        }

        WriteOpen(changes, writer, state, closed, moved, openRefs);
        changes.AddRange(commands.OrderBy(pair => pair.Key)
            .Select(pair => new StoreChange(StoreTable.Ids, IdEntry.KeyOf(pair.Key), pair.Value.Encode(writer))));
        changes.AddRange(settlements.OrderBy(pair => pair.Key)
            .Select(pair => new StoreChange(StoreTable.Ids, IdEntry.KeyOf(pair.Key), pair.Value.Encode(writer))));
        foreach (var (account, refs) in histories.OrderBy(pair => pair.Key))
        {
            writer.Clear();
            WriteHistory(writer, refs);
            Add(changes, StoreTable.AccountHistory, StateRows.HistoryKey(account, refs[0].RecordNo), writer);
        }

        changes.Add(new StoreChange(StoreTable.Info, StateRows.ProjectionKey, mark.Encode()));
        return changes;
    }

    /// <summary>Reads a list of references and says how many bytes it took.</summary>
    public static List<RecordRef> ReadHistory(ReadOnlySpan<byte> bytes, out int length)
    {
        var refs = new List<RecordRef>();
        var reader = new ByteReader(bytes);
        StateRows.CheckVersion(reader.U8(), HistoryVersion);
        var count = reader.VarInt();
        var last = default(RecordRef);
        for (var i = 0; i < count; i++)
        {
            last = new RecordRef(last.BlockNo + reader.Var(), reader.VarInt(), last.RecordNo + reader.Var());
            refs.Add(last);
        }

        length = reader.Offset;
        return refs;
    }

    private static void WriteHistory(ByteWriter writer, List<RecordRef> refs)
    {
        writer.U8(HistoryVersion);
        writer.Var(refs.Count);
        var last = default(RecordRef);
        foreach (var place in refs)
        {
            writer.Var(place.BlockNo - last.BlockNo);
            writer.Var(place.Offset);
            writer.Var(place.RecordNo - last.RecordNo);
            last = place;
        }
    }

    private static void WriteRegistry(
        List<StoreChange> changes, ByteWriter writer, LedgerState state, HashSet<(byte Prefix, int Index)> registry)
    {
        foreach (var (prefix, index) in registry.Order())
        {
            writer.Clear();
            switch (prefix)
            {
                case StateRows.ParticipantPrefix:
                    StateRowFormat.Write(writer, state.Participants[index]);
                    break;
                case StateRows.AssetPrefix:
                    StateRowFormat.Write(writer, state.Assets[index]);
                    break;
                case StateRows.KeyPrefix:
                    KeyRowFormat.Write(writer, state.Keys[index]);
                    break;
                case StateRows.LedgerKeyPrefix:
                    StateRowFormat.Write(writer, state.Identity.Keys[index]);
                    break;
                case StateRows.OriginPrefix:
                    StateRowFormat.Write(writer, state.Identity.Origins[index]);
                    break;
                case StateRows.ExternalLedgerPrefix:
                    StateRowFormat.Write(writer, state.Ledgers[index]);
                    break;
                case StateRows.AccountPrefix:
                    StateRowFormat.Write(writer, state.Accounts[index]);
                    break;
                default:
                    throw new InvariantException($"no row of the registry begins with {prefix}");
            }

            Add(changes, StoreTable.Registry, StateRows.RegistryKey(prefix, index), writer);
        }
    }

    private static void WriteOpen(
        List<StoreChange> changes,
        ByteWriter writer,
        LedgerState state,
        HashSet<long> closed,
        HashSet<SettlementId> moved,
        Dictionary<SettlementId, List<RecordRef>> openRefs)
    {
        foreach (var sequence in closed.Order())
        {
            changes.Add(new StoreChange(StoreTable.Open, StateRows.OpenKey(sequence), null));
        }

        foreach (var id in moved.Order())
        {
            var open = state.Open.Find(id);
            Invariant.Holds(open is not null);
            writer.Clear();
            WriteHistory(writer, openRefs[id]);
            OpenSettlementFormat.Write(writer, open, state);
            Add(changes, StoreTable.Open, StateRows.OpenKey(open.Sequence), writer);
        }
    }

    private static void Add(List<StoreChange> changes, StoreTable table, byte[] key, ByteWriter writer) =>
        changes.Add(new StoreChange(table, key, writer.Written.ToArray()));
}
