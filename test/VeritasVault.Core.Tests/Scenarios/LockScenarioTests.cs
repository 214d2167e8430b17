namespace VeritasVault.Core.Tests;

/// <summary>Locks of people and of settlements as settlements meet them.</summary>
public sealed class LockScenarioTests
{
    private const string World = ExternalWorld.Table;

    [Fact]
    public void A_persons_exclusive_lock_keeps_settlements_waiting_and_its_release_wakes_them()
    {
        ScenarioTable.Run(World + """

            lock L1 alice.cash/USD by alice
            submit s1 alice.cash>bob.cash=5USD => WAITING RESERVING
            submit s2 mint.vault>bob.cash=5USD => SETTLED
            waits s1 => Lock L1
            block => nothing
            unlock L1 by alice
            block => s1 SETTLED
            """);
    }

    [Fact]
    public void A_shared_lock_goes_with_others_and_keeps_changes_out_until_the_last_is_gone()
    {
        ScenarioTable.Run(World + """

            lock L1 alice.cash/USD shared by alice
            lock L2 alice.cash/USD shared
            submit s1 alice.cash>bob.cash=5USD => WAITING RESERVING
            waits s1 => Lock L1, Lock L2
            unlock L1 by alice
            block => nothing
            waits s1 => Lock L2
            unlock L2
            block => s1 SETTLED
            """);
    }

    [Fact]
    public void A_lock_on_an_asset_keeps_all_its_positions_and_no_others()
    {
        ScenarioTable.Run(World + """

            lock L1 /USD
            submit s1 alice.cash>bob.cash=5USD => WAITING RESERVING
            submit s2 mint.vault>bob.cash=5EUR => SETTLED
            waits s1 => Lock L1
            lock L2 alice.cash by alice
            unlock L1
            block => nothing
            waits s1 => Lock L2
            unlock L2 by alice
            block => s1 SETTLED
            """);
    }

    [Fact]
    public void A_lease_ends_and_the_settlement_goes_on()
    {
        ScenarioTable.Run(World + """

            lock L1 alice.cash lease=2 by alice
            submit s1 alice.cash>bob.cash=5USD => WAITING RESERVING
            at 1999999
            block => nothing
            token L1 => 1
            at 2000000
            renew L1 by alice => LOCK_UNKNOWN
            token L1 => none
            block => s1 SETTLED
            """);
    }

    [Fact]
    public void Leases_are_renewed_tokens_advance_and_a_stale_one_or_a_stranger_is_refused()
    {
        ScenarioTable.Run(World + """

            lock L1 alice.cash lease=2 by alice
            at 1000000
            renew L1 lease=2 by alice => APPLIED ~ 1
            at 2500000
            block => nothing
            token L1 => 1
            at 3000000
            block => nothing
            token L1 => none
            lock L2 alice.cash shared by alice => APPLIED ~ 2
            upgrade L2 token=1 by alice => FENCING_TOKEN_STALE ~ current 2
            upgrade L2 by alice => APPLIED ~ 3
            renew L2 token=2 by alice => FENCING_TOKEN_STALE ~ current 3
            unlock L2 token=2 by alice => FENCING_TOKEN_STALE
            unlock L2 by bob => ACTOR_NOT_AUTHORISED
            unlock L2 => ACTOR_NOT_AUTHORISED
            unlock L2 by alice
            unlock L2 by alice => LOCK_UNKNOWN
            token L2 => none
            """);
    }

    [Fact]
    public void A_person_is_answered_at_once_with_who_holds()
    {
        ScenarioTable.Run(World + """

            lock L1 alice.cash shared by alice
            lock L2 alice.cash/USD => LOCK_CONFLICT ~ of local:alice
            lock L2 alice.cash/USD by bob => ACTOR_NOT_AUTHORISED
            lock L2 /USD by alice => ACTOR_NOT_AUTHORISED
            lock L3 alice.cash/USD shared
            upgrade L1 by alice => LOCK_CONFLICT ~ of local:operator
            token L1 => 1
            submit s1 by alice expiring until=500 bob.cash>mint.vault=1USD => ACTOR_NOT_PARTY
            submit s2 expiring until=500 bob.cash>mint.vault=1USD => PREPARED
            lock L4 bob.cash by bob => LOCK_CONFLICT ~ settlement 
            at 500
            block => s2 ROLLING_BACK, s2 DEADLINE_PASSED
            lock L4 bob.cash by bob
            """);
    }

    [Fact]
    public void A_hot_cash_account_with_a_pending_prepared_settlement_stays_usable_in_escrow()
    {
        ScenarioTable.Run(World + """

            submit s1 expiring until=500 alice.cash>bob.cash=60USD => PREPARED
            submit s2 alice.cash>bob.cash=40USD => SETTLED
            submit s3 alice.cash>bob.cash=1USD => INSUFFICIENT_FUNDS
            submit s4 mint.vault>alice.cash=5USD => SETTLED
            execute s1 => SETTLED
            balance alice.cash USD => 5 v5
            """);
    }

    [Fact]
    public void A_hot_cash_account_with_a_pending_prepared_settlement_is_frozen_in_exclusive()
    {
        ScenarioTable.Run(World + """

            submit s1 exclusive expiring until=500 alice.cash>bob.cash=60USD => PREPARED
            submit s2 alice.cash>bob.cash=40USD => WAITING RESERVING
            submit s3 mint.vault>bob.cash=5USD => WAITING RESERVING
            submit s4 mint.vault>alice.cash=5EUR => SETTLED
            waits s2 => Lock s1
            execute s1 => SETTLED
            block => s2 SETTLED, s3 SETTLED
            """);
    }

    [Fact]
    public void Who_wants_a_position_for_itself_waits_for_those_in_escrow()
    {
        ScenarioTable.Run(World + """

            submit s1 expiring until=500 alice.cash>bob.cash=60USD => PREPARED
            submit s2 exclusive alice.cash>bob.cash=40USD => WAITING RESERVING
            waits s2 => Lock s1
            cancel s1 => CANCELLED
            block => s2 SETTLED
            """);
    }

    [Fact]
    public void A_lock_is_waited_for_a_minute_or_until_the_deadline()
    {
        ScenarioTable.Run(World + """

            lock L1 alice.cash lease=3600 by alice
            submit s1 alice.cash>bob.cash=5USD => WAITING RESERVING
            submit s2 until=90000000 alice.cash>bob.cash=5USD => WAITING RESERVING
            submit s3 until=1000 alice.cash>bob.cash=5USD => WAITING RESERVING
            at 1000
            block => s3 DEADLINE_PASSED
            at 59999999
            block => nothing
            at 60000000
            block => s1 LOCK_TIMEOUT
            at 89999999
            block => nothing
            at 90000000
            block => s2 DEADLINE_PASSED
            """);
    }

    [Fact]
    public void Another_holder_does_not_begin_the_minute_anew()
    {
        ScenarioTable.Run(World + """

            lock L1 alice.cash lease=3600 by alice
            submit s1 alice.cash>bob.cash=5USD => WAITING RESERVING
            at 30000000
            unlock L1 by alice
            lock L2 alice.cash lease=3600 by alice
            block => nothing
            waits s1 => Lock L2
            at 60000000
            block => s1 LOCK_TIMEOUT
            """);
    }

    [Fact]
    public void An_older_waiting_one_preempts_a_younger_that_has_not_begun_abroad()
    {
        ScenarioTable.Run(World + """

            submit s1 exclusive explicit alice.cash>bob.cash=5USD => WAITING INITIATED
            submit s2 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            reserved alice.cash USD => 60
            consent s1 by alice => WAITING RESERVING
            followed => s2 Wound
            reserved alice.cash USD => 0
            attempt s2 => 2
            next s2 => nothing
            waits s1 => nothing
            reply s2 0 begin => ignored
            block => s1 SETTLED, s2 PREPARING
            attempt s2 => 2
            reply s2 0 begin attempt=1 => ignored
            reply s2 0 begin attempt=2 => PREPARING RESERVING
            reply s2 1 prepare Prepared attempt=2 => COMMITTING COMMITTING
            reply s2 1 commit Committed attempt=2 => COMMITTING COMMITTING, Finish SETTLED
            """);
    }

    [Fact]
    public void Who_has_begun_abroad_is_never_preempted()
    {
        ScenarioTable.Run(World + """

            submit s1 exclusive explicit alice.cash>bob.cash=5USD => WAITING INITIATED
            submit s2 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            reply s2 0 begin => PREPARING
            consent s1 by alice => WAITING RESERVING
            followed => nothing
            waits s1 => Lock s2
            reply s2 1 prepare Prepared => COMMITTING COMMITTING
            block => nothing
            waits s1 => Lock s2
            reply s2 1 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            block => s1 SETTLED
            """);
    }

    [Fact]
    public void Whose_preparing_is_acknowledged_is_never_preempted()
    {
        ScenarioTable.Run(World + """

            submit s1 exclusive explicit alice.cash>bob.cash=5USD => WAITING INITIATED
            submit s2 expiring until=500 alice.cash>bob.cash=60USD => PREPARED
            consent s1 by alice => WAITING RESERVING
            followed => nothing
            waits s1 => Lock s2
            execute s2 => SETTLED
            block => s1 SETTLED
            """);
    }

    [Fact]
    public void A_younger_one_preempts_nobody()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            submit s2 exclusive alice.cash>bob.cash=5USD => WAITING RESERVING
            followed => nothing
            waits s2 => Lock s1
            abort s1 => OPERATOR_ABORTED
            block => s2 SETTLED
            """);
    }

    [Fact]
    public void After_three_wounds_a_settlement_counts_as_the_oldest()
    {
        ScenarioTable.Run(World + """

            submit s1 exclusive explicit alice.cash>bob.cash=1USD => WAITING INITIATED
            submit s2 exclusive explicit alice.cash>bob.cash=1USD => WAITING INITIATED
            submit s3 exclusive explicit alice.cash>bob.cash=1USD => WAITING INITIATED
            submit s4 exclusive explicit alice.cash>bob.cash=1USD => WAITING INITIATED
            submit s9 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            consent s1 by alice => WAITING RESERVING
            followed => s9 Wound
            block => s1 SETTLED, s9 PREPARING
            consent s2 by alice => WAITING RESERVING
            followed => s9 Wound
            block => s2 SETTLED, s9 PREPARING
            consent s3 by alice => WAITING RESERVING
            followed => s9 Wound
            block => s3 SETTLED, s9 PREPARING
            attempt s9 => 4
            consent s4 by alice => WAITING RESERVING
            followed => nothing
            waits s4 => Lock s9
            """);
    }

    [Fact]
    public void Of_two_wounded_three_times_none_preempts_the_other()
    {
        ScenarioTable.Run(World + """

            submit e1 exclusive explicit alice.cash>mint.vault=1USD => WAITING INITIATED
            submit e2 exclusive explicit alice.cash>mint.vault=1USD => WAITING INITIATED
            submit e3 exclusive explicit alice.cash>mint.vault=1USD => WAITING INITIATED
            submit e4 exclusive explicit alice.cash>mint.vault=1USD => WAITING INITIATED
            submit e5 exclusive explicit alice.cash>mint.vault=1USD => WAITING INITIATED
            submit s1 explicit alice.cash>mint.vault=9USD alice.bank>bob.bank=6USD@bank => WAITING INITIATED
            submit s9 exclusive alice.cash>bob.cash=9USD bob.bank>alice.bank=6USD@bank => PREPARING
            consent e1 by alice => WAITING RESERVING
            block => e1 SETTLED, s9 PREPARING
            consent e2 by alice => WAITING RESERVING
            block => e2 SETTLED, s9 PREPARING
            consent e3 by alice => WAITING RESERVING
            lock L1 bob.cash/USD
            block => e3 SETTLED
            consent s1 by alice => PREPARING
            consent e4 by alice => WAITING RESERVING
            block => e4 SETTLED, s1 PREPARING
            consent e5 by alice => WAITING RESERVING
            block => e5 SETTLED, s1 PREPARING
            unlock L1
            block => s1 WAITING RESERVING
            attempt s1 => 4
            lock L2 mint.vault/USD
            block => s9 PREPARING
            attempt s9 => 4
            unlock L2
            block => nothing
            waits s1 => Lock s9
            attempt s9 => 4
            """);
    }

    [Fact]
    public void A_dry_run_preempts_nobody()
    {
        ScenarioTable.Run(World + """

            submit s1 exclusive explicit alice.cash>bob.cash=5USD => WAITING INITIATED
            submit s2 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            dryrun s3 exclusive alice.cash>bob.cash=5USD => WAITING RESERVING
            block => nothing
            attempt s2 => 1
            """);
    }

    [Fact]
    public void A_preempted_one_goes_on_while_the_older_one_waits_for_somebody_else()
    {
        ScenarioTable.Run(World + """

            lock L1 bob.cash/EUR
            submit s1 by mint exclusive explicit alice.cash>bob.cash=5USD mint.vault>bob.cash=1EUR => WAITING INITIATED
            submit s2 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            consent s1 by alice => WAITING RESERVING
            followed => s2 Wound
            block => s2 PREPARING
            waits s1 => Lock s2, Lock L1
            """);
    }
}
