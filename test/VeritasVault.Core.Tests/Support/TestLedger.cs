namespace VeritasVault.Core.Tests;

/// <summary>A core with its history: every record is written to bytes before it is applied, as the engine
/// does.</summary>
internal sealed class TestLedger
{
    public static readonly ActorId Operator = ActorId.Local("operator");
    public static readonly Hash256 SaltKey = new(1, 2, 3, 4);
    public static readonly Origin FirstOrigin = Origin.Parse("ledger.example/main");
    public static readonly PublicKey FirstKey = new(5, 6, 7, 8);

    private readonly List<byte[]> _records = [];
    private readonly List<SettlementRecordView> _followed = [];
    private readonly List<long> _lapsed = [];

    public TestLedger(OpenRoom? room = null)
    {
        Core = new LedgerCore(new LedgerState(), room, TestKeys.Rule);
        Write(RegistryMachine.Create("main", Operator, SaltKey, FirstOrigin, FirstKey, default), default);
    }

    public LedgerCore Core { get; }

    public LedgerState State => Core.State;

    /// <summary>The stored form of every record, genesis first.</summary>
    public IReadOnlyList<byte[]> Records => _records;

    /// <summary>The steps of settlements that followed the last record at once: who was wounded, who is at the
    /// end.</summary>
    public IReadOnlyList<SettlementRecordView> Followed => _followed;

    /// <summary>The locks of people whose leases ended with it.</summary>
    public IReadOnlyList<long> Lapsed => _lapsed;

    public Answer Submit(SettlementRequest request, ActorId actor, Timestamp now)
    {
        Write(Core.Submit(request, RequestContent.MetadataHashOf(request, SaltKey), actor, now, out var answer), now);
        return answer;
    }

    public Answer DryRun(SettlementRequest request, ActorId actor, Timestamp now)
    {
        _followed.Clear();
        _lapsed.Clear();
        Core.Submit(request, RequestContent.MetadataHashOf(request, SaltKey), actor, now, out var answer);
        Core.ForgetVictims();
        return answer;
    }

    public Answer Execute(LedgerCommand command, Timestamp now)
    {
        var record = Core.Execute(command, now, out var answer);
        Write(record, now);
        return record is not null && command is LockCommand about
            ? answer with { Detail = LockDesk.TokenOf(State, about, record.RecordNo) }
            : answer;
    }

    /// <summary>Takes what came of a foreign call; null when nobody waited for it.</summary>
    public SettlementRecordView? Reply(ForeignReplyCommand reply, Timestamp now)
    {
        var record = Core.Reply(reply, now);
        SettlementRecordView? taken = record is SettlementRecord step ? SettlementRecordView.Of(step) : null;
        Write(record, now);
        return taken;
    }

    public Answer EraseDecided(EraseMetadataCommand command, Timestamp now, Answer decidedAs)
    {
        Write(Core.EraseDecided(command, now, decidedAs, out var answer), now);
        return answer;
    }

    /// <summary>Takes the next due settlement; false when none is.</summary>
    public bool TryTakeDue(Timestamp now, out SettlementRecordView? taken)
    {
        var any = Core.TryTakeDue(now, out var record);
        taken = record is SettlementRecord settlement ? SettlementRecordView.Of(settlement) : null;
        Write(record, now);
        return any;
    }

    /// <summary>The canonical bytes of everything in the state.</summary>
    public byte[] StateBytes() => StateRows.Of(State);

    private void Write(LedgerRecord? record, Timestamp now)
    {
        _followed.Clear();
        _lapsed.Clear();
        for (var next = record ?? Core.FollowUp(now); next is not null; next = Core.FollowUp(now))
        {
            if (next is SettlementRecord { Cause: Cause.Finish or Cause.Wound } step)
            {
                _followed.Add(SettlementRecordView.Of(step));
            }
            else if (next is RegistryRecord { Command: ExpireLock lapse })
            {
                _lapsed.Add(lapse.Lock);
            }

            var writer = new ByteWriter();
            RecordWriter.Append(writer, next, default);
            _records.Add(writer.Written.ToArray());
            Core.Commit(next);
        }
    }
}
