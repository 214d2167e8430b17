using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>Writes the rows of the registry and of what is undecided, in ascending key order within each table, as
/// stores like it best.</summary>
internal static class DerivedRowsWriter
{
    public static void WriteRegistry(
        DerivedWrite rows, ByteWriter writer, LedgerState state, HashSet<(byte Prefix, int Index)> registry)
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

            rows.Put(StoreTable.Registry, StateRows.RegistryKey(prefix, index), writer.Written);
        }
    }

    public static void WriteOpen(
        DerivedWrite rows,
        ByteWriter writer,
        LedgerState state,
        HashSet<long> closed,
        HashSet<SettlementId> moved,
        Dictionary<SettlementId, List<RecordRef>> openRefs)
    {
        foreach (var sequence in closed.Order())
        {
            rows.Remove(StoreTable.Open, StateRows.OpenKey(sequence));
        }

        foreach (var id in moved.Order())
        {
            var open = state.Open.Find(id);
            Invariant.Holds(open is not null);
            writer.Clear();
            RefList.Write(writer, openRefs[id]);
            OpenSettlementFormat.Write(writer, open, state);
            rows.Put(StoreTable.Open, StateRows.OpenKey(open.Sequence), writer.Written);
        }
    }
}
