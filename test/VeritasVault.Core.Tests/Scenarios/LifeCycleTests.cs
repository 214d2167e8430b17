namespace VeritasVault.Core.Tests;

/// <summary>From submission to the end, and everything a settlement may wait for on the way.</summary>
public sealed class LifeCycleTests
{
    private const string Market = """
        participant alice
        participant bob
        participant carol
        participant mint
        account mint/vault
        account alice/cash
        account bob/cash
        account carol/cash
        asset USD issuer=mint.vault scale=2
        asset BOND issuer=mint.vault
        submit i1 mint.vault>alice.cash=100USD mint.vault>bob.cash=50BOND => SETTLED COMPLETED
        """;

    [Fact]
    public void A_settlement_with_everything_in_place_completes_at_once()
    {
        ScenarioTable.Run(Market + """

            at 7
            submit s1 by alice kind=Dvp alice.cash>bob.cash=40USD bob.cash>alice.cash=5BOND => SETTLED COMPLETED
            balance alice.cash USD  => 60 v2
            balance bob.cash USD    => 40 v1
            balance bob.cash BOND   => 45 v2
            balance alice.cash BOND => 5 v1
            open => none
            """);
    }

    [Fact]
    public void The_trail_tells_when_each_stage_was_entered()
    {
        ScenarioTable.Run(Market + """

            policy bob recorded
            at 10
            submit s1 wait explicit from=30 by alice bob.cash>alice.cash=60BOND => WAITING INITIATED
            trail s1 => INITIATED@10
            waits s1 => Consent bob, Date 30, Funds bob.cash/BOND 10
            at 20
            consent s1 by bob => WAITING VALIDATING
            trail s1 => INITIATED@10 VALIDATING@20
            block => nothing
            at 30
            block => s1 WAITING RESERVING
            trail s1 => INITIATED@10 VALIDATING@20 RESERVING@30
            waits s1 => Funds bob.cash/BOND 10
            at 40
            submit i2 mint.vault>bob.cash=10BOND => SETTLED COMPLETED
            open => s1
            block => s1 SETTLED
            open => none
            balance bob.cash BOND => 0 v3
            """);
    }

    [Fact]
    public void Waiting_for_a_date_ends_with_the_date_and_nothing_else()
    {
        ScenarioTable.Run(Market + """

            submit s1 from=100 alice.cash>bob.cash=1USD => WAITING VALIDATING
            submit i2 mint.vault>alice.cash=1USD => SETTLED
            at 99
            block => nothing
            at 100
            block => s1 SETTLED
            """);
    }

    [Fact]
    public void A_vote_or_an_erasure_after_the_date_has_come_does_not_lose_the_date()
    {
        ScenarioTable.Run(Market + """

            submit s1 from=10 by alice ref=R alice.cash>bob.cash=1USD => WAITING VALIDATING
            submit s2 from=10 explicit by carol carol.cash>carol.cash=1USD alice.cash>bob.cash=1USD => WAITING INITIATED
            consent s2 by alice => WAITING VALIDATING
            at 10
            erase s1 by alice => APPLIED
            cancel s2 by carol => WAITING VALIDATING
            block => s1 SETTLED, s2 SETTLED
            """);
    }

    [Fact]
    public void Waiting_for_funds_is_served_oldest_first_in_the_next_block()
    {
        ScenarioTable.Run(Market + """

            submit s1 wait carol.cash>bob.cash=10USD => WAITING RESERVING
            submit s2 wait carol.cash>bob.cash=10USD => WAITING RESERVING
            submit s3 wait carol.cash>bob.cash=10USD => WAITING RESERVING
            block => nothing
            submit p1 alice.cash>carol.cash=20USD => SETTLED
            open => s1 s2 s3
            block => s1 SETTLED, s2 SETTLED
            waits s3 => Funds carol.cash/USD 10
            submit p2 alice.cash>carol.cash=9USD => SETTLED
            block => nothing
            submit p3 alice.cash>carol.cash=1USD => SETTLED
            block => s3 SETTLED
            """);
    }

    [Fact]
    public void One_settlement_that_settles_wakes_the_next_in_the_block_after()
    {
        ScenarioTable.Run(Market + """

            submit s1 wait carol.cash>alice.cash=10USD => WAITING
            submit s2 wait bob.cash>carol.cash=10USD => WAITING
            submit p1 alice.cash>bob.cash=10USD => SETTLED
            block => s2 SETTLED
            block => s1 SETTLED
            block => nothing
            """);
    }

    [Fact]
    public void Waiting_for_a_thaw_ends_with_the_thaw()
    {
        ScenarioTable.Run(Market + """

            submit s1 from=10 alice.cash>bob.cash=1USD => WAITING VALIDATING
            freeze bob.cash
            at 10
            block => nothing
            waits s1 => Thaw bob.cash
            submit s2 alice.cash>bob.cash=1USD => ACCOUNT_FROZEN FAILED ~ legs[0].to
            submit s3 wait alice.cash>bob.cash=1USD => ACCOUNT_FROZEN FAILED
            thaw bob.cash
            open => s1
            block => s1 SETTLED
            """);
    }

    [Fact]
    public void Waiting_for_room_under_a_ceiling_or_an_issuance_limit_ends_when_there_is_room()
    {
        ScenarioTable.Run(Market + """

            limits bob.cash USD ceiling=5
            submit s1 wait alice.cash>bob.cash=6USD => WAITING RESERVING
            waits s1 => CeilingRoom bob.cash/USD 1
            limits bob.cash USD ceiling=6
            block => s1 SETTLED
            submit s2 wait alice.cash>bob.cash=1USD => WAITING RESERVING
            submit s3 bob.cash>carol.cash=1USD => SETTLED
            block => s2 SETTLED
            issuance USD 100
            submit s4 wait mint.vault>carol.cash=3USD => WAITING RESERVING
            waits s4 => IssuanceRoom mint.vault/USD 3
            submit s5 alice.cash>mint.vault=2USD => SETTLED
            block => nothing
            waits s4 => IssuanceRoom mint.vault/USD 1
            issuance USD 101
            block => s4 SETTLED
            issuance USD none
            submit s6 mint.vault>carol.cash=1000USD => SETTLED
            """);
    }

    [Fact]
    public void A_deadline_is_met_before_its_moment_and_missed_at_it()
    {
        ScenarioTable.Run(Market + """

            at 9
            submit s1 until=10 alice.cash>bob.cash=1USD => SETTLED
            at 10
            submit s2 until=10 alice.cash>bob.cash=1USD => DEADLINE_PASSED FAILED
            submit s3 wait until=20 carol.cash>bob.cash=1USD => WAITING
            submit s4 wait until=15 carol.cash>bob.cash=1USD => WAITING
            submit p1 alice.cash>carol.cash=1USD => SETTLED
            at 15
            block => s4 DEADLINE_PASSED, s3 SETTLED
            submit s5 explicit until=30 alice.cash>bob.cash=1USD => WAITING
            at 30
            consent s5 by alice => DEADLINE_PASSED FAILED
            block => nothing
            """);
    }

    [Fact]
    public void Deadlines_and_dates_at_one_moment_expire_before_anything_settles()
    {
        ScenarioTable.Run(Market + """

            submit s1 from=10 alice.cash>bob.cash=100USD => WAITING
            submit s2 from=5 until=10 wait alice.cash>carol.cash=100USD => WAITING
            at 10
            block => s2 DEADLINE_PASSED, s1 SETTLED
            """);
    }

    [Fact]
    public void Closing_an_account_fails_what_waits_for_it()
    {
        ScenarioTable.Run(Market + """

            submit s1 wait carol.cash>bob.cash=1USD => WAITING
            freeze carol.cash
            close carol.cash
            block => s1 ACCOUNT_CLOSED
            """);
    }

    [Fact]
    public void Shortages_fail_at_once_when_the_terms_do_not_say_wait()
    {
        ScenarioTable.Run(Market + """

            submit s1 alice.cash>bob.cash=101USD \
                => INSUFFICIENT_FUNDS FAILED ~ alice.cash/USD is -101, limit 0, current 100, expected more by 1
            submit s1 alice.cash>bob.cash=101USD => INSUFFICIENT_FUNDS FAILED again
            balance alice.cash USD => 100 v1
            """);
    }
}
