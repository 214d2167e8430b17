namespace VeritasVault.Core.Tests;

/// <summary>What a reservation leaves of a position, and what may not be taken away below it.</summary>
public sealed partial class PreparedTests
{
    [Fact]
    public void What_is_reserved_is_blocked_and_the_rest_stays_usable()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 alice.cash>bob.cash=60USD => PREPARED
            submit p1 alice.cash>carol.cash=50USD => INSUFFICIENT_FUNDS ~ more by 10
            submit p2 alice.cash>carol.cash=30USD => SETTLED
            submit s2 by alice expiring until=100 alice.cash>carol.cash=10USD => PREPARED
            reserved alice.cash USD => 70
            submit s3 wait alice.cash>carol.cash=5USD => WAITING RESERVING
            waits s3 => Funds alice.cash/USD 5
            block => nothing
            cancel s2 by alice => CANCELLED
            block => s3 SETTLED
            execute s1 by alice => SETTLED
            balance alice.cash USD => 5 v7
            """);
    }

    [Fact]
    public void Money_that_is_only_promised_cannot_be_spent()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 alice.cash>bob.cash=60USD => PREPARED
            submit p1 bob.cash>carol.cash=1USD => INSUFFICIENT_FUNDS
            execute s1 by alice => SETTLED
            submit p2 bob.cash>carol.cash=60USD => SETTLED
            """);
    }

    [Fact]
    public void A_promise_counts_against_the_ceiling_until_it_is_kept_or_gone()
    {
        ScenarioTable.Run(Market + """

            limits carol.cash USD ceiling=50
            submit s1 by alice expiring until=100 alice.cash>carol.cash=40USD => PREPARED
            submit p1 alice.cash>carol.cash=20USD => CEILING_EXCEEDED ~ less by 10
            submit s2 wait alice.cash>carol.cash=20USD => WAITING RESERVING
            waits s2 => CeilingRoom carol.cash/USD 10
            limits carol.cash USD ceiling=39 => LIMIT_BELOW_USE
            limits carol.cash USD ceiling=40
            block => nothing
            limits carol.cash USD ceiling=50
            cancel s1 by alice => CANCELLED
            block => s2 SETTLED
            submit s3 by alice expiring until=100 alice.cash>carol.cash=30USD => PREPARED
            execute s3 by alice => SETTLED
            balance carol.cash USD => 50 v2
            """);
    }

    [Fact]
    public void A_credit_limit_is_not_lowered_below_what_is_reserved()
    {
        ScenarioTable.Run(Market + """

            limits carol.cash USD credit=50
            submit s1 expiring until=100 carol.cash>alice.cash=50USD => PREPARED
            balance carol.cash USD => 0 v1
            limits carol.cash USD credit=49 => LIMIT_BELOW_USE ~ -50
            limits carol.cash USD credit=80
            limits carol.cash USD credit=50
            execute s1 => SETTLED
            balance carol.cash USD => -50 v2
            floor carol.cash USD   => -50
            """);
    }

    [Fact]
    public void An_issuance_limit_counts_what_is_reserved()
    {
        ScenarioTable.Run(Market + """

            submit s1 expiring until=100 mint.vault>carol.cash=20USD => PREPARED
            issuance USD 119 => LIMIT_BELOW_USE
            issuance USD 120
            submit p1 mint.vault>carol.cash=1USD => ISSUANCE_LIMIT_EXCEEDED
            execute s1 => SETTLED
            balance mint.vault USD => -120 v3
            """);
    }

    [Fact]
    public void An_account_that_a_reserved_settlement_names_is_not_closed()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 alice.cash>carol.cash=100USD => PREPARED
            close carol.cash => ACCOUNT_NOT_EMPTY
            execute s1 by alice => SETTLED
            close alice.cash
            submit s2 by bob expiring until=100 bob.cash>mint.vault=5BOND => PREPARED
            submit s3 expiring until=100 carol.cash>bob.cash=5USD bob.cash>mint.vault=5USD => PREPARED
            submit p1 bob.cash>mint.vault=45BOND => SETTLED
            close bob.cash => ACCOUNT_NOT_EMPTY
            execute s2 by bob => SETTLED
            close bob.cash => ACCOUNT_NOT_EMPTY ~ bob.cash
            execute s3 => SETTLED
            close bob.cash
            """);
    }

    [Fact]
    public void What_is_set_aside_or_promised_stays_within_the_range()
    {
        ScenarioTable.Run(Market + """

            limits carol.cash USD credit=max
            submit m1 mint.vault>carol.cash=170141183460469231731687303715884105627USD => SETTLED
            submit s1 expiring until=100 carol.cash>mint.vault=maxUSD => PREPARED
            submit s2 wait expiring until=100 carol.cash>mint.vault=100USD => BALANCE_OVERFLOW
            submit s3 expiring until=100 alice.cash>mint.vault=1USD => BALANCE_OVERFLOW ~ mint.vault
            execute s1 => SETTLED
            submit s4 expiring until=100 alice.cash>mint.vault=1USD => PREPARED
            """);
    }
}
