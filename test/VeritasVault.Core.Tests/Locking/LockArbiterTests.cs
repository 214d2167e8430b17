namespace VeritasVault.Core.Tests;

/// <summary>Who gets, who waits, who is wounded.</summary>
public sealed class LockArbiterTests
{
    private readonly LockTable _table = new();
    private readonly WaitingUpgrades _upgrades = new();
    private readonly TestRanks _ranks = new();

    [Fact]
    public void All_claims_are_granted_when_nobody_stands_in_the_way()
    {
        _table.Grant(1, "E:a0/u0");
        Expect(Decide(2, "E:a0/u0 X:a1 S:u1"), LockVerdict.Granted);
    }

    [Fact]
    public void One_claim_in_the_way_keeps_all_of_them()
    {
        _table.Grant(1, "X:a1");
        Expect(Decide(2, "E:a0/u0 S:a1"), LockVerdict.Wait, blockers: [Locks.S(1)]);
        Assert.False(_table.Holds(Locks.S(2)));
    }

    [Fact]
    public void An_older_settlement_wounds_all_younger_ones_in_its_way()
    {
        _table.Grant(5, "S:a0/u0");
        _table.Grant(7, "S:a0/u0");
        _table.Grant(8, "S:a0/u1");
        Expect(Decide(2, "E:a0/u0"), LockVerdict.Wound, victims: [Locks.S(5), Locks.S(7)]);
    }

    [Fact]
    public void A_younger_settlement_waits_and_wounds_nobody()
    {
        _table.Grant(1, "X:a0");
        _table.Grant(2, "X:a1");
        Expect(Decide(9, "S:a0 S:a1"), LockVerdict.Wait, blockers: [Locks.S(1), Locks.S(2)]);
    }

    [Fact]
    public void Who_may_not_be_wounded_is_waited_for()
    {
        _ranks.Safe(5);
        _table.Grant(5, "X:a0");
        Expect(Decide(2, "S:a0"), LockVerdict.Wait, blockers: [Locks.S(5)]);
    }

    [Fact]
    public void A_younger_one_is_wounded_also_when_others_stay_in_the_way()
    {
        _ranks.Safe(6);
        _table.Grant(1, "X:a0");
        _table.Grant(5, "X:a1");
        _table.Grant(6, "X:a2");
        _table.GrantToPerson(1, "S:a3");
        Expect(
            Decide(2, "S:a0 S:a1 S:a2 X:a3 X:a4"),
            LockVerdict.Wait,
            victims: [Locks.S(5)],
            blockers: [Locks.S(1), Locks.S(6), Locks.P(1)]);
    }

    [Fact]
    public void The_lock_of_a_person_is_waited_for_by_the_oldest()
    {
        _table.GrantToPerson(1, "S:a0");
        Expect(Decide(1, "E:a0/u0", age: LockRequest.Oldest), LockVerdict.Wait, blockers: [Locks.P(1)]);
    }

    [Fact]
    public void Whoever_was_wounded_often_enough_asks_like_the_oldest_and_is_held_for_it()
    {
        _table.Grant(2, "X:a0");
        Expect(Decide(9, "X:a0", age: LockRequest.Oldest), LockVerdict.Wound, victims: [Locks.S(2)]);
        _table.Release(Locks.S(2));
        _table.Grant(9, "X:a0");
        _ranks.Aged(9, LockRequest.Oldest);
        Expect(Decide(2, "X:a0"), LockVerdict.Wait, blockers: [Locks.S(9)]);
        Expect(Decide(2, "X:a0", age: LockRequest.Oldest), LockVerdict.Wound, victims: [Locks.S(9)]);
    }

    [Theory]
    [InlineData("S:a0/u0", "X:a0/u0")]
    [InlineData("E:a0/u0", "X:a0/u0")]
    [InlineData("S:a0/u0", "E:a0/u0")]
    [InlineData("S:a0", "X:a0")]
    public void The_sole_holder_is_strengthened_at_once(string held, string wanted)
    {
        _table.Grant(3, held);
        Expect(Decide(3, wanted), LockVerdict.Granted);
        Expect(Decide(3, held), LockVerdict.Granted);
    }

    [Fact]
    public void A_waiting_upgrade_goes_before_new_claims_that_exclude_it_and_no_others()
    {
        HoldAndWait();
        Expect(Decide(9, "S:a0"), LockVerdict.Wait, blockers: [Locks.S(4)]);
        Expect(Decide(9, "S:a0/u3"), LockVerdict.Wait, blockers: [Locks.S(4)]);
        Expect(Decide(9, "S:a1 S:u0"), LockVerdict.Granted);

        // What it holds already is not new.
        Expect(Decide(1, "S:a0 S:a1"), LockVerdict.Granted);
    }

    [Fact]
    public void A_waiting_upgrade_that_may_be_wounded_does_not_hold_up_an_older_one()
    {
        HoldAndWait();
        Expect(Decide(2, "S:a0"), LockVerdict.Wound, victims: [Locks.S(4)]);
    }

    [Fact]
    public void An_upgrade_that_is_granted_or_given_up_holds_nobody_up()
    {
        HoldAndWait();
        _upgrades.Remove(Locks.S(4));
        Expect(Decide(9, "S:a0"), LockVerdict.Granted);
        Assert.Equal(0, _upgrades.Count);
    }

    [Fact]
    public void Between_two_upgrades_the_older_goes_first()
    {
        // 4 wants to change a position of the account; 6 wants the whole account. Each is in the other's way by what it
        // holds, and 4 by its age as well.
        _ranks.Safe(4, 6);
        _table.Grant(4, "S:a0/u0 S:a0");
        _table.Grant(6, "S:a0");
        _upgrades.Add(_table, Locks.Request(4, "E:a0/u0"));
        _upgrades.Add(_table, Locks.Request(6, "X:a0"));
        Expect(Decide(4, "E:a0/u0"), LockVerdict.Wait, blockers: [Locks.S(6)]);
        Expect(Decide(6, "X:a0"), LockVerdict.Wait, blockers: [Locks.S(4)]);
    }

    [Fact]
    public void A_new_resource_is_no_upgrade_and_has_no_place_at_the_head()
    {
        _table.Grant(1, "S:a0");
        _table.Grant(4, "S:a1");
        _upgrades.Add(_table, Locks.Request(4, "X:a0 S:a1"));
        Assert.Equal(0, _upgrades.Count);
        Expect(Decide(9, "S:a0"), LockVerdict.Granted);
    }

    [Theory]
    [InlineData("X:a0", true)]
    [InlineData("X:a1", true)]
    [InlineData("S:a1/u0", false)]
    [InlineData("S:u0", true)]
    [InlineData("S:a2", false)]
    public void A_person_is_answered_at_once_and_wounds_nobody(string claim, bool refused)
    {
        _table.Grant(5, "E:a0/u0");
        _table.GrantToPerson(7, "S:a1");
        var decision = LockArbiter.DecideForPerson(_table, Locks.P(8), Locks.Claim(claim), _upgrades);
        Assert.Equal(refused ? LockVerdict.Refused : LockVerdict.Granted, decision.Verdict);
        Assert.Empty(decision.Victims);
        Assert.Equal(refused, decision.Blockers.Length == 1);
    }

    [Fact]
    public void A_person_does_not_overtake_an_upgrade_and_keeps_what_it_has()
    {
        HoldAndWait();
        var decision = LockArbiter.DecideForPerson(_table, Locks.P(8), Locks.Claim("S:a0"), _upgrades);
        Expect(decision, LockVerdict.Refused, blockers: [Locks.S(4)]);
        _table.GrantToPerson(9, "S:a5");
        Expect(LockArbiter.DecideForPerson(_table, Locks.P(9), Locks.Claim("X:a5"), _upgrades), LockVerdict.Granted);
        _table.Grant(10, "S:a5");
        Expect(
            LockArbiter.DecideForPerson(_table, Locks.P(9), Locks.Claim("X:a5"), _upgrades),
            LockVerdict.Refused,
            blockers: [Locks.S(10)]);
        Expect(LockArbiter.DecideForPerson(_table, Locks.P(9), Locks.Claim("S:a5"), _upgrades), LockVerdict.Granted);
    }

    [Fact]
    public void A_decision_changes_nothing()
    {
        HoldAndWait();
        var before = (_table.Count, _upgrades.Count, _table.HeldResources().Count);
        Decide(2, "X:a0 X:a1");
        Decide(9, "X:a0");
        Assert.Equal(before, (_table.Count, _upgrades.Count, _table.HeldResources().Count));
    }

    /// <summary>1 and 4 hold account 0 shared, and 4 waits for it exclusive.</summary>
    private void HoldAndWait()
    {
        _table.Grant(1, "S:a0");
        _table.Grant(4, "S:a0");
        var decision = Decide(4, "X:a0");
        Expect(decision, LockVerdict.Wait, blockers: [Locks.S(1)]);
        _upgrades.Add(_table, Locks.Request(4, "X:a0"));
        Assert.True(_upgrades.Contains(Locks.S(4)));
    }

    private LockDecision Decide(long sequence, string claims, long? age = null) =>
        LockArbiter.Decide(_table, Locks.Request(sequence, claims, age), _upgrades, _ranks);

    private static void Expect(
        LockDecision decision, LockVerdict verdict, LockOwner[]? victims = null, LockOwner[]? blockers = null)
    {
        Assert.Equal(verdict, decision.Verdict);
        Assert.Equal(victims ?? [], decision.Victims);
        Assert.Equal(blockers ?? [], decision.Blockers);
    }
}
