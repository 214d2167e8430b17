namespace VeritasVault.Core.Tests;

/// <summary>Each version of a position states the floor it was checked against.</summary>
public sealed class FloorTests
{
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
    public void A_version_states_the_floor_that_held_when_it_was_made()
    {
        ScenarioTable.Run(Market + """

            submit s1 mint.vault>alice.cash=5USD => SETTLED
            floor alice.cash USD => 0
            floor mint.vault USD => none
            issuance USD 100
            floor mint.vault USD => none
            submit s2 mint.vault>alice.cash=5USD => SETTLED
            floor mint.vault USD => -100
            limits alice.cash USD credit=7
            floor alice.cash USD => 0
            submit s3 alice.cash>bob.cash=17USD => SETTLED
            floor alice.cash USD => -7
            floor bob.cash USD => 0
            submit s4 bob.cash>alice.cash=17USD => SETTLED
            limits alice.cash USD
            floor alice.cash USD => -7
            submit s5 mint.vault>alice.cash=5USD => SETTLED
            floor alice.cash USD => 0
            issuance USD none
            submit s6 mint.vault>alice.cash=500USD => SETTLED
            floor mint.vault USD => none
            """);
    }

    [Fact]
    public void A_position_that_only_had_limits_set_states_none_of_them_until_an_entry_lists_it()
    {
        var ledger = ScenarioTable.Run(Market + """

            limits bob.cash USD credit=9
            floor bob.cash USD => 0
            limits mint.vault USD ceiling=1
            floor mint.vault USD => 0
            limits bob.cash USD credit=8
            submit s1 bob.cash>bob.cash=1USD mint.vault>mint.vault=1USD => SETTLED
            floor bob.cash USD => -8
            floor mint.vault USD => none
            """).Twin.Ledger;
        Assert.Equal([0, 1], ledger.State.Limited);
        Assert.Equal(
            [(0, 2L), (1, 1L)],
            ledger.State.Limited.Select(i => ledger.State.Positions.At(i))
                .Select(p => (p.LimitsIndex, p.LimitsVersion)));
    }

    [Fact]
    public void Floors_of_a_position_touched_first_are_the_same_before_and_after()
    {
        var ledger = ScenarioTable.Run(Market + """

            issuance USD 100
            submit s1 mint.vault>alice.cash=5USD => SETTLED
            """).Twin.Ledger;
        var record = (SettlementRecord)Records.Read(ledger.Records[^1], ledger.State);
        Assert.Equal(
            [((Int128?)-100, (Int128?)-100), (0, 0)],
            record.Positions.Take(record.PositionCount).Select(p => (p.FloorBefore, p.FloorAfter)));
    }
}
