namespace VeritasVault.Core.Tests;

/// <summary>Whose word a settlement needs, and who may say no to it.</summary>
public sealed class ConsentTests
{
    private const string Market = """
        participant mint
        participant alice
        participant bob recorded
        participant carol recorded credits
        participant dave
        account mint/vault
        account alice/cash
        account bob/cash
        account carol/cash
        account dave/cash
        asset USD issuer=mint.vault
        submit i1 mint.vault>alice.cash=100USD mint.vault>bob.cash=100USD => SETTLED
        """;

    [Fact]
    public void Implied_consent_asks_nobody_and_submitting_is_the_proposers_word()
    {
        ScenarioTable.Run(Market + """

            submit s1 by bob alice.cash>bob.cash=1USD => SETTLED
            submit s2 by bob bob.cash>alice.cash=1USD => SETTLED
            submit s3 by alice bob.cash>alice.cash=1USD => WAITING INITIATED
            waits s3 => Consent bob
            consent s3 by bob => SETTLED COMPLETED
            """);
    }

    [Fact]
    public void Consent_to_credits_is_due_only_where_the_policy_says_so()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice alice.cash>carol.cash=1USD => WAITING INITIATED
            waits s1 => Consent carol
            consent s1 by alice => CONSENT_NOT_DUE
            consent s1 by carol => SETTLED COMPLETED
            submit s2 by alice alice.cash>bob.cash=1USD => SETTLED
            """);
    }

    [Fact]
    public void Explicit_terms_ask_every_debited_owner_whatever_its_policy()
    {
        ScenarioTable.Run(Market + """

            submit s1 explicit by dave dave.cash>bob.cash=1USD alice.cash>dave.cash=1USD => WAITING INITIATED
            waits s1 => Consent alice
            consent s1 by dave => CONSENT_ALREADY_GIVEN
            consent s1 by bob => CONSENT_NOT_DUE
            consent s1 by alice => SETTLED
            submit s2 explicit alice.cash>bob.cash=1USD => WAITING INITIATED
            consent s2 by alice => SETTLED
            """);
    }

    [Fact]
    public void The_operator_may_record_the_consent_of_another()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice bob.cash>alice.cash=1USD bob.cash>carol.cash=1USD => WAITING
            consent s1 => CONSENT_NOT_DUE
            consent s1 for=eve => PARTICIPANT_UNKNOWN
            consent s1 for=dave => CONSENT_NOT_DUE
            consent s1 for=bob => WAITING INITIATED
            consent s1 for=bob => CONSENT_ALREADY_GIVEN
            consent s1 by bob for=carol => ACTOR_NOT_AUTHORISED
            consent s1 by carol for=carol => SETTLED
            consent s1 by carol => ALREADY_DECIDED
            """);
    }

    [Fact]
    public void A_policy_changed_while_a_settlement_is_open_counts_from_its_next_application()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice bob.cash>alice.cash=1USD => WAITING INITIATED
            policy bob implied
            block => s1 SETTLED
            submit s2 wait by alice dave.cash>alice.cash=1USD => WAITING RESERVING
            policy dave recorded
            submit i2 mint.vault>dave.cash=1USD => SETTLED
            block => nothing
            waits s2 => Consent dave
            trail s2 => INITIATED@0 VALIDATING@0 RESERVING@0
            consent s2 by dave => SETTLED
            """);
    }

    [Fact]
    public void A_policy_that_asks_no_more_frees_what_was_registered_under_the_old_one()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice alice.cash>carol.cash=1USD bob.cash>alice.cash=2USD => WAITING INITIATED
            waits s1 => Consent carol, Consent bob
            policy carol recorded
            block => nothing
            policy bob implied
            block => s1 SETTLED
            """);
    }

    [Fact]
    public void Any_party_may_reject_and_that_ends_it()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice bob.cash>alice.cash=1USD => WAITING
            reject s1 by dave => ACTOR_NOT_PARTY
            reject s1 by eve => ACTOR_UNKNOWN
            reject s1 => ACTOR_NOT_PARTY
            reject s1 for=dave => ACTOR_NOT_PARTY
            reject s1 by bob reason=late => PARTICIPANT_REJECTED FAILED ~ participant is bob
            reject s1 by bob => ALREADY_DECIDED
            submit s1 by alice bob.cash>alice.cash=1USD => PARTICIPANT_REJECTED FAILED again
            submit s2 by alice bob.cash>alice.cash=1USD => WAITING
            reject s2 for=bob => PARTICIPANT_REJECTED
            submit s3 by alice bob.cash>alice.cash=1USD => WAITING
            reject s3 by bob => PARTICIPANT_REJECTED
            reject s9 by alice => SETTLEMENT_UNKNOWN
            """);
    }

    [Fact]
    public void Nobody_takes_back_alone_the_word_it_gave()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice alice.cash>carol.cash=1USD bob.cash>alice.cash=2USD => WAITING INITIATED
            waits s1 => Consent carol, Consent bob
            consent s1 by bob => WAITING
            reject s1 by bob => CONSENT_ALREADY_GIVEN
            reject s1 for=bob => CONSENT_ALREADY_GIVEN
            reject s1 by alice => CONSENT_ALREADY_GIVEN
            reject s1 by carol => PARTICIPANT_REJECTED FAILED
            """);
    }

    [Fact]
    public void The_proposer_cancels_alone_until_another_party_has_consented()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice bob.cash>alice.cash=1USD alice.cash>carol.cash=1USD => WAITING
            cancel s1 by bob => CANCEL_NOT_ALLOWED
            cancel s1 => CANCEL_NOT_ALLOWED
            cancel s1 by dave => ACTOR_NOT_PARTY
            cancel s1 by alice => CANCELLED FAILED
            cancel s1 by alice => ALREADY_DECIDED
            """);
    }

    [Fact]
    public void After_that_it_takes_all_who_consented_and_the_proposer()
    {
        ScenarioTable.Run(Market + """

            submit s1 wait by alice bob.cash>alice.cash=500USD bob.cash>carol.cash=1USD => WAITING INITIATED
            consent s1 by bob => WAITING INITIATED
            cancel s1 by alice => WAITING INITIATED
            cancel s1 by alice => CANCEL_NOT_ALLOWED
            cancel s1 by carol => CANCEL_NOT_ALLOWED
            consent s1 by carol => WAITING RESERVING
            cancel s1 by carol => WAITING RESERVING
            cancel s1 by bob => CANCELLED FAILED
            """);
    }

    [Fact]
    public void The_operator_as_proposer_cancels_like_any_proposer()
    {
        ScenarioTable.Run(Market + """

            submit s1 bob.cash>alice.cash=1USD bob.cash>carol.cash=1USD => WAITING
            consent s1 by bob => WAITING
            cancel s1 by bob => WAITING
            cancel s1 => CANCELLED FAILED
            submit s2 bob.cash>alice.cash=1USD bob.cash>carol.cash=1USD => WAITING
            consent s2 by bob => WAITING
            cancel s2 => WAITING
            cancel s2 by bob => CANCELLED
            submit s3 bob.cash>alice.cash=1USD => WAITING
            cancel s3 => CANCELLED
            """);
    }

    [Fact]
    public void Metadata_is_erased_by_the_proposer_or_the_operator_only()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice ref=R1 meta=secret bob.cash>alice.cash=1USD => WAITING
            erase s1 by bob => ACTOR_NOT_AUTHORISED
            erase s1 by dave => ACTOR_NOT_PARTY
            erase s1 by alice => APPLIED
            submit s1 by alice ref=R1 meta=secret bob.cash>alice.cash=1USD => WAITING again
            consent s1 by bob => SETTLED
            erase s1 by bob => ACTOR_NOT_AUTHORISED
            erase s1 => APPLIED
            erase s1 by alice => APPLIED
            erase s9 => SETTLEMENT_UNKNOWN
            """);
    }
}
