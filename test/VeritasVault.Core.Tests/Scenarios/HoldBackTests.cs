namespace VeritasVault.Core.Tests;

/// <summary>A party holds its side back and releases it.</summary>
public sealed class HoldBackTests
{
    private const string Market = """
        participant bank
        participant seller
        participant buyer
        account bank/vault
        account seller/sec
        account seller/cash
        account buyer/sec
        account buyer/cash
        asset USD issuer=bank.vault scale=2
        asset AAPL issuer=bank.vault
        submit i1 bank.vault>seller.sec=1000AAPL bank.vault>buyer.cash=17500000USD => SETTLED
        """;

    private const string Trade = "kind=Dvp seller.sec>buyer.sec=1000AAPL buyer.cash>seller.cash=17500000USD";

    [Fact]
    public void A_side_on_hold_takes_nothing_from_the_other_and_its_release_settles_once()
    {
        ScenarioTable.Run(Market + $$"""

            submit s1 by seller onhold {{Trade}} => WAITING VALIDATING
            waits s1 => Release seller
            reserved buyer.cash USD => 0
            balance buyer.cash USD  => 17500000 v1
            block => nothing
            submit p1 buyer.cash>bank.vault=1USD => SETTLED
            submit p2 bank.vault>buyer.cash=1USD => SETTLED
            block => nothing
            release s1 by seller cmd=r1 => SETTLED COMPLETED
            release s1 by seller => ALREADY_DECIDED
            release s1 by seller cmd=r1 => SETTLED COMPLETED again
            balance seller.cash USD => 17500000 v1
            balance buyer.sec AAPL  => 1000 v1
            balance buyer.cash USD  => 0 v4
            """);
    }

    [Fact]
    public void Both_sides_may_hold_and_both_must_release()
    {
        ScenarioTable.Run(Market + $$"""

            submit s1 by seller onhold {{Trade}} => WAITING VALIDATING
            hold s1 by buyer => WAITING VALIDATING
            hold s1 by buyer => ALREADY_ON_HOLD
            waits s1 => Release seller, Release buyer
            release s1 by seller => WAITING VALIDATING
            release s1 by seller => NOT_ON_HOLD
            release s1 for=buyer => SETTLED
            """);
    }

    [Fact]
    public void A_repeat_does_not_hold_or_release()
    {
        ScenarioTable.Run(Market + $$"""

            submit s1 by seller onhold {{Trade}} => WAITING VALIDATING
            submit s1 by seller {{Trade}} => WAITING VALIDATING again
            waits s1 => Release seller
            """);
    }

    [Fact]
    public void Who_is_no_side_holds_nothing()
    {
        ScenarioTable.Run(Market + $$"""

            participant carol
            submit s1 onhold {{Trade}} => TERMS_INVALID ~ onHold
            submit s1 by carol onhold {{Trade}} => ACTOR_NOT_PARTY
            submit s1 by seller onhold {{Trade}} => WAITING
            hold s1 by carol => ACTOR_NOT_PARTY
            hold s1 => ACTOR_NOT_PARTY
            hold s1 for=nobody => PARTICIPANT_UNKNOWN
            release s1 by buyer for=seller => ACTOR_NOT_AUTHORISED
            release s1 by buyer => NOT_ON_HOLD
            release s9 by buyer => SETTLEMENT_UNKNOWN
            """);
    }

    [Fact]
    public void A_prepared_one_is_reserved_by_the_release_and_not_held_any_more()
    {
        ScenarioTable.Run(Market + $$"""

            submit s1 by seller expiring until=100 onhold {{Trade}} => WAITING VALIDATING
            execute s1 by seller => NOT_PREPARED
            release s1 by seller => PREPARED RESERVING
            reserved buyer.cash USD => 17500000
            hold s1 by buyer => TOO_LATE
            release s1 by seller => NOT_ON_HOLD
            execute s1 by seller => SETTLED
            """);
    }

    [Fact]
    public void What_waits_for_funds_can_still_be_held()
    {
        ScenarioTable.Run(Market + $$"""

            submit p1 buyer.cash>bank.vault=1USD => SETTLED
            submit s1 by seller wait {{Trade}} => WAITING RESERVING
            hold s1 by seller => WAITING RESERVING
            submit p2 bank.vault>buyer.cash=1USD => SETTLED
            block => nothing
            waits s1 => Release seller
            release s1 by seller => SETTLED
            """);
    }

    [Fact]
    public void A_hold_does_not_stop_the_deadline()
    {
        ScenarioTable.Run(Market + $$"""

            submit s1 by seller onhold until=100 {{Trade}} => WAITING
            at 100
            block => s1 DEADLINE_PASSED
            release s1 by seller => ALREADY_DECIDED
            """);
    }

    [Fact]
    public void A_release_may_come_before_the_other_things_it_waits_for()
    {
        ScenarioTable.Run(Market + $$"""

            policy buyer recorded
            submit s1 by seller onhold {{Trade}} => WAITING INITIATED
            release s1 by seller => WAITING INITIATED
            consent s1 by buyer => SETTLED
            """);
    }
}
