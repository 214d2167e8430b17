namespace VeritasVault.Core.Tests;

/// <summary>
/// A crowd of settlements over twenty positions, driven from one seed through the real machine: escrow and exclusive,
/// failing and waiting, prepared ones that are executed, cancelled or lapse, legs on an external ledger, and people's
/// locks in between. It judges nothing: a test looks after every step, a benchmark only at the clock.
/// </summary>
internal sealed partial class LedgerStorm
{
    private const int Owners = 4;
    private const int Assets = 5;
    private const int OpenMax = 48;
    private const int PeopleMax = 3;
    private const int BlocksMax = 1_000;

    private static readonly ActorId Operator = ActorId.Local("operator");
    private static readonly LedgerId Bank = LedgerId.Parse("bank");

    private readonly Random _random;
    private readonly int _settlements;
    private readonly List<Lack> _lacks = [];
    private readonly LackFinder _finder;
    private int _started;
    private int _ids;

    public LedgerStorm(int seed, int settlements)
    {
        _random = new Random(seed);
        _settlements = settlements;
        Core = new LedgerCore(new LedgerState());
        _finder = new LackFinder(Core.State);
    }

    public LedgerCore Core { get; }

    public Timestamp Now { get; private set; } = new(1);

    public int Steps { get; private set; }

    /// <summary>The settlement that the last step asked to be taken up, if it did.</summary>
    public SettlementId? Asked { get; private set; }

    /// <summary>Whether the last step ended a block, everything it woke was tried, and nothing came of
    /// it.</summary>
    public bool IsAtRest { get; private set; }

    /// <summary>Locks that people were refused.</summary>
    public int Refusals { get; private set; }

    /// <summary>Told of each record before it is applied.</summary>
    public Action<LedgerRecord>? Writing { get; set; }

    /// <summary>Told after each step.</summary>
    public Action? Stepped { get; set; }

    /// <summary>Whether everybody has ended and no lock is left.</summary>
    public bool IsOver => _started == _settlements && Core.State.Open.Count == 0 && Core.State.Locks.IsEmpty;

    /// <summary>Runs until everybody has ended and everything is released.</summary>
    public void Run()
    {
        Open();
        while (!IsOver)
        {
            if (++Steps > _settlements * 200)
            {
                throw new InvalidOperationException(
                    $"{Core.State.Open.Count} of {_started} settlements do not end");
            }

            Now = new Timestamp(Now.Micros + _random.Next(200_000));
            (Asked, IsAtRest) = (null, false);
            TakeStep();
            Stepped?.Invoke();
        }
    }

    private void TakeStep()
    {
        var chance = _random.Next(100);
        if (chance < 20)
        {
            CloseBlock();
        }
        else if (chance < 26)
        {
            ActAsPerson();
        }
        else if (chance < 60 && Core.State.Open.Count < OpenMax && _started < _settlements)
        {
            Submit();
        }
        else if (Core.State.Open.Count > 0)
        {
            GoOn(Core.State.Open.OldestFirst.ElementAt(_random.Next(Core.State.Open.Count)));
        }
    }

    // Now and then blocks follow each other until nothing moves by itself any more.
    private void CloseBlock()
    {
        var isOnlyOne = _random.Next(4) > 0;
        for (var blocks = 1; !IsAtRest && (blocks == 1 || !isOnlyOne); blocks++)
        {
            if (blocks > BlocksMax)
            {
                throw new InvalidOperationException("blocks follow each other for ever though nobody does anything");
            }

            var before = Core.State.NextRecordNo;
            Core.Waiting.CloseBlock();
            while (Core.TryTakeDue(Now, out var record))
            {
                Write(record);
            }

            Write(null);
            IsAtRest = Core.State.NextRecordNo == before;
        }
    }

    private Answer Execute(LedgerCommand command)
    {
        Write(Core.Execute(command, Now, out var answer));
        return answer;
    }

    private CommandId NextId() => new(((UInt128)1 << 64) + (UInt128)(++_ids));

    private void Write(LedgerRecord? record)
    {
        for (var next = record ?? Core.FollowUp(Now); next is not null; next = Core.FollowUp(Now))
        {
            Writing?.Invoke(next);
            Core.Commit(next);
        }
    }

    private void Open()
    {
        Write(RegistryMachine.Create(
            "storm", Operator, new Hash256(1, 2, 3, 4), Origin.Parse("ledger.example/storm"), new PublicKey(5, 6, 7, 8),
            Now));
        Execute(new RegisterLedger { Id = NextId(), Actor = Operator, Ledger = Bank, Hold = LedgerHold.Binding });
        foreach (var name in Enumerable.Range(0, Owners).Select(Owner).Append("mint"))
        {
            var owner = ParticipantId.Parse(name);
            Execute(new RegisterParticipant { Id = NextId(), Actor = Operator, Participant = owner });
            Execute(new OpenAccount
            {
                Id = NextId(),
                Actor = Operator,
                Account = AccountId.Parse(name),
                Owner = owner,
            });
            Execute(new OpenAccount
            {
                Id = NextId(),
                Actor = Operator,
                Account = AccountId.Parse($"{name}.bank"),
                Owner = owner,
                Ledger = Bank,
            });
        }

        for (var asset = 0; asset < Assets; asset++)
        {
            Execute(new RegisterAsset
            {
                Id = NextId(),
                Actor = Operator,
                Asset = AssetOf(asset),
                Scale = 0,
                Issuer = AccountId.Parse("mint"),
            });
        }

        Fund();
    }

    private void Fund()
    {
        var legs = from owner in Enumerable.Range(0, Owners)
                   from asset in Enumerable.Range(0, Assets)
                   select new Instruction(
                       AccountId.Parse("mint"), AccountId.Parse(Owner(owner)), AssetOf(asset), 1_000);
        Write(Core.Submit(
            new SettlementRequest { Id = new SettlementId((UInt128)1 << 90), Legs = [.. legs] }, null, Operator, Now,
            out _));
    }

    private static string Owner(int number) => $"p{number}";

    private static AssetId AssetOf(int number) => AssetId.Parse($"A{number}");
}
