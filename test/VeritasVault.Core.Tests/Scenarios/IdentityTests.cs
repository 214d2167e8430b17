namespace VeritasVault.Core.Tests;

/// <summary>Under which name and with which key the ledger signs its log.</summary>
public sealed class IdentityTests
{
    [Fact]
    public void Names_and_keys_of_the_ledger_change_and_none_comes_back()
    {
        var ledger = ScenarioTable.Run("""
            at 10
            participant alice
            rotate second by alice => ACTOR_NOT_AUTHORISED
            rotate second
            rotate second => KEY_EXISTS
            origin none => ID_MALFORMED
            origin b.example lost=0 => PARAMETER_OUT_OF_RANGE
            origin ledger.example/main => ORIGIN_USED
            origin b.example lost=12 by alice => ACTOR_NOT_AUTHORISED
            origin b.example lost=12 cmd=c1
            origin b.example lost=12 cmd=c1 => APPLIED again
            origin b.example lost=13 cmd=c1 => COMMAND_ID_REUSED
            origin b.example => ORIGIN_USED
            """).Twin.Ledger;
        var identity = ledger.State.Identity;
        Assert.Equal(
            [
                new LedgerOrigin(0, TestLedger.FirstOrigin, 1, default, 0, default),
                new LedgerOrigin(1, Origin.Parse("b.example"), 4, new Timestamp(10), 12, new Hash256(0, 0, 0, 9)),
            ],
            identity.Origins);
        Assert.Equal(
            [
                new LedgerKey(0, TestLedger.FirstKey, 1, default),
                new LedgerKey(1, TestKeys.PublicKeyOf("second"), 3, new Timestamp(10)),
            ],
            identity.Keys);
        Assert.Equal((Origin.Parse("b.example"), TestKeys.PublicKeyOf("second")), (identity.Origin, identity.Key));
    }

    [Theory]
    [InlineData("ledger.example/main", true)]
    [InlineData("a", true)]
    [InlineData("A-Z_09.:/x", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("/", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    [InlineData("https+a", false)]
    [InlineData("\u00e4", false)]
    public void An_origin_follows_its_grammar(string? text, bool valid)
    {
        Assert.Equal(valid, Origin.TryParse(text, out var origin));
        Assert.Equal(valid ? text : string.Empty, origin.Value);
        Assert.Equal(!valid, origin.IsEmpty);
    }

    [Fact]
    public void An_origin_has_at_most_200_characters()
    {
        Assert.True(Origin.TryParse(new string('a', 200), out _));
        Assert.Throws<FormatException>(() => Origin.Parse(new string('a', 201)));
    }
}
