namespace VeritasVault.Core;

/// <summary>Canonical bytes of how far an undecided settlement has come beyond waiting: what it holds, its foreign
/// operations, its abort.</summary>
internal static class OpenProgressFormat
{
    [Flags]
    private enum Is : byte
    {
        None = 0,
        Reserved = 1,
        Acknowledged = 2,
        Begun = 4,
        Committed = 8,
        Doomed = 16,
        All = 31,
    }

    public static void Write(ByteWriter writer, OpenSettlement open)
    {
        writer.U8((byte)((open.IsReserved ? Is.Reserved : Is.None)
            | (open.IsAcknowledged ? Is.Acknowledged : Is.None)
            | (open.IsBegun ? Is.Begun : Is.None)
            | (open.IsCommitted ? Is.Committed : Is.None)
            | (open.Doom != OutcomeCode.None ? Is.Doomed : Is.None)));
        writer.Var(open.Attempt);
        writer.Var(open.Delegated ?? 0);
        writer.Var(open.Reserved.Count);
        foreach (var net in open.Reserved)
        {
            writer.Var(net.AccountIndex);
            writer.Var(net.AssetIndex);
            writer.Zigzag(net.Delta);
        }

        writer.Var(open.Operations.Count);
        foreach (var operation in open.Operations)
        {
            Write(writer, operation);
        }

        if (open.Doom != OutcomeCode.None)
        {
            writer.U16((ushort)open.Doom);
            RecordWriter.WriteDetail(writer, open.DoomDetail);
        }
    }

    public static void Read(ref ByteReader reader, OpenSettlement open, LedgerState state)
    {
        var flags = (Is)reader.UpTo((byte)Is.All);
        var attempt = reader.VarInt();
        var delegated = reader.VarInt();
        var reserved = new ReservedNet[Bounded(reader.VarInt(), 2 * Limits.LegsMax)];
        for (var i = 0; i < reserved.Length; i++)
        {
            reserved[i] = new ReservedNet(
                reader.IndexBelow(state.Accounts.Count), reader.IndexBelow(state.Assets.Count), reader.Zigzag());
        }

        var operations = new PlannedOperation[Bounded(reader.VarInt(), Limits.LegsMax)];
        for (var i = 0; i < operations.Length; i++)
        {
            operations[i] = Read(ref reader, state, i + 1);
        }

        open.Restore(attempt, reserved, operations, flags.HasFlag(Is.Reserved), delegated);
        open.Restore(flags.HasFlag(Is.Acknowledged), flags.HasFlag(Is.Begun), flags.HasFlag(Is.Committed));
        if (flags.HasFlag(Is.Doomed))
        {
            var doom = RecordReader.ReadCode(ref reader);
            open.Condemn(doom, RecordReader.ReadDetail(ref reader));
        }
    }

    private static void Write(ByteWriter writer, PlannedOperation operation)
    {
        writer.Var(operation.Legs.Count);
        foreach (var leg in operation.Legs)
        {
            writer.Var(leg);
        }

        writer.Var(operation.LedgerIndex);
        writer.U8((byte)operation.State);
        writer.Var((operation.HeldUntil?.Micros ?? -1) + 1);
        writer.Var(operation.Failures);
        writer.U8(operation.IsStuck ? (byte)1 : (byte)0);
        writer.Text(operation.Said);
    }

    private static PlannedOperation Read(ref ByteReader reader, LedgerState state, int number)
    {
        var legs = new int[Bounded(reader.VarInt(), Limits.LegsMax)];
        for (var i = 0; i < legs.Length; i++)
        {
            legs[i] = reader.VarInt();
        }

        var ledger = reader.IndexBelow(state.Ledgers.Count);
        var reached = (OperationState)reader.UpTo((byte)OperationState.Aborted);
        var heldUntil = reader.Var();
        return new PlannedOperation(number, legs, ledger)
        {
            State = reached,
            HeldUntil = heldUntil == 0 ? null : new Timestamp(heldUntil - 1),
            Failures = reader.VarInt(),
            IsStuck = reader.Bool(),
            Said = reader.Text(),
        };
    }

    private static int Bounded(int count, int max) =>
        count <= max ? count : throw new RecordFormatException($"{count} positions or operations of one settlement");
}
