using System.Text;

namespace VeritasVault.Proofs;

/// <summary>Positions were set aside for a settlement, or given back without it settling. Nothing moved.</summary>
/// <param name="Origin">The log.</param>
/// <param name="LogIndex">Its place.</param>
/// <param name="BlockNo">Its block.</param>
/// <param name="Timestamp">When.</param>
/// <param name="SettlementId">The settlement.</param>
/// <param name="TransactionHash">Hash of its <see cref="TransactionStatement"/>.</param>
/// <param name="IsPlaced">Whether they were set aside, or given back.</param>
/// <param name="StatesRoot">MTH over the <see cref="StateStatement"/>s.</param>
/// <param name="StateCount">How many there are, at least 1.</param>
public sealed record HoldEntry(
    string Origin,
    long LogIndex,
    long BlockNo,
    long Timestamp,
    Bytes16 SettlementId,
    Hash32 TransactionHash,
    bool IsPlaced,
    Hash32 StatesRoot,
    int StateCount)
    : LogEntry(Origin, LogIndex, BlockNo, Timestamp)
{
    internal const int Placed = 1;
    internal const int Released = 2;

    /// <inheritdoc/>
    public override string TypeName => Encoding.UTF8.GetString(StatementTypes.HoldEntry);

    /// <inheritdoc/>
    public override void Write(StatementWriter writer)
    {
        Begin(writer, 10, StatementTypes.HoldEntry);
        SettlementId.WriteTo(writer);
        Place(writer);
        writer.Hash(TransactionHash);
        writer.UInt(IsPlaced ? Placed : Released);
        writer.Hash(StatesRoot);
        writer.UInt(StateCount);
    }
}
