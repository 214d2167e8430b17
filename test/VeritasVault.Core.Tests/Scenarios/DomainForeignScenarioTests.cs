namespace VeritasVault.Core.Tests;

/// <summary>What a settlement engineer tries on the first day with two ledgers: the fourteenth scenario. Securities are
/// on a ledger of their own and prepared first; the cash ledger goes silent.</summary>
public sealed class DomainForeignScenarioTests
{
    private const string Market = """
        at 0
        participant a
        participant b
        account a/fees
        account b/fees
        asset EUR issuer=a.fees scale=2
        asset BOND issuer=a.fees
        ledger csd binding
        ledger cash binding
        account a/csd on=csd
        account b/csd on=csd
        account a/cash on=cash
        account b/cash on=cash
        submit s1 kind=Dvp until=60000000 a.fees>b.fees=25EUR a.csd>b.csd=5000000BOND@csd \
            b.cash>a.cash=505720000EUR@cash => PREPARING RESERVING
        reply s1 0 begin => PREPARING RESERVING
        reply s1 1 prepare Prepared => PREPARING RESERVING
        reserved a.fees EUR => 25
        """;

    [Fact]
    public void Scenario_14_silence_after_the_decision_is_visible_and_changes_nothing_until_it_is_over()
    {
        ScenarioTable.Run(Market + """

            reply s1 2 prepare Prepared => COMMITTING COMMITTING
            balance a.fees EUR => -25 v2
            reply s1 1 commit Committed => COMMITTING COMMITTING
            at 30000000
            reply s1 2 commit fails=TimedOut => COMMITTING COMMITTING
            waits s1 => Ledger cash
            at 59999999
            reply s1 2 commit fails=TimedOut stuck => COMMITTING COMMITTING
            waits s1 => Operator cash
            at 90000000
            block => nothing
            cancel s1 by a => ALREADY_DECIDED
            abort s1 => ALREADY_DECIDED
            reject s1 by b => ALREADY_DECIDED
            plan s1 => Committed Prepared!
            reserved a.fees EUR => 0
            balance b.fees EUR => 25 v1
            retry s1 => COMMITTING
            next s1 => 2 Commit
            reply s1 2 commit Committed => COMMITTING COMMITTING, Finish SETTLED
            reply s1 2 commit Committed => ignored
            balance a.fees EUR => -25 v2
            balance b.fees EUR => 25 v1
            open => none
            """);
    }

    [Fact]
    public void Scenario_14_silence_before_the_vote_ends_in_an_abort_that_releases_all()
    {
        ScenarioTable.Run(Market + """

            at 30000000
            reply s1 2 prepare fails=TimedOut => PREPARING RESERVING
            waits s1 => Ledger cash
            at 60000000
            block => s1 ROLLING_BACK
            reply s1 2 prepare Prepared => ignored
            next s1 => 2 Abort
            reply s1 2 abort fails=TimedOut => ROLLING_BACK RESERVING
            reserved a.fees EUR => 25
            reply s1 2 abort Aborted => ROLLING_BACK RESERVING
            next s1 => 1 Abort
            reply s1 1 abort Aborted => ROLLING_BACK RESERVING, Finish DEADLINE_PASSED
            reserved a.fees EUR => 0
            balance b.fees EUR => none
            open => none
            """);
    }
}
