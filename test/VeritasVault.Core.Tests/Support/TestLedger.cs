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

    public TestLedger(OpenRoom? room = null)
    {
        Core = new LedgerCore(new LedgerState(), room, TestKeys.Rule);
        Write(RegistryMachine.Create("main", Operator, SaltKey, FirstOrigin, FirstKey, default));
    }

    public LedgerCore Core { get; }

    public LedgerState State => Core.State;

    /// <summary>The stored form of every record, genesis first.</summary>
    public IReadOnlyList<byte[]> Records => _records;

    public Answer Submit(SettlementRequest request, ActorId actor, Timestamp now)
    {
        Write(Core.Submit(request, RequestContent.MetadataHashOf(request, SaltKey), actor, now, out var answer));
        return answer;
    }

    public Answer DryRun(SettlementRequest request, ActorId actor, Timestamp now)
    {
        Core.Submit(request, RequestContent.MetadataHashOf(request, SaltKey), actor, now, out var answer);
        return answer;
    }

    public Answer Execute(LedgerCommand command, Timestamp now)
    {
        Write(Core.Execute(command, now, out var answer));
        return answer;
    }

    public Answer EraseDecided(EraseMetadataCommand command, Timestamp now, Answer decidedAs)
    {
        Write(Core.EraseDecided(command, now, decidedAs, out var answer));
        return answer;
    }

    /// <summary>Takes the next due settlement; false when none is.</summary>
    public bool TryTakeDue(Timestamp now, out SettlementRecord? record)
    {
        var any = Core.TryTakeDue(now, out var taken);
        Write(taken);
        record = (SettlementRecord?)taken;
        return any;
    }

    /// <summary>The canonical bytes of everything in the state.</summary>
    public byte[] StateBytes() => StateRows.Of(State);

    private void Write(LedgerRecord? record)
    {
        if (record is not null)
        {
            var writer = new ByteWriter();
            RecordWriter.Append(writer, record, default);
            _records.Add(writer.Written.ToArray());
            Core.Commit(record);
        }
    }
}
