namespace VeritasVault.Core.Tests;

/// <summary>The precedence of what people's locks break.</summary>
public sealed partial class PrecedenceTests
{
    private void PeoplesLocks()
    {
        var ledger = Market();
        var held = ledger.Execute(Acquire(Alice, default, LockMode.Shared), new Timestamp(100)).RecordNo;
        Assert.Equal(OutcomeCode.Applied,
            ledger.Execute(Acquire(Alice, default, LockMode.Shared), new Timestamp(100)).Code);
        var (asset, account, lease, actor) = (Nothing, Nobodys, 0, Mint);
        Sequence(
            () => ledger.Execute(
                Acquire(account, asset, LockMode.Exclusive) with { Actor = actor, LeaseSeconds = lease },
                new Timestamp(100)),
            (OutcomeCode.ParameterOutOfRange, () => lease = 60),
            (OutcomeCode.ActorNotAuthorised, () => actor = TestLedger.Operator),
            (OutcomeCode.AssetUnknown, () => asset = Usd),
            (OutcomeCode.AccountUnknown, () => account = Alice),
            (OutcomeCode.LockConflict, () => account = Vault),
            (OutcomeCode.Applied, () => { }
        ));
        var (number, token, speaker) = (held, 9L, Mint);
        Sequence(
            () => ledger.Execute(
                new UpgradeLock { Id = new CommandId(_id++), Actor = speaker, Lock = number, Token = token },
                new Timestamp(100)),
            (OutcomeCode.ActorNotAuthorised, () => (speaker, number) = (TestLedger.Operator, 9_999)),
            (OutcomeCode.LockUnknown, () => number = held),
            (OutcomeCode.FencingTokenStale, () => token = ledger.State.Locks.FindPerson(held)!.Token),
            (OutcomeCode.LockConflict, () => { }
        ));
    }

    private void LockWaits()
    {
        var ledger = Market();
        Apply(ledger, Acquire(Alice, Usd, LockMode.Exclusive) with { LeaseSeconds = 3_600 });
        var request = new SettlementRequest { Id = new SettlementId(_id++), Legs = [new(Vault, Alice, Usd, 1)] };
        Answer Ask(long time) => ledger.Submit(request, TestLedger.Operator, new Timestamp(time));
        Assert.Equal(OutcomeCode.Waiting, Ask(100).Code);
        while (ledger.TryTakeDue(new Timestamp(100 + Limits.LockWaitMicros), out _))
        {
        }

        Assert.Equal(OutcomeCode.LockTimeout, Ask(100 + Limits.LockWaitMicros).Code);
        _given.Add(OutcomeCode.LockTimeout);
    }

    private AcquireLock Acquire(AccountId account, AssetId asset, LockMode mode) => new()
    {
        Id = new CommandId(_id++),
        Actor = TestLedger.Operator,
        Account = account,
        Asset = asset,
        Mode = mode,
        Reason = "count",
    };
}
