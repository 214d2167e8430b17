namespace VeritasVault.Core.Tests;

/// <summary>
/// The documented precedence: of everything wrong with an input the smallest number answers, within the 100s, then the
/// 200s, 300s and 400s. Each input below breaks its own rule and every later rule that can be broken beside it; the one
/// after it is the same with that fault mended.
/// </summary>
public sealed partial class PrecedenceTests
{
    private static readonly AccountId Vault = AccountId.Parse("mint.vault");
    private static readonly AccountId Alice = AccountId.Parse("alice.cash");
    private static readonly AccountId Frozen = AccountId.Parse("alice.frozen");
    private static readonly AccountId Closed = AccountId.Parse("alice.closed");
    private static readonly AccountId Nobodys = AccountId.Parse("no.such");
    private static readonly AssetId Usd = AssetId.Parse("USD");
    private static readonly AssetId Nothing = AssetId.Parse("NOTHING");
    private static readonly ActorId Mint = ActorId.Local("mint");
    private static readonly string LongText = new('x', 5_000);

    private readonly List<OutcomeCode> _given = [];
    private readonly TestLedger _ledger = Market();
    private UInt128 _id = 1_000;

    [Fact]
    public void Every_code_answers_in_its_place()
    {
        Submissions();
        RegistryCommands();
        StatusCommands();
        OpeningAndLimits();
        SpokenCommands();
        SignedSubmissions();
        SignedConsents();
        Keys();
        LedgerIdentity();
        Progress();
        Preparing();
        Holding();
        Ledgers();
        ForeignLegs();
        ForeignProgress();
        PeoplesLocks();
        LockWaits();
        var missing = OutcomeCatalog.All.Except(_given).Except(Codes.GivenElsewhere.Keys);
        Assert.Empty(missing);
        Assert.Empty(_given.Intersect(Codes.GivenElsewhere.Keys));
    }

    private void Submissions()
    {
        var f = new Faulty();
        Sequence(() => _ledger.Submit(f.Build(), f.Actor, new Timestamp(100)),
            (OutcomeCode.IdMalformed, () => f.Name = Nobodys),
            (OutcomeCode.SettlementIdMalformed, () => f.Id = new SettlementId(1)),
            (OutcomeCode.ActorMalformed, () => f.Actor = ActorId.Local("stranger")),
            (OutcomeCode.TextTooLong, () => (f.Reference, f.LegCount) = ("r", 0)),
            (OutcomeCode.NoLegs, () => f.LegCount = Limits.LegsMax + 1),
            (OutcomeCode.TooManyLegs, () => f.LegCount = 6),
            (OutcomeCode.InstructionIdDuplicate, () => f.SameLegIds = false),
            (OutcomeCode.QuantityNegative, () => f.Negative = 1),
            (OutcomeCode.QuantityZero, () => f.Zero = 1),
            (OutcomeCode.QuantityOverflow, () => f.Large = 1_000_000),
            (OutcomeCode.DeadlineBeforeStart, () => f.NotBefore = null),
            (OutcomeCode.TermsInvalid, () => f.Replaces = null),
            (OutcomeCode.ActorUnknown, () => f.Actor = ActorId.Local("carol")),
            (OutcomeCode.ActorNotParty, () => f.Actor = Mint),
            (OutcomeCode.SettlementIdReused, () => f.Id = new SettlementId(_id++)),
            (OutcomeCode.UnknownAccount, () => (f.Id, f.Name) = (new SettlementId(_id++), Alice)),
            (OutcomeCode.UnknownAsset, () => (f.Id, f.Asset) = (new SettlementId(_id++), Usd)),
            (OutcomeCode.AccountClosed, () => (f.Id, f.ClosedAccount) = (new SettlementId(_id++), Alice)),
            (OutcomeCode.AccountFrozen, () => (f.Id, f.FrozenAccount) = (new SettlementId(_id++), Alice)),
            (OutcomeCode.DeadlinePassed, () => (f.Id, f.Deadline) = (new SettlementId(_id++), null)),
            (OutcomeCode.InsufficientFunds, () => (f.Id, f.Payer) = (new SettlementId(_id++), Vault)),
            (OutcomeCode.IssuanceLimitExceeded, () => (f.Id, f.Issued) = (new SettlementId(_id++), 10)),
            (OutcomeCode.CeilingExceeded, () => (f.Id, f.Receiver) = (new SettlementId(_id++), Alice)),
            (OutcomeCode.VersionMismatch, () => (f.Id, f.Version) = (new SettlementId(_id++), 1)),
            (OutcomeCode.Settled, () => { }
        ));
    }

    private void Progress()
    {
        var small = Market(new OpenRoom(Ledger: 3, PerActor: 2));
        var proposer = Mint;
        Sequence(
            () => small.Submit(Waiting(_id++), proposer, new Timestamp(100)),
            (OutcomeCode.OpenSettlementsFull, () => small.Execute(
                new RejectCommand
                {
                    Id = new CommandId(_id++),
                    Actor = ActorId.Local("alice"),
                    Settlement = new SettlementId(4),
                },
                    new Timestamp(100))),
            (OutcomeCode.ActorQuotaExceeded, () => proposer = TestLedger.Operator),
            (OutcomeCode.Waiting, () => { }
        ));

        var full = Market();
        var large = new Faulty
        {
            LegCount = 1,
            Name = Alice,
            Payer = Vault,
            Asset = AssetId.Parse("FREE"),
            Version = 9,
            Overflows = true
        };
        Sequence(
            () => full.Submit(large.BuildOverflow(_id++), TestLedger.Operator, new Timestamp(100)),
            (OutcomeCode.BalanceOverflow, () => large.Overflows = false),
            (OutcomeCode.VersionMismatch, () => { }
        ));
    }

    private void Sequence(Func<Answer> ask, params (OutcomeCode Code, Action Mend)[] rows)
    {
        foreach (var (code, mend) in rows)
        {
            Assert.Equal(code, ask().Code);
            _given.Add(code);
            mend();
        }

        Assert.Equal(rows.Select(row => Rank(row.Code)).Order(), rows.Select(row => Rank(row.Code)));
    }

    // What went well comes after everything that could have gone wrong, and the bounds on open settlements right
    // before.
    private static int Rank(OutcomeCode code) => (int)code < 100 ? 10_000 + (int)code : (int)code;

    private static SettlementRequest Waiting(UInt128 id) => new()
    {
        Id = new SettlementId(id),
        Legs = [new(Alice, Vault, Usd, 1_000)],
        Terms = new SettlementTerms { OnShortage = OnShortage.Wait },
    };

    private static TestLedger Market(OpenRoom? room = null)
    {
        var table = new ScenarioTable(room);
        table.Play("""
            at 100
            participant mint
            participant alice
            participant bob
            participant carol
            account mint/vault
            account alice/cash
            account alice/frozen
            account alice/closed
            account alice/full
            account bob/cash
            account carol/cash
            account carol/spare
            asset USD issuer=mint.vault limit=100
            asset FREE issuer=mint.vault
            """);
        var ledger = table.Twin.Ledger;
        Apply(ledger, new SetPositionLimits
        {
            Id = new CommandId(1),
            Actor = TestLedger.Operator,
            Account = AccountId.Parse("alice.full"),
            Asset = Usd,
            Ceiling = 1,
        });
        Settle(ledger, 1, Vault, Alice, Usd, 5);
        Settle(ledger, 5, Vault, Alice, AssetId.Parse("FREE"), Int128.MaxValue);
        Apply(ledger, new SetAccountStatus
        {
            Id = new CommandId(2),
            Actor = TestLedger.Operator,
            Account = Frozen,
            Status = AccountStatus.Frozen
        });
        Apply(ledger, new SetAccountStatus
        {
            Id = new CommandId(3),
            Actor = TestLedger.Operator,
            Account = Closed,
            Status = AccountStatus.Closed
        });
        foreach (var open in (UInt128[])[2, 3, 4])
        {
            var request = new SettlementRequest
            {
                Id = new SettlementId(open),
                Legs = [new(Vault, AccountId.Parse("bob.cash"), Usd, 1), new(Alice, Vault, Usd, 1_000)],
                Terms = new SettlementTerms { OnShortage = OnShortage.Wait, Consent = ConsentTerm.Explicit },
            };
            Assert.Equal(OutcomeCode.Waiting,
                ledger.Submit(request, room is null || open < 4 ? Mint : TestLedger.Operator, new Timestamp(100)).Code);
        }

        return ledger;
    }

    private static void Apply(TestLedger ledger, RegistryCommand command) =>
        Assert.Equal(OutcomeCode.Applied, ledger.Execute(command, new Timestamp(100)).Code);

    private static void Settle(TestLedger ledger, UInt128 id, AccountId from, AccountId to, AssetId asset,
        Int128 quantity) =>
        Assert.Equal(OutcomeCode.Settled, ledger.Submit(
            new SettlementRequest { Id = new SettlementId(id), Legs = [new(from, to, asset, quantity)] },
                TestLedger.Operator, new Timestamp(100)).Code);
}
