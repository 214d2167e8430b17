using VeritasVault.Core;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>A busy cash account while one of its settlements hangs on an external ledger: usable in escrow, frozen in
/// exclusive until that settlement is over.</summary>
public sealed class HotAccountTests
{
    private const int Others = 300;
    private int _elsewhere = 20;

    [Theory]
    [InlineData(PrepareMode.None, 3)]
    [InlineData(PrepareMode.Binding, 4)]
    public void In_escrow_hundreds_of_others_settle_at_every_point_of_the_one_that_hangs(PrepareMode mode, int points)
    {
        HeldCalls held = null!;
        using var world = new ForeignWorld(around: calls => held = new HeldCalls(calls));
        world.Rig.Submit(Hanging(Isolation.Escrow, mode));
        var seen = new List<OutcomeCode>();
        for (var next = 1_000; !seen.Contains(OutcomeCode.Settled); next += Others)
        {
            seen.Add(world.CodeOf(11));
            Assert.All(
                world.Rig.SubmitMany(Pairs(next)), answer => Assert.Equal(OutcomeCode.Settled, answer.Code));
            if (seen[^1] == OutcomeCode.Prepared)
            {
                world.Rig.Execute(new ExecuteCommand { Id = Cid(70), Actor = Operator, Settlement = Sid(11) });
            }
            else
            {
                held.LetOne();
                world.Rig.Scheduler.Run();
            }
        }

        OutcomeCode[] all =
            [OutcomeCode.Preparing, OutcomeCode.Prepared, OutcomeCode.Committing, OutcomeCode.Settled];
        Assert.Equal(all.Where(code => points == 4 || code != OutcomeCode.Prepared), seen);
        Assert.Equal(900, world.Rig.Balance("alice"));
        world.MustHold();
    }

    [Fact]
    public void What_is_set_aside_in_escrow_is_nobody_elses()
    {
        HeldCalls held = null!;
        using var world = new ForeignWorld(around: calls => held = new HeldCalls(calls));
        world.Rig.Submit(Hanging(Isolation.Escrow));
        Assert.Equal(OutcomeCode.InsufficientFunds, world.Rig.Submit(Pay(12, "alice", "bob", 901)).Code);
        Assert.Equal(OutcomeCode.Settled, world.Rig.Submit(Pay(13, "alice", "bob", 900)).Code);
        while (held.LetOne())
        {
            world.Rig.Scheduler.Run();
        }

        Assert.Equal((OutcomeCode.Settled, (Int128)0), (world.CodeOf(11), world.Rig.Balance("alice")));
        world.MustHold();
    }

    [Fact]
    public void In_exclusive_all_others_wait_until_it_is_over_and_then_settle_without_being_sent_again()
    {
        HeldCalls held = null!;
        using var world = new ForeignWorld(around: calls => held = new HeldCalls(calls));
        world.Rig.Submit(Hanging(Isolation.Exclusive));
        var next = 1_000;
        foreach (var expected in (OutcomeCode[])[OutcomeCode.Preparing, OutcomeCode.Committing])
        {
            Assert.Equal(expected, world.CodeOf(11));
            var answers = world.Rig.SubmitMany(Pairs(next));
            Assert.All(answers, answer => Assert.Equal(
                (OutcomeCode.Waiting, Stage.Reserving), (answer.Code, answer.Stage)));
            Assert.Equal(OutcomeCode.Settled, world.Rig.Submit(Pay(++_elsewhere, "bank", "carol", 1)).Code);
            next += answers.Length;
            var blocker = Assert.Single(world.Rig.View.Settlement(Sid(next - 1))!.WaitingFor);
            Assert.Equal(WaitKind.Lock, blocker.Kind);
            Assert.True(held.LetOne());
            world.Rig.Scheduler.Run();
        }

        Assert.Equal(OutcomeCode.Settled, world.CodeOf(11));
        Assert.All(Enumerable.Range(1_000, next - 1_000), id => Assert.Equal(OutcomeCode.Settled, world.CodeOf(id)));
        Assert.Equal((900, 1_100), (world.Rig.Balance("alice"), world.Rig.Balance("bob")));
        Assert.Empty(world.Rig.View.Locks().Held);
        world.MustHold();
    }

    [Fact]
    public void Whoever_waits_for_a_frozen_account_fails_at_its_deadline_or_after_a_minute_and_the_rest_goes_on()
    {
        HeldCalls held = null!;
        using var world = new ForeignWorld(around: calls => held = new HeldCalls(calls));
        world.Rig.Submit(Hanging(Isolation.Exclusive));
        world.Rig.Submit(Until(12, world.Rig.Time.In(TimeSpan.FromSeconds(10))));
        world.Rig.Submit(Pay(13, "alice", "bob", 1));
        world.Rig.Submit(Until(14, world.Rig.Time.In(TimeSpan.FromMinutes(10))));
        world.Rig.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(OutcomeCode.DeadlinePassed, world.CodeOf(12));
        Assert.Equal(OutcomeCode.Waiting, world.CodeOf(13));
        world.Rig.Pass(TimeSpan.FromSeconds(50));
        Assert.Equal((OutcomeCode.LockTimeout, OutcomeCode.Waiting), (world.CodeOf(13), world.CodeOf(14)));
        while (held.LetOne())
        {
            world.Rig.Scheduler.Run();
        }

        Assert.Equal((OutcomeCode.Settled, OutcomeCode.Settled), (world.CodeOf(11), world.CodeOf(14)));
        world.MustHold();
    }

    // A hundred euros of alice's here, against one of bob's at the bank.
    private static SettlementRequest Hanging(Isolation isolation, PrepareMode mode = PrepareMode.None) => new()
    {
        Id = Sid(11),
        Terms = new SettlementTerms { Isolation = isolation, Prepare = mode },
        Legs =
        [
            Leg("alice", "bob", "EUR", 100),
            Leg("bob-at-bank", "alice-at-bank", "EUR", 1) with { Ledger = LedgerId.Parse("bank") },
        ],
    };

    private static SettlementRequest Until(long id, Timestamp deadline) =>
        new() { Id = Sid(id), Legs = [Leg("alice", "bob", "EUR", 1)], Deadline = deadline };

    private static SettlementRequest[] Pairs(int first) =>
        [.. Enumerable.Range(first, Others).Select(id =>
            id % 2 == 0 ? Pay(id, "alice", "bob", 3) : Pay(id, "bob", "alice", 3))];
}
