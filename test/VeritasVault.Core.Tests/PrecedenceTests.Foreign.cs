namespace VeritasVault.Core.Tests;

/// <summary>The precedence of what legs on external ledgers break.</summary>
public sealed partial class PrecedenceTests
{
    private const string Abroad = """
        at 100
        participant mint
        participant alice
        participant bob
        account mint/vault
        account alice/cash
        account bob/cash
        asset USD issuer=mint.vault
        ledger bank binding
        ledger fast timed
        ledger wire without
        account alice/bank on=bank
        account bob/bank on=bank
        account alice/fast on=fast
        account bob/fast on=fast
        account alice/wire on=wire
        account bob/wire on=wire
        """;

    private static Instruction Leg(string from, string to, string? ledger = null) => new(
        AccountId.Parse(from), AccountId.Parse(to), Usd, 1)
    {
        Ledger = ledger is null ? default : LedgerId.Parse(ledger),
    };

    private void Ledgers()
    {
        var ledger = ScenarioTable.Run(Abroad).Twin.Ledger;
        var (name, hold, actor) = (default(LedgerId), (LedgerHold)9, Mint);
        Sequence(
            () => ledger.Execute(
                new RegisterLedger { Id = new CommandId(_id++), Actor = actor, Ledger = name, Hold = hold },
                new Timestamp(100)),
            (OutcomeCode.IdMalformed, () => name = LedgerId.Parse("bank")),
            (OutcomeCode.ParameterOutOfRange, () => hold = LedgerHold.Binding),
            (OutcomeCode.ActorNotAuthorised, () => actor = TestLedger.Operator),
            (OutcomeCode.LedgerExists, () => name = LedgerId.Parse("other")),
            (OutcomeCode.Applied, () => { }
        ));
        var (account, owner, on) = ("alice.bank", "nobody", "nowhere");
        Sequence(
            () => ledger.Execute(
                new OpenAccount
                {
                    Id = new CommandId(_id++),
                    Actor = TestLedger.Operator,
                    Account = AccountId.Parse(account),
                    Owner = ParticipantId.Parse(owner),
                    Ledger = LedgerId.Parse(on),
                },
                new Timestamp(100)),
            (OutcomeCode.AccountExists, () => account = "alice.more"),
            (OutcomeCode.ParticipantUnknown, () => owner = "alice"),
            (OutcomeCode.LedgerUnknown, () => on = "bank"),
            (OutcomeCode.Applied, () => { }
        ));
        var (asset, issuer) = ("USD", "no.such");
        Sequence(
            () => ledger.Execute(
                new RegisterAsset
                {
                    Id = new CommandId(_id++),
                    Actor = TestLedger.Operator,
                    Asset = AssetId.Parse(asset),
                    Issuer = AccountId.Parse(issuer),
                    Scale = 0,
                },
                new Timestamp(100)),
            (OutcomeCode.AssetExists, () => asset = "EUR"),
            (OutcomeCode.AccountUnknown, () => issuer = "alice.bank"),
            (OutcomeCode.AccountForeign, () => issuer = "mint.vault"),
            (OutcomeCode.Applied, () => { }
        ));
    }

    private void ForeignLegs()
    {
        var ledger = ScenarioTable.Run(Abroad).Twin.Ledger;
        // Binding excludes ledgers that cannot hold, so those come in when it goes.
        var (prepare, far, mismatched, authoriser) = (PrepareMode.Binding, "bank", "fast", "bob");
        Instruction[] faulty = [Leg("alice.fast", "bob.fast", "fast")];
        Sequence(
            () =>
            {
                var request = new SettlementRequest
                {
                    Id = new SettlementId(_id++),
                    Secret = authoriser.Length == 0 ? null : new Hash256(1, 2, 3, 4),
                    Legs =
                    [
                        .. faulty,
                        Leg($"alice.{far}", $"bob.{far}", far),
                        Leg($"alice.{far}", $"bob.{far}", mismatched) with
                        {
                            Authoriser = authoriser.Length == 0 ? default : ParticipantId.Parse(authoriser),
                        },
                    ],
                    Terms = new SettlementTerms { Prepare = prepare },
                };
                return ledger.Submit(request, AliceActor, new Timestamp(100));
            },
            (OutcomeCode.TermsInvalid, () => faulty = []),
            (OutcomeCode.AuthoriserNotOwner, () => authoriser = string.Empty),
            (OutcomeCode.BindingNotPermitted, () => (prepare, far) = (PrepareMode.None, "wire")),
            (OutcomeCode.LegLedgerMismatch, () => mismatched = "wire"),
            (OutcomeCode.LegsNotAtomic, () => { }
        ));
    }

    private void ForeignProgress()
    {
        var table = ScenarioTable.Run(Abroad);
        var ledger = table.Twin.Ledger;
        var about = new SettlementId(_id++);
        SettlementRequest Request(SettlementId id, string where) => new()
        {
            Id = id,
            Legs = [Leg("mint.vault", "alice.cash"), Leg($"alice.{where}", $"bob.{where}", where)],
        };

        // Each is the answer to a repeat: what came of it so far.
        Answer Again(string where, params ForeignReplyCommand[] replies)
        {
            var request = Request(about, where);
            var answer = ledger.Submit(request, TestLedger.Operator, new Timestamp(100));
            Assert.Equal(OutcomeCode.Preparing, answer.Code);
            _given.Add(answer.Code);
            foreach (var reply in replies)
            {
                Assert.NotNull(ledger.Reply(reply, new Timestamp(100)));
            }

            return ledger.Submit(request, TestLedger.Operator, new Timestamp(100));
        }

        ForeignReplyCommand Reply(ForeignCall call, ForeignState state) =>
            new(about, 1, call == ForeignCall.Begin ? 0 : 1, call) { State = state };
        Assert.Equal(OutcomeCode.ForeignRefused, Again("bank", Reply(ForeignCall.Begin, default),
            Reply(ForeignCall.Prepare, ForeignState.Refused)).Code);
        about = new SettlementId(_id++);
        Assert.Equal(OutcomeCode.ForeignHoldTooShort, Again("fast", Reply(ForeignCall.Begin, default),
            Reply(ForeignCall.Prepare, ForeignState.Prepared) with { HeldUntil = new Timestamp(200) },
            Reply(ForeignCall.Abort, ForeignState.Aborted)).Code);
        about = new SettlementId(_id++);
        Assert.Equal(OutcomeCode.Committing, Again("bank", Reply(ForeignCall.Begin, default),
            Reply(ForeignCall.Prepare, ForeignState.Prepared)).Code);
        Assert.Equal(OutcomeCode.NotStuck, Say(ledger, new RetryCommand
        {
            Id = new CommandId(_id++),
            Actor = TestLedger.Operator,
            Settlement = about,
        }).Code);
        about = new SettlementId(_id++);
        Again("bank");
        var actor = AliceActor;
        Sequence(
            () => Say(ledger, new AbortCommand { Id = new CommandId(_id++), Actor = actor, Settlement = about }),
            (OutcomeCode.ActorNotAuthorised, () => actor = TestLedger.Operator),
            (OutcomeCode.OperatorAborted, () => { }
        ));
        _given.AddRange([OutcomeCode.ForeignRefused, OutcomeCode.ForeignHoldTooShort, OutcomeCode.Committing,
            OutcomeCode.NotStuck]);
    }
}
