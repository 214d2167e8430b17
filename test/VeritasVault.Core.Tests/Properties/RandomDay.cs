using CsCheck;

namespace VeritasVault.Core.Tests;

/// <summary>One generated command; the numbers choose from small pools, so that names, ids and quantities
/// collide.</summary>
internal readonly record struct Step(int Kind, uint A, uint B, uint C, uint D)
{
    public static readonly Gen<Step> Any = Gen.Select(
        Gen.Int[0, RandomDay.Kinds - 1], Gen.UInt, Gen.UInt, Gen.UInt, Gen.UInt,
        (kind, a, b, c, d) => new Step(kind, a, b, c, d));

    public static readonly Gen<Step[]> Day = Any.Array[1, 60];
}

/// <summary>Plays generated commands of every kind on the core and the model in step.</summary>
internal sealed partial class RandomDay
{
    /// <summary>How many kinds of steps there are.</summary>
    public const int Kinds = LockKinds + 26;

    // Where the kinds of steps about external ledgers begin.
    private const int ForeignKinds = 195;
    private const int LockKinds = ForeignKinds + 83;

    private static readonly string[] People = ["mint", "alice", "bob", "carol"];
    private static readonly string[] Accounts = ["mint.vault", "alice.cash", "alice.side", "bob.cash", "bob.side",
        "carol.cash"];
    private static readonly string[] Assets = ["USD", "EUR"];

    private static readonly Int128[] Quantities =
    [
        1, 1, 2, 2, 3, 5, 8, 10, 20, (Int128)1 << 64, Int128.MaxValue / 2, Int128.MaxValue - 1, Int128.MaxValue,
    ];

    private readonly List<SettlementRequest> _sent = [];
    private UInt128 _command = 1_000;

    public RandomDay(OpenRoom? room = null)
    {
        Twin = new Twin(room);
        foreach (var person in People)
        {
            Twin.Execute(new RegisterParticipant
            {
                Id = NextId(),
                Actor = TestLedger.Operator,
                Participant = ParticipantId.Parse(person),
                Policy = person == "alice" ? ConsentPolicy.Recorded : ConsentPolicy.Implied,
            });
        }

        foreach (var account in Accounts)
        {
            Twin.Execute(new OpenAccount
            {
                Id = NextId(),
                Actor = TestLedger.Operator,
                Account = AccountId.Parse(account),
                Owner = ParticipantId.Parse(account.Split('.')[0]),
            });
        }

        foreach (var asset in Assets)
        {
            Twin.Execute(new RegisterAsset
            {
                Id = NextId(),
                Actor = TestLedger.Operator,
                Asset = AssetId.Parse(asset),
                Scale = 2,
                Issuer = AccountId.Parse("mint.vault"),
            });
        }

        foreach (var person in People)
        {
            Twin.Execute(FirstKey(person));
        }

        GoAbroad();
    }

    public Twin Twin { get; }

    public void Play(Step[] steps)
    {
        foreach (var step in steps)
        {
            Play(step);
            Twin.CheckState();
        }
    }

    private void Play(Step step)
    {
        switch (step.Kind)
        {
            case < 22:
                Twin.Submit(Issue(step), TestLedger.Operator);
                break;
            case < 48:
                Twin.Submit(Request(step), Actor(step.D));
                break;
            case < 51:
                Twin.DryRun(Request(step), Actor(step.D));
                break;
            case < 54 when _sent.Count > 0:
                Twin.Submit(SentAgain(step), Actor(step.D));
                break;
            case < 84:
                Twin.Execute(Command(step));
                break;
            case < 85:
                // The same word a second time, under another id.
                Twin.Execute(Command(step with { Kind = 54 }));
                Twin.Execute(Command(step with { Kind = 54, A = step.A ^ 1 }));
                break;
            case < 88:
                Twin.Now = new Timestamp(Twin.Now.Micros + (step.A % 4));
                break;
            case < 98:
                Twin.Ledger.Core.Waiting.CloseBlock();
                Twin.TakeDue([]);
                break;
            case < 100:
                Twin.Drain();
                break;
            case < 117:
                // A key counts to the end of the moment in which it is revoked.
                Twin.Execute(AboutKeys(step));
                Twin.Now = new Timestamp(Twin.Now.Micros + 1);
                break;
            case < 135:
                SignOpen(step);
                break;
            case < 172:
                Twin.Execute(AboutPrepared(step));
                break;
            case < ForeignKinds:
                Twin.Submit(Payment(step), step.D % 8 > 0 ? TestLedger.Operator : Actor(step.D / 8));
                break;
            default:
                PlayAbroad(step);
                break;
        }
    }

    private void PlayAbroad(Step step)
    {
        switch (step.Kind)
        {
            case < ForeignKinds + 25:
                Twin.Submit(Trade(step), step.D % 4 > 0 ? TestLedger.Operator : Actor(step.D / 4));
                break;
            case < ForeignKinds + 27:
                Twin.DryRun(Trade(step), Actor(step.D));
                break;
            case < ForeignKinds + 72:
                Answer(step);
                break;
            case < LockKinds:
                Twin.Execute(AboutForeign(step));
                break;
            case < LockKinds + 20:
                Twin.Execute(AboutLocks(step));
                break;
            case < LockKinds + 24:
                LetTimePass(step);
                break;
            default:
                Rivalry(step);
                break;
        }
    }

    private SettlementRequest Issue(Step step) => Sent(new SettlementRequest
    {
        Id = new SettlementId(step.A % 40),
        Kind = SettlementKind.Issue,
        Legs = [new(AccountId.Parse("mint.vault"), Account(step.B), Asset(step.C),
            Quantities[step.D % Quantities.Length])],
    });

    private SettlementRequest Request(Step step)
    {
        var bits = step.B;
        return Sent(Signed(step, new SettlementRequest
        {
            Secret = bits % 23 == 0 ? null : new Hash256(0, 0, 0, step.A % 40),
            Id = new SettlementId(step.A % 40),
            Kind = (SettlementKind)(step.A / 40 % 8),
            Legs = [.. Enumerable.Range(0, (int)(step.C % 4) + (step.C % 97 == 0 ? 0 : 1)).Select(i => Leg(step, i))],
            NotBefore = bits % 4 == 0 ? new Timestamp(Twin.Now.Micros + (bits / 4 % 5)) : null,
            Deadline = bits % 5 == 0 || PrepareModeOf(Mixed(step, 9)) == PrepareMode.Expiring && bits % 23 > 0
                ? new Timestamp(Twin.Now.Micros + (bits / 5 % 7))
                : bits % 89 == 0 ? new Timestamp(long.MaxValue)
                : null,
            OnHold = Mixed(step, 8) % 9 == 0,
            Metadata = bits % 17 == 0 ? "m" : null,
            Reference = bits % 19 == 0 ? "r" : null,
            Terms = new SettlementTerms
            {
                OnShortage = bits / 64 % 3 > 0 ? OnShortage.Wait : OnShortage.Fail,
                Consent = bits / 256 % 7 == 0 ? ConsentTerm.Explicit : ConsentTerm.ByPolicy,
                Prepare = PrepareModeOf(Mixed(step, 9)),
                Isolation = IsolationOf(Mixed(step, 10)),
                Replaces = bits / 512 % 11 == 0 ? new SettlementId(bits / 512 % 40) : null,
                ExpectedVersions = bits / 1024 % 4 != 0 ? [] :
                [
                    new(Account(step.C), bits / 4096 % 3 == 0 ? null : Asset(step.D), bits / 8192 % 4),
                    .. bits / 16384 % 2 == 0 ? [new ExpectedVersion(Account(step.D), null, 1)]
                        : Array.Empty<ExpectedVersion>(),
                ],
            },
        }));
    }

    private Instruction Leg(Step step, int place)
    {
        var bits = unchecked((uint)((((ulong)step.C + step.A + 1) * 0x9E3779B97F4A7C15UL * ((ulong)place + 1)) >> 20));
        var (from, to) = (Account(bits), Account(bits / 8));
        return new Instruction(from, to, Asset(bits / 64), Quantity(bits / 128))
        {
            Id = bits / 65536 % 13 == 0 ? InstructionId.Parse(bits / 65536 % 2 == 0 ? "1" : "leg") : default,
            Authoriser = Authoriser(from, bits / 256),
            CreditAuthoriser = Authoriser(to, bits / 512),
        };
    }

    private LedgerCommand Command(Step step)
    {
        var id = step.A % 12 == 0 ? new CommandId(1_000 + (step.A % 50)) : NextId();
        var settlement = step.B % 3 == 0 || Twin.Ledger.State.Open.Count == 0
            ? AnyId(step.C)
            : Twin.Ledger.State.Open.OldestFirst.ElementAt((int)(step.C % Twin.Ledger.State.Open.Count)).Request.Id;
        var actor = Actor(step.D);
        ParticipantId? onBehalfOf = step.D / 16 % 3 == 0 ? ParticipantId.Parse(Person(step.D / 64)) : null;
        return step.Kind switch
        {
            < 61 => new ConsentCommand
            {
                Id = id,
                Actor = actor,
                Settlement = settlement,
                OnBehalfOf = onBehalfOf,
                Approval = SpokenApproval(step, settlement, onBehalfOf, actor),
            },
            < 63 => new RejectCommand
            {
                Id = id,
                Actor = actor,
                Settlement = settlement,
                OnBehalfOf = onBehalfOf,
                Reason = "no"
            },
            < 68 => new CancelCommand { Id = id, Actor = actor, Settlement = settlement },
            < 70 => new EraseMetadataCommand { Id = id, Actor = actor, Settlement = settlement },
            _ => Administrative(step, id, actor),
        };
    }

    private RegistryCommand Administrative(Step step, CommandId id, ActorId actor)
    {
        var owner = TestLedger.Operator;
        var limit = step.B % 4 == 0 ? (Int128?)null : Quantity(step.D) - (step.D % 37 == 0 ? 2 : 0);
        return step.Kind switch
        {
            < 72 => new SetIssuanceLimit { Id = id, Actor = owner, Asset = Asset(step.C), IssuanceLimit = limit },
            < 75 => new SetPositionLimits
            {
                Id = id,
                Actor = owner,
                Account = Account(step.B),
                Asset = Asset(step.C),
                CreditLimit = step.D % 2 == 0 ? 0 : Quantity(step.D / 2),
                Ceiling = limit,
            },
            < 79 => new SetAccountStatus
            {
                Id = id,
                Actor = owner,
                Account = Account(step.B),
                Status = (AccountStatus)(step.C % 7 == 0 ? 2 : step.C % 2)
            },
            < 82 => new SetConsentPolicy
            {
                Id = id,
                Actor = owner,
                Participant = ParticipantId.Parse(Person(step.B)),
                Policy = (ConsentPolicy)(step.C % 7 == 0 ? 3 : step.C % 3),
                ConsentsToCredits = step.C % 5 == 0,
            },
            < 83 => new RegisterParticipant
            {
                Id = id,
                Actor = step.B % 5 == 0 ? actor : owner,
                Participant = ParticipantId.Parse(step.C % 3 == 0 ? "operator" : step.C % 3 == 1 ? "dave" : "alice"),
            },
            _ => new OpenAccount
            {
                Id = id,
                Actor = owner,
                Account = AccountId.Parse(step.C % 2 == 0 ? "dave.cash" : "bob.cash"),
                Owner = ParticipantId.Parse("dave")
            },
        };
    }

    // One that was sent, mostly: what a stranger cancels can never come.
    private SettlementId AnyId(uint bits) =>
        _sent.Count > 0 && bits % 8 > 0 ? _sent[(int)(bits / 8 % _sent.Count)].Id : new SettlementId(bits / 8 % 40);

    private SettlementRequest Sent(SettlementRequest request)
    {
        _sent.Add(request);
        return request;
    }

    private CommandId NextId() => new(_command++);

    private static AccountId Account(uint bits) =>
        bits % 73 == 0 ? Abroad(bits / 73)
        : AccountId.Parse(bits % 61 == 0 ? "dave.cash" : Accounts[bits % Accounts.Length]);

    private static AssetId Asset(uint bits) => AssetId.Parse(bits % 67 == 0 ? "JPY" : Assets[bits % 3 == 0 ? 1 : 0]);

    private static string Person(uint bits) => bits % 11 == 0 ? "dave" : People[bits % People.Length];

    private static ActorId Actor(uint bits) =>
        bits % 3 == 0 ? TestLedger.Operator : bits % 53 == 1 ? default : ActorId.Local(Person(bits / 3));

    private static Int128 Quantity(uint bits) =>
        bits % 43 == 1 ? 0 : bits % 41 == 1 ? -1 : Quantities[bits % Quantities.Length];
}
