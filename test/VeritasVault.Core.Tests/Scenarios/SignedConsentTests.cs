namespace VeritasVault.Core.Tests;

/// <summary>Settlements that ask for signatures: whose, when they count, and what is refused.</summary>
public sealed class SignedConsentTests
{
    private const string Market = """
        at 100
        participant mint
        participant alice signed
        participant bob signed credits
        participant carol recorded
        participant dave
        account mint/vault
        account alice/cash
        account bob/cash
        account carol/cash
        account dave/cash
        asset USD issuer=mint.vault
        key alice ka
        key bob kb
        key carol kc
        submit i1 mint.vault>alice.cash=100USD mint.vault>bob.cash=100USD++bob sign=bob:kb => SETTLED
        submit i2 mint.vault>carol.cash=100USD mint.vault>dave.cash=100USD => SETTLED
        """;

    [Fact]
    public void Where_a_policy_asks_for_a_signature_the_leg_names_who_signs()
    {
        ScenarioTable.Run(Market + """

            submit s1 alice.cash>dave.cash=1USD => AUTHORISER_MISSING ~ legs[0].authoriser, expected alice
            submit s1 dave.cash>bob.cash=1USD => AUTHORISER_MISSING ~ legs[0].creditAuthoriser, expected bob
            submit s1 dave.cash>alice.cash=1USD => SETTLED
            submit s2 alice.cash>dave.cash=1USD+bob => AUTHORISER_NOT_OWNER ~ is bob, expected alice
            submit s2 dave.cash>bob.cash=1USD++dave => AUTHORISER_NOT_OWNER ~ creditAuthoriser is dave, expected bob
            submit s2 dave.cash>carol.cash=1USD+dave++bob => AUTHORISER_NOT_OWNER
            submit s2 alice.cash>dave.cash=1USD+alice secret=none => TERMS_INVALID ~ secret
            submit s2 alice.cash>bob.cash=1USD+alice dave.cash>bob.cash=1USD++bob => AUTHORISER_MISSING ~ legs[0].credit
            """);
    }

    [Fact]
    public void A_settlement_with_every_signature_settles_at_once()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka sign=bob:kb => SETTLED
            submit s2 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka@2/8 sign=bob:kb@0/1 => SETTLED
            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob => SETTLED again
            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka! => SETTLED again
            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=dave:ka => SETTLED again
            submit s1 by alice secret=none alice.cash>bob.cash=1USD => SETTLEMENT_ID_REUSED
            """);
    }

    [Fact]
    public void Being_the_proposer_does_not_replace_a_signature()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice alice.cash>dave.cash=1USD+alice => WAITING INITIATED
            waits s1 => Signature alice
            consent s1 by alice => SIGNATURE_MISSING ~ expected alice
            consent s1 by alice sign=alice:ka => SETTLED
            submit s2 by carol carol.cash>dave.cash=1USD+carol => WAITING INITIATED
            waits s2 => Signature carol
            consent s2 by carol sign=carol:kc => SETTLED
            """);
    }

    [Fact]
    public void Who_is_an_authoriser_signs_whatever_its_policy_and_once_for_all_legs()
    {
        ScenarioTable.Run(Market + """

            submit s1 dave.cash>alice.cash=1USD+dave => WAITING INITIATED
            waits s1 => Signature dave
            consent s1 by dave => SIGNATURE_MISSING
            consent s1 by dave sign=dave:kd => KEY_UNKNOWN
            key dave kd
            consent s1 by dave sign=dave:kd => SETTLED
            submit s2 by alice carol.cash>alice.cash=1USD carol.cash>dave.cash=1USD+carol => WAITING INITIATED
            waits s2 => Signature carol
            consent s2 by carol => SIGNATURE_MISSING
            consent s2 by carol sign=carol:kc => SETTLED
            submit s3 by alice explicit sign=carol:kc carol.cash>alice.cash=1USD+carol dave.cash>alice.cash=1USD \
                => WAITING
            waits s3 => Consent dave
            consent s3 by dave sign=dave:kd => APPROVAL_NOT_DUE
            consent s3 by dave => SETTLED
            """);
    }

    [Fact]
    public void Approvals_that_nobody_asked_for_or_that_do_not_hold_are_refused_and_the_id_stays_free()
    {
        ScenarioTable.Run(Market + """

            key alice late endorsed=ka from=200
            key alice old endorsed=ka from=1 until=100
            submit s1 alice.cash>dave.cash=1USD+alice sign=dave:ka => APPROVAL_NOT_DUE ~ approvals[0].participant
            submit s1 alice.cash>dave.cash=1USD+alice sign=eve:ka => APPROVAL_NOT_DUE
            submit s1 alice.cash>dave.cash=1USD+alice sign=alice:ka sign=alice:ka => APPROVAL_DUPLICATE
            submit s1 alice.cash>dave.cash=1USD+alice sign=alice:kx => KEY_UNKNOWN ~ approvals[0].key
            submit s1 alice.cash>dave.cash=1USD+alice sign=alice:kb => KEY_UNKNOWN
            submit s1 alice.cash>dave.cash=1USD+alice sign=alice:late => KEY_NOT_VALID
            submit s1 alice.cash>dave.cash=1USD+alice sign=alice:old => KEY_NOT_VALID
            submit s1 alice.cash>dave.cash=1USD+alice sign=alice:ka! => SIGNATURE_INVALID ~ approvals[0].signature
            dryrun s1 alice.cash>dave.cash=1USD+alice sign=alice:ka! => SIGNATURE_INVALID
            dryrun s1 alice.cash>dave.cash=1USD+alice sign=alice:ka => SETTLED
            submit s1 dave.cash>carol.cash=7USD => SETTLED
            """);
    }

    [Fact]
    public void The_smallest_number_among_several_approvals_answers()
    {
        ScenarioTable.Run(Market + """

            revoke bob kb
            at 101
            submit s1 alice.cash>bob.cash=1USD+alice++bob sign=alice:ka! sign=bob:kb => KEY_NOT_VALID ~ approvals[1]
            submit s1 alice.cash>bob.cash=1USD+alice++bob sign=bob:kb sign=alice:kx => KEY_UNKNOWN ~ approvals[1]
            submit s1 alice.cash>bob.cash=1USD+alice++bob sign=bob:kb sign=bob:kx => APPROVAL_DUPLICATE
            """);
    }

    [Fact]
    public void A_repeat_brings_the_signatures_that_were_missing()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob => WAITING INITIATED
            waits s1 => Signature alice, Signature bob
            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob => WAITING INITIATED again
            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka => WAITING INITIATED
            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka => WAITING INITIATED again
            submit s1 by dave alice.cash>bob.cash=1USD+alice++bob sign=bob:kb => ACTOR_NOT_PARTY
            submit s1 by alice alice.cash>bob.cash=2USD+alice++bob sign=bob:kb => SETTLEMENT_ID_REUSED
            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=bob:kb! => SIGNATURE_INVALID
            dryrun s1 by bob alice.cash>bob.cash=1USD+alice++bob sign=bob:kb => SETTLED
            waits s1 => Signature bob
            submit s1 by bob alice.cash>bob.cash=1USD+alice++bob sign=alice:ka! sign=bob:kb => SETTLED
            submit s1 by bob alice.cash>bob.cash=1USD+alice++bob sign=bob:kb => SETTLED again
            """);
    }

    [Fact]
    public void A_key_revoked_before_the_decision_voids_its_consent_and_another_signature_is_waited_for()
    {
        ScenarioTable.Run(Market + """

            submit s1 wait by alice alice.cash>bob.cash=300USD+alice++bob sign=alice:ka => WAITING INITIATED
            consent s1 by bob sign=bob:kb => WAITING RESERVING
            waits s1 => Funds alice.cash/USD 200
            consent s1 by alice sign=alice:ka => CONSENT_ALREADY_GIVEN
            key alice ka2 endorsed=ka from=100
            revoke alice ka
            at 101
            waits s1 => Signature alice, Funds alice.cash/USD 200
            submit s1 wait by alice alice.cash>bob.cash=300USD+alice++bob sign=alice:ka => WAITING RESERVING again
            submit i3 mint.vault>alice.cash=200USD => SETTLED
            block => nothing
            waits s1 => Signature alice
            consent s1 by alice sign=alice:ka => KEY_NOT_VALID
            consent s1 by alice sign=alice:ka2! => SIGNATURE_INVALID
            consent s1 by alice sign=alice:ka2 => SETTLED
            """);
    }

    [Fact]
    public void A_key_that_has_run_out_by_the_decision_does_not_count()
    {
        ScenarioTable.Run(Market + """

            key dave kd until=120
            submit s1 from=110 dave.cash>alice.cash=1USD+dave sign=dave:kd => WAITING VALIDATING
            submit s2 from=120 dave.cash>alice.cash=1USD+dave sign=dave:kd => WAITING VALIDATING
            at 110
            block => s1 SETTLED
            at 120
            block => nothing
            waits s2 => Signature dave
            key dave kd2 reset
            consent s2 by dave sign=dave:kd2 => SETTLED
            """);
    }

    [Fact]
    public void A_key_revoked_at_the_time_of_the_decision_still_counts()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka => WAITING INITIATED
            at 105
            revoke alice ka
            consent s1 by bob sign=bob:kb => SETTLED
            submit s2 by alice alice.cash>dave.cash=1USD+alice sign=alice:ka => SETTLED
            at 106
            submit s3 by alice alice.cash>dave.cash=1USD+alice sign=alice:ka => KEY_NOT_VALID
            """);
    }

    [Fact]
    public void A_policy_that_changes_while_a_settlement_is_open_asks_for_a_word_but_for_no_signature()
    {
        ScenarioTable.Run(Market + """

            submit s1 wait by alice dave.cash>alice.cash=500USD => WAITING RESERVING
            policy dave signed
            waits s1 => Consent dave, Funds dave.cash/USD 400
            consent s1 by dave sign=dave:kd => APPROVAL_NOT_DUE
            consent s1 by dave => WAITING RESERVING
            submit s2 by alice dave.cash>alice.cash=500USD => AUTHORISER_MISSING
            submit s3 by alice alice.cash>dave.cash=1USD+alice => WAITING INITIATED
            policy alice implied
            block => nothing
            waits s3 => Signature alice
            """);
    }

    [Fact]
    public void A_new_origin_is_another_ledger_to_whoever_signed()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka => WAITING INITIATED
            origin b.example
            waits s1 => Signature alice, Signature bob
            consent s1 by bob sign=bob:kb => WAITING INITIATED
            waits s1 => Signature alice
            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka => SETTLED
            """);
    }

    [Fact]
    public void Who_has_signed_does_not_take_it_back_alone_unless_the_signature_is_void()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=bob:kb => WAITING INITIATED
            reject s1 by bob => CONSENT_ALREADY_GIVEN
            cancel s1 by alice => WAITING INITIATED
            cancel s1 by bob => CANCELLED
            submit s2 by alice alice.cash>bob.cash=1USD+alice++bob sign=bob:kb => WAITING INITIATED
            revoke bob kb
            at 101
            cancel s2 by bob => CANCEL_NOT_ALLOWED
            submit s3 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka => WAITING INITIATED
            reject s2 by bob => PARTICIPANT_REJECTED
            cancel s3 by alice => CANCELLED
            """);
    }

    [Fact]
    public void The_operator_passes_a_signature_on_but_cannot_give_one()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka => WAITING INITIATED
            consent s1 for=bob => SIGNATURE_MISSING
            consent s1 for=bob sign=alice:ka => APPROVAL_NOT_DUE
            consent s1 for=dave sign=dave:kd => CONSENT_NOT_DUE
            consent s1 by bob sign=bob:kb@3/2 => PARAMETER_OUT_OF_RANGE ~ approval.batch.index
            consent s1 for=bob sign=bob:kb@1/2 cmd=c1 => SETTLED
            consent s1 for=bob sign=bob:kb@1/2 cmd=c1 => SETTLED again
            consent s1 for=bob sign=bob:kb cmd=c1 => COMMAND_ID_REUSED
            """);
    }

    [Fact]
    public void A_name_that_does_not_exist_fails_on_record_whoever_was_to_sign()
    {
        ScenarioTable.Run(Market + """

            submit s1 alice.cash>no.such=1USD+alice++nobody sign=alice:ka => UNKNOWN_ACCOUNT
            submit s2 no.such>alice.cash=1USD+nobody => UNKNOWN_ACCOUNT
            submit s3 no.such>alice.cash=1USD+nobody sign=nobody:ka => APPROVAL_NOT_DUE
            submit s4 alice.cash>no.such=1USD => AUTHORISER_MISSING
            """);
    }

    [Fact]
    public void Authorisers_and_secret_are_content_and_approvals_are_not()
    {
        var request = Signed(secret: 1, "alice");
        var approval = new Approval(ParticipantId.Parse("alice"), default, default);
        Assert.Equal(request.BodyHash, request.With([approval]).BodyHash);
        Assert.NotEqual(request.BodyHash, Signed(secret: 2, "alice").BodyHash);
        Assert.NotEqual(request.BodyHash, Signed(secret: 1, "bob").BodyHash);
        Assert.NotEqual(request.BodyHash, Signed(secret: null, null).BodyHash);
        Assert.Equal("secret", RequestContent.FirstDifference(request, Signed(secret: 2, "alice")));
        Assert.Equal("legs[0].authoriser", RequestContent.FirstDifference(request, Signed(secret: 1, "bob")));
        Assert.Null(RequestContent.FirstDifference(request, request.Copy()));
    }

    [Fact]
    public void The_secret_is_the_proposers_or_follows_from_the_salt_key()
    {
        Assert.Equal(new Hash256(0, 0, 0, 1), SettlementSecret.Of(Signed(secret: 1, "alice"), TestLedger.SaltKey));
        var derived = SettlementSecret.Of(Signed(secret: null, null), TestLedger.SaltKey);
        Assert.Equal("ffc8c49fb969e45c383489e0072fb98f46bc40eff0fbdfbb6c5af36dc2d393b0", derived.ToString());
    }

    [Fact]
    public void Approvals_beyond_their_bounds_are_refused()
    {
        var ledger = ScenarioTable.Run(Market).Twin.Ledger;
        OutcomeCode Submit(params Approval[] approvals) =>
            ledger.Submit(Signed(1, "alice").With(approvals), TestLedger.Operator, new Timestamp(100)).Code;

        var approval = new Approval(ParticipantId.Parse("alice"), TestKeys.IdOf("ka"), default);
        Assert.Equal(OutcomeCode.IdMalformed, Submit(approval with { Participant = default }));
        Approval[] Repeated(int count) => [.. Enumerable.Repeat(approval, count)];
        Assert.Equal(OutcomeCode.ParameterOutOfRange, Submit(Repeated(Limits.ApprovalsMax + 1)));
        Assert.Equal(OutcomeCode.ApprovalDuplicate, Submit(Repeated(Limits.ApprovalsMax)));
        const int Most = Limits.ApprovalBatchMax;
        foreach (var (index, count, hashes, code) in new[]
        {
            (0, 0, 0, OutcomeCode.ParameterOutOfRange),
            (0, -1, 0, OutcomeCode.ParameterOutOfRange),
            (-1, 1, 0, OutcomeCode.ParameterOutOfRange),
            (1, 1, 0, OutcomeCode.ParameterOutOfRange),
            (0, Most + 1, 0, OutcomeCode.ParameterOutOfRange),
            (0, 1, Limits.ApprovalPathMax + 1, OutcomeCode.ParameterOutOfRange),
            (Most - 1, Most, Limits.ApprovalPathMax, OutcomeCode.SignatureInvalid),
        })
        {
            var batch = new ApprovalBatch(index, count, new Hash256[hashes]);
            Assert.Equal(code, Submit(approval with { Batch = batch }));
        }

        Assert.Throws<ArgumentNullException>(() => new ApprovalBatch(0, 1, null!));
        Assert.Throws<ArgumentNullException>(() => Signed(1, "alice").With(null!));
    }

    [Fact]
    public void The_records_of_a_settlement_hold_the_signatures_it_was_decided_with()
    {
        var ledger = ScenarioTable.Run(Market + """

            key alice ka2 endorsed=ka from=100
            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka => WAITING INITIATED
            revoke alice ka
            at 101
            submit s1 by alice alice.cash>bob.cash=1USD+alice++bob sign=alice:ka2@2/4 => WAITING INITIATED
            consent s1 by bob sign=bob:kb => SETTLED
            """).Twin.Ledger;
        var records = ledger.Records.Select((bytes, i) => Records.Read(bytes, ledger.State, i + 1))
            .OfType<SettlementRecord>().TakeLast(3).ToArray();
        Assert.Equal([Cause.Submit, Cause.Approve, Cause.Consent], records.Select(record => record.Cause));
        var held = new HeldApprovals();
        foreach (var record in records)
        {
            for (var i = 0; i < record.Approvals.Count; i++)
            {
                held.Set(record.Approvals[i]);
            }
        }

        Assert.Equal(
            [("alice", TestKeys.IdOf("ka2"), 2), ("bob", TestKeys.IdOf("kb"), (int?)null)],
            Enumerable.Range(0, held.Count).Select(i => held[i].WithNames(ledger.State))
                .Select(a => (a.Participant.Value, a.Key, a.Batch?.Index)));
        Assert.Equal(new Hash256(1, 1, 1, (ulong)records[0].Id.Bits), records[0].Body!.Secret);
    }

    private static SettlementRequest Signed(ulong? secret, string? authoriser) => new()
    {
        Id = new SettlementId(900),
        Secret = secret is { } value ? new Hash256(0, 0, 0, value) : null,
        Legs =
        [
            new(AccountId.Parse("alice.cash"), AccountId.Parse("dave.cash"), AssetId.Parse("USD"), 1)
            {
                Authoriser = authoriser is null ? default : ParticipantId.Parse(authoriser),
            },
        ],
    };
}
