namespace VeritasVault.Proofs;

/// <summary>Reads entries. What the forms fix (a null, a zero) is checked by writing the entry again.</summary>
internal static class EntryReader
{
    private const int CodeMax = 999;
    private const int StageMax = 5;
    private const int CategoryMax = 9;

    /// <exception cref="ProofFormatException">The bytes are no entry of a known type.</exception>
    public static LogEntry Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new StatementReader(bytes);
        reader.Array();
        var type = reader.Text();
        LogEntry entry = type.SequenceEqual(StatementTypes.SettlementEntry) ? ReadSettlement(ref reader)
            : type.SequenceEqual(StatementTypes.FailureEntry) ? ReadFailure(ref reader)
            : type.SequenceEqual(StatementTypes.HoldEntry) ? ReadHold(ref reader)
            : type.SequenceEqual(StatementTypes.ConfirmedEntry) ? ReadConfirmed(ref reader)
            : type.SequenceEqual(StatementTypes.CommandEntry) ? ReadCommand(ref reader)
            : type.SequenceEqual(StatementTypes.KeyEntry) ? ReadKey(ref reader)
            : type.SequenceEqual(StatementTypes.OriginEntry) ? ReadOrigin(ref reader)
            : type.SequenceEqual(StatementTypes.BlockEntry) ? ReadBlock(ref reader)
            : throw new ProofFormatException("an entry of an unknown type", 0);
        reader.End();
        return entry;
    }

    private static SettlementEntry ReadSettlement(ref StatementReader reader)
    {
        var origin = ReadText(ref reader, LogEntry.OriginBytesMax);
        var id = ReadBytes16(ref reader);
        var (index, block, time) = ReadPlace(ref reader);
        var transaction = reader.Hash();
        reader.UInt(0);
        return new SettlementEntry(
            origin, index, block, time, id, transaction, reader.Hash(), reader.Int32(), reader.Hash(), reader.Int32());
    }

    private static HoldEntry ReadHold(ref StatementReader reader)
    {
        var origin = ReadText(ref reader, LogEntry.OriginBytesMax);
        var id = ReadBytes16(ref reader);
        var (index, block, time) = ReadPlace(ref reader);
        var transaction = reader.Hash();
        var change = reader.Int32();
        var entry = new HoldEntry(
            origin, index, block, time, id, transaction, change == HoldEntry.Placed, reader.Hash(), reader.Int32());
        return change is HoldEntry.Placed or HoldEntry.Released && entry.StateCount > 0
            ? entry
            : throw new ProofFormatException("a hold is neither placed nor released, or of nothing", 0);
    }

    private static ConfirmedEntry ReadConfirmed(ref StatementReader reader)
    {
        var origin = ReadText(ref reader, LogEntry.OriginBytesMax);
        var id = ReadBytes16(ref reader);
        var (index, block, time) = ReadPlace(ref reader);
        var entry = new ConfirmedEntry(origin, index, block, time, id, reader.Hash(), reader.Int32());
        return entry.ForeignCount > 0 ? entry : throw new ProofFormatException("a confirmation of nothing", 0);
    }

    private static FailureEntry ReadFailure(ref StatementReader reader)
    {
        var origin = ReadText(ref reader, LogEntry.OriginBytesMax);
        var id = ReadBytes16(ref reader);
        var (index, block, time) = ReadPlace(ref reader);
        var entry = new FailureEntry(
            origin, index, block, time, id, reader.Hash(), reader.Int32(CategoryMax), reader.Int32(CodeMax),
            reader.Int32(StageMax), reader.Int32());
        reader.Skip();
        reader.UInt(0);
        return entry.Category == entry.Code / 100 && entry.Attempt == 1
            ? entry
            : throw new ProofFormatException("a failure has another category or attempt", 0);
    }

    private static CommandEntry ReadCommand(ref StatementReader reader)
    {
        var origin = ReadText(ref reader, LogEntry.OriginBytesMax);
        var (index, block, time) = ReadPlace(ref reader);
        return new CommandEntry(origin, index, block, time, reader.Int32(), reader.Hash());
    }

    private static KeyEntry ReadKey(ref StatementReader reader)
    {
        var origin = ReadText(ref reader, LogEntry.OriginBytesMax);
        var (index, block, time) = ReadPlace(ref reader);
        var participant = reader.TryNull() ? null : ReadText(ref reader, LogEntry.NameBytesMax);
        reader.Bytes(Bytes16.Size);
        return new KeyEntry(
            origin, index, block, time, participant, ReadAlgorithm(ref reader), reader.Bytes(32).ToArray(),
            ReadTime(ref reader), TimeOrNull(ref reader), TimeOrNull(ref reader),
            reader.TryNull() ? null : ReadBytes16(ref reader),
            reader.TryNull() ? default(ReadOnlyMemory<byte>?) : reader.Bytes(64).ToArray(),
            reader.UInt(1) == 1);
    }

    private static OriginEntry ReadOrigin(ref StatementReader reader)
    {
        var origin = ReadText(ref reader, LogEntry.OriginBytesMax);
        var (index, block, time) = ReadPlace(ref reader);
        return new OriginEntry(
            origin, index, block, time, ReadText(ref reader, LogEntry.OriginBytesMax), reader.Int64(), reader.Hash());
    }

    private static BlockEntry ReadBlock(ref StatementReader reader)
    {
        var origin = ReadText(ref reader, LogEntry.OriginBytesMax);
        var block = reader.Int64();
        var first = reader.Int64();
        var count = reader.Int32();
        var time = ReadTime(ref reader);
        if (reader.Int64() != first || count < 1 || first > long.MaxValue - count)
        {
            throw new ProofFormatException("a block entry counts its entries wrongly", 0);
        }

        var previous = reader.Hash();
        reader.Skip();
        return new BlockEntry(
            origin, block, first, count, time, previous, reader.Int64(), reader.Hash(), reader.Int64(), reader.Hash());
    }

    private static (long Index, long Block, long Time) ReadPlace(ref StatementReader reader) =>
        (reader.Int64(), reader.Int64(), ReadTime(ref reader));

    private static long? TimeOrNull(ref StatementReader reader) => reader.TryNull() ? null : ReadTime(ref reader);

    private static long ReadTime(ref StatementReader reader) => (long)reader.UInt(LogEntry.TimeMax);

    private static Bytes16 ReadBytes16(ref StatementReader reader) => Bytes16.Read(reader.Bytes(Bytes16.Size));

    private static string ReadText(ref StatementReader reader, int bytesMax)
    {
        var text = reader.TextString(bytesMax);
        return text.Length > 0 ? text : throw new ProofFormatException("a text is empty", reader.Offset);
    }

    private static int ReadAlgorithm(ref StatementReader reader)
    {
        var algorithm = reader.Int32();
        return algorithm == KeyStatements.Ed25519
            ? algorithm
            : throw new ProofFormatException("an unknown algorithm", reader.Offset);
    }
}
