using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>What is decided now and confirmed later is shown and proven like what settles at once.</summary>
public sealed class ForeignProofTests
{
    [Fact]
    public void A_signed_trade_over_two_ledgers_proves_who_signed_it()
    {
        using var world = new ForeignWorld();
        var (alice, bob) = (new Signer("alice", 101), new Signer("bob", 102));
        Assert.Equal(OutcomeCode.Applied, world.Rig.Execute(alice.First(61)).Code);
        Assert.Equal(OutcomeCode.Applied, world.Rig.Execute(bob.First(62)).Code);
        var trade = new SettlementRequest
        {
            Id = Sid(11),
            Secret = new Hash256(9, 9, 9, 11),
            Legs =
            [
                Leg("alice", "bob", "BOND", 10) with { Authoriser = alice.Participant },
                ForeignWorld.Euros("bob-at-bank", "alice-at-bank", 300) with { Authoriser = bob.Participant },
            ],
        };
        var origin = world.Rig.View.Origin;
        world.Rig.Submit(trade.With([alice.Approve(trade, origin), bob.Approve(trade, origin)]));
        Assert.Equal(OutcomeCode.Settled, world.CodeOf(11));
        var files = world.Rig.View.Prove(Sid(11), ProofView.Whole);
        Assert.NotNull(files);
        Assert.EndsWith(
            "signed 2 of 2 legs", new Stranger([files.Vkey]).MustAccept(files.Settlement), StringComparison.Ordinal);
        world.MustHold();
    }

    [Fact]
    public void What_moved_here_is_shown_although_its_end_was_a_record_of_its_own()
    {
        using var world = new ForeignWorld();
        world.Rig.Submit(ForeignWorld.Trade(11));
        Assert.Equal(OutcomeCode.Settled, world.CodeOf(11));
        Assert.Equal([-10, 10], world.Rig.View.Settlement(Sid(11))!.Moves.Select(move => (int)move.Delta).Order());
    }
}
