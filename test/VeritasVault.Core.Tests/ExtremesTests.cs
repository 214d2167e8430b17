using CsCheck;

namespace VeritasVault.Core.Tests;

/// <summary>The ends of every range. Each row is an answer, never an exception.</summary>
public sealed class ExtremesTests
{
    private const string Max = "170141183460469231731687303715884105727";

    private const string Market = """
        participant mint
        participant alice
        participant bob
        account mint/vault
        account alice/cash
        account bob/cash
        asset USD issuer=mint.vault
        """;

    [Fact]
    public void Balances_reach_both_ends_of_the_range_and_go_no_further()
    {
        ScenarioTable.Run(Market + $"""

            limits alice.cash USD credit=max
            submit s1 mint.vault>bob.cash=maxUSD => SETTLED
            balance mint.vault USD => -{Max} v1
            submit s2 mint.vault>alice.cash=1USD => BALANCE_OVERFLOW ~ limit -{Max}
            submit s3 alice.cash>mint.vault=maxUSD => SETTLED
            balance alice.cash USD => -{Max} v1
            balance mint.vault USD => 0 v2
            submit s4 alice.cash>mint.vault=1USD => INSUFFICIENT_FUNDS
            submit s5 mint.vault>bob.cash=1USD => BALANCE_OVERFLOW
            submit s6 bob.cash>alice.cash=maxUSD => SETTLED
            balance alice.cash USD => 0 v2
            submit s7 mint.vault>alice.cash=maxUSD => SETTLED
            submit s8 wait mint.vault>alice.cash=1USD => BALANCE_OVERFLOW
            submit s9 wait alice.cash>mint.vault=maxUSD mint.vault>alice.cash=maxUSD => SETTLED
            """);
    }

    [Fact]
    public void Limits_take_the_ends_of_the_range()
    {
        ScenarioTable.Run(Market + """

            issuance USD max
            limits bob.cash USD credit=max ceiling=max
            limits alice.cash USD credit=max ceiling=0
            submit s1 mint.vault>bob.cash=maxUSD => SETTLED
            submit s2 mint.vault>bob.cash=1USD => ISSUANCE_LIMIT_EXCEEDED
            submit s3 wait bob.cash>alice.cash=1USD => WAITING RESERVING
            submit s4 alice.cash>mint.vault=maxUSD => SETTLED
            submit s5 wait alice.cash>mint.vault=1USD => WAITING RESERVING
            submit s6 mint.vault>bob.cash=1USD => CEILING_EXCEEDED
            issuance USD 0
            limits alice.cash USD credit=0 => LIMIT_BELOW_USE
            limits bob.cash USD ceiling=0 => LIMIT_BELOW_USE
            limits bob.cash USD credit=0 ceiling=max
            """);
    }

    [Fact]
    public void A_limit_below_the_range_is_refused()
    {
        var ledger = new ScenarioTable();
        ledger.Play(Market);
        var twin = ledger.Twin;
        var (account, asset) = (AccountId.Parse("alice.cash"), AssetId.Parse("USD"));
        Assert.Equal(OutcomeCode.ParameterOutOfRange, twin.Execute(new SetPositionLimits
        {
            Id = new CommandId(1),
            Actor = TestLedger.Operator,
            Account = account,
            Asset = asset,
            CreditLimit = Int128.MinValue,
        }).Code);
        Assert.Equal(OutcomeCode.ParameterOutOfRange, twin.Execute(new SetIssuanceLimit
        {
            Id = new CommandId(1),
            Actor = TestLedger.Operator,
            Asset = asset,
            IssuanceLimit = Int128.MinValue,
        }).Code);
        Assert.Equal(OutcomeCode.QuantityNegative, twin.Submit(
            new SettlementRequest
            {
                Id = new SettlementId(1),
                Legs = [new(account, account, asset, Int128.MinValue)]
            }, TestLedger.Operator).Code);
    }

    [Fact]
    public void A_settlement_of_the_most_legs_of_the_largest_quantities_is_answered()
    {
        var table = new ScenarioTable();
        table.Play(Market);
        var (alice, bob, usd) = (AccountId.Parse("alice.cash"), AccountId.Parse("bob.cash"), AssetId.Parse("USD"));
        Instruction There(Int128 quantity) => new(alice, bob, usd, quantity);
        Instruction Back(Int128 quantity) => new(bob, alice, usd, quantity);
        Answer Submit(UInt128 id, IEnumerable<Instruction> legs) => table.Twin.Submit(
            new SettlementRequest { Id = new SettlementId(id), Legs = [.. legs] }, TestLedger.Operator);

        var half = Limits.LegsMax / 2;
        Assert.Equal(OutcomeCode.QuantityOverflow, Submit(1, Enumerable.Range(0, Limits.LegsMax).Select(i =>
            i < half ? There(Int128.MaxValue) : Back(Int128.MaxValue))).Code);
        var share = Int128.MaxValue / half;
        Assert.Equal(OutcomeCode.Settled,
            Submit(1, Enumerable.Range(0, Limits.LegsMax).Select(i => i % 2 == 0 ? There(share) : Back(share))).Code);
        Assert.Equal(OutcomeCode.TooManyLegs, Submit(2, Enumerable.Repeat(There(1), Limits.LegsMax + 1)).Code);
        table.Twin.CheckState();
    }

    [Fact]
    public void A_settlement_over_the_most_positions_settles_waits_and_resumes()
    {
        var table = new ScenarioTable();
        table.Play(Market);
        var twin = table.Twin;
        var accounts = Enumerable.Range(0, Limits.LegsMax).Select(i => AccountId.Parse($"a{i}")).ToArray();
        foreach (var account in accounts)
        {
            Assert.Equal(OutcomeCode.Applied, twin.Execute(new OpenAccount
            {
                Id = new CommandId((UInt128)(1_000_000 + twin.Ledger.State.Accounts.Count)),
                Actor = TestLedger.Operator,
                Account = account,
                Owner = ParticipantId.Parse("bob"),
            }).Code);
        }

        var usd = AssetId.Parse("USD");
        var ring = accounts.Select((account, i) =>
            new Instruction(account, accounts[(i + 1) % accounts.Length], usd, 5)).ToArray();
        ring[7] = ring[7] with { Quantity = 6 };
        var request = new SettlementRequest
        {
            Id = new SettlementId(9),
            Legs = ring,
            Terms = new SettlementTerms { OnShortage = OnShortage.Wait },
        };
        Assert.Equal((OutcomeCode.Waiting, Stage.Reserving), twin.Submit(request, TestLedger.Operator) is var answer
            ? (answer.Code, answer.Stage) : default);
        table.Play("submit i1 mint.vault>a7=1USD => SETTLED");
        twin.Drain();
        Assert.Equal("SETTLED", twin.Model.OutcomeOf(request.Id.ToString())?.Code);
        twin.CheckState();
    }

    [Fact]
    public void Times_at_the_ends_of_the_range_are_refused_or_harmless()
    {
        ScenarioTable.Run(Market + """

            submit s1 until=9223372036854775807 mint.vault>alice.cash=1USD => SETTLED
            submit s2 wait until=9223372036854775807 alice.cash>bob.cash=2USD => WAITING RESERVING
            submit s3 from=9223372036854775806 until=9223372036854775807 alice.cash>bob.cash=1USD => WAITING VALIDATING
            submit s4 until=-9223372036854775808 alice.cash>bob.cash=1USD => TERMS_INVALID
            submit s4 from=-9223372036854775808 alice.cash>bob.cash=1USD => TERMS_INVALID
            submit s4 until=0 alice.cash>bob.cash=1USD => DEADLINE_PASSED
            submit s5 from=0 alice.cash>bob.cash=1USD => SETTLED
            block => nothing
            at 9223372036854775806
            submit s6 alice.cash>bob.cash=1USD => INSUFFICIENT_FUNDS
            block => s3 INSUFFICIENT_FUNDS
            at 9223372036854775807
            block => s2 DEADLINE_PASSED
            submit s7 mint.vault>alice.cash=1USD => SETTLED
            """);
    }

    [Fact]
    public void A_time_before_the_epoch_is_not_the_absence_of_a_time()
    {
        var plain = new SettlementRequest { Id = new SettlementId(1), Legs = [] };
        var early = new SettlementRequest { Id = new SettlementId(1), Legs = [], Deadline = new Timestamp(-1) };
        Assert.Equal(plain.BodyHash, early.BodyHash);
        ScenarioTable.Run(Market + """

            submit s1 until=-1 mint.vault>alice.cash=1USD => TERMS_INVALID
            submit s1 mint.vault>alice.cash=1USD => SETTLED
            submit s1 until=-1 mint.vault>alice.cash=1USD => TERMS_INVALID
            """);
    }

    [Fact]
    public void Numbers_that_are_no_member_of_their_enum_are_refused()
    {
        var table = new ScenarioTable();
        table.Play(Market);
        var legs = new[] { new Instruction(AccountId.Parse("mint.vault"), AccountId.Parse("alice.cash"),
            AssetId.Parse("USD"), 1) };
        SettlementRequest[] requests =
        [
            new() { Id = new SettlementId(1), Legs = legs, Kind = (SettlementKind)7 },
            new() { Id = new SettlementId(1), Legs = legs, Terms = new SettlementTerms { OnShortage = (OnShortage)2 } },
            new() { Id = new SettlementId(1), Legs = legs, Terms = new SettlementTerms { Consent = (ConsentTerm)2 } },
            new() { Id = new SettlementId(1), Legs = legs,
                Terms = new SettlementTerms { ExpectedVersions = [new(legs[0].From, default(AssetId), 0)] } },
        ];
        Assert.All(requests, request =>
            Assert.Equal(OutcomeCode.TermsInvalid,
                table.Twin.Ledger.Submit(request, TestLedger.Operator, default).Code));
        Assert.Equal(OutcomeCode.ParameterOutOfRange, table.Twin.Ledger.Execute(new SetConsentPolicy
        {
            Id = new CommandId(1),
            Actor = TestLedger.Operator,
            Participant = ParticipantId.Parse("alice"),
            Policy = (ConsentPolicy)3,
        }, default).Code);
    }

    [Fact]
    public void Nobody_outside_speaks_in_the_ledgers_own_name()
    {
        Assert.False(ActorId.TryParse("engine:ledger", out _));
        Assert.True(ActorId.TryParse("engineer:ledger", out _));
        Assert.Throws<FormatException>(() => ActorId.Local("a b"));
    }

    [Fact]
    public void Sums_far_outside_the_range_are_exact()
    {
        Gen.Select(Gen.ULong, Gen.ULong, (high, low) => unchecked((Int128)new UInt128(high, low)))
            .Array[0, 40].Sample(values =>
        {
            var sum = default(WideSum);
            var exact = System.Numerics.BigInteger.Zero;
            foreach (var value in values)
            {
                sum.Add(value);
                exact += value;
            }

            foreach (var value in values.Skip(1))
            {
                sum.Add(value == Int128.MinValue ? Int128.MaxValue : -value);
                sum.Add(value == Int128.MinValue ? 1 : 0);
                exact -= value;
            }

            return sum.IsZero == exact.IsZero;
        });
    }

    [Fact]
    public void Texts_longer_than_their_limits_are_refused()
    {
        ScenarioTable.Run(Market + $"""

            submit s1 ref={new string('r', 256)} meta={new string('m', 4096)} mint.vault>alice.cash=1USD => SETTLED
            submit s2 ref={new string('r', 257)} mint.vault>alice.cash=1USD => TEXT_TOO_LONG
            submit s2 meta={new string('m', 4097)} mint.vault>alice.cash=1USD => TEXT_TOO_LONG
            submit s2 wait alice.cash>bob.cash=9USD => WAITING
            reject s2 by bob reason={new string('x', 257)} => TEXT_TOO_LONG
            freeze bob.cash reason={new string('x', 257)} => TEXT_TOO_LONG
            reject s2 by bob reason={new string('x', 256)} => PARTICIPANT_REJECTED
            """);
    }
}
