namespace VeritasVault.Core.Tests;

/// <summary>The precedence of what preparing, executing and holding back break.</summary>
public sealed partial class PrecedenceTests
{
    private static readonly ActorId AliceActor = ActorId.Local("alice");

    private void Preparing()
    {
        var ledger = Market();
        var prepare = PrepareMode.Binding;
        Sequence(
            () => ledger.Submit(Payment(_id++, prepare), AliceActor, new Timestamp(100)),
            (OutcomeCode.BindingNotPermitted, () => prepare = PrepareMode.Expiring),
            (OutcomeCode.Prepared, () => { }
        ));

        var prepared = Payment(_id++, PrepareMode.Binding);
        Assert.Equal(
            OutcomeCode.Prepared, ledger.Submit(prepared, TestLedger.Operator, new Timestamp(100)).Code);
        Apply(ledger, Status(AccountStatus.Frozen));
        Apply(ledger, new SetConsentPolicy
        {
            Id = new CommandId(_id++),
            Actor = TestLedger.Operator,
            Participant = ParticipantId.Parse("alice"),
            Policy = ConsentPolicy.Recorded,
        });
        var about = new SettlementId(2);
        Sequence(
            () => Say(ledger, new ExecuteCommand
            {
                Id = new CommandId(_id++),
                Actor = TestLedger.Operator,
                Settlement = about,
            }),
            (OutcomeCode.NotPrepared, () => about = prepared.Id),
            (OutcomeCode.PreparedFrozen, () => Apply(ledger, Status(AccountStatus.Open))),
            (OutcomeCode.ConsentVoid, () => Say(ledger, new ConsentCommand
            {
                Id = new CommandId(_id++),
                Actor = AliceActor,
                Settlement = about,
            })),
            (OutcomeCode.Settled, () => { }
        ));
    }

    private void Holding()
    {
        var ledger = Market();
        var prepared = Payment(_id++, PrepareMode.Expiring);
        Assert.Equal(OutcomeCode.Prepared, ledger.Submit(prepared, AliceActor, new Timestamp(100)).Code);
        var (waiting, about) = (new SettlementId(3), prepared.Id);
        Sequence(
            () => Say(ledger, new HoldCommand { Id = new CommandId(_id++), Actor = AliceActor, Settlement = about }),
            (OutcomeCode.TooLate, () => about = waiting),
            (OutcomeCode.Waiting, () => { }
        ));
        Sequence(
            () => Say(ledger, new HoldCommand { Id = new CommandId(_id++), Actor = AliceActor, Settlement = about }),
            (OutcomeCode.AlreadyOnHold, () => about = new SettlementId(4)),
            (OutcomeCode.Waiting, () => about = new SettlementId(2)
        ));
        Sequence(
            () => Say(ledger, new ReleaseCommand { Id = new CommandId(_id++), Actor = AliceActor, Settlement = about }),
            (OutcomeCode.NotOnHold, () => about = waiting),
            (OutcomeCode.Waiting, () => { }
        ));
    }

    private static Answer Say(TestLedger ledger, SettlementCommand command) =>
        ledger.Execute(command, new Timestamp(100));

    private SetAccountStatus Status(AccountStatus status) => new()
    {
        Id = new CommandId(_id++),
        Actor = TestLedger.Operator,
        Account = Alice,
        Status = status,
    };

    private static SettlementRequest Payment(UInt128 id, PrepareMode prepare) => new()
    {
        Id = new SettlementId(id),
        Legs = [new(Alice, Vault, Usd, 1)],
        Deadline = new Timestamp(1_000),
        Terms = new SettlementTerms { Prepare = prepare },
    };
}
