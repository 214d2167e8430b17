namespace VeritasVault.Core.Tests;

/// <summary>Participants, assets, accounts, limits, and what they allow settlements to do.</summary>
public sealed class RegistryTests
{
    private const string Market = """
        participant mint
        participant alice
        participant bob
        account mint/vault
        account alice/cash
        account bob/cash
        asset USD issuer=mint.vault limit=100
        """;

    [Fact]
    public void Names_are_unique_and_what_a_command_names_must_exist()
    {
        ScenarioTable.Run(Market + """

            participant alice => PARTICIPANT_EXISTS
            account alice/cash => ACCOUNT_EXISTS
            account eve/cash => PARTICIPANT_UNKNOWN
            asset USD issuer=mint.vault => ASSET_EXISTS
            asset EUR issuer=eve.vault => ACCOUNT_UNKNOWN
            asset EUR issuer=mint.vault scale=31 => PARAMETER_OUT_OF_RANGE
            asset EUR issuer=mint.vault scale=-1 => PARAMETER_OUT_OF_RANGE
            asset EUR issuer=mint.vault limit=-1 => PARAMETER_OUT_OF_RANGE
            asset EUR issuer=mint.vault scale=30
            policy eve recorded => PARTICIPANT_UNKNOWN
            issuance JPY 1 => ASSET_UNKNOWN
            issuance JPY -1 => PARAMETER_OUT_OF_RANGE
            limits eve.cash USD credit=1 => ACCOUNT_UNKNOWN
            limits alice.cash JPY credit=1 => ASSET_UNKNOWN
            limits eve.cash JPY credit=1 => ASSET_UNKNOWN
            limits eve.cash JPY credit=-1 => PARAMETER_OUT_OF_RANGE
            limits alice.cash USD ceiling=-1 => PARAMETER_OUT_OF_RANGE
            freeze eve.cash => ACCOUNT_UNKNOWN
            participant frank by alice => ACTOR_NOT_AUTHORISED
            participant frank by nobody => ACTOR_MALFORMED
            """);
    }

    [Fact]
    public void An_account_is_frozen_thawed_and_closed_by_rule()
    {
        ScenarioTable.Run(Market + """

            thaw alice.cash => ACCOUNT_STATE_CONFLICT ~ status is OPEN, current OPEN
            freeze alice.cash
            freeze alice.cash => ACCOUNT_STATE_CONFLICT
            submit s1 mint.vault>alice.cash=1USD => ACCOUNT_FROZEN
            thaw alice.cash
            submit s2 mint.vault>alice.cash=1USD => SETTLED
            close alice.cash => ACCOUNT_NOT_EMPTY ~ alice.cash/USD is 1
            freeze alice.cash
            close alice.cash => ACCOUNT_NOT_EMPTY
            thaw alice.cash
            close mint.vault => ACCOUNT_NOT_EMPTY
            submit s3 alice.cash>mint.vault=1USD => SETTLED
            close alice.cash
            thaw alice.cash => ACCOUNT_STATE_CONFLICT
            close alice.cash => ACCOUNT_STATE_CONFLICT
            freeze alice.cash => ACCOUNT_STATE_CONFLICT
            submit s4 mint.vault>alice.cash=1USD => ACCOUNT_CLOSED
            """);
    }

    [Fact]
    public void An_issuer_issues_within_its_limit_and_redeems()
    {
        ScenarioTable.Run(Market + """

            submit s1 mint.vault>alice.cash=100USD => SETTLED
            balance mint.vault USD => -100 v1
            submit s2 mint.vault>alice.cash=1USD => ISSUANCE_LIMIT_EXCEEDED ~ expected more by 1
            issuance USD 99 => LIMIT_BELOW_USE
            submit s3 alice.cash>mint.vault=1USD => SETTLED
            issuance USD 99
            submit s4 mint.vault>alice.cash=1USD => ISSUANCE_LIMIT_EXCEEDED
            issuance USD none
            submit s5 mint.vault>alice.cash=1USD => SETTLED
            submit s6 alice.cash>mint.vault=100USD => SETTLED
            issuance USD 0
            submit s7 mint.vault>alice.cash=1USD => ISSUANCE_LIMIT_EXCEEDED
            """);
    }

    [Fact]
    public void A_credit_limit_lets_a_position_go_below_zero_and_no_further()
    {
        ScenarioTable.Run(Market + """

            limits alice.cash USD credit=10
            balance alice.cash USD => 0 v0
            submit s1 alice.cash>bob.cash=11USD => INSUFFICIENT_FUNDS
            submit s2 alice.cash>bob.cash=10USD => SETTLED
            balance alice.cash USD => -10 v1
            close alice.cash => ACCOUNT_NOT_EMPTY
            limits alice.cash USD credit=9 => LIMIT_BELOW_USE ~ creditLimit is 9, current -10
            limits alice.cash USD credit=10 ceiling=0
            submit s3 mint.vault>alice.cash=11USD => CEILING_EXCEEDED
            submit s4 mint.vault>alice.cash=10USD => SETTLED
            limits mint.vault USD credit=0
            limits bob.cash USD ceiling=9 => LIMIT_BELOW_USE
            limits bob.cash USD ceiling=10
            balance bob.cash USD => 10 v1
            """);
    }

    [Fact]
    public void Command_ids_follow_the_rule_of_settlement_ids()
    {
        ScenarioTable.Run(Market + """

            participant carol cmd=c1
            participant carol cmd=c1 => APPLIED again
            participant carol recorded cmd=c1 => COMMAND_ID_REUSED
            participant carol cmd=c1 by alice => ACTOR_NOT_AUTHORISED
            participant dave cmd=nil => SETTLEMENT_ID_MALFORMED
            submit s1 explicit by alice bob.cash>alice.cash=1USD alice.cash>bob.cash=1USD => WAITING
            consent s1 by bob cmd=c1 => COMMAND_ID_REUSED
            consent s1 by bob cmd=c2 => SETTLED
            consent s1 by bob cmd=c2 => SETTLED again
            consent s1 by bob cmd=c3 => ALREADY_DECIDED
            reject s1 by bob cmd=c2 => COMMAND_ID_REUSED
            consent s1 by eve cmd=c2 => ACTOR_UNKNOWN
            submit s2 explicit by alice bob.cash>alice.cash=1USD => WAITING
            reject s2 by bob cmd=c4 reason=no => PARTICIPANT_REJECTED
            reject s2 by bob cmd=c4 reason=other => COMMAND_ID_REUSED
            reject s2 by bob cmd=c4 reason=no => PARTICIPANT_REJECTED again
            cancel nil by bob => SETTLEMENT_ID_MALFORMED
            """);
    }
}
