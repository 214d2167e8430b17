namespace VeritasVault.Core;

/// <summary>
/// Writes records in their stored form (spec/records.md). A record is a 4-byte length and as many bytes: kind, varint
/// microseconds since the block's base time, actor, then what the kind has.
/// </summary>
internal static class RecordWriter
{
    public const byte GenesisKind = 1;
    public const byte RegistryKind = 2;
    public const byte SettlementKindByte = 3;

    /// <summary>Bytes of the length before each record.</summary>
    public const int LengthSize = 4;

    /// <summary>Appends the record and returns the offset of its length.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="record">What is written.</param>
    /// <param name="baseTime">The base time of its block.</param>
    /// <param name="shared">What the block stores once for many of its records.</param>
    public static int Append(
        ByteWriter writer, LedgerRecord record, Timestamp baseTime, ISharedBatchWriter? shared = null)
    {
        var start = writer.Length;
        writer.U32(0);
        writer.U8(record switch
        {
            GenesisRecord => GenesisKind,
            RegistryRecord => RegistryKind,
            _ => SettlementKindByte,
        });
        writer.Var(record.At.Micros - baseTime.Micros);
        writer.Text(record.Actor.Value);
        switch (record)
        {
            case GenesisRecord genesis:
                writer.Text(genesis.Name);
                writer.Hash(genesis.SaltKey);
                writer.Text(genesis.Origin.Value);
                writer.Key(genesis.LedgerKey);
                break;
            case RegistryRecord registry:
                registry.Command.Id.Write(writer.Reserve(CommandId.Size));
                RegistryCommandFormat.Write(writer, registry.Command);
                break;
            case SettlementRecord settlement:
                WriteSettlement(writer, settlement, shared);
                break;
            default:
                throw new InvariantException($"no format for {record.GetType().Name}");
        }

        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(
            writer.At(start, LengthSize), (uint)(writer.Length - start - LengthSize));
        return start;
    }

    private static void WriteSettlement(ByteWriter writer, SettlementRecord record, ISharedBatchWriter? shared)
    {
        writer.U8((byte)record.Cause);
        record.Id.Write(writer.Reserve(SettlementId.Size));
        switch (record.Cause)
        {
            case Cause.Submit:
                SettlementBodyFormat.Write(writer, record);
                if (record.Body is { HasSigning: true })
                {
                    // The entry of what is not decided binds the record's own bytes, so these say all of it.
                    ApprovalFormat.Write(writer, record.Approvals, record.IsDecision ? shared : null);
                }

                break;
            case Cause.Consent or Cause.Reject or Cause.Cancel or Cause.EraseMetadata or Cause.Execute or Cause.Hold
                or Cause.Release or Cause.Tombstone or Cause.Retry or Cause.Abort:
                Invariant.Holds(record.CommandId is not null);
                record.CommandId.Value.Write(writer.Reserve(CommandId.Size));
                writer.Var(record.ParticipantIndex + 1);
                writer.Text(record.Reason);
                if (record.Cause == Cause.Consent)
                {
                    WriteApproval(writer, record.ApprovalOfSpeaker);
                }

                writer.U8((byte)record.Before);
                break;
            case Cause.Approve:
                ApprovalFormat.Write(writer, record.Approvals, shared: null);
                writer.U8((byte)record.Before);
                break;
            case Cause.ForeignReply:
                ForeignReplyFormat.Write(writer, record.Reply!);
                writer.U8((byte)record.Before);
                break;
            case Cause.Resume or Cause.Expire or Cause.Finish or Cause.Wound:
                writer.U8((byte)record.Before);
                break;
            default:
                throw new InvariantException($"no format for cause {record.Cause}");
        }

        writer.U8((byte)record.Reached);
        writer.U16((ushort)record.Code);
        if (record.Code == OutcomeCode.RollingBack)
        {
            writer.U16((ushort)record.Doom);
        }
        else if (record.Code == OutcomeCode.Preparing)
        {
            writer.Var(record.Delegates);
        }

        WriteDetail(writer, record.Detail);
        WritePositions(writer, record);
    }

    private static void WriteApproval(ByteWriter writer, HeldApproval? approval)
    {
        writer.U8(approval is null ? (byte)0 : (byte)1);
        if (approval is not null)
        {
            ApprovalFormat.Write(writer, approval);
        }
    }

    internal static void WriteDetail(ByteWriter writer, OutcomeDetail? detail)
    {
        writer.U8(detail is null ? (byte)0 : (byte)1);
        if (detail is not null)
        {
            writer.Text(detail.Field);
            writer.OptionalText(detail.Value);
            writer.OptionalText(detail.Limit);
            writer.OptionalText(detail.Current);
            writer.OptionalText(detail.Expected);
        }
    }

    private static void WritePositions(ByteWriter writer, SettlementRecord record)
    {
        writer.Var(record.PositionCount);
        for (var i = 0; i < record.PositionCount; i++)
        {
            ref readonly var change = ref record.Positions[i];
            writer.Var(((long)change.Index << 3) | (change.ReservedDelta != 0 ? 4L : 0L)
                | (change.HasFloors ? 2L : 0L) | (change.Created ? 1L : 0L));
            if (change.Created)
            {
                writer.Var(change.AccountIndex);
                writer.Var(change.AssetIndex);
            }

            writer.Var(change.VersionBefore);
            writer.Zigzag(change.BalanceBefore);
            writer.Zigzag(change.ReservedBefore);
            writer.Zigzag(change.Delta);
            if (change.ReservedDelta != 0)
            {
                writer.Zigzag(change.ReservedDelta);
            }

            WriteFloors(writer, change);
        }
    }

    private static void WriteFloors(ByteWriter writer, in PositionChange change)
    {
        if (change.HasFloors && !change.Created)
        {
            writer.OptionalZigzag(change.FloorBefore);
        }

        if (change.HasFloors)
        {
            writer.OptionalZigzag(change.FloorAfter);
        }
    }
}
