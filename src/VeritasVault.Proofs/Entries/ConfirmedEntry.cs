using System.Text;

namespace VeritasVault.Proofs;

/// <summary>All external ledgers have done their part of a settlement that was decided before.</summary>
/// <param name="Origin">The log.</param>
/// <param name="LogIndex">Its place.</param>
/// <param name="BlockNo">Its block.</param>
/// <param name="Timestamp">When the last of them answered.</param>
/// <param name="SettlementId">The settlement.</param>
/// <param name="ForeignRoot">MTH over the <see cref="ForeignStatement"/>s.</param>
/// <param name="ForeignCount">How many there are, at least 1.</param>
public sealed record ConfirmedEntry(
    string Origin,
    long LogIndex,
    long BlockNo,
    long Timestamp,
    Bytes16 SettlementId,
    Hash32 ForeignRoot,
    int ForeignCount)
    : LogEntry(Origin, LogIndex, BlockNo, Timestamp)
{
    /// <inheritdoc/>
    public override string TypeName => Encoding.UTF8.GetString(StatementTypes.ConfirmedEntry);

    /// <inheritdoc/>
    public override void Write(StatementWriter writer)
    {
        Begin(writer, 8, StatementTypes.ConfirmedEntry);
        SettlementId.WriteTo(writer);
        Place(writer);
        writer.Hash(ForeignRoot);
        writer.UInt(ForeignCount);
    }
}
