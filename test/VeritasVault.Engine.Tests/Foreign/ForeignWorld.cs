using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.TestKit;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>The sample world beside a bank of its own: bonds are here, euros are there. Alice has bonds, bob has money
/// at the bank.</summary>
internal sealed class ForeignWorld : IDisposable
{
    public const int Price = 300;

    private static readonly AssetId Euro = AssetId.Parse("EUR");

    public ForeignWorld(
        LedgerHold hold = LedgerHold.Binding, int? seed = null, Func<IForeignCalls, IForeignCalls>? around = null)
    {
        Bank = new MemoryExternalLedger(CapabilitiesOf(hold), () => Rig?.Time.Now ?? default);
        Calls = new DirectCalls(Bank);
        Bank.SetBalance(AccountId.Parse("alice-at-bank"), Euro, 0);
        Bank.SetBalance(AccountId.Parse("bob-at-bank"), Euro, 1_000);
        Rig = LedgerRig.WithWorld(new LedgerOptions { ForeignCalls = around?.Invoke(Calls) ?? Calls }, seed);
        foreach (var command in Commands(hold))
        {
            Assert.Equal(OutcomeCode.Applied, Rig.Execute(command).Code);
        }

        Assert.Equal(OutcomeCode.Settled, Rig.Submit(Pay(2, "bank", "alice", 50, "BOND")).Code);
    }

    public MemoryExternalLedger Bank { get; }

    public DirectCalls Calls { get; }

    public LedgerRig Rig { get; }

    /// <summary>Alice's 10 bonds against 300 euros of bob's at the bank.</summary>
    public static SettlementRequest Trade(long id, int price = Price, SettlementTerms? terms = null) => new()
    {
        Id = Sid(id),
        Terms = terms ?? SettlementTerms.Default,
        Deadline = terms is { Prepare: PrepareMode.Expiring } ? new Timestamp(4_000_000_000_000_000) : null,
        Legs =
        [
            Leg("alice", "bob", "BOND", 10),
            Euros("bob-at-bank", "alice-at-bank", price),
        ],
    };

    /// <summary>A leg at the bank.</summary>
    public static Instruction Euros(string from, string to, int quantity) =>
        Leg(from, to, "EUR", quantity) with { Ledger = LedgerId.Parse("bank") };

    /// <summary>Whether the trade has happened on both sides, on neither, or (a defect) on one.</summary>
    public string Outcome()
    {
        var bonds = BondsOf("bob")?.Balance ?? 0;
        var money = Bank.BalanceOf(AccountId.Parse("alice-at-bank"), Euro);
        return (bonds == 10, money == Price, bonds == 0 && money == 0) switch
        {
            (true, true, _) => "both",
            (_, _, true) => "neither",
            _ => $"half: {bonds} bonds, {money} euros",
        };
    }

    public Int128 Reserved() => BondsOf("alice")?.Reserved ?? 0;

    public OutcomeCode CodeOf(long id) => Rig.View.Settlement(Sid(id))?.Code ?? OutcomeCode.None;

    /// <summary>History and state agree, here and after opening again.</summary>
    public void MustHold()
    {
        var report = Rig.Audit();
        Assert.True(report.Passed, report.FirstDifference);
        Rig.Reopen();
        report = Rig.Audit();
        Assert.True(report.Passed, report.FirstDifference);
    }

    public void Dispose() => Rig.Dispose();

    private PositionInfo? BondsOf(string account) =>
        Rig.View.Positions(AccountId.Parse(account), AssetId.Parse("BOND")).SingleOrDefault();

    private static LedgerCapabilities CapabilitiesOf(LedgerHold hold) => hold switch
    {
        LedgerHold.Binding => LedgerCapabilities.Binding,
        LedgerHold.TimeLimited => LedgerCapabilities.TimeLimited(60),
        LedgerHold.Compensating => LedgerCapabilities.Compensating,
        LedgerHold.None => LedgerCapabilities.None,
    };

    /// <summary>Alice and bob have accounts that the bank keeps.</summary>
    public static IEnumerable<LedgerCommand> Commands(LedgerHold hold)
    {
        yield return new RegisterLedger
        {
            Id = Cid(901),
            Actor = Operator,
            Ledger = LedgerId.Parse("bank"),
            Hold = hold,
            HoldSecondsMax = hold == LedgerHold.TimeLimited ? 60 : null,
        };
        foreach (var (number, owner) in new[] { (902, "alice"), (903, "bob") })
        {
            yield return Open(number, $"{owner}-at-bank", owner) with { Ledger = LedgerId.Parse("bank") };
        }
    }
}
