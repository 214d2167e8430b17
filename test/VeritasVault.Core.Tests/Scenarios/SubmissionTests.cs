namespace VeritasVault.Core.Tests;

/// <summary>Net semantics, expected versions, pinned outcomes, quotas and dry runs.</summary>
public sealed class SubmissionTests
{
    private const string Market = """
        participant mint
        participant alice
        participant bob
        participant carol
        account mint/vault
        account alice/cash
        account bob/cash
        account carol/cash
        asset USD issuer=mint.vault
        asset EUR issuer=mint.vault
        """;

    [Fact]
    public void A_ring_over_empty_positions_settles_as_one()
    {
        ScenarioTable.Run(Market + """

            submit s1 alice.cash>bob.cash=7USD bob.cash>carol.cash=7USD carol.cash>alice.cash=7USD => SETTLED
            balance alice.cash USD => 0 v1
            balance bob.cash USD => 0 v1
            balance carol.cash USD => 0 v1
            submit s2 alice.cash>bob.cash=7USD bob.cash>carol.cash=7USD carol.cash>alice.cash=6USD => INSUFFICIENT_FUNDS
            """);
    }

    [Fact]
    public void A_leg_to_itself_nets_to_nothing_and_raises_the_version_by_one()
    {
        ScenarioTable.Run(Market + """

            submit s1 alice.cash>alice.cash=maxUSD => SETTLED
            balance alice.cash USD => 0 v1
            submit s2 alice.cash>alice.cash=1USD alice.cash>alice.cash=2USD => SETTLED
            balance alice.cash USD => 0 v2
            """);
    }

    [Fact]
    public void Only_the_net_of_a_position_counts()
    {
        ScenarioTable.Run(Market + """

            submit i1 mint.vault>alice.cash=5USD => SETTLED
            limits bob.cash USD ceiling=1
            submit s1 alice.cash>bob.cash=5USD bob.cash>alice.cash=4USD => SETTLED
            balance bob.cash USD => 1 v1
            submit s2 alice.cash>bob.cash=9USD bob.cash>alice.cash=9USD => SETTLED
            """);
    }

    [Fact]
    public void Several_shortages_answer_with_the_smallest_code()
    {
        ScenarioTable.Run(Market + """

            limits bob.cash EUR ceiling=1
            issuance EUR 0
            submit s1 mint.vault>bob.cash=2EUR alice.cash>carol.cash=1USD => INSUFFICIENT_FUNDS ~ alice.cash/USD
            submit s2 mint.vault>bob.cash=2EUR => ISSUANCE_LIMIT_EXCEEDED
            issuance EUR none
            submit s3 mint.vault>bob.cash=2EUR => CEILING_EXCEEDED
            submit s4 mint.vault>carol.cash=maxEUR => SETTLED
            submit s5 wait mint.vault>alice.cash=1EUR => BALANCE_OVERFLOW ~ mint.vault/EUR
            submit s6 wait mint.vault>carol.cash=1EUR => BALANCE_OVERFLOW
            submit s7 carol.cash>mint.vault=maxEUR => SETTLED
            """);
    }

    [Fact]
    public void Expected_versions_are_compared_once_in_the_application_that_decides()
    {
        ScenarioTable.Run(Market + """

            submit s1 expect=alice.cash/USD:0 mint.vault>alice.cash=1USD => SETTLED
            submit s2 expect=alice.cash/USD:0 mint.vault>alice.cash=1USD => VERSION_MISMATCH ~ current 1, expected 0
            submit s3 expect=alice.cash:1 expect=alice.cash/USD:1 expect=bob.cash/EUR:0 \
                mint.vault>alice.cash=1USD => SETTLED
            freeze bob.cash
            thaw bob.cash
            submit s4 expect=bob.cash:1 mint.vault>alice.cash=1USD => VERSION_MISMATCH ~ bob.cash, current 3, expected 1
            submit s5 wait expect=alice.cash/USD:2 bob.cash>carol.cash=1USD => WAITING RESERVING
            submit p1 mint.vault>alice.cash=1USD => SETTLED
            block => nothing
            submit p2 mint.vault>bob.cash=1USD => SETTLED
            block => s5 VERSION_MISMATCH
            submit s6 wait expect=alice.cash/USD:9 carol.cash>alice.cash=1USD => WAITING
            reject s6 by alice => PARTICIPANT_REJECTED
            submit s7 expect=alice.cash/USD:9 carol.cash>alice.cash=1USD => INSUFFICIENT_FUNDS
            submit s8 expect=eve.cash:1 mint.vault>alice.cash=1USD => UNKNOWN_ACCOUNT ~ eve.cash
            submit s9 expect=alice.cash/JPY:1 mint.vault>alice.cash=1USD => UNKNOWN_ASSET ~ JPY
            submit t1 expect=alice.cash:1 expect=alice.cash:1 mint.vault>alice.cash=1USD => TERMS_INVALID
            submit t1 expect=alice.cash:-1 mint.vault>alice.cash=1USD => TERMS_INVALID
            """);
    }

    [Fact]
    public void The_same_content_answers_as_before_and_other_content_is_refused()
    {
        ScenarioTable.Run(Market + """

            submit s1 wait by alice alice.cash>bob.cash=1USD => WAITING RESERVING
            submit s1 wait by alice alice.cash>bob.cash=1USD => WAITING RESERVING again
            submit s1 wait by bob alice.cash>bob.cash=1USD => WAITING RESERVING again
            submit s1 wait alice.cash>bob.cash=1USD#1 => WAITING RESERVING again
            submit s1 wait alice.cash>bob.cash=1USD#2 => SETTLEMENT_ID_REUSED
            submit s1 alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait alice.cash>bob.cash=2USD => SETTLEMENT_ID_REUSED
            submit s1 wait alice.cash>carol.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait alice.cash>bob.cash=1EUR => SETTLEMENT_ID_REUSED
            submit s1 wait alice.cash>bob.cash=1USD alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait explicit alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait kind=Fop alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait from=0 alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait until=9 alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait ref=R alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait meta=M alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait replaces=s2 alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait expect=alice.cash/USD:0 alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit i1 mint.vault>alice.cash=1USD => SETTLED
            block => s1 SETTLED
            submit s1 wait by alice alice.cash>bob.cash=1USD => SETTLED COMPLETED again
            submit s1 wait by alice meta=M alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            submit s1 wait by carol alice.cash>bob.cash=1USD => ACTOR_NOT_PARTY
            """);
    }

    [Fact]
    public void What_is_refused_at_the_door_leaves_the_id_free()
    {
        ScenarioTable.Run(Market + """

            submit s1 mint.vault>alice.cash=0USD => QUANTITY_ZERO
            submit s1 mint.vault>alice.cash=-1USD => QUANTITY_NEGATIVE
            submit s1 => NO_LEGS
            submit s1 by bob mint.vault>alice.cash=1USD => ACTOR_NOT_PARTY
            submit s1 by eve mint.vault>alice.cash=1USD => ACTOR_UNKNOWN
            submit s1 by nobody mint.vault>alice.cash=1USD => ACTOR_MALFORMED
            submit s1 mint.vault>alice.cash=1USD#2 mint.vault>alice.cash=1USD => INSTRUCTION_ID_DUPLICATE ~ [1].id is 2
            submit s1 from=5 until=5 mint.vault>alice.cash=1USD => DEADLINE_BEFORE_START
            submit s1 replaces=s1 mint.vault>alice.cash=1USD => TERMS_INVALID
            submit s1 recovery=0/1/1 mint.vault>alice.cash=1USD => TERMS_INVALID ~ recovery.tries is 0, limit 1
            submit s1 recovery=101/1/1 mint.vault>alice.cash=1USD => TERMS_INVALID ~ limit 100
            submit s1 recovery=3/0/1 mint.vault>alice.cash=1USD => TERMS_INVALID ~ recovery.delayMs
            submit s1 recovery=3/3600001/86400000 mint.vault>alice.cash=1USD => TERMS_INVALID ~ limit 3600000
            submit s1 recovery=3/200/199 mint.vault>alice.cash=1USD => TERMS_INVALID ~ recovery.delayMaxMs
            submit s1 recovery=3/200/86400001 mint.vault>alice.cash=1USD => TERMS_INVALID ~ limit 86400000
            submit s1 until=-1 mint.vault>alice.cash=1USD => TERMS_INVALID
            submit s1 from=-1 mint.vault>alice.cash=1USD => TERMS_INVALID
            submit s1 mint.vault>alice.cash=maxUSD mint.vault>alice.cash=1USD => QUANTITY_OVERFLOW
            submit s1 recovery=3/200/5000 mint.vault>alice.cash=1USD => SETTLED COMPLETED
            submit s1 recovery=4/200/5000 mint.vault>alice.cash=1USD => SETTLEMENT_ID_REUSED
            submit s3 by bob wait recovery=3/200/5000 bob.cash>alice.cash=1USD => WAITING
            submit s3 by bob wait recovery=3/200/6000 bob.cash>alice.cash=1USD => SETTLEMENT_ID_REUSED
            submit s3 by bob wait recovery=3/200/5000 bob.cash>alice.cash=1USD => WAITING again
            submit s2 mint.vault>eve.cash=1USD => UNKNOWN_ACCOUNT ~ legs[0].to is eve.cash
            submit s2 mint.vault>alice.cash=1USD => SETTLEMENT_ID_REUSED
            """);
    }

    [Fact]
    public void A_dry_run_answers_like_the_real_one_and_leaves_nothing()
    {
        ScenarioTable.Run(Market + """

            dryrun s1 mint.vault>alice.cash=1USD => SETTLED COMPLETED
            dryrun s1 wait alice.cash>bob.cash=1USD => WAITING RESERVING
            dryrun s1 alice.cash>bob.cash=1USD => INSUFFICIENT_FUNDS FAILED
            dryrun s1 alice.cash>bob.cash=0USD => QUANTITY_ZERO
            submit s1 mint.vault>alice.cash=1USD => SETTLED COMPLETED
            dryrun s1 mint.vault>alice.cash=1USD => SETTLED COMPLETED again
            dryrun s1 mint.vault>alice.cash=2USD => SETTLEMENT_ID_REUSED
            balance alice.cash USD => 1 v1
            """);
    }

    [Fact]
    public void Open_settlements_have_a_quota_for_each_actor_and_a_bound_for_all()
    {
        new ScenarioTable(new OpenRoom(Ledger: 4, PerActor: 2)).Play(Market + """

            submit s1 wait by alice alice.cash>bob.cash=1USD => WAITING
            submit s2 wait by alice alice.cash>bob.cash=1USD => WAITING
            submit s3 wait by alice alice.cash>bob.cash=1USD => ACTOR_QUOTA_EXCEEDED
            submit s1 wait by alice alice.cash>bob.cash=1USD => WAITING again
            submit s3 by alice alice.cash>bob.cash=1USD => INSUFFICIENT_FUNDS
            submit s4 wait by bob bob.cash>alice.cash=1USD => WAITING
            cancel s1 by alice => CANCELLED
            submit s5 wait by alice alice.cash>bob.cash=1USD => WAITING
            submit s6 wait bob.cash>alice.cash=1USD => WAITING
            submit s7 wait bob.cash>alice.cash=1USD => OPEN_SETTLEMENTS_FULL
            submit s8 wait by bob bob.cash>alice.cash=1USD => OPEN_SETTLEMENTS_FULL
            cancel s6 => CANCELLED
            submit s7 wait bob.cash>alice.cash=1USD => WAITING
            """);
    }

    [Fact]
    public void Only_the_operator_and_parties_propose()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice mint.vault>bob.cash=1USD => ACTOR_NOT_PARTY
            submit s1 by alice mint.vault>bob.cash=1USD alice.cash>alice.cash=1USD => SETTLED
            submit s2 by key:alice mint.vault>alice.cash=1USD => SETTLED
            submit s3 mint.vault>bob.cash=1USD => SETTLED
            submit s4 by key:operator mint.vault>bob.cash=1USD => ACTOR_UNKNOWN
            """);
    }
}
