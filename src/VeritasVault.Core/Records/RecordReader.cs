namespace VeritasVault.Core;

/// <summary>
/// Reads records. Names are stored as registry indices, so a reader needs a state that has applied at least all earlier
/// records; later ones do no harm. A settlement record it returns is scratch, valid until the next read.
/// </summary>
internal sealed class RecordReader(LedgerState names)
{
    private readonly SettlementRecord _settlement = new();
    private byte[] _lastActorBytes = [];
    private ActorId _lastActor;

    /// <summary>What the block of the next records stores once for many of them; null when that is nothing.</summary>
    public ISharedBatches? Shared { get; set; }

    /// <summary>Reads one record with its length.</summary>
    /// <param name="reader">Stands at the record's length and is left behind the record.</param>
    /// <param name="recordNo">The record's number.</param>
    /// <param name="baseTime">The base time of its block.</param>
    /// <param name="withBody">Whether to build the body of a submission even when it was decided at once.</param>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public LedgerRecord Read(ref ByteReader reader, long recordNo, Timestamp baseTime, bool withBody)
    {
        var length = reader.U32();
        var body = new ByteReader(reader.Take(length <= int.MaxValue ? (int)length : -1));
        var kind = body.U8();
        var at = ReadTime(ref body, baseTime);
        var actor = ReadActor(ref body);
        LedgerRecord record = kind switch
        {
            RecordWriter.GenesisKind => new GenesisRecord
            {
                Name = body.Name(),
                SaltKey = body.Hash(),
                Origin = body.Origin(),
                LedgerKey = body.Key(),
            },
            RecordWriter.RegistryKind => new RegistryRecord { Command = ReadCommand(ref body, actor) },
            RecordWriter.SettlementKindByte => ReadSettlement(ref body, actor, at, withBody),
            _ => throw new RecordFormatException($"unknown record kind {kind}"),
        };
        if (!body.AtEnd)
        {
            throw new RecordFormatException($"record {recordNo} has bytes left over");
        }

        record.RecordNo = recordNo;
        record.At = at;
        record.Actor = actor;
        return record;
    }

    private static Timestamp ReadTime(ref ByteReader body, Timestamp baseTime)
    {
        var elapsed = body.Var();
        return elapsed <= long.MaxValue - baseTime.Micros
            ? new Timestamp(baseTime.Micros + elapsed)
            : throw new RecordFormatException($"time too large at offset {body.Offset}");
    }

    private static RegistryCommand ReadCommand(ref ByteReader body, ActorId actor)
    {
        var id = CommandId.Read(body.Take(CommandId.Size));
        return RegistryCommandFormat.Read(ref body, id, actor);
    }

    // Nearly every record of a run has the actor of the one before it.
    private ActorId ReadActor(ref ByteReader body)
    {
        var start = body;
        var bytes = body.Take(body.VarInt());
        if (!bytes.SequenceEqual(_lastActorBytes))
        {
            _lastActor = start.Actor();
            _lastActorBytes = bytes.ToArray();
        }

        return _lastActor.IsEmpty ? throw new RecordFormatException("record without an actor") : _lastActor;
    }

    private SettlementRecord ReadSettlement(ref ByteReader body, ActorId actor, Timestamp at, bool withBody)
    {
        var record = _settlement;
        var cause = (Cause)body.U8();
        record.Reset(cause, SettlementId.Read(body.Take(SettlementId.Size)), actor, at);
        switch (cause)
        {
            case Cause.Submit:
                record.Head = SettlementBodyFormat.Read(ref body, record, names);
                if (record.Head.Secret is not null)
                {
                    ApprovalFormat.Read(ref body, record.Approvals, names, Shared);
                }

                break;
            case Cause.Consent or Cause.Reject or Cause.Cancel or Cause.EraseMetadata or Cause.Execute or Cause.Hold
                or Cause.Release or Cause.Tombstone or Cause.Retry or Cause.Abort:
                record.CommandId = CommandId.Read(body.Take(CommandId.Size));
                record.ParticipantIndex = body.IndexBelow(names.Participants.Count + 1) - 1;
                record.Reason = body.Text();
                if (cause == Cause.Consent && body.Bool())
                {
                    ReadApprovalOfSpeaker(ref body, record);
                }

                record.Before = ReadStage(ref body);
                break;
            case Cause.Approve:
                ApprovalFormat.Read(ref body, record.Approvals, names, shared: null);
                record.Before = ReadStage(ref body);
                break;
            case Cause.ForeignReply:
                record.Reply = ForeignReplyFormat.Read(ref body, record.Id);
                record.Before = ReadStage(ref body);
                break;
            case Cause.Resume or Cause.Expire or Cause.Finish or Cause.Wound:
                record.Before = ReadStage(ref body);
                break;
            default:
                throw new RecordFormatException($"unknown cause {(byte)cause}");
        }

        record.Reached = ReadStage(ref body);
        record.Code = ReadCode(ref body);
        record.Doom = record.Code == OutcomeCode.RollingBack ? ReadCode(ref body) : OutcomeCode.None;
        record.Delegates = record.Code == OutcomeCode.Preparing ? body.VarInt() : 0;
        record.Detail = ReadDetail(ref body);
        ReadPositions(ref body, record);
        if (cause == Cause.Submit && (withBody || !record.IsDecided || !record.IsResolved))
        {
            record.Body = SettlementBodyFormat.Build(record, names);
        }

        return record;
    }

    private void ReadApprovalOfSpeaker(ref ByteReader body, SettlementRecord record)
    {
        var approval = ApprovalFormat.Read(ref body, names);
        if (approval.ParticipantIndex != record.ParticipantIndex)
        {
            throw new RecordFormatException($"the approval of another before offset {body.Offset}");
        }

        record.Approvals.Set(approval);
    }

    private static Stage ReadStage(ref ByteReader body) => (Stage)body.UpTo((byte)Stage.Completed);

    internal static OutcomeCode ReadCode(ref ByteReader body)
    {
        var code = (OutcomeCode)body.U16();
        return OutcomeCatalog.IsKnown(code) ? code
            : throw new RecordFormatException($"unknown outcome code {(ushort)code}");
    }

    internal static OutcomeDetail? ReadDetail(ref ByteReader body) =>
        body.Bool()
            ? new OutcomeDetail(
                body.Text(), body.OptionalText(), body.OptionalText(), body.OptionalText(), body.OptionalText())
            : null;

    private void ReadPositions(ref ByteReader body, SettlementRecord record)
    {
        var count = body.VarInt();
        for (var i = 0; i < count; i++)
        {
            ref var change = ref record.AddPosition();
            var indexAndFlags = body.Var();
            change.Index = indexAndFlags >> 3 <= int.MaxValue
                ? (int)(indexAndFlags >> 3)
                : throw new RecordFormatException($"position too large at offset {body.Offset}");
            change.Created = (indexAndFlags & 1) != 0;
            if (change.Created)
            {
                change.AccountIndex = body.IndexBelow(names.Accounts.Count);
                change.AssetIndex = body.IndexBelow(names.Assets.Count);
            }

            change.VersionBefore = body.Var();
            change.BalanceBefore = body.Zigzag();
            change.ReservedBefore = body.Zigzag();
            change.Delta = body.Zigzag();
            change.ReservedDelta = (indexAndFlags & 4) != 0 ? ReadReserved(ref body) : 0;
            change.FloorBefore = 0;
            change.FloorAfter = 0;
            if ((indexAndFlags & 2) != 0)
            {
                ReadFloors(ref body, ref change);
            }
        }
    }

    private static Int128 ReadReserved(ref ByteReader body)
    {
        var delta = body.Zigzag();
        return delta != 0 ? delta
            : throw new RecordFormatException($"a hold of nothing is not written, before offset {body.Offset}");
    }

    private static void ReadFloors(ref ByteReader body, ref PositionChange change)
    {
        change.FloorBefore = change.Created ? null : ReadFloor(ref body);
        change.FloorAfter = ReadFloor(ref body);
        change.FloorBefore = change.Created ? change.FloorAfter : change.FloorBefore;
        if (!change.HasFloors)
        {
            throw new RecordFormatException($"floors of zero are not written, before offset {body.Offset}");
        }
    }

    private static Int128? ReadFloor(ref ByteReader body) => body.OptionalZigzag() is not { } floor ? null
        : floor <= 0 && floor >= -Int128.MaxValue ? floor
        : throw new RecordFormatException($"no floor before offset {body.Offset}");
}
