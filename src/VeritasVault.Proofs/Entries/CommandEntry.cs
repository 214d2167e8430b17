using System.Text;

namespace VeritasVault.Proofs;

/// <summary>Any other recorded command: bound by its hash only.</summary>
/// <param name="Origin">The log.</param>
/// <param name="LogIndex">Its place.</param>
/// <param name="BlockNo">Its block.</param>
/// <param name="Timestamp">When it was decided.</param>
/// <param name="Kind">1 to 7, see spec/entries.md.</param>
/// <param name="CommandHash">Hash of the salted record.</param>
public sealed record CommandEntry(
    string Origin, long LogIndex, long BlockNo, long Timestamp, int Kind, Hash32 CommandHash)
    : LogEntry(Origin, LogIndex, BlockNo, Timestamp)
{
    /// <inheritdoc/>
    public override string TypeName => Encoding.UTF8.GetString(StatementTypes.CommandEntry);

    /// <summary>The hash of a command, from its record as it is stored, without its length.</summary>
    public static Hash32 HashOf(StatementWriter scratch, Bytes16 salt, long recordNo, ReadOnlySpan<byte> record)
    {
        scratch.Clear();
        scratch.Array(4);
        scratch.Text(StatementTypes.CommandBody);
        salt.WriteTo(scratch);
        scratch.UInt(recordNo);
        scratch.Bytes(record);
        return Hash32.Of(scratch.Written);
    }

    /// <inheritdoc/>
    public override void Write(StatementWriter writer)
    {
        Begin(writer, 7, StatementTypes.CommandEntry);
        Place(writer);
        writer.UInt(Kind);
        writer.Hash(CommandHash);
    }
}

/// <summary>A key was registered, reset or revoked; without a participant the log's own was rotated.</summary>
/// <param name="Origin">The log.</param>
/// <param name="LogIndex">Its place.</param>
/// <param name="BlockNo">Its block.</param>
/// <param name="Timestamp">When it was recorded.</param>
/// <param name="Participant">Whose key it is; null: the log's.</param>
/// <param name="Algorithm">1: Ed25519.</param>
/// <param name="PublicKey">32 bytes.</param>
/// <param name="ValidFrom">First valid microsecond.</param>
/// <param name="ValidUntil">First microsecond after, or null.</param>
/// <param name="RevokedAt">Last valid microsecond, or null.</param>
/// <param name="PreviousKeyId">The predecessor.</param>
/// <param name="Endorsement">The predecessor's signature, 64 bytes.</param>
/// <param name="IsReset">Set by the operator without the predecessor's word.</param>
public sealed record KeyEntry(
    string Origin,
    long LogIndex,
    long BlockNo,
    long Timestamp,
    string? Participant,
    int Algorithm,
    ReadOnlyMemory<byte> PublicKey,
    long ValidFrom,
    long? ValidUntil,
    long? RevokedAt,
    Bytes16? PreviousKeyId,
    ReadOnlyMemory<byte>? Endorsement,
    bool IsReset)
    : LogEntry(Origin, LogIndex, BlockNo, Timestamp)
{
    /// <inheritdoc/>
    public override string TypeName => Encoding.UTF8.GetString(StatementTypes.KeyEntry);

    /// <inheritdoc/>
    public override void Write(StatementWriter writer)
    {
        Begin(writer, 15, StatementTypes.KeyEntry);
        Place(writer);
        writer.TextOrNull(Participant);
        KeyStatements.KeyId(Algorithm, PublicKey.Span).WriteTo(writer);
        writer.UInt(Algorithm);
        writer.Bytes(PublicKey.Span);
        writer.UInt(ValidFrom);
        writer.TimeOrNull(ValidUntil);
        writer.TimeOrNull(RevokedAt);
        writer.IdOrNull(PreviousKeyId);
        writer.SignatureOrNull(Endorsement);
        writer.UInt(IsReset ? 1L : 0L);
    }
}

/// <summary>A new origin after an accepted loss.</summary>
/// <param name="Origin">The new one.</param>
/// <param name="LogIndex">Its place.</param>
/// <param name="BlockNo">Its block.</param>
/// <param name="Timestamp">When it was recorded.</param>
/// <param name="PreviousOrigin">The one that ended.</param>
/// <param name="LostSize">Size of the tree that is lost, as far as it is known.</param>
/// <param name="LostRoot">Its root.</param>
public sealed record OriginEntry(
    string Origin, long LogIndex, long BlockNo, long Timestamp, string PreviousOrigin, long LostSize, Hash32 LostRoot)
    : LogEntry(Origin, LogIndex, BlockNo, Timestamp)
{
    /// <inheritdoc/>
    public override string TypeName => Encoding.UTF8.GetString(StatementTypes.OriginEntry);

    /// <inheritdoc/>
    public override void Write(StatementWriter writer)
    {
        Begin(writer, 8, StatementTypes.OriginEntry);
        Place(writer);
        writer.Text(PreviousOrigin);
        writer.UInt(LostSize);
        writer.Hash(LostRoot);
    }
}

/// <summary>The end of a block: ties it to the history before it and to the registry.</summary>
/// <param name="Origin">The log.</param>
/// <param name="BlockNo">The block.</param>
/// <param name="FirstIndex">Its first entry: also the size of the tree before.</param>
/// <param name="EntryCount">Its entries, this one included.</param>
/// <param name="Timestamp">Of its last record.</param>
/// <param name="PreviousRoot">Root of the tree before.</param>
/// <param name="PositionCount">Positions of the ledger.</param>
/// <param name="RegistryRoot">Hash of the <see cref="RegistryStatement"/> after the block.</param>
/// <param name="SaltEpoch">0 so far.</param>
/// <param name="ParametersHash">Hash of the limits decisions depend on.</param>
public sealed record BlockEntry(
    string Origin,
    long BlockNo,
    long FirstIndex,
    long EntryCount,
    long Timestamp,
    Hash32 PreviousRoot,
    long PositionCount,
    Hash32 RegistryRoot,
    long SaltEpoch,
    Hash32 ParametersHash)
    : LogEntry(Origin, FirstIndex + EntryCount - 1, BlockNo, Timestamp)
{
    /// <inheritdoc/>
    public override string TypeName => Encoding.UTF8.GetString(StatementTypes.BlockEntry);

    /// <summary>Hash of the limits that decisions depend on.</summary>
    public static Hash32 HashOfParameters(
        long legsMax, long expectedVersionsMax, long openSettlementsMax, long openPerActorMax)
    {
        var writer = new StatementWriter(64);
        writer.Array(6);
        writer.Text(StatementTypes.Parameters);
        writer.UInt(1L);
        writer.UInt(legsMax);
        writer.UInt(expectedVersionsMax);
        writer.UInt(openSettlementsMax);
        writer.UInt(openPerActorMax);
        return Hash32.Of(writer.Written);
    }

    /// <inheritdoc/>
    public override void Write(StatementWriter writer)
    {
        Begin(writer, 13, StatementTypes.BlockEntry);
        writer.UInt(BlockNo);
        writer.UInt(FirstIndex);
        writer.UInt(EntryCount);
        writer.UInt(Timestamp);
        writer.UInt(FirstIndex);
        writer.Hash(PreviousRoot);
        writer.Null();
        writer.UInt(PositionCount);
        writer.Hash(RegistryRoot);
        writer.UInt(SaltEpoch);
        writer.Hash(ParametersHash);
    }
}
