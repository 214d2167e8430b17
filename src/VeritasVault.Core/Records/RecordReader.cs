using System.Text;

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
        var at = new Timestamp(checked(baseTime.Micros + body.Var()));
        var actor = ReadActor(ref body);
        LedgerRecord record = kind switch
        {
            RecordWriter.GenesisKind => new GenesisRecord { Name = body.Text(), SaltKey = body.Hash() },
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

    private static RegistryCommand ReadCommand(ref ByteReader body, ActorId actor)
    {
        var id = CommandId.Read(body.Take(CommandId.Size));
        return RegistryCommandFormat.Read(ref body, id, actor);
    }

    // Nearly every record of a run has the actor of the one before it.
    private ActorId ReadActor(ref ByteReader body)
    {
        var bytes = body.Take(body.VarInt());
        if (!bytes.SequenceEqual(_lastActorBytes))
        {
            _lastActorBytes = bytes.ToArray();
            _lastActor = ActorId.Trusted(Encoding.UTF8.GetString(bytes));
        }

        return _lastActor;
    }

    private SettlementRecord ReadSettlement(ref ByteReader body, ActorId actor, Timestamp at, bool withBody)
    {
        var record = _settlement;
        var cause = (Cause)body.U8();
        record.Reset(cause, SettlementId.Read(body.Take(SettlementId.Size)), actor, at);
        var fields = default(SettlementBodyFormat.Fields);
        switch (cause)
        {
            case Cause.Submit:
                fields = SettlementBodyFormat.Read(ref body, record);
                break;
            case Cause.Consent or Cause.Reject or Cause.Cancel or Cause.EraseMetadata:
                record.CommandId = CommandId.Read(body.Take(CommandId.Size));
                record.ParticipantIndex = body.VarInt() - 1;
                record.Reason = body.Text();
                record.Before = ReadStage(ref body);
                break;
            case Cause.Resume or Cause.Expire:
                record.Before = ReadStage(ref body);
                break;
            default:
                throw new RecordFormatException($"unknown cause {(byte)cause}");
        }

        record.Reached = ReadStage(ref body);
        record.Code = (OutcomeCode)body.U16();
        record.Detail = ReadDetail(ref body);
        ReadPositions(ref body, record);
        if (cause == Cause.Submit && (withBody || !record.IsDecided || !record.IsResolved))
        {
            record.Body = SettlementBodyFormat.Build(record, fields, names);
        }

        return record;
    }

    private static Stage ReadStage(ref ByteReader body)
    {
        var stage = (Stage)body.U8();
        return stage <= Stage.Completed ? stage : throw new RecordFormatException($"unknown stage {(byte)stage}");
    }

    private static OutcomeDetail? ReadDetail(ref ByteReader body) => body.U8() switch
    {
        0 => null,
        1 => new OutcomeDetail(
            body.Text(), body.OptionalText(), body.OptionalText(), body.OptionalText(), body.OptionalText()),
        var other => throw new RecordFormatException($"unknown detail form {other}"),
    };

    private static void ReadPositions(ref ByteReader body, SettlementRecord record)
    {
        var count = body.VarInt();
        for (var i = 0; i < count; i++)
        {
            ref var change = ref record.AddPosition();
            var indexAndFlag = body.Var();
            change.Index = checked((int)(indexAndFlag >> 1));
            change.Created = (indexAndFlag & 1) == 1;
            if (change.Created)
            {
                change.AccountIndex = body.VarInt();
                change.AssetIndex = body.VarInt();
            }

            change.VersionBefore = body.Var();
            change.BalanceBefore = body.Zigzag();
            change.ReservedBefore = body.Zigzag();
            change.Delta = body.Zigzag();
        }
    }
}
