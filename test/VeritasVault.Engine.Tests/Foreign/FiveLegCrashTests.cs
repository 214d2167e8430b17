using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.TestKit;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>The ninth scenario of the first day: the process is killed at each step of a settlement of five foreign
/// legs, on a ledger each, against a leg here.</summary>
public sealed class FiveLegCrashTests
{
    private const int Legs = 5;
    private static readonly AssetId Euro = AssetId.Parse("EUR");

    [Fact]
    public void Killed_at_any_step_it_is_all_or_nothing_and_then_settled_once()
    {
        var seen = new HashSet<string>();
        for (var (steps, isThrough) = (0, false); !isThrough; steps++)
        {
            var bank = Bank();
            using var rig = Rig(bank);
            rig.Begin(Request());
            isThrough = !Step(rig, steps);
            seen.Add(StandingOf(rig, bank));
            var early = rig.View.Prove(Sid(11), ProofView.Whole);
            var stranger = new Stranger(rig.View);
            rig.Crash();
            rig.Open();

            // Whoever got no answer repeats the id; nothing moves twice by that.
            rig.Submit(Request());
            MustBeSettledOnce(rig, bank, stranger);
            if (early is not null)
            {
                stranger.MustAccept(early.Settlement);
            }
        }

        Assert.All(
            (string[])
            [
                "None: 0 prepared, 0 moved", "Preparing: 3 prepared, 0 moved", "Preparing: 5 prepared, 0 moved",
                "Committing: 5 prepared, 0 moved", "Committing: 2 prepared, 3 moved", "Committing: 0 prepared, 5 moved",
                "Settled: 0 prepared, 5 moved",
            ],
            standing => Assert.Contains(standing, seen));
    }

    private static void MustBeSettledOnce(LedgerRig rig, MemoryExternalLedger bank, Stranger stranger)
    {
        Assert.Equal("Settled: 0 prepared, 5 moved", StandingOf(rig, bank));
        Assert.Equal(7, rig.Balance("bob", "BOND"));
        Assert.DoesNotContain(rig.View.Positions(), position => position.Reserved != 0);
        Assert.Single(rig.View.History(Sid(11)), happened => happened.To == Stage.Completed);
        var again = rig.Submit(Request());
        Assert.Equal((OutcomeCode.Settled, true), (again.Code, again.IsReplay));
        var line = stranger.MustAccept(rig.View.Prove(Sid(11), ProofView.Whole)!.Settlement);
        Assert.StartsWith($"VALID settled {Sid(11)} at ", line, StringComparison.Ordinal);
        Assert.True(rig.Audit().Passed);
    }

    private static string StandingOf(LedgerRig rig, MemoryExternalLedger bank)
    {
        var moved = Enumerable.Range(1, Legs).Count(leg => bank.BalanceOf(Payee(leg), Euro) == 100);
        Assert.Equal(100 * moved, Enumerable.Range(1, Legs).Sum(leg => (long)bank.BalanceOf(Payee(leg), Euro)));
        var code = rig.View.Settlement(Sid(11))?.Code ?? OutcomeCode.None;
        return $"{code}: {bank.Prepared().Count} prepared, {moved} moved";
    }

    private static SettlementRequest Request() => new()
    {
        Id = Sid(11),
        Kind = SettlementKind.Multilateral,
        Legs =
        [
            Leg("alice", "bob", "BOND", 7),
            .. Enumerable.Range(1, Legs).Select(leg =>
                new Instruction(Payer(leg), Payee(leg), Euro, 100) { Ledger = LedgerId.Parse($"bank-{leg}") }),
        ],
    };

    private static AccountId Payer(int leg) => AccountId.Parse($"bob-{leg}");

    private static AccountId Payee(int leg) => AccountId.Parse($"alice-{leg}");

    // Five ledgers to ours; what is behind them is one, whose accounts are apart.
    private static MemoryExternalLedger Bank()
    {
        var bank = new MemoryExternalLedger(LedgerCapabilities.Binding);
        for (var leg = 1; leg <= Legs; leg++)
        {
            bank.SetBalance(Payer(leg), Euro, 1_000);
            bank.SetBalance(Payee(leg), Euro, 0);
        }

        return bank;
    }

    private static LedgerRig Rig(MemoryExternalLedger bank)
    {
        var rig = LedgerRig.WithWorld(new LedgerOptions { ForeignCalls = new DirectCalls(bank) });
        for (var leg = 1; leg <= Legs; leg++)
        {
            var ledger = LedgerId.Parse($"bank-{leg}");
            LedgerCommand[] commands =
            [
                new RegisterLedger
                {
                    Id = Cid(900 + leg),
                    Actor = Operator,
                    Ledger = ledger,
                    Hold = LedgerHold.Binding,
                },
                Open(910 + leg, Payer(leg).Value, "bob") with { Ledger = ledger },
                Open(920 + leg, Payee(leg).Value, "alice") with { Ledger = ledger },
            ];
            Assert.All(commands, command => Assert.Equal(OutcomeCode.Applied, rig.Execute(command).Code));
        }

        Assert.Equal(OutcomeCode.Settled, rig.Submit(Pay(2, "bank", "alice", 50, "BOND")).Code);
        return rig;
    }

    // As many steps as asked for; false when all came to rest before.
    private static bool Step(LedgerRig rig, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            if (!rig.Scheduler.StepOne())
            {
                return false;
            }
        }

        return true;
    }
}
