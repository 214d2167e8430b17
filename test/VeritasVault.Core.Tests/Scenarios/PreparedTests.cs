namespace VeritasVault.Core.Tests;

/// <summary>Prepared as a whole, then executed, cancelled or expired.</summary>
public sealed partial class PreparedTests
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
    public void What_is_prepared_is_set_aside_and_settles_when_it_is_executed()
    {
        ScenarioTable.Run(Market + """

            at 7
            submit s1 by alice kind=Dvp expiring until=100 alice.cash>bob.cash=40USD bob.cash>alice.cash=5BOND \
                => PREPARED RESERVING
            balance alice.cash USD   => 100 v2
            reserved alice.cash USD  => 40
            balance bob.cash BOND    => 50 v2
            reserved bob.cash BOND   => 5
            balance bob.cash USD     => none
            waits s1 => Execute
            trail s1 => INITIATED@7 VALIDATING@7 RESERVING@7
            block => nothing
            open => s1
            at 99
            execute s1 by alice => SETTLED COMPLETED
            balance alice.cash USD   => 60 v3
            reserved alice.cash USD  => 0
            balance bob.cash BOND    => 45 v3
            reserved bob.cash BOND   => 0
            balance bob.cash USD     => 40 v1
            balance alice.cash BOND  => 5 v1
            open => none
            """);
    }

    [Fact]
    public void A_cancelled_one_gives_back_all_it_held()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 alice.cash>bob.cash=40USD => PREPARED RESERVING
            cancel s1 by alice => CANCELLED RESERVING
            balance alice.cash USD  => 100 v3
            reserved alice.cash USD => 0
            balance bob.cash USD    => none
            open => none
            execute s1 by alice => ALREADY_DECIDED
            submit s1 by alice expiring until=100 alice.cash>bob.cash=40USD => CANCELLED FAILED again
            """);
    }

    [Fact]
    public void The_proposer_cancels_what_is_prepared_alone_and_others_need_everybody()
    {
        ScenarioTable.Run(Market + """

            policy alice recorded
            submit s1 by bob expiring until=100 alice.cash>bob.cash=40USD => WAITING INITIATED
            consent s1 by alice => PREPARED RESERVING
            cancel s1 by alice => PREPARED RESERVING
            cancel s1 by alice => CANCEL_NOT_ALLOWED
            cancel s1 by bob => CANCELLED RESERVING
            """);
    }

    [Fact]
    public void An_expiring_one_lapses_at_its_deadline_and_not_before()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 alice.cash>bob.cash=40USD => PREPARED
            at 99
            block => nothing
            at 100
            block => s1 ROLLING_BACK, s1 DEADLINE_PASSED
            balance alice.cash USD  => 100 v3
            reserved alice.cash USD => 0
            submit s1 by alice expiring until=100 alice.cash>bob.cash=40USD => DEADLINE_PASSED FAILED again
            """);
    }

    [Fact]
    public void Whoever_executes_at_the_deadline_comes_too_late_also_when_nothing_expired_it_yet()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 alice.cash>bob.cash=40USD => PREPARED
            at 100
            execute s1 by alice cmd=x => DEADLINE_PASSED RESERVING
            execute s1 by alice cmd=x => DEADLINE_PASSED RESERVING again
            execute s1 by alice => ALREADY_DECIDED
            reserved alice.cash USD => 0
            block => nothing
            """);
    }

    [Fact]
    public void A_binding_one_outlives_its_deadline_and_ends_by_execute()
    {
        ScenarioTable.Run(Market + """

            permit alice
            submit s1 by alice binding until=100 alice.cash>bob.cash=40USD => PREPARED
            at 500
            block => nothing
            waits s1 => Execute
            permit alice not
            reject s1 by bob => TOO_LATE
            execute s1 by alice => SETTLED
            balance alice.cash USD => 60 v3
            """);
    }

    [Fact]
    public void Or_by_cancelling_it()
    {
        ScenarioTable.Run(Market + """

            permit alice
            submit s1 by alice binding until=100 alice.cash>bob.cash=40USD => PREPARED
            at 500
            block => nothing
            cancel s1 by alice => CANCELLED RESERVING
            balance alice.cash USD => 100 v3
            """);
    }

    [Fact]
    public void Until_it_is_prepared_a_binding_one_expires_like_any_other()
    {
        ScenarioTable.Run(Market + """

            permit alice
            submit s1 by alice wait binding until=100 alice.cash>bob.cash=101USD => WAITING RESERVING
            at 100
            block => s1 DEADLINE_PASSED
            balance alice.cash USD => 100 v1
            """);
    }

    [Fact]
    public void Preparing_bindingly_takes_a_permission_and_expiring_a_deadline()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice binding alice.cash>bob.cash=1USD => BINDING_NOT_PERMITTED ~ alice
            submit s1 by alice expiring alice.cash>bob.cash=1USD => TERMS_INVALID ~ deadline
            permit alice by alice => ACTOR_NOT_AUTHORISED
            permit nobody => PARTICIPANT_UNKNOWN
            permit alice
            submit s1 by alice binding alice.cash>bob.cash=1USD => PREPARED
            permit alice not
            submit s2 by alice binding alice.cash>bob.cash=1USD => BINDING_NOT_PERMITTED
            submit s2 binding alice.cash>bob.cash=1USD => PREPARED
            """);
    }

    [Fact]
    public void A_frozen_account_refuses_the_execution_and_it_stays_prepared()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 alice.cash>bob.cash=60USD => PREPARED
            freeze bob.cash
            execute s1 by alice cmd=x => PREPARED_FROZEN ~ bob.cash
            waits s1 => Execute, Thaw bob.cash
            reserved alice.cash USD => 60
            block => nothing
            thaw bob.cash
            block => nothing
            execute s1 by alice cmd=x => SETTLED
            """);
    }

    [Fact]
    public void Frozen_it_can_still_expire_and_be_cancelled()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 alice.cash>bob.cash=10USD => PREPARED
            submit s2 by alice expiring until=100 alice.cash>bob.cash=10USD => PREPARED
            freeze alice.cash
            cancel s1 by alice => CANCELLED
            at 100
            block => s2 ROLLING_BACK, s2 DEADLINE_PASSED
            reserved alice.cash USD => 0
            """);
    }

    [Fact]
    public void A_key_revoked_before_the_execution_voids_the_consent()
    {
        ScenarioTable.Run(Market + """

            key alice k1
            submit s1 by bob expiring until=100 alice.cash>bob.cash=40USD+alice sign=alice:k1 => PREPARED
            at 5
            revoke alice k1
            at 6
            execute s1 by bob => CONSENT_VOID ~ alice
            reserved alice.cash USD => 40
            key alice k2 reset
            consent s1 by alice sign=alice:k2 => PREPARED RESERVING
            execute s1 by bob => SETTLED
            """);
    }

    [Fact]
    public void It_is_executed_once_and_by_nobody_but_its_proposer_or_the_operator()
    {
        ScenarioTable.Run(Market + """

            submit s0 by alice wait alice.cash>bob.cash=101USD => WAITING
            submit s1 by alice expiring until=100 alice.cash>bob.cash=40USD => PREPARED
            execute s1 by stranger => ACTOR_UNKNOWN
            execute s1 by carol => ACTOR_NOT_PARTY
            execute s1 by bob => ACTOR_NOT_AUTHORISED
            execute s0 by alice => NOT_PREPARED
            execute s9 by alice => SETTLEMENT_UNKNOWN
            execute s1 by alice cmd=x => SETTLED COMPLETED
            execute s1 by alice cmd=x => SETTLED COMPLETED again
            execute s1 by alice => ALREADY_DECIDED
            submit s2 by alice expiring until=100 alice.cash>bob.cash=40USD => PREPARED
            execute s2 => SETTLED
            balance alice.cash USD => 20 v5
            """);
    }

    [Fact]
    public void Nothing_is_held_where_every_net_is_zero_and_it_is_executed_all_the_same()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 alice.cash>bob.cash=500USD bob.cash>alice.cash=500USD => PREPARED
            balance alice.cash USD  => 100 v1
            submit s2 by alice expiring until=100 alice.cash>bob.cash=500USD bob.cash>alice.cash=500USD => PREPARED
            cancel s1 by alice => CANCELLED RESERVING
            balance alice.cash USD  => 100 v1
            execute s2 by alice => SETTLED
            balance alice.cash USD  => 100 v2
            balance bob.cash USD    => 0 v1
            """);
    }

    [Fact]
    public void A_party_rejects_an_expiring_one_and_no_binding_one()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 alice.cash>bob.cash=5USD => PREPARED
            reject s1 by bob reason=no => PARTICIPANT_REJECTED RESERVING
            submit s2 binding alice.cash>bob.cash=5USD => PREPARED
            reject s2 by bob => TOO_LATE
            execute s2 => SETTLED
            """);
    }

    [Fact]
    public void Expected_versions_are_compared_when_it_is_reserved_and_not_again()
    {
        ScenarioTable.Run(Market + """

            submit s1 by alice expiring until=100 expect=alice.cash/USD:1 alice.cash>bob.cash=5USD => PREPARED
            submit p1 alice.cash>bob.cash=5USD => SETTLED
            submit s2 by alice expiring until=100 expect=alice.cash/USD:1 alice.cash>bob.cash=5USD => VERSION_MISMATCH
            execute s1 by alice => SETTLED
            """);
    }

    [Fact]
    public void It_is_prepared_as_soon_as_what_it_waited_for_is_there()
    {
        ScenarioTable.Run(Market + """

            submit s1 wait expiring until=100 carol.cash>bob.cash=10USD => WAITING RESERVING
            submit p1 alice.cash>carol.cash=9USD => SETTLED
            block => nothing
            submit p2 alice.cash>carol.cash=1USD => SETTLED
            block => s1 PREPARED
            reserved carol.cash USD => 10
            execute s1 => SETTLED
            """);
    }

    [Theory]
    [InlineData(99, true, OutcomeCode.Settled)]
    [InlineData(99, false, OutcomeCode.Settled)]
    [InlineData(100, true, OutcomeCode.DeadlinePassed)]
    [InlineData(100, false, OutcomeCode.DeadlinePassed)]
    public void Execution_and_expiry_at_one_moment_have_one_winner_whichever_comes_first(
        long at, bool executesFirst, OutcomeCode winner)
    {
        var table = new ScenarioTable();
        table.Play(Market);
        var alice = ActorId.Local("alice");
        for (ulong i = 0; i < 1_000; i++)
        {
            var twin = table.Twin;
            var start = (long)i * 1_000;
            twin.Now = new Timestamp(start);
            var id = new SettlementId(((UInt128)1 << 80) + i);
            Assert.Equal(OutcomeCode.Prepared, twin.Submit(Payment(id, start + 100), alice).Code);
            twin.Now = new Timestamp(start + at);
            var taken = new List<SettlementRecordView>();
            if (!executesFirst)
            {
                twin.TakeDue(taken);
            }

            var command = new CommandId(((UInt128)1 << 80) + i);
            var answer = twin.Execute(new ExecuteCommand { Id = command, Actor = alice, Settlement = id });
            twin.TakeDue(taken);
            Assert.Equal(executesFirst || at < 100 ? winner : OutcomeCode.AlreadyDecided, answer.Code);
            Assert.Equal(winner.Name(), twin.Model.OutcomeOf(id.ToString())!.Code);
            Assert.Equal(0, twin.Ledger.State.Open.Count);
        }

        table.Twin.CheckState();
    }

    private static SettlementRequest Payment(SettlementId id, long deadline) => new()
    {
        Id = id,
        Legs = [new(AccountId.Parse("mint.vault"), AccountId.Parse("alice.cash"), AssetId.Parse("BOND"), 1)],
        Deadline = new Timestamp(deadline),
        Terms = new SettlementTerms { Prepare = PrepareMode.Expiring },
    };
}
