namespace VeritasVault.Core.Tests;

/// <summary>What a settlement engineer tries on the first day, with the amounts of the trade.</summary>
public sealed class DomainScenarioTests
{
    private const string Market = """
        participant bank
        participant a
        participant b
        participant c
        participant d
        account bank/vault
        account a/x
        account b/x
        account c/x
        account d/x
        asset EUR issuer=bank.vault scale=2
        asset GBP issuer=bank.vault scale=2
        asset SEK issuer=bank.vault scale=2
        asset GILT issuer=bank.vault
        """;

    [Fact]
    public void Scenario_1_a_plain_delivery_against_payment()
    {
        ScenarioTable.Run(Market + """

            submit i1 bank.vault>a.x=4000000GILT bank.vault>b.x=500000000GBP => SETTLED
            submit s1 by a kind=Dvp a.x>b.x=4000000GILT b.x>a.x=404715130GBP => SETTLED COMPLETED
            balance a.x GILT => 0 v2
            balance a.x GBP  => 404715130 v1
            balance b.x GILT => 4000000 v1
            balance b.x GBP  => 95284870 v2
            """);
    }

    [Fact]
    public void Scenario_2_one_cent_short_nothing_moves_and_topped_up_it_settles_without_a_new_instruction()
    {
        ScenarioTable.Run(Market + """

            submit i1 bank.vault>a.x=10000000000SEK bank.vault>b.x=1062157499EUR => SETTLED
            submit s1 by a kind=Pvp wait a.x>b.x=10000000000SEK b.x>a.x=1062157500EUR => WAITING RESERVING
            waits s1 => Funds b.x/EUR 1
            block => nothing
            balance a.x SEK => 10000000000 v1
            balance b.x EUR => 1062157499 v1
            submit t1 bank.vault>b.x=1EUR => SETTLED
            block => s1 SETTLED
            balance a.x EUR => 1062157500 v1
            balance b.x SEK => 10000000000 v1
            balance b.x EUR => 0 v3
            """);
    }

    [Fact]
    public void Scenario_3_a_ring_without_cash_settles_as_one_and_not_one_by_one()
    {
        ScenarioTable.Run(Market + """

            submit g1 a.x>b.x=10000000000EUR => INSUFFICIENT_FUNDS
            submit g2 b.x>c.x=10000000000EUR => INSUFFICIENT_FUNDS
            submit s1 kind=Multilateral a.x>b.x=10000000000EUR b.x>c.x=10000000000EUR c.x>d.x=10000000000EUR \
                d.x>a.x=10000000000EUR => SETTLED
            balance a.x EUR => 0 v1
            balance d.x EUR => 0 v1
            """);
    }

    [Fact]
    public void Scenario_8_one_side_asks_to_cancel_in_vain_and_both_together_do()
    {
        ScenarioTable.Run(Market + """

            submit i1 bank.vault>a.x=20GILT bank.vault>b.x=1011440000EUR => SETTLED
            submit s1 by a explicit from=100 a.x>b.x=10GILT b.x>a.x=505720000EUR => WAITING INITIATED
            submit s2 by a explicit from=100 a.x>b.x=10GILT b.x>a.x=505720000EUR => WAITING INITIATED
            consent s1 by b => WAITING VALIDATING
            consent s2 by b => WAITING VALIDATING
            cancel s1 by a => WAITING VALIDATING
            cancel s2 by a => WAITING VALIDATING
            cancel s2 by b => CANCELLED FAILED
            at 100
            block => s1 SETTLED
            cancel s1 by b => ALREADY_DECIDED
            """);
    }

    [Fact]
    public void Scenario_10_the_same_id_with_the_same_content_happens_once_and_with_another_is_refused()
    {
        ScenarioTable.Run(Market + """

            submit i1 bank.vault>a.x=100000000000EUR => SETTLED
            submit s1 by a ref=R1 a.x>b.x=50000000000EUR => SETTLED
            submit s1 by a ref=R1 a.x>b.x=50000000000EUR => SETTLED COMPLETED again
            submit s1 by a ref=R1 a.x>b.x=20000000000EUR => SETTLEMENT_ID_REUSED
            balance b.x EUR => 50000000000 v1
            """);
    }

    [Fact]
    public void Scenario_13_the_greatest_amount_fits_one_more_does_not_and_nothing_wraps()
    {
        ScenarioTable.Run(Market + """

            submit s1 bank.vault>a.x=maxEUR => SETTLED
            submit s2 bank.vault>a.x=1EUR => BALANCE_OVERFLOW
            submit s3 bank.vault>b.x=maxGBP bank.vault>b.x=1GBP => QUANTITY_OVERFLOW
            submit s4 bank.vault>b.x=0GBP => QUANTITY_ZERO
            submit s5 bank.vault>b.x=-1GBP => QUANTITY_NEGATIVE
            submit s6 by a expiring until=9 a.x>b.x=maxEUR => PREPARED
            submit s7 bank.vault>b.x=1EUR => BALANCE_OVERFLOW
            execute s6 by a => SETTLED
            balance b.x EUR        => 170141183460469231731687303715884105727 v1
            balance bank.vault EUR => -170141183460469231731687303715884105727 v1
            """);
    }

    [Theory]
    [InlineData(true, OutcomeCode.Cancelled)]
    [InlineData(false, OutcomeCode.Settled)]
    public void Scenario_8_cancelling_and_executing_at_one_moment_have_exactly_one_winner(
        bool cancelsFirst, OutcomeCode winner)
    {
        var table = new ScenarioTable();
        table.Play(Market + """

            submit i1 bank.vault>a.x=505720000EUR => SETTLED
            """);
        var a = ActorId.Local("a");
        for (ulong i = 0; i < 1_000; i++)
        {
            var twin = table.Twin;
            var id = new SettlementId(((UInt128)1 << 80) + i);
            Assert.Equal(OutcomeCode.Prepared, twin.Submit(Cent(id), a).Code);
            var cancel = new CancelCommand { Id = CommandOf(i, 1), Actor = a, Settlement = id };
            var execute = new ExecuteCommand { Id = CommandOf(i, 2), Actor = a, Settlement = id };
            SettlementCommand[] order = cancelsFirst ? [cancel, execute] : [execute, cancel];
            Assert.Equal(winner, twin.Execute(order[0]).Code);
            Assert.Equal(OutcomeCode.AlreadyDecided, twin.Execute(order[1]).Code);
            Assert.Equal(winner.Name(), twin.Model.OutcomeOf(id.ToString())!.Code);
            Assert.Equal(0, twin.Ledger.State.Open.Count);
        }

        table.Twin.CheckState();
        var moves = cancelsFirst ? "505720000 v2001" : "505719000 v2001";
        table.Play($"balance a.x EUR => {moves}");
    }

    private static SettlementRequest Cent(SettlementId id) => new()
    {
        Id = id,
        Legs = [new(AccountId.Parse("a.x"), AccountId.Parse("b.x"), AssetId.Parse("EUR"), 1)],
        Deadline = new Timestamp(100),
        Terms = new SettlementTerms { Prepare = PrepareMode.Expiring },
    };

    private static CommandId CommandOf(ulong number, ulong which) => new(((UInt128)which << 80) + number);
}
