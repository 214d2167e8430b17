namespace VeritasVault.Core.Tests;

/// <summary>Records as bytes, and decided a second time.</summary>
internal static class Records
{
    public static byte[] Bytes(LedgerRecord record)
    {
        var writer = new ByteWriter();
        RecordWriter.Append(writer, record, default);
        return writer.Written.ToArray();
    }

    public static LedgerRecord Read(byte[] bytes, LedgerState names, long recordNo = 1)
    {
        var reader = new ByteReader(bytes);
        var record = new RecordReader(names).Read(ref reader, recordNo, default, withBody: true);
        return reader.AtEnd ? record : throw new RecordFormatException("bytes behind the record");
    }

    /// <summary>What the core decides when it is given again what a record says it was given.</summary>
    public static LedgerRecord? DecideAgain(LedgerCore core, LedgerRecord record)
    {
        switch (record)
        {
            case RegistryRecord registry:
                return core.Execute(registry.Command, record.At, out _);
            case SettlementRecord { Cause: Cause.Submit } submission:
                return core.Submit(submission.Body!, submission.MetadataHash, record.Actor, record.At, out _);
            case SettlementRecord { Cause: Cause.Resume or Cause.Expire or Cause.Finish or Cause.Wound } step:
                return core.Repeat(step.Cause, step.Id, record.At);
            case SettlementRecord { Cause: Cause.Approve } repeat:
                return core.Repeat(repeat, [.. Approvals(repeat, core.State)]);
            case SettlementRecord { Reply: { } reply }:
                return core.Reply(reply, record.At);
            case SettlementRecord spoken:
                var command = Command(spoken, core.State);
                return command is EraseMetadataCommand erase && core.State.Open.Find(spoken.Id) is null
                    ? core.EraseDecided(erase, record.At,
                        new Answer(OutcomeCode.Settled, spoken.Before, null, default, 0, false), out _)
                    : core.Execute(command, record.At, out _);
            default:
                throw new NotSupportedException(record.GetType().Name);
        }
    }

    /// <summary>A history decided a second time, record by record, gives the same bytes and the same state; so does
    /// the state read back from its rows.</summary>
    public static void CheckHistory(TestLedger live) => CheckHistory(live.Records, live.State);

    public static void CheckHistory(IReadOnlyList<byte[]> records, LedgerState state)
    {
        var audit = new LedgerCore(new LedgerState(), rule: TestKeys.Rule);
        var reader = new RecordReader(audit.State);
        for (var i = 0; i < records.Count; i++)
        {
            var stored = records[i];
            var bytes = new ByteReader(stored);
            var record = reader.Read(ref bytes, i + 1, default, withBody: true);
            Assert.Equal(stored, Bytes(record));
            if (record is not GenesisRecord)
            {
                Assert.Equal(stored, Bytes(DecideAgain(audit, record)!));
            }

            audit.Commit(record);
        }

        Assert.Null(StateComparison.FirstDifference(state, audit.State));
        Assert.Null(StateComparison.FirstDifference(state, StateRows.Copy(state)));
    }

    private static IEnumerable<Approval> Approvals(SettlementRecord record, LedgerState state)
    {
        for (var i = 0; i < record.Approvals.Count; i++)
        {
            yield return record.Approvals[i].WithNames(state);
        }
    }

    private static SettlementCommand Command(SettlementRecord record, LedgerState state)
    {
        var id = record.CommandId!.Value;
        ParticipantId? speaker = record.ParticipantIndex < 0 ? null : state.Participants[record.ParticipantIndex].Id;
        return record.Cause switch
        {
            Cause.Consent =>
                new ConsentCommand
                {
                    Id = id,
                    Actor = record.Actor,
                    Settlement = record.Id,
                    OnBehalfOf = speaker,
                    Approval = record.ApprovalOfSpeaker?.WithNames(state),
                },
            Cause.Reject => new RejectCommand
            {
                Id = id,
                Actor = record.Actor,
                Settlement = record.Id,
                OnBehalfOf = speaker,
                Reason = record.Reason,
            },
            Cause.Retry => new RetryCommand { Id = id, Actor = record.Actor, Settlement = record.Id },
            Cause.Abort =>
                new AbortCommand { Id = id, Actor = record.Actor, Settlement = record.Id, Reason = record.Reason },
            Cause.Execute => new ExecuteCommand { Id = id, Actor = record.Actor, Settlement = record.Id },
            Cause.Hold => new HoldCommand
            {
                Id = id,
                Actor = record.Actor,
                Settlement = record.Id,
                OnBehalfOf = speaker,
            },
            Cause.Release => new ReleaseCommand
            {
                Id = id,
                Actor = record.Actor,
                Settlement = record.Id,
                OnBehalfOf = speaker,
            },
            Cause.Cancel or Cause.Tombstone =>
                new CancelCommand { Id = id, Actor = record.Actor, Settlement = record.Id, Reason = record.Reason },
            _ => new EraseMetadataCommand { Id = id, Actor = record.Actor, Settlement = record.Id },
        };
    }
}
