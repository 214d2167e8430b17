namespace VeritasVault.Core.Tests;

/// <summary>Legs on external ledgers, reply by reply.</summary>
public sealed partial class ForeignScenarioTests
{
    private const string World = ExternalWorld.Table;

    [Fact]
    public void Two_ledgers_are_prepared_and_told_in_turn_and_other_replies_are_ignored()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank alice.more>bob.more=2USD@bank2 => \
                PREPARING RESERVING
            next s1 => 0 Begin
            plan s1 => Planned Planned
            reply s1 1 prepare Prepared => ignored
            reply s1 0 begin => PREPARING RESERVING
            reply s1 0 begin => ignored
            next s1 => 1 Prepare
            waits s1 => Ledger bank
            reply s1 2 prepare Prepared => ignored
            reply s1 1 prepare Prepared => PREPARING RESERVING
            reply s1 1 prepare Prepared => ignored
            reply s1 1 commit Committed => ignored
            plan s1 => Prepared Planned
            reserved alice.cash USD => 60
            reply s1 2 prepare Prepared => COMMITTING COMMITTING
            balance alice.cash USD => 40 v3
            reserved alice.cash USD => 0
            plan s1 => Prepared Prepared
            cancel s1 => ALREADY_DECIDED
            abort s1 => ALREADY_DECIDED
            reject s1 for=bob => ALREADY_DECIDED
            reply s1 1 abort Aborted => ignored
            reply s1 1 commit Committed => COMMITTING COMMITTING
            next s1 => 2 Commit
            reply s1 2 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            reply s1 2 commit Committed => ignored
            open => none
            """);
    }

    [Fact]
    public void A_refusal_undoes_what_is_prepared_and_waits_for_the_operator_when_that_fails()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank alice.more>bob.more=2USD@bank2 => \
                PREPARING
            reply s1 0 begin => PREPARING
            reply s1 1 prepare Prepared => PREPARING
            reply s1 2 prepare Refused text=no-money => ROLLING_BACK RESERVING
            reserved alice.cash USD => 60
            plan s1 => Prepared Aborted
            next s1 => 1 Abort
            retry s1 => NOT_STUCK
            abort s1 => ALREADY_DECIDED
            submit s1 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank alice.more>bob.more=2USD@bank2 => \
                ROLLING_BACK again
            reply s1 1 abort fails=Unreachable => ROLLING_BACK
            reply s1 1 abort fails=Unreachable stuck => ROLLING_BACK
            plan s1 => Prepared! Aborted
            next s1 => nothing
            waits s1 => Operator bank
            retry s1 => FOREIGN_REFUSED
            next s1 => 1 Abort
            reply s1 1 abort Aborted => ROLLING_BACK RESERVING, Finish FOREIGN_REFUSED
            reserved alice.cash USD => 0
            submit s1 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank alice.more>bob.more=2USD@bank2 => \
                FOREIGN_REFUSED FAILED again ~ no-money
            """);
    }

    [Fact]
    public void What_was_never_called_is_aborted_too()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank alice.more>bob.more=2USD@bank2 => \
                PREPARING
            reply s1 0 begin => PREPARING
            reply s1 1 prepare Refused => ROLLING_BACK
            next s1 => 2 Abort
            reply s1 2 abort Aborted => ROLLING_BACK RESERVING, Finish FOREIGN_REFUSED
            reserved alice.cash USD => 0
            """);
    }

    [Fact]
    public void The_deadline_ends_it_while_it_is_prepared()
    {
        ScenarioTable.Run(World + """

            submit s1 until=500 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            reply s1 0 begin => PREPARING
            at 500
            block => s1 ROLLING_BACK
            reply s1 1 prepare Prepared => ignored
            next s1 => 1 Abort
            reply s1 1 abort Aborted => ROLLING_BACK RESERVING, Finish DEADLINE_PASSED
            submit s2 until=600 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            at 600
            block => s2 ROLLING_BACK, s2 DEADLINE_PASSED
            open => none
            """);
    }

    [Fact]
    public void A_frozen_account_keeps_it_prepared_until_the_thaw()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            reply s1 0 begin => PREPARING
            freeze alice.cash
            reply s1 1 prepare Prepared => PREPARING RESERVING
            next s1 => nothing
            waits s1 => Thaw alice.cash
            block => nothing
            thaw alice.cash
            block => s1 COMMITTING
            freeze alice.cash
            reply s1 1 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            """);
    }

    [Fact]
    public void A_hold_that_ends_too_soon_is_not_decided_on()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.fast>alice.fast=6USD@fast => PREPARING
            reply s1 0 begin => PREPARING
            reply s1 1 prepare Prepared until=4999999 => ROLLING_BACK
            reply s1 1 abort Aborted => ROLLING_BACK RESERVING, Finish FOREIGN_HOLD_TOO_SHORT
            submit s2 alice.cash>bob.cash=60USD bob.fast>alice.fast=6USD@fast => PREPARING
            reply s2 0 begin => PREPARING
            reply s2 1 prepare Prepared until=5000000 => COMMITTING
            submit s3 alice.cash>bob.cash=6USD bob.fast>alice.fast=6USD@fast bob.bank>alice.bank=6USD@bank => PREPARING
            reply s3 0 begin => PREPARING
            reply s3 1 prepare Prepared until=60000000 => PREPARING
            at 58000000
            reply s3 2 prepare Prepared => ROLLING_BACK
            next s3 => 2 Abort
            """);
    }

    [Fact]
    public void A_hold_that_becomes_too_short_while_it_waits_for_a_thaw_ends_it()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.fast>alice.fast=6USD@fast => PREPARING
            reply s1 0 begin => PREPARING
            freeze bob.cash
            reply s1 1 prepare Prepared until=60000000 => PREPARING
            at 55000000
            block => nothing
            retry s1 => NOT_STUCK
            at 55000001
            block => s1 ROLLING_BACK
            reply s1 1 abort Aborted => ROLLING_BACK RESERVING, Finish FOREIGN_HOLD_TOO_SHORT
            """);
    }

    [Fact]
    public void Legs_that_cannot_be_atomic_or_name_another_ledger_are_refused()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.wire>bob.wire=2USD@wire alice.far>bob.far=2USD@wire2 => LEGS_NOT_ATOMIC
            submit s1 alice.wire>bob.wire=2USD@wire alice.cash>bob.cash=2USD alice.wire>bob.wire=2USD@wire => \
                LEGS_NOT_ATOMIC
            submit s1 alice.wire>bob.wire=2USD@bank => LEG_LEDGER_MISMATCH
            submit s1 alice.wire>bob.wire=2USD => LEG_LEDGER_MISMATCH
            submit s1 alice.wire>bob.cash=2USD@wire => LEG_LEDGER_MISMATCH
            submit s1 alice.cash>bob.cash=2USD@wire => LEG_LEDGER_MISMATCH
            submit s1 alice.cash>bob.cash=2USD@nowhere => LEG_LEDGER_MISMATCH
            submit s1 binding alice.fast>bob.fast=2USD@fast => TERMS_INVALID
            submit s1 alice.wire>bob.wire=2USD@wire => PREPARING
            """);
    }

    [Fact]
    public void What_was_executed_is_refunded_in_reverse_order()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.card>alice.card=6USD@card alice.bank>bob.bank=1USD@bank => PREPARING
            reply s1 0 begin => PREPARING
            reply s1 1 prepare Prepared => PREPARING
            abort s1 reason=late => OPERATOR_ABORTED
            plan s1 => Prepared Planned
            next s1 => 2 Abort
            reply s1 2 abort Aborted => ROLLING_BACK RESERVING
            reserved alice.cash USD => 60
            reply s1 1 abort Aborted => ROLLING_BACK RESERVING, Finish OPERATOR_ABORTED
            reserved alice.cash USD => 0
            """);
    }

    [Fact]
    public void All_legs_may_be_abroad()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.bank>bob.bank=6USD@bank => PREPARING RESERVING
            reply s1 0 begin => PREPARING
            reply s1 1 prepare Prepared => COMMITTING
            reply s1 1 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            submit s2 alice.bank>bob.bank=6USD@bank => PREPARING RESERVING
            cancel s2 => CANCELLED
            followed => s2 Finish
            submit s3 alice.bank>bob.bank=6USD@bank => PREPARING RESERVING
            reply s3 0 begin => PREPARING
            cancel s3 => CANCELLED
            followed => nothing
            reply s3 1 abort Aborted => ROLLING_BACK RESERVING, Finish CANCELLED
            """);
    }

    [Fact]
    public void The_operator_retries_what_is_stuck_before_and_after_the_decision()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            reply s1 0 begin => PREPARING
            reply s1 1 prepare fails=Busy => PREPARING
            reply s1 1 prepare fails=Busy stuck => PREPARING
            waits s1 => Operator bank
            retry s1 by alice => ACTOR_NOT_AUTHORISED
            retry s1 => PREPARING
            reply s1 1 prepare Prepared => COMMITTING
            reply s1 1 commit Aborted stuck => COMMITTING
            plan s1 => Prepared!
            abort s1 => ALREADY_DECIDED
            retry s1 => COMMITTING
            reply s1 1 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            """);
    }

    [Fact]
    public void An_answer_that_contradicts_what_was_decided_is_not_asked_for_again_before_people_have_looked()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=10USD alice.fast>bob.fast=6EUR@fast => PREPARING
            reply s1 0 begin => PREPARING
            reply s1 1 prepare Prepared until=90000000 => COMMITTING
            reply s1 1 commit Aborted text=lapsed => COMMITTING
            plan s1 => Prepared!
            next s1 => nothing
            waits s1 => Operator fast
            retry s1 => COMMITTING
            next s1 => 1 Commit
            reply s1 1 commit NotFound => COMMITTING
            plan s1 => Prepared!
            reply s1 1 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            submit s2 alice.cash>bob.cash=10USD bob.bank>alice.bank=6USD@bank => PREPARING
            reply s2 0 begin => PREPARING
            reply s2 1 prepare Committed => PREPARING
            plan s2 => Planned!
            next s2 => nothing
            abort s2 => OPERATOR_ABORTED RESERVING
            reply s2 1 abort Committed => ROLLING_BACK
            plan s2 => Planned!
            next s2 => nothing
            waits s2 => Operator bank
            """);
    }

    [Fact]
    public void A_reply_that_comes_when_nobody_calls_any_more_still_counts()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            reply s1 0 begin => PREPARING
            reply s1 1 prepare fails=Unreachable stuck => PREPARING
            reply s1 1 prepare Prepared => COMMITTING
            """);
    }

    [Fact]
    public void A_consent_that_became_due_meanwhile_is_waited_for()
    {
        ScenarioTable.Run(World + """

            policy alice recorded
            submit s1 by alice alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            reply s1 0 begin => PREPARING
            policy bob recorded
            reply s1 1 prepare Prepared => PREPARING
            waits s1 => Consent bob
            consent s1 by bob => COMMITTING
            """);
    }
}
