namespace VeritasVault.Core.Tests;

/// <summary>An id cancelled before anybody has seen it: whoever lost an answer ends it, whether it arrived or
/// not.</summary>
public sealed class TombstoneTests
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
    public void What_is_cancelled_before_it_comes_is_found_cancelled()
    {
        ScenarioTable.Run(Market + """

            cancel s1 by alice reason=lost cmd=c1 => CANCELLED FAILED
            open => none
            submit s1 by alice alice.cash>bob.cash=5USD => CANCELLED FAILED again
            submit s1 by alice alice.cash>bob.cash=5USD => CANCELLED FAILED again
            dryrun s1 by alice alice.cash>bob.cash=5USD => CANCELLED FAILED again
            balance alice.cash USD => 100 v1
            """);
    }

    [Fact]
    public void Whatever_comes_under_the_id_is_the_same()
    {
        ScenarioTable.Run(Market + """

            cancel s1 by alice => CANCELLED FAILED
            submit s1 by bob kind=Dvp bob.cash>carol.cash=1BOND => CANCELLED FAILED again
            submit s1 by carol alice.cash>bob.cash=1USD => ACTOR_NOT_PARTY
            """);
    }

    [Fact]
    public void The_cancellation_repeated_is_answered_again_and_a_second_one_refused()
    {
        ScenarioTable.Run(Market + """

            cancel s1 by alice reason=lost cmd=c1 => CANCELLED FAILED
            cancel s1 by alice reason=lost cmd=c1 => CANCELLED FAILED again
            cancel s1 by alice reason=other cmd=c1 => COMMAND_ID_REUSED
            cancel s1 by alice => ALREADY_DECIDED
            cancel s1 by bob => ALREADY_DECIDED
            """);
    }

    [Fact]
    public void Nothing_else_can_be_said_about_it()
    {
        ScenarioTable.Run(Market + """

            cancel s1 by alice => CANCELLED FAILED
            execute s1 by alice => ALREADY_DECIDED
            consent s1 by alice => ALREADY_DECIDED
            reject s1 by alice => ALREADY_DECIDED
            hold s1 by alice => ALREADY_DECIDED
            release s1 by alice => ALREADY_DECIDED
            erase s1 by bob => ACTOR_NOT_AUTHORISED
            erase s1 by alice => APPLIED
            """);
    }

    [Fact]
    public void Who_acts_for_nobody_cancels_nothing()
    {
        ScenarioTable.Run(Market + """

            cancel s1 by stranger => ACTOR_UNKNOWN
            submit s1 by alice alice.cash>bob.cash=5USD => SETTLED
            cancel s2 => CANCELLED FAILED
            """);
    }

    [Fact]
    public void A_prepare_that_comes_after_its_cancellation_reserves_nothing()
    {
        ScenarioTable.Run(Market + """

            permit alice
            cancel s1 by alice => CANCELLED FAILED
            submit s1 by alice binding alice.cash>bob.cash=5USD => CANCELLED FAILED again
            reserved alice.cash USD => 0
            execute s1 by alice => ALREADY_DECIDED
            """);
    }
}
