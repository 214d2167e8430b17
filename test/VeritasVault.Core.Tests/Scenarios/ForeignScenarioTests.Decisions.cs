namespace VeritasVault.Core.Tests;

/// <summary>Who decides about legs on external ledgers, and who may still undo them.</summary>
public sealed partial class ForeignScenarioTests
{
    [Fact]
    public void Who_cannot_prepare_decides_and_until_then_it_neither_expires_nor_is_cancelled()
    {
        ScenarioTable.Run(World + """

            submit s1 until=500 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank \
                alice.wire>bob.wire=2USD@wire => PREPARING
            reply s1 0 begin => PREPARING
            plan s1 => Planned Planned
            reply s1 1 prepare Prepared => PREPARING RESERVING
            next s1 => 2 Commit
            cancel s1 => TOO_LATE
            reject s1 for=bob => TOO_LATE
            abort s1 => TOO_LATE
            at 500
            block => nothing
            at 600
            reply s1 2 commit fails=TimedOut => PREPARING
            next s1 => 2 Commit
            reply s1 2 commit fails=TimedOut stuck => PREPARING
            next s1 => nothing
            waits s1 => Operator wire
            cancel s1 => TOO_LATE
            retry s1 => PREPARING
            reply s1 2 commit Committed => COMMITTING COMMITTING
            plan s1 => Prepared Committed
            reply s1 1 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            """);
    }

    [Fact]
    public void A_reply_that_comes_after_the_deadline_decides_nothing_though_its_end_is_not_recorded_yet()
    {
        ScenarioTable.Run(World + """

            submit s1 until=500 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            submit s2 expiring until=500 alice.cash>bob.cash=6USD bob.bank>alice.bank=6USD@bank => PREPARING
            reply s1 0 begin => PREPARING
            reply s2 0 begin => PREPARING
            at 500
            reply s1 1 prepare Prepared => ROLLING_BACK RESERVING
            reply s2 1 prepare Prepared => ROLLING_BACK RESERVING
            next s1 => 1 Abort
            reply s1 1 abort Aborted => ROLLING_BACK RESERVING, Finish DEADLINE_PASSED
            """);
    }

    [Fact]
    public void Who_decides_and_says_neither_yes_nor_no_leaves_it_undecided_and_to_the_operator()
    {
        ScenarioTable.Run(World + """

            submit s1 alice.cash>bob.cash=60USD bob.fast>alice.fast=6USD@fast alice.wire>bob.wire=2USD@wire => PREPARING
            reply s1 0 begin => PREPARING
            reply s1 1 prepare Prepared until=6000000 => PREPARING
            at 2000000
            reply s1 2 commit NotFound => PREPARING RESERVING
            next s1 => nothing
            waits s1 => Operator wire
            retry s1 => PREPARING
            next s1 => 2 Commit
            reply s1 2 commit Committed => COMMITTING COMMITTING
            """);
    }

    [Fact]
    public void What_was_prepared_and_is_ordered_is_no_longer_prepared_once_another_decides()
    {
        ScenarioTable.Run(World + """

            submit s1 expiring until=500 alice.cash>bob.cash=60USD alice.wire>bob.wire=2USD@wire => PREPARING
            reply s1 0 begin => PREPARED RESERVING
            execute s1 => PREPARING RESERVING
            execute s1 => NOT_PREPARED
            cancel s1 => TOO_LATE
            submit s1 expiring until=500 alice.cash>bob.cash=60USD alice.wire>bob.wire=2USD@wire => PREPARING again
            reply s1 1 commit fails=TimedOut => PREPARING RESERVING
            at 500
            block => nothing
            reply s1 1 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            """);
    }

    [Fact]
    public void An_account_abroad_is_not_closed_while_a_settlement_relies_on_it()
    {
        ScenarioTable.Run(World + """

            submit s1 expiring until=500 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            close bob.bank => ACCOUNT_NOT_EMPTY
            reply s1 0 begin => PREPARING
            reply s1 1 prepare Prepared => PREPARED RESERVING
            close alice.bank => ACCOUNT_NOT_EMPTY
            freeze alice.bank
            close alice.bank => ACCOUNT_NOT_EMPTY
            thaw alice.bank
            execute s1 => COMMITTING
            close alice.bank
            reply s1 1 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            close bob.bank
            """);
    }

    [Fact]
    public void Its_proposer_withdraws_it_alone_when_it_is_prepared_and_not_while_it_is_being_prepared()
    {
        ScenarioTable.Run(World + """

            policy bob recorded
            submit s1 by alice alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => WAITING
            consent s1 by bob => PREPARING RESERVING
            cancel s1 by alice => PREPARING RESERVING
            reply s1 0 begin => PREPARING
            cancel s1 by bob => CANCELLED
            reply s1 1 abort Aborted => ROLLING_BACK RESERVING, Finish CANCELLED
            submit s2 by alice expiring until=500 alice.cash>bob.cash=6USD bob.bank>alice.bank=6USD@bank => WAITING
            consent s2 by bob => PREPARING RESERVING
            reply s2 0 begin => PREPARING
            reply s2 1 prepare Prepared => PREPARED RESERVING
            cancel s2 by alice => CANCELLED
            """);
    }

    [Fact]
    public void Once_it_is_decided_a_repeat_adds_no_approvals_and_a_retry_begins_no_second_rollback()
    {
        var table = ScenarioTable.Run(World + """

            key alice k1
            key alice k2 endorsed=k1 from=0
            submit s1 alice.cash>bob.cash=6USD+alice bob.bank>alice.bank=6USD@bank sign=alice:k1 => PREPARING
            reply s1 0 begin => PREPARING
            abort s1 => OPERATOR_ABORTED
            at 10
            revoke alice k1
            at 20
            submit s1 alice.cash>bob.cash=6USD+alice bob.bank>alice.bank=6USD@bank sign=alice:k2 => ROLLING_BACK again
            reply s1 1 abort fails=Unreachable stuck => ROLLING_BACK
            retry s1 => OPERATOR_ABORTED
            """);
        var retry = Records.Read([.. table.Twin.Ledger.Records[^1]], table.Twin.Ledger.State);
        Assert.Equal("RETRY_ORDERED", RecordEvents.OwnEvent((SettlementRecord)retry));
    }

    [Fact]
    public void A_refusal_of_who_decides_undoes_all_even_after_the_deadline()
    {
        ScenarioTable.Run(World + """

            submit s1 until=500 alice.cash>bob.cash=60USD alice.wire>bob.wire=2USD@wire \
                bob.bank>alice.bank=6USD@bank => PREPARING
            reply s1 0 begin => PREPARING
            reply s1 1 prepare Prepared => PREPARING
            at 700
            reply s1 2 commit Refused => ROLLING_BACK
            next s1 => 1 Abort
            reply s1 1 abort Aborted => ROLLING_BACK RESERVING, Finish FOREIGN_REFUSED
            balance alice.cash USD => 100 v3
            """);
    }

    [Fact]
    public void What_is_prepared_abroad_waits_to_be_executed()
    {
        ScenarioTable.Run(World + """

            submit s1 expiring until=500 alice.cash>bob.cash=60USD bob.bank>alice.bank=6USD@bank => PREPARING
            execute s1 => NOT_PREPARED
            reply s1 0 begin => PREPARING
            execute s1 => NOT_PREPARED
            reply s1 1 prepare Prepared => PREPARED RESERVING
            next s1 => nothing
            waits s1 => Execute
            execute s1 => COMMITTING
            execute s1 => ALREADY_DECIDED
            reply s1 1 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            submit s2 expiring until=500 alice.cash>bob.cash=10USD bob.bank>alice.bank=6USD@bank => PREPARING
            reply s2 0 begin => PREPARING
            reply s2 1 prepare Prepared => PREPARED RESERVING
            at 500
            block => s2 ROLLING_BACK
            reply s2 1 abort Aborted => ROLLING_BACK RESERVING, Finish DEADLINE_PASSED
            submit s3 binding until=600 alice.cash>bob.cash=10USD bob.bank>alice.bank=6USD@bank => PREPARING
            reply s3 0 begin => PREPARING
            reply s3 1 prepare Prepared => PREPARED
            at 700
            block => nothing
            abort s3 => TOO_LATE
            execute s3 => COMMITTING
            """);
    }
}
