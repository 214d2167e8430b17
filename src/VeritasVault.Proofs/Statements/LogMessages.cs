namespace VeritasVault.Proofs;

/// <summary>
/// What settlements are in a log of one name, written many at a time like <see cref="StatementMessages"/>: transactions
/// and entries, with the hashes in them left open.
/// </summary>
public sealed class LogMessages
{
    /// <summary>From the open transaction hash of a settlement entry to the open root of its states.</summary>
    public const int StatesRootStep = MessageWriter.HashSize + 1;

    private const int NumbersSize = 8 * MessageWriter.NumberSizeMax;
    private const byte Null = StatementWriter.NullByte;

    private readonly MessageHead _transactionHead;
    private readonly MessageHead _settlementHead;
    private readonly MessageHead _failureHead;

    /// <param name="origin">The log.</param>
    public LogMessages(string origin)
    {
        Origin = origin;
        _transactionHead = new MessageHead(Head(11, StatementTypes.Transaction, origin));
        _settlementHead = new MessageHead(
            [MerkleHash.LeafPrefix, .. Head(12, StatementTypes.SettlementEntry, origin)]);
        _failureHead = new MessageHead([MerkleHash.LeafPrefix, .. Head(13, StatementTypes.FailureEntry, origin)]);
    }

    /// <summary>The log.</summary>
    public string Origin { get; }

    /// <summary>A <see cref="TransactionStatement"/>.</summary>
    /// <returns>Where the nonce is open; the hash of the terms and the root of the instructions follow it.</returns>
    public int Transaction(
        PaddedMessages messages, Bytes16 settlementId, long? notBefore, long? deadline, int instructionCount)
    {
        var writer = messages.Begin(
            _transactionHead.Size + MessageWriter.ShortSize + NumbersSize + (3 * MessageWriter.HashSize));
        writer.Head(_transactionHead);
        writer.Short(settlementId.Bits);
        writer.TimeOrNull(notBefore);
        writer.TimeOrNull(deadline);
        var nonce = writer.OpenHash();
        writer.OpenHash();
        writer.OpenHash();
        writer.UInt(instructionCount);
        writer.Byte(Null);
        writer.Byte(0);
        messages.End(writer);
        return nonce;
    }

    /// <summary>A <see cref="SettlementEntry"/> without signatures, as a leaf.</summary>
    /// <returns>Where the transaction hash is open; the root of the states is <see cref="StatesRootStep"/>
    /// behind.</returns>
    public int Settlement(
        PaddedMessages messages, long logIndex, long blockNo, long timestamp, Bytes16 settlementId, int stateCount)
    {
        var writer = messages.Begin(
            _settlementHead.Size + MessageWriter.ShortSize + NumbersSize + (3 * MessageWriter.HashSize));
        writer.Head(_settlementHead);
        var transaction = Decision(ref writer, logIndex, blockNo, timestamp, settlementId);
        writer.Byte(0);
        writer.OpenHash();
        writer.UInt(stateCount);
        writer.Hash(Hash32.OfNothing);
        writer.Byte(0);
        messages.End(writer);
        return transaction;
    }

    /// <summary>A <see cref="FailureEntry"/> of a first attempt, as a leaf.</summary>
    /// <returns>Where the transaction hash is open.</returns>
    public int Failure(
        PaddedMessages messages,
        long logIndex,
        long blockNo,
        long timestamp,
        Bytes16 settlementId,
        int category,
        int code,
        int stage)
    {
        var writer = messages.Begin(
            _failureHead.Size + MessageWriter.ShortSize + NumbersSize + MessageWriter.HashSize);
        writer.Head(_failureHead);
        var transaction = Decision(ref writer, logIndex, blockNo, timestamp, settlementId);
        writer.UInt(category);
        writer.UInt(code);
        writer.UInt(stage);
        writer.UInt(1);
        writer.Byte(Null);
        writer.Byte(0);
        messages.End(writer);
        return transaction;
    }

    private static int Decision(
        ref MessageWriter writer, long logIndex, long blockNo, long timestamp, Bytes16 settlementId)
    {
        writer.Short(settlementId.Bits);
        writer.UInt(logIndex);
        writer.UInt(blockNo);
        writer.UInt(timestamp);
        return writer.OpenHash();
    }

    private static byte[] Head(int count, ReadOnlySpan<byte> type, string origin)
    {
        var writer = new StatementWriter();
        writer.Raw(StatementMessages.Head(count, type));
        writer.Text(origin);
        return writer.Written.ToArray();
    }
}
