namespace VeritasVault.Page.Tests;

/// <summary>A ledger with two participants, and trades between them.</summary>
internal sealed class SampleWorld
{
    public SampleWorld()
    {
        Ledger.AppendCommand(SampleTrade.Time - 90);
        Ledger.EndBlock(SampleTrade.Time - 80);
        OldAlice = Ledger.Register(new("alice", new("alice 1")) { RevokedAt = SampleTrade.Time - 50 });
        Bob = Ledger.Register(new("bob", new("bob 1")) { ValidUntil = SampleTrade.Time + 1 });
        Alice = Ledger.RegisterNext(OldAlice, new("alice", new("alice 2")) { ValidFrom = SampleTrade.Time });
        ResetBob = Ledger.Register(new("bob", new("bob 2")) { Reset = true, Previous = Bob.Key.Id });
        NextBob = Ledger.RegisterNext(ResetBob, new("bob", new("bob 3")));
        Ledger.AppendCommand(SampleTrade.Time - 40);
        Ledger.EndBlock(SampleTrade.Time - 30);
        Trade = new(
            new("alice-cash", "bob-cash", "USD", 9950) { Authoriser = "alice", CreditAuthoriser = "bob" },
            new("bob-safe", "alice-safe", "BOND-1", 4) { Authoriser = "bob" },
            new("fees", "bob-cash", "USD", 50))
        {
            NotBefore = SampleTrade.Time,
            States =
            [
                new("alice-cash", "USD", 0, 4, 20_000, 10_050),
                new("alice-safe", "BOND-1", 5, 1, 0, 4),
                new("bob-cash", "USD", 1, 7, -500, 9_500) { Floor = -1_000, Reserved = 300 },
                new("bob-safe", "BOND-1", 2, 2, 10, 6) { Floor = null },
                new("fees", "USD", 3, 19, 50, 0),
            ],
            Signers = [new(Alice), new(Bob)],
            Opened = [OldAlice, Bob, Alice],
        };
    }

    public SampleLedger Ledger { get; } = new("ledger.example/main");

    public SampleRegistration OldAlice { get; }

    public SampleRegistration Alice { get; }

    public SampleRegistration Bob { get; }

    /// <summary>A key of Bob's that the operator put in place of his first.</summary>
    public SampleRegistration ResetBob { get; }

    /// <summary>A key of Bob's that the one before endorses.</summary>
    public SampleRegistration NextBob { get; }

    public SampleTrade Trade { get; }

    public SampleSettlement Settle(Func<SampleTrade, SampleTrade>? bend = null) =>
        new(Ledger, bend is null ? Trade : bend(Trade));
}
