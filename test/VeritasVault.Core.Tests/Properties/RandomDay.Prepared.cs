namespace VeritasVault.Core.Tests;

/// <summary>Holding back, executing and cancelling on generated days, and who may coordinate.</summary>
internal sealed partial class RandomDay
{
    private static PrepareMode PrepareModeOf(uint bits) => (bits % 8, bits / 8 % 31) switch
    {
        (_, 0) => (PrepareMode)3,
        (0 or 1 or 2, _) => PrepareMode.Expiring,
        (3 or 4, _) => PrepareMode.Binding,
        _ => PrepareMode.None,
    };

    // Of what is there, so that it comes as far as being prepared.
    private SettlementRequest Payment(Step step)
    {
        var bits = Mixed(step, 7);
        var state = Twin.Ledger.State;
        var (from, asset, quantity) = (AccountId.Parse("mint.vault"), Asset(step.B), (Int128)(bits % 7) + 1);
        if (state.Positions.Count > 0 && bits / 7 % 4 > 0)
        {
            var position = state.Positions.At((int)(step.C % (uint)state.Positions.Count));
            var most = Int128.Clamp(position.Available, 1, 6);
            (from, asset) = (state.Accounts[position.AccountIndex].Id, state.Assets[position.AssetIndex].Id);
            quantity = bits % 5 == 0 ? Int128.Max(1, position.Available) : (Int128)(bits % 7) % most + 1;
        }

        var to = Account(step.A / 40);
        return Sent(Signed(step, new SettlementRequest
        {
            Secret = new Hash256(0, 0, 0, step.A % 40),
            Id = new SettlementId(step.A % 40),
            Legs = [new Instruction(from, to, asset, quantity) { Authoriser = Authoriser(from, bits / 256) }],
            Deadline = new Timestamp(Twin.Now.Micros + 1 + (bits / 64 % 20)),
            OnHold = bits / 1024 % 16 == 0,
            Terms = new SettlementTerms
            {
                OnShortage = OnShortage.Wait,
                Isolation = IsolationOf(Mixed(step, 10)),
                Prepare = bits / 16384 % 2 == 0 ? PrepareMode.Expiring : PrepareMode.Binding,
            },
        }));
    }

    private LedgerCommand AboutPrepared(Step step)
    {
        var id = step.A % 12 == 0 ? new CommandId(1_000 + (step.A % 50)) : NextId();
        return step.Kind switch
        {
            < 146 => Execution(step, id),
            < 150 => Cancellation(step, id),
            < 155 => Holding(step, id),
            < 162 => Releasing(step, id),
            < 168 => Hindrance(step, id),
            _ => new PermitCoordination
            {
                Id = id,
                Actor = step.B % 9 == 0 ? Actor(step.D) : TestLedger.Operator,
                Participant = ParticipantId.Parse(Person(step.C)),
                IsPermitted = step.D % 4 > 0,
            },
        };
    }

    private ExecuteCommand Execution(Step step, CommandId id)
    {
        var open = Pick(step, candidate => candidate.IsReserved);
        return new ExecuteCommand { Id = id, Actor = Coordinator(step, open), Settlement = IdOf(step, open) };
    }

    // An id nobody has seen now and then: it is cancelled before it comes.
    private CancelCommand Cancellation(Step step, CommandId id)
    {
        var open = Pick(step, candidate => candidate.IsReserved);
        return new CancelCommand
        {
            Id = id,
            Actor = Coordinator(step, open),
            Settlement = step.B % 9 == 0 ? new SettlementId(step.C % 40) : IdOf(step, open),
        };
    }

    private HoldCommand Holding(Step step, CommandId id)
    {
        var open = Pick(step, candidate => !candidate.IsReserved);
        var party = PartyOf(step, open);
        var byOperator = step.D % 5 == 0;
        return new HoldCommand
        {
            Id = id,
            Actor = byOperator ? TestLedger.Operator : ActorId.Local(party.Value),
            Settlement = IdOf(step, open),
            OnBehalfOf = byOperator && step.D % 15 > 0 || step.D % 19 == 0 ? party : null,
        };
    }

    private ReleaseCommand Releasing(Step step, CommandId id)
    {
        var open = Pick(step, candidate => candidate.Holders.Count > 0);
        var state = Twin.Ledger.State;
        var party = open is { Holders.Count: > 0 } && step.D % 7 > 0
            ? state.Participants[open.Holders[(int)(step.C % open.Holders.Count)]].Id
            : PartyOf(step, open);
        var byOperator = step.D % 5 == 0;
        return new ReleaseCommand
        {
            Id = id,
            Actor = byOperator ? TestLedger.Operator : ActorId.Local(party.Value),
            Settlement = IdOf(step, open),
            OnBehalfOf = byOperator ? party : null,
        };
    }

    // What must not let a prepared settlement be executed, and must not end it.
    private RegistryCommand Hindrance(Step step, CommandId id)
    {
        var open = Pick(step, candidate => candidate.IsReserved);
        var party = PartyOf(step, open);
        if (step.D % 3 == 0)
        {
            return new SetConsentPolicy
            {
                Id = id,
                Actor = TestLedger.Operator,
                Participant = party,
                Policy = ConsentPolicy.Recorded,
            };
        }

        var account = open is null ? Account(step.A) : open.Request.Legs[step.A % open.Request.Legs.Length].From;
        return new SetAccountStatus
        {
            Id = id,
            Actor = TestLedger.Operator,
            Account = account,
            Status = Twin.Ledger.State.Accounts.Find(account)?.Status == AccountStatus.Frozen ? AccountStatus.Open
                : step.C % 5 == 0 ? AccountStatus.Closed
                : AccountStatus.Frozen,
        };
    }

    // Mostly one to which the command applies.
    private OpenSettlement? Pick(Step step, Func<OpenSettlement, bool> fits)
    {
        var open = Twin.Ledger.State.Open.OldestFirst.ToArray();
        var fitting = Array.FindAll(open, candidate => fits(candidate));
        return fitting.Length > 0 && step.B % 8 > 0 ? fitting[step.C % fitting.Length]
            : open.Length > 0 ? open[step.C % open.Length]
            : null;
    }

    private SettlementId IdOf(Step step, OpenSettlement? open) =>
        open is null || step.B % 11 == 0 ? AnyId(step.C) : open.Request.Id;

    private static ActorId Coordinator(Step step, OpenSettlement? open) =>
        open is not null && step.D % 4 > 1 ? open.Proposer : Actor(step.D / 4);

    private static ParticipantId PartyOf(Step step, OpenSettlement? open)
    {
        if (open is null || step.D % 17 == 0)
        {
            return ParticipantId.Parse(Person(step.A));
        }

        var leg = open.Request.Legs[step.A % open.Request.Legs.Length];
        return ParticipantId.Parse((step.A / 64 % 2 == 0 ? leg.From : leg.To).Value.Split('.')[0]);
    }
}
