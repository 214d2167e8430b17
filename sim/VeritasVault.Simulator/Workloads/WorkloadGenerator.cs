using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>Draws a workload: first a world, then whatever its knobs let happen in it.</summary>
internal sealed partial class WorkloadGenerator(
    Knobs knobs, SignatureBook book, SeededRandom random, SeededRandom signing, SeededRandom preparing,
    SeededRandom foreign)
{
    private readonly List<Operation> _operations = [];
    private readonly List<ParticipantId> _participants = [];
    private readonly List<(AccountId Id, int Owner)> _accounts = [];
    private readonly List<(AssetId Id, int Issuer)> _assets = [];
    private readonly List<(SettlementRequest Request, ActorId Actor)> _settlements = [];
    private readonly List<LedgerCommand> _commands = [];
    private long _ids;
    private bool _isLow;

    public IReadOnlyList<Operation> Generate()
    {
        MakeWorld();
        var total = knobs.Weights.Sum();
        while (_operations.Count < knobs.Operations)
        {
            Add(DrawKind(total));
            if (random.Below(1000) < knobs.RestartPercent * 10)
            {
                Add(new WorldOperation(WorldChange.Restart));
            }
        }

        Add(new WorldOperation(WorldChange.SpaceReturns));
        return _operations;
    }

    private OperationKind DrawKind(int total)
    {
        var left = random.Below(total);
        for (var kind = 0; ; kind++)
        {
            left -= knobs.Weights[kind];
            if (left < 0)
            {
                return (OperationKind)kind;
            }
        }
    }

    private void Add(OperationKind kind)
    {
        Operation? operation = kind switch
        {
            OperationKind.Submit => Submission(1),
            OperationKind.SubmitBatch => Submission(random.Between(1, knobs.BatchMax)),
            OperationKind.DryRun => DryRun(),
            OperationKind.Consent => Consent(),
            OperationKind.Reject => Reject(),
            OperationKind.Cancel => Cancel(),
            OperationKind.Erase => Erase(),
            OperationKind.AccountStatus => Status(),
            OperationKind.PositionLimits => PositionLimits(),
            OperationKind.IssuanceLimit => IssuanceLimit(),
            OperationKind.Policy => Policy(),
            OperationKind.NewEntry => NewEntry(),
            OperationKind.ResendSame => ResendSame(),
            OperationKind.ResendOther => ResendOther(),
            OperationKind.StrangerRepeats => StrangerRepeats(),
            OperationKind.Malformed => Malformed(),
            OperationKind.ClockJump => ClockJump(),
            OperationKind.LowSpace => ChangeSpace(),
            OperationKind.Key => KeyCommand(),
            OperationKind.Approval => LaterApproval(),
            OperationKind.Prepared => AboutPrepared(),
            OperationKind.TradeAbroad => TradeAbroad(),
            OperationKind.OperatorHelps => OperatorHelps(),
            OperationKind.Lock => AboutLocks(),
            OperationKind.Pause => new WorldOperation(WorldChange.Pause, random.BelowLong(20 * knobs.TickMicrosMax)),
        };
        if (operation is not null)
        {
            Add(operation);
        }
    }

    private void Add(Operation operation) => _operations.Add(operation with { Index = _operations.Count });

    private void MakeWorld()
    {
        for (var i = 0; i < knobs.Participants; i++)
        {
            Add(Register(i));
            for (var j = 0; j < knobs.AccountsEach; j++)
            {
                Add(Open(i));
            }
        }

        for (var i = 0; i < knobs.Assets; i++)
        {
            Add(RegisterAsset());
        }

        MakeAbroad();
        foreach (var (asset, issuer) in _assets)
        {
            var legs = _accounts.Where((_, account) => account != issuer)
                .Select(account => new Instruction(_accounts[issuer].Id, account.Id, asset, random.Between(1, 500)))
                .ToArray();
            if (legs.Length > 0)
            {
                var issue = new SettlementRequest { Id = NextId(), Kind = SettlementKind.Issue, Legs = legs };
                Add(Note(issue, Knobs.Operator));
            }
        }

        HandOutKeys();
    }

    private CommandOperation Register(int number)
    {
        var id = ParticipantId.Parse($"p{number}");
        _participants.Add(id);
        return Note(new RegisterParticipant
        {
            Id = NextCommandId(),
            Actor = Knobs.Operator,
            Participant = id,
            Policy = random.Chance(30) ? ConsentPolicy.Recorded : ConsentPolicy.Implied,
            ConsentsToCredits = random.Chance(15),
        });
    }

    private CommandOperation Open(int owner)
    {
        var id = AccountId.Parse($"p{owner}-{_accounts.Count}");
        _accounts.Add((id, owner));
        return Note(new OpenAccount
        {
            Id = NextCommandId(),
            Actor = Knobs.Operator,
            Account = id,
            Owner = _participants[owner],
        });
    }

    private CommandOperation RegisterAsset()
    {
        var id = AssetId.Parse($"a{_assets.Count}");
        var issuer = random.Below(_accounts.Count);
        _assets.Add((id, issuer));
        return Note(new RegisterAsset
        {
            Id = NextCommandId(),
            Actor = Knobs.Operator,
            Asset = id,
            Scale = random.Between(0, 30),
            Issuer = _accounts[issuer].Id,
            IssuanceLimit = random.Chance(50) ? null : random.Between(200, 5000),
        });
    }

    private CommandOperation Note(LedgerCommand command)
    {
        _commands.Add(command);
        return new CommandOperation(command);
    }

    private SubmitOperation Note(SettlementRequest request, ActorId actor)
    {
        _settlements.Add((request, actor));
        return new SubmitOperation([request], actor);
    }

    private SettlementId NextId() => new(NextBits());

    private CommandId NextCommandId() => new(NextBits());

    // Ascending ids take the engine's short cut past the index, random ones do not.
    private UInt128 NextBits() => knobs.AscendingIds
        ? ((UInt128)(ulong)++_ids << 64) | random.Next()
        : random.Next128() | UInt128.One;

    private WorldOperation ClockJump()
    {
        if (random.Chance(25))
        {
            return new WorldOperation(WorldChange.ClockConfirmed);
        }

        var size = random.Pick([1_000L, 500_000, 10_000_000, 3_600_000_000, 86_400_000_000 * 200]);
        var micros = random.BelowLong(size) + 1;
        return new WorldOperation(WorldChange.WallClockJumps, random.Chance(50) ? micros : -micros);
    }

    private WorldOperation ChangeSpace()
    {
        _isLow = !_isLow;
        return new WorldOperation(_isLow ? WorldChange.SpaceRunsLow : WorldChange.SpaceReturns);
    }
}
