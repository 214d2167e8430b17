namespace VeritasVault.Core.Tests;

/// <summary>A whole state as rows, the way a snapshot stores it, and back.</summary>
internal static class StateRows
{
    public static byte[] Of(LedgerState state)
    {
        var writer = new ByteWriter();
        foreach (var row in Rows(state).SelectMany(kind => kind))
        {
            writer.Var(row.Length);
            writer.Bytes(row);
        }

        writer.Var(state.NextRecordNo);
        writer.Var(state.NextEventNo);
        writer.Var(state.LastTime.Micros);
        return writer.Written.ToArray();
    }

    /// <summary>A new state from the rows of another.</summary>
    public static LedgerState Copy(LedgerState state)
    {
        var copy = new LedgerState();
        var rows = Rows(state);
        Each(rows[0], (ref r, i) => copy.Restore(StateRowFormat.ReadParticipant(ref r, i)));
        Each(rows[1], (ref r, i) => copy.Restore(StateRowFormat.ReadAccount(ref r, i)));
        Each(rows[8], (ref r, i) => copy.Restore(StateRowFormat.ReadLedger(ref r, i)));
        Each(rows[2], (ref r, i) => copy.Restore(StateRowFormat.ReadAsset(ref r, i)));
        Each(rows[3], (ref r, _) => copy.Restore(StateRowFormat.ReadPosition(ref r)));
        Each(rows[4], (ref r, i) => copy.Restore(StateRowFormat.ReadLedgerKey(ref r, i)));
        Each(rows[5], (ref r, i) => copy.Restore(StateRowFormat.ReadOrigin(ref r, i)));
        Each(rows[6], (ref r, i) => copy.Restore(KeyRowFormat.Read(ref r, i)));
        var sizes = new RegistrySizes(state.Participants.Count, state.Accounts.Count, state.Assets.Count);
        Each(rows[9], (ref r, _) => copy.Restore(LockTableFormat.Read(ref r, sizes)));
        Each(rows[7], (ref r, _) => copy.Restore(OpenSettlementFormat.Read(ref r, copy)));
        copy.RestoreCounters(state.Genesis!, state.NextRecordNo, state.NextEventNo, state.LastTime);
        return copy;
    }

    private delegate void RowReader(ref ByteReader reader, int index);

    private static void Each(byte[][] rows, RowReader read)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var reader = new ByteReader(rows[i]);
            read(ref reader, i);
            Assert.True(reader.AtEnd);
        }
    }

    private static byte[][][] Rows(LedgerState state) =>
    [
        Kind(state.Participants.Count, (w, i) => StateRowFormat.Write(w, state.Participants[i])),
        Kind(state.Accounts.Count, (w, i) => StateRowFormat.Write(w, state.Accounts[i])),
        Kind(state.Assets.Count, (w, i) => StateRowFormat.Write(w, state.Assets[i])),
        Kind(state.Positions.Count, (w, i) => StateRowFormat.Write(w, state.Positions.At(i))),
        Kind(state.Identity.Keys.Count, (w, i) => StateRowFormat.Write(w, state.Identity.Keys[i])),
        Kind(state.Identity.Origins.Count, (w, i) => StateRowFormat.Write(w, state.Identity.Origins[i])),
        Kind(state.Keys.Count, (w, i) => KeyRowFormat.Write(w, state.Keys[i])),
        [.. state.Open.OldestFirst.Select(open => Row(w => OpenSettlementFormat.Write(w, open, state)))],
        Kind(state.Ledgers.Count, (w, i) => StateRowFormat.Write(w, state.Ledgers[i])),
        [Row(w => LockTableFormat.WritePeople(w, state.Locks))],
    ];

    private static byte[][] Kind(int count, Action<ByteWriter, int> write) =>
        [.. Enumerable.Range(0, count).Select(i => Row(w => write(w, i)))];

    private static byte[] Row(Action<ByteWriter> write)
    {
        var writer = new ByteWriter();
        write(writer);
        return writer.Written.ToArray();
    }
}
