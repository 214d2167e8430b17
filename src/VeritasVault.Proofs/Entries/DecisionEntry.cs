using System.Text;

namespace VeritasVault.Proofs;

/// <summary>An entry that decides a settlement.</summary>
/// <param name="Origin">The log.</param>
/// <param name="LogIndex">Its place.</param>
/// <param name="BlockNo">Its block.</param>
/// <param name="Timestamp">Of the decision.</param>
/// <param name="SettlementId">The settlement.</param>
/// <param name="TransactionHash">Hash of its <see cref="TransactionStatement"/>.</param>
public abstract record DecisionEntry(
    string Origin, long LogIndex, long BlockNo, long Timestamp, Bytes16 SettlementId, Hash32 TransactionHash)
    : LogEntry(Origin, LogIndex, BlockNo, Timestamp)
{
    private protected void BeginDecision(StatementWriter writer, int count, ReadOnlySpan<byte> type)
    {
        Begin(writer, count, type);
        SettlementId.WriteTo(writer);
        Place(writer);
        writer.Hash(TransactionHash);
    }
}

/// <summary>The settlement happened: all of it, here, at this moment.</summary>
/// <param name="Origin">The log.</param>
/// <param name="LogIndex">Its place.</param>
/// <param name="BlockNo">Its block.</param>
/// <param name="Timestamp">Of the decision.</param>
/// <param name="SettlementId">The settlement.</param>
/// <param name="TransactionHash">Hash of its <see cref="TransactionStatement"/>.</param>
/// <param name="StatesRoot">MTH over the <see cref="StateStatement"/>s.</param>
/// <param name="StateCount">How many there are.</param>
/// <param name="SignaturesRoot">MTH over the <see cref="SignatureStatement"/>s.</param>
/// <param name="SignatureCount">How many there are.</param>
public sealed record SettlementEntry(
    string Origin,
    long LogIndex,
    long BlockNo,
    long Timestamp,
    Bytes16 SettlementId,
    Hash32 TransactionHash,
    Hash32 StatesRoot,
    int StateCount,
    Hash32 SignaturesRoot,
    int SignatureCount)
    : DecisionEntry(Origin, LogIndex, BlockNo, Timestamp, SettlementId, TransactionHash)
{
    /// <inheritdoc/>
    public override string TypeName => Encoding.UTF8.GetString(StatementTypes.SettlementEntry);

    /// <inheritdoc/>
    public override void Write(StatementWriter writer)
    {
        BeginDecision(writer, 12, StatementTypes.SettlementEntry);
        writer.UInt(0L);
        writer.Hash(StatesRoot);
        writer.UInt(StateCount);
        writer.Hash(SignaturesRoot);
        writer.UInt(SignatureCount);
    }
}

/// <summary>The settlement failed, and its id can never settle.</summary>
/// <param name="Origin">The log.</param>
/// <param name="LogIndex">Its place.</param>
/// <param name="BlockNo">Its block.</param>
/// <param name="Timestamp">Of the decision.</param>
/// <param name="SettlementId">The settlement.</param>
/// <param name="TransactionHash">Hash of its <see cref="TransactionStatement"/>.</param>
/// <param name="Category">The hundred of the code.</param>
/// <param name="Code">The outcome code.</param>
/// <param name="Stage">0 initiated to 5 completing: how far it had come.</param>
/// <param name="Attempt">1 so far.</param>
public sealed record FailureEntry(
    string Origin,
    long LogIndex,
    long BlockNo,
    long Timestamp,
    Bytes16 SettlementId,
    Hash32 TransactionHash,
    int Category,
    int Code,
    int Stage,
    int Attempt)
    : DecisionEntry(Origin, LogIndex, BlockNo, Timestamp, SettlementId, TransactionHash)
{
    /// <inheritdoc/>
    public override string TypeName => Encoding.UTF8.GetString(StatementTypes.FailureEntry);

    /// <inheritdoc/>
    public override void Write(StatementWriter writer)
    {
        BeginDecision(writer, 13, StatementTypes.FailureEntry);
        writer.UInt(Category);
        writer.UInt(Code);
        writer.UInt(Stage);
        writer.UInt(Attempt);
        writer.Null();
        writer.UInt(0L);
    }
}
