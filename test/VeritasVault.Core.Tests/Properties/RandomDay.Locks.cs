namespace VeritasVault.Core.Tests;

/// <summary>Locks of people on generated days, and settlements that want a position for themselves.</summary>
internal sealed partial class RandomDay
{
    private static Isolation IsolationOf(uint bits) =>
        bits % 97 == 0 ? (Isolation)2 : bits % 4 == 0 ? Isolation.Exclusive : Isolation.Escrow;

    private LockCommand AboutLocks(Step step)
    {
        var id = step.A % 12 == 0 ? new CommandId(1_000 + (step.A % 50)) : NextId();
        var bits = Mixed(step, 30);
        var people = Twin.Ledger.State.Locks.People.ToArray();
        if (people.Length == 0 || bits % 8 < 3)
        {
            return Acquisition(step, id, bits / 8);
        }

        var held = people[(int)(step.B % people.Length)];
        var number = bits / 64 % 13 == 0 ? 1 + (step.C % 3) : held.Number;
        var token = (bits / 64 % 13) switch
        {
            1 => held.Token - 1,
            2 => held.Token + 1,
            _ => held.Token,
        };
        var actor = bits / 1024 % 11 == 0 ? Actor(step.D) : held.Actor;
        return (bits % 8) switch
        {
            3 => new RenewLock { Id = id, Actor = actor, Lock = number, Token = token, LeaseSeconds = Lease(step.C) },
            4 or 5 => new UpgradeLock { Id = id, Actor = actor, Lock = number, Token = token },
            _ => new ReleaseLock { Id = id, Actor = actor, Lock = number, Token = token },
        };
    }

    private AcquireLock Acquisition(Step step, CommandId id, uint bits)
    {
        var (account, asset) = (Account(step.B), Asset(step.C));
        var owner = ActorId.Local(account.Value.Split('.')[0]);
        return new AcquireLock
        {
            Id = id,
            Actor = (bits % 5) switch
            {
                0 => Actor(step.D),
                1 or 2 => owner,
                _ => TestLedger.Operator,
            },
            Account = bits / 8 % 6 == 0 ? default : account,
            Asset = bits / 64 % 3 == 0 ? default : asset,
            Mode = bits / 256 % 2 == 0 ? LockMode.Shared : bits / 512 % 29 == 0 ? LockMode.Escrow : LockMode.Exclusive,
            LeaseSeconds = Lease(step.D),
            Reason = bits / 16384 % 31 == 0 ? string.Empty : "count",
        };
    }

    private static int Lease(uint bits) => (bits % 8) switch
    {
        0 => 1,
        1 => 2,
        2 => 59,
        3 => 60,
        4 => bits % 29 == 0 ? 0 : 61,
        _ => 3_600,
    };

    // Some that were first, each by itself, want what a younger one has set aside meanwhile.
    private void Rivalry(Step step)
    {
        var (from, asset) = (step.B % 3 == 0 ? Account(step.C) : AccountId.Parse("mint.vault"), Asset(step.D));
        var rivals = Enumerable.Range(0, 1 + (int)(step.A % 4)).Select(i => Rival(Mixed(step, 40 + i), from, asset))
            .ToArray();
        foreach (var rival in rivals)
        {
            Twin.Submit(rival, TestLedger.Operator);
        }

        var bits = Mixed(step, 45);
        var younger = Sent(new SettlementRequest
        {
            Id = FreshId(),
            Legs = [new Instruction(from, Account(bits), asset, 1), ForeignLeg(bits / 8)],
            Terms = new SettlementTerms
            {
                Isolation = IsolationOf(bits / 64),
                Prepare = bits / 4096 % 6 == 0 ? PrepareMode.Binding : PrepareMode.None,
            },
        });
        Twin.Submit(younger, TestLedger.Operator);
        foreach (var rival in rivals)
        {
            var open = Twin.Ledger.State.Open.Find(younger.Id);
            if (open is { Operations.Count: > 0 } && (bits /= 3) % 7 == 0)
            {
                Twin.Reply(new ForeignReplyCommand(younger.Id, open.Attempt, 0, ForeignCall.Begin));
            }

            Twin.Execute(new ConsentCommand
            {
                Id = NextId(),
                Actor = ActorId.Local(from.Value.Split('.')[0]),
                Settlement = rival.Id,
            });
            Twin.CheckState();
            if (bits % 5 > 0)
            {
                Twin.Ledger.Core.Waiting.CloseBlock();
                Twin.TakeDue([]);
            }
        }
    }

    private SettlementRequest Rival(uint bits, AccountId from, AssetId asset) => Sent(new SettlementRequest
    {
        Id = FreshId(),
        Legs = [new Instruction(from, Account(bits), asset, 1)],
        Terms = new SettlementTerms
        {
            Consent = ConsentTerm.Explicit,
            Isolation = bits / 8 % 4 == 0 ? Isolation.Escrow : Isolation.Exclusive,
            Prepare = bits / 64 % 5 == 0 ? PrepareMode.Binding : PrepareMode.None,
        },
    });

    private SettlementId FreshId() => new(1_000 + (UInt128)_sent.Count);

    // Leases end, and who waits for a lock is tired of it.
    private void LetTimePass(Step step)
    {
        var micros = (step.A % 5) switch
        {
            0 => 999_999,
            1 => 1_000_000,
            2 => 30_000_000,
            _ => 60_000_000,
        };
        Twin.Now = new Timestamp(Twin.Now.Micros + micros);
        if (step.B % 3 > 0)
        {
            Twin.Ledger.Core.Waiting.CloseBlock();
        }

        Twin.TakeDue([]);
    }
}
