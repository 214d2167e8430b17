namespace VeritasVault.Core.Tests;

/// <summary>With which keys a participant signs, who may bring and revoke them, and when they count.</summary>
public sealed class KeyTests
{
    private const string Market = """
        at 100
        participant alice
        participant bob
        """;

    [Fact]
    public void The_operator_brings_the_first_key_and_a_key_vouches_for_the_next()
    {
        ScenarioTable.Run(Market + """

            key alice k1 by alice => ACTOR_NOT_AUTHORISED
            key alice k1
            key alice k1 => KEY_EXISTS
            key alice k2 => ENDORSEMENT_MISSING
            key alice k2 endorsed=k1 => PARAMETER_OUT_OF_RANGE ~ validFrom
            key alice k2 endorsed=k1! from=100 => ENDORSEMENT_INVALID ~ endorsement
            key alice k2 endorsed=k1 from=100
            key alice k3 endorsed=k2 from=100 by alice
            key alice k4 endorsed=k9 from=100 by alice => KEY_UNKNOWN ~ endorsement.by
            key alice k4 endorsed=k1 from=100 by bob => ACTOR_NOT_AUTHORISED
            key bob k4 endorsed=k1 from=100 => KEY_UNKNOWN
            key bob k3 => KEY_EXISTS
            key carol k4 => PARTICIPANT_UNKNOWN
            key bob bad => KEY_UNACCEPTABLE
            keys alice => k1 k2/k1 k3/k2
            """);
    }

    [Fact]
    public void A_key_endorses_only_while_it_is_valid()
    {
        ScenarioTable.Run(Market + """

            key alice k1 from=110 until=120
            key alice k2 endorsed=k1 from=110 => KEY_NOT_VALID
            at 110
            key alice k2 endorsed=k1 from=110
            at 120
            key alice k3 endorsed=k1 from=120 => KEY_NOT_VALID
            key alice k3 endorsed=k2 from=120
            revoke alice k2
            at 121
            key alice k4 endorsed=k2 from=121 => KEY_NOT_VALID
            key alice k4 endorsed=k3 from=121 by alice
            """);
    }

    [Fact]
    public void The_operator_may_reset_and_the_key_says_so_for_good()
    {
        ScenarioTable.Run(Market + """

            key alice k1 reset => ENDORSEMENT_INVALID ~ isReset
            key alice k1
            revoke alice k1
            at 101
            key alice k2 endorsed=k1 from=101 by alice => KEY_NOT_VALID
            key alice k2 reset by alice => ACTOR_NOT_AUTHORISED
            key alice k2 reset endorsed=k1 from=101 => PARAMETER_OUT_OF_RANGE ~ isReset
            key alice k2 reset
            key alice k3 endorsed=k2 from=101 by alice
            keys alice => k1 k2/k1(reset) k3/k2
            """);
    }

    [Fact]
    public void Keys_are_revoked_by_their_owner_or_the_operator_once()
    {
        ScenarioTable.Run(Market + """

            key alice k1
            key bob k2
            revoke alice k2 => KEY_UNKNOWN
            revoke alice k9 => KEY_UNKNOWN
            revoke carol k1 => PARTICIPANT_UNKNOWN
            revoke alice k1 by bob => ACTOR_NOT_AUTHORISED
            revoke alice k1 by alice cmd=c1
            revoke alice k1 by alice cmd=c1 => APPLIED again
            revoke alice k1 => KEY_REVOKED ~ current 1970-01-01T00:00:00.000100Z
            revoke bob k2
            """);
    }

    [Fact]
    public void Times_of_a_key_are_in_order()
    {
        ScenarioTable.Run(Market + """

            key alice k1 from=-1 => PARAMETER_OUT_OF_RANGE ~ validFrom
            key alice k1 until=-1 => PARAMETER_OUT_OF_RANGE ~ validUntil
            key alice k1 from=200 until=200 => PARAMETER_OUT_OF_RANGE ~ validUntil
            key alice k1 from=0 until=1
            """);
    }

    [Fact]
    public void A_key_is_valid_from_its_start_to_before_its_end_and_up_to_its_revocation()
    {
        var key = new ParticipantKey(0, 0, default, default)
        {
            ValidFrom = new Timestamp(10),
            ValidUntil = new Timestamp(20),
        };
        Assert.Equal([false, true, true, false], ValidAt(key, 9, 10, 19, 20));
        key.RevokedAt = new Timestamp(15);
        Assert.Equal([false, true, true, false, false], ValidAt(key, 9, 10, 15, 16, 20));
    }

    [Fact]
    public void A_participant_registers_at_most_64_keys()
    {
        var table = ScenarioTable.Run(Market);
        for (var i = 0; i < Limits.KeysPerParticipantMax; i++)
        {
            table.Play(i == 0 ? "key alice k0" : $"key alice k{i} endorsed=k{i - 1} from=100 by alice");
        }

        table.Play("""
            key alice k64 endorsed=k1 from=100 by alice => KEYS_FULL
            key bob k64
            """);
    }

    [Fact]
    public void Everything_about_a_key_is_in_its_row()
    {
        var ledger = ScenarioTable.Run(Market + """

            key alice k1
            at 105
            key alice k2 endorsed=k1 from=104 until=300 by alice
            at 107
            revoke alice k2
            """).Twin.Ledger;
        var (first, second) = (ledger.State.Keys[0], ledger.State.Keys[1]);
        Assert.Equal(
            (100, 100, null, null, ParticipantKey.NoPrevious, null, false, 1, 100),
            (first.ValidFrom.Micros, first.RegisteredAt.Micros, first.ValidUntil, first.RevokedAt, first.PreviousIndex,
                first.Endorsement, first.IsReset, first.Version, first.LastModified.Micros));
        Assert.Equal(
            (104, 105, new Timestamp(300), new Timestamp(107), 0, false, 2, 107),
            (second.ValidFrom.Micros, second.RegisteredAt.Micros, second.ValidUntil, second.RevokedAt,
                second.PreviousIndex, second.IsReset, second.Version, second.LastModified.Micros));
        Assert.NotNull(second.Endorsement);
        Assert.Equal((TestKeys.IdOf("k2"), TestKeys.PublicKeyOf("k2")), (second.Id, second.PublicKey));
        Assert.Equal([0, 1], ledger.State.Keys.Of(0));
        Assert.Empty(ledger.State.Keys.Of(1));
    }

    [Fact]
    public void Without_a_rule_for_signatures_no_key_is_accepted()
    {
        var core = new LedgerCore(new LedgerState());
        core.Commit(RegistryMachine.Create(
            "main", TestLedger.Operator, default, TestLedger.FirstOrigin, TestLedger.FirstKey, default));
        core.Commit(core.Execute(
            new RegisterParticipant
            {
                Id = new CommandId(1),
                Actor = TestLedger.Operator,
                Participant = ParticipantId.Parse("alice"),
            }, default, out _)!);
        core.Execute(
            new RegisterKey
            {
                Id = new CommandId(2),
                Actor = TestLedger.Operator,
                Participant = ParticipantId.Parse("alice"),
                PublicKey = TestKeys.PublicKeyOf("k1"),
            }, default, out var answer);
        Assert.Equal(OutcomeCode.KeyUnacceptable, answer.Code);
    }

    private static IEnumerable<bool> ValidAt(ParticipantKey key, params long[] times) =>
        times.Select(time => key.IsValidAt(new Timestamp(time)));
}
