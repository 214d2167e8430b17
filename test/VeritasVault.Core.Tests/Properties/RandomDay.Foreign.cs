namespace VeritasVault.Core.Tests;

/// <summary>Legs on external ledgers on generated days, and what those ledgers reply.</summary>
internal sealed partial class RandomDay
{
    // One of each hold, and a second of the one that may be there only once.
    private static readonly (string Name, LedgerHold Hold)[] Ledgers =
    [
        ("bank", LedgerHold.Binding), ("fast", LedgerHold.TimeLimited), ("card", LedgerHold.Compensating),
        ("wire", LedgerHold.None), ("bank2", LedgerHold.Binding), ("wire2", LedgerHold.None),
    ];

    private readonly List<ForeignReplyCommand> _replies = [];

    private void GoAbroad()
    {
        foreach (var (name, hold) in Ledgers)
        {
            Twin.Execute(new RegisterLedger
            {
                Id = NextId(),
                Actor = TestLedger.Operator,
                Ledger = LedgerId.Parse(name),
                Hold = hold,
                HoldSecondsMax = hold == LedgerHold.TimeLimited ? 60 : null,
            });
            foreach (var person in (ReadOnlySpan<string>)["alice", "bob"])
            {
                Twin.Execute(new OpenAccount
                {
                    Id = NextId(),
                    Actor = TestLedger.Operator,
                    Account = AccountId.Parse($"{person}.{name}"),
                    Owner = ParticipantId.Parse(person),
                    Ledger = LedgerId.Parse(name),
                });
            }
        }
    }

    private static AccountId Abroad(uint bits) =>
        AccountId.Parse($"{(bits % 2 == 0 ? "alice" : "bob")}.{Ledgers[bits / 2 % Ledgers.Length].Name}");

    // Mostly one leg here and one or two there; now and then all are there, or one names another ledger.
    private SettlementRequest Trade(Step step)
    {
        var (bits, terms) = (Mixed(step, 11), Mixed(step, 12));
        var legs = Enumerable.Range(0, 1 + (int)(bits % 3)).Select(i => ForeignLeg(Mixed(step, 13 + i))).ToList();
        if (bits / 3 % 5 > 0)
        {
            var from = bits / 15 % 3 > 0 ? AccountId.Parse("mint.vault") : Account(step.C);
            legs.Insert(
                (int)(bits / 45 % ((uint)legs.Count + 1)),
                new Instruction(from, Account(step.D), Asset(step.B), (Int128)(bits / 64 % 4) + 1)
                {
                    Authoriser = Authoriser(from, terms / 8),
                });
        }

        var prepare = (terms / 7 % 9) switch
        {
            0 or 1 => PrepareMode.Expiring,
            2 => PrepareMode.Binding,
            _ => PrepareMode.None,
        };
        return Sent(Signed(step, new SettlementRequest
        {
            Secret = new Hash256(0, 0, 0, step.A % 40),
            Id = new SettlementId(step.A % 40),
            Legs = [.. legs],
            Deadline = terms / 64 % 4 == 0 || prepare == PrepareMode.Expiring
                ? new Timestamp(Twin.Now.Micros + 1 + (terms / 256 % 24)) : null,
            OnHold = terms / 8192 % 16 == 0,
            Terms = new SettlementTerms
            {
                OnShortage = terms / 131072 % 3 > 0 ? OnShortage.Wait : OnShortage.Fail,
                Consent = terms / 1024 % 5 == 0 ? ConsentTerm.Explicit : ConsentTerm.ByPolicy,
                Prepare = prepare,
                Isolation = IsolationOf(Mixed(step, 10)),
            },
        }));
    }

    private Instruction ForeignLeg(uint bits)
    {
        // The first four are those that go together.
        var ledger = Ledgers[bits % (bits / 8 % 7 == 0 ? 6u : 4u)].Name;
        var (from, to) = bits / 64 % 2 == 0 ? ("alice", "bob") : ("bob", "alice");
        var named = (bits / 128 % 37) switch
        {
            0 => Ledgers[bits / 8192 % Ledgers.Length].Name,
            1 => "nowhere",
            2 => null,
            _ => ledger,
        };
        var account = AccountId.Parse($"{from}.{ledger}");
        return new Instruction(
            account, AccountId.Parse($"{to}.{ledger}"), Asset(bits / 1024), (Int128)(bits / 4096 % 9) + 1)
        {
            Ledger = named is null ? default : LedgerId.Parse(named),
            Authoriser = Authoriser(account, bits / 512),
        };
    }

    // Several replies at a time, so that a settlement may come to its end before the day does.
    private void Answer(Step step)
    {
        for (var i = 0; i <= step.A % 3; i++)
        {
            var bits = Mixed(step, 20 + i);
            if (bits % 16 == 0 && _replies.Count > 0)
            {
                // Twice, late, or of an attempt that is over.
                Twin.Reply(_replies[(int)(bits / 16 % _replies.Count)]);
                continue;
            }

            var abroad = Twin.Ledger.State.Open.OldestFirst.Where(open => open.Operations.Count > 0).ToArray();
            if (abroad.Length == 0)
            {
                Twin.Now = new Timestamp(Twin.Now.Micros + 1);
                return;
            }

            var reply = ReplyAbout(abroad[step.B % abroad.Length], bits);
            _replies.Add(reply);
            Twin.Reply(reply);
            Twin.CheckState();
        }
    }

    private ForeignReplyCommand ReplyAbout(OpenSettlement open, uint bits)
    {
        var awaited = ForeignPlan.Awaited(Twin.Ledger.State, open)
            ?? new NextCall(1 + (int)(bits / 8 % open.Operations.Count), (ForeignCall)(1 + (bits / 64 % 3)));
        var call = (bits / 16 % 19) == 0 ? (ForeignCall)(bits / 512 % 4) : awaited.Call;
        var operation = (bits / 16 % 19) == 1 ? (int)(bits / 512 % ((uint)open.Operations.Count + 2))
            : call == ForeignCall.Begin ? 0 : Math.Max(1, awaited.Operation);
        var attempt = (bits / 16 % 19) switch
        {
            2 => open.Attempt - 1,
            3 => open.Attempt + 1,
            _ => open.Attempt,
        };
        var reply = new ForeignReplyCommand(open.Request.Id, attempt, operation, call);
        var chance = bits / 512 % 16;
        return call == ForeignCall.Begin ? reply
            : chance < 3 ? reply with
            {
                Failure = (ForeignFailure)(1 + (bits / 8192 % 5)),
                IsGivenUp = bits / 65536 % 2 == 0,
                Tries = 1,
            }
            : reply with
            {
                State = StateOf(call, chance, bits / 8192),
                IsGivenUp = chance == 4,
                Text = chance == 5 ? "no money" : string.Empty,
                HeldUntil = call == ForeignCall.Prepare && bits / 65536 % 3 > 0 ? HeldUntil(bits / 131072) : null,
            };
    }

    private static ForeignState StateOf(ForeignCall call, uint chance, uint bits) => (call, chance) switch
    {
        (_, 3 or 4) => (ForeignState)(bits % 5),
        (ForeignCall.Prepare, 5) => ForeignState.Refused,
        (ForeignCall.Commit, 5) => bits % 2 == 0 ? ForeignState.Aborted : ForeignState.Refused,
        (ForeignCall.Prepare, _) => ForeignState.Prepared,
        (ForeignCall.Commit, _) => ForeignState.Committed,
        _ => ForeignState.Aborted,
    };

    // About as much as must be left when it is decided.
    private Timestamp HeldUntil(uint bits) =>
        new(Twin.Now.Micros + Limits.HoldMarginMicros + (bits % 3 == 0 ? 40_000_000 : (bits / 3 % 8) - 2L));

    private LedgerCommand AboutForeign(Step step)
    {
        var id = step.A % 12 == 0 ? new CommandId(1_000 + (step.A % 50)) : NextId();
        var actor = step.B % 7 == 0 ? Actor(step.D) : TestLedger.Operator;
        switch (step.Kind)
        {
            case < ForeignKinds + 77:
                var stuck = Pick(step, open => open.Operations.Any(one => one.IsStuck));
                return new RetryCommand { Id = id, Actor = actor, Settlement = IdOf(step, stuck) };
            case < ForeignKinds + 81:
                var open = Pick(step, candidate => candidate.Operations.Count > 0);
                return new AbortCommand { Id = id, Actor = actor, Settlement = IdOf(step, open), Reason = "stuck" };
            case < ForeignKinds + 82:
                return new RegisterLedger
                {
                    Id = id,
                    Actor = actor,
                    Ledger = LedgerId.Parse(step.C % 2 == 0 ? "bank" : $"new{step.C % 5}"),
                    Hold = (LedgerHold)(step.D % 6),
                    HoldSecondsMax = step.D / 8 % 3 == 0 ? (int)(step.D / 32 % 3) - 1 : null,
                };
            default:
                return new OpenAccount
                {
                    Id = id,
                    Actor = actor,
                    Account = AccountId.Parse($"{Person(step.C)}.{(step.C % 5 == 0 ? "cash" : "new")}"),
                    Owner = ParticipantId.Parse(Person(step.C)),
                    Ledger = LedgerId.Parse(step.D % 3 == 0 ? "nowhere" : "card"),
                };
        }
    }
}
