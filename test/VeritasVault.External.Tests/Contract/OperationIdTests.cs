using VeritasVault.Core;
using Xunit;

namespace VeritasVault.External.Tests;

public sealed class OperationIdTests
{
    private const string Settlement = "01890a5d-ac96-774b-bcce-b302099a8057";

    [Fact]
    public void Its_text_names_settlement_attempt_and_number()
    {
        var id = OperationId.Of(SettlementId.Parse(Settlement), 3, 12);
        Assert.Equal($"{Settlement}-3-12", id.ToString());
        Assert.Equal(id, OperationId.Parse(id.ToString()));
        Assert.Equal((3, 12), (OperationId.Parse(id.ToString()).Attempt, OperationId.Parse(id.ToString()).Number));
    }

    [Fact]
    public void The_longest_fits_into_64_characters()
    {
        var id = OperationId.Of(new SettlementId(UInt128.MaxValue), int.MaxValue, int.MaxValue);
        Assert.Equal(58, id.ToString().Length);
        Assert.Equal(id, OperationId.Parse(id.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Settlement)]
    [InlineData(Settlement + "-1")]
    [InlineData(Settlement + "-1-")]
    [InlineData(Settlement + "--1")]
    [InlineData(Settlement + "-01-2")]
    [InlineData(Settlement + "-1-2-3")]
    [InlineData(Settlement + "-1-+2")]
    [InlineData(Settlement + "-1- 2")]
    [InlineData(Settlement + "-1-2147483648")]
    [InlineData("01890A5D-AC96-774B-BCCE-B302099A8057-1-2")]
    [InlineData("00000000-0000-0000-0000-000000000000-1-2")]
    public void Another_spelling_is_no_id(string text) => Assert.False(OperationId.TryParse(text, out _));

    [Fact]
    public void It_is_made_of_a_settlement_and_numbers_that_are_not_negative()
    {
        Assert.Throws<ArgumentException>(() => OperationId.Of(default, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OperationId.Of(SettlementId.Parse(Settlement), -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OperationId.Of(SettlementId.Parse(Settlement), 1, -1));
    }
}
