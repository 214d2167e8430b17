using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.Veritas;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>The world of <see cref="ForeignWorld"/> with a ledger of ours as the bank: bonds are on one, euros on the
/// other. Alice and bob are clients of a coordinator there, which owns their accounts.</summary>
internal sealed class TwoLedgersWorld : IDisposable
{
    private static readonly OperationId Operation = OperationId.Of(Sid(11), 1, 1);

    /// <param name="beyond">A ledger that keeps the accounts for the other; null: it keeps them itself.</param>
    public TwoLedgersWorld(IExternalLedger? beyond = null)
    {
        There = LedgerRig.WithWorld(
            beyond is null ? null : new LedgerOptions { ForeignCalls = new DirectCalls(beyond) });
        Calls = new RigCalls(There);
        var adapter = new VeritasLedger(Calls, new VeritasLedgerOptions { Coordinator = Actor("home") });
        Foreign = new DirectCalls(adapter);
        Here = LedgerRig.WithWorld(new LedgerOptions { ForeignCalls = Foreign });
        foreach (var command in ForeignWorld.Commands(LedgerHold.Binding))
        {
            Assert.Equal(OutcomeCode.Applied, Here.Execute(command).Code);
        }

        Assert.Equal(OutcomeCode.Settled, Here.Submit(Pay(2, "bank", "alice", 50, "BOND")).Code);
        foreach (var command in CommandsThere(beyond is not null))
        {
            Assert.Equal(OutcomeCode.Applied, There.Execute(command).Code);
        }

        if (beyond is null)
        {
            Assert.Equal(OutcomeCode.Settled, There.Submit(Pay(2, "bank", "bob-at-bank", 1_000)).Code);
        }
    }

    public LedgerRig Here { get; }

    public LedgerRig There { get; }

    public RigCalls Calls { get; }

    public DirectCalls Foreign { get; }

    /// <summary>The settlement that the trade is on the other ledger.</summary>
    public static SettlementId IdThere => VeritasLedger.SettlementOf(Operation);

    public OutcomeCode Code => Here.View.Settlement(Sid(11))?.Code ?? OutcomeCode.None;

    public OutcomeCode CodeThere => There.View.Settlement(IdThere)?.Code ?? OutcomeCode.None;

    /// <summary>The operator here lets go on what waits for it, as often as it takes.</summary>
    public void Retry()
    {
        for (var i = 0; Code is OutcomeCode.Preparing or OutcomeCode.RollingBack or OutcomeCode.Committing; i++)
        {
            Assert.True(i < 10, $"it does not end: {Code}");
            Here.Execute(new RetryCommand { Id = Cid(70 + i), Actor = Operator, Settlement = Sid(11) });
        }
    }

    /// <summary>Fails unless the trade is done on both or on neither, nothing is left over, both say so to strangers,
    /// and both histories are what the states say.</summary>
    public void MustHaveEnded(bool isSettled, string when)
    {
        There.Scheduler.Run();
        Assert.True(Code == (isSettled ? OutcomeCode.Settled : OutcomeCode.ForeignRefused), $"{when}: {Code}");
        Assert.True(Here.Balance("bob", "BOND") == (isSettled ? 10 : 0), when);
        Assert.Equal(isSettled ? 1 : 0, Here.View.History(Sid(11)).Count(one => one.Kind == "FOREIGN_COMMITTED"));
        foreach (var (rig, id) in new[] { (Here, Sid(11)), (There, IdThere) })
        {
            Assert.True(rig.View.OpenSettlements().Count == 0, when);
            Assert.All(rig.View.Positions(), position => Assert.Equal(0, position.Reserved));
            var files = rig.View.Prove(id, ProofView.Whole);
            Assert.NotNull(files);
            var said = new Stranger(rig.View).MustAccept(files.Settlement);
            Assert.StartsWith(isSettled ? "VALID settled" : "VALID failed", said, StringComparison.Ordinal);
            var report = rig.Audit();
            Assert.True(report.Passed, report.FirstDifference);
        }
    }

    /// <summary>The same, and the money is on the other ledger itself.</summary>
    public void MustHaveMoved(bool isSettled, string when)
    {
        MustHaveEnded(isSettled, when);
        Assert.Equal(
            isSettled ? (ForeignWorld.Price, 1_000 - ForeignWorld.Price) : (0, 1_000),
            (There.Balance("alice-at-bank"), There.Balance("bob-at-bank")));
    }

    public void Dispose()
    {
        Here.Dispose();
        There.Dispose();
    }

    private static IEnumerable<LedgerCommand> CommandsThere(bool isBeyond)
    {
        yield return Register(900, "home");
        yield return new PermitCoordination
        {
            Id = Cid(901),
            Actor = Operator,
            Participant = ParticipantId.Parse("home"),
            IsPermitted = true,
        };
        var ledger = isBeyond ? LedgerId.Parse("beyond") : default;
        if (isBeyond)
        {
            yield return new RegisterLedger { Id = Cid(902), Actor = Operator, Ledger = ledger };
        }

        yield return Open(903, "alice-at-bank", "home") with { Ledger = ledger };
        yield return Open(904, "bob-at-bank", "home") with { Ledger = ledger };
    }
}
