using CsCheck;

namespace VeritasVault.Core.Tests;

/// <summary>Quantities as text.</summary>
public sealed class QuantityTextTests
{
    private const string Max = "170141183460469231731687303715884105727";
    private static readonly Gen<Int128> Quantity = Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 127],
        (high, low, shift) =>
        unchecked((Int128)new UInt128(high, low) >> shift));

    [Theory]
    [InlineData("0", 0, "0", "0")]
    [InlineData("-0", 2, "0", "0.00")]
    [InlineData("12.5", 2, "1250", "12.50")]
    [InlineData("0012.50", 2, "1250", "12.50")]
    [InlineData("-0.01", 2, "-1", "-0.01")]
    [InlineData("7", 30, "7000000000000000000000000000000", "7.000000000000000000000000000000")]
    [InlineData("0.000000000000000000000000000001", 30, "1", "0.000000000000000000000000000001")]
    [InlineData(Max, 0, Max, Max)]
    [InlineData("-" + Max, 0, "-" + Max, "-" + Max)]
    [InlineData("1701411834604692317316873037158841057.27", 2, Max, "1701411834604692317316873037158841057.27")]
    public void A_quantity_is_read_and_shown_with_its_scale(string text, int scale, string minorUnits, string shown)
    {
        Assert.Equal(OutcomeCode.None, QuantityText.Parse(text, scale, out var quantity));
        Assert.Equal(Int128.Parse(minorUnits), quantity);
        Assert.Equal(shown, QuantityText.Format(quantity, scale));
    }

    [Theory]
    [InlineData("", OutcomeCode.QuantityMalformed)]
    [InlineData("-", OutcomeCode.QuantityMalformed)]
    [InlineData("+1", OutcomeCode.QuantityMalformed)]
    [InlineData("--1", OutcomeCode.QuantityMalformed)]
    [InlineData(".5", OutcomeCode.QuantityMalformed)]
    [InlineData("5.", OutcomeCode.QuantityMalformed)]
    [InlineData("1.2.3", OutcomeCode.QuantityMalformed)]
    [InlineData("1,5", OutcomeCode.QuantityMalformed)]
    [InlineData("1e3", OutcomeCode.QuantityMalformed)]
    [InlineData(" 1", OutcomeCode.QuantityMalformed)]
    [InlineData("1 ", OutcomeCode.QuantityMalformed)]
    [InlineData("1\0", OutcomeCode.QuantityMalformed)]
    [InlineData("0x1", OutcomeCode.QuantityMalformed)]
    [InlineData("٣", OutcomeCode.QuantityMalformed)]
    [InlineData("NaN", OutcomeCode.QuantityMalformed)]
    [InlineData("1.234", OutcomeCode.QuantityScale)]
    [InlineData("1.000", OutcomeCode.QuantityScale)]
    [InlineData("170141183460469231731687303715884105728", OutcomeCode.QuantityOverflow)]
    [InlineData("-170141183460469231731687303715884105728", OutcomeCode.QuantityOverflow)]
    [InlineData("1701411834604692317316873037158841057.28", OutcomeCode.QuantityOverflow)]
    [InlineData("1701411834604692317316873037158841058", OutcomeCode.QuantityOverflow)]
    public void What_is_no_quantity_of_scale_2_is_refused_with_its_own_code(string text, OutcomeCode code)
    {
        Assert.Equal(code, QuantityText.Parse(text, 2, out var quantity));
        Assert.Equal(0, quantity);
    }

    [Fact]
    public void A_text_longer_than_any_quantity_is_refused_unread()
    {
        Assert.Equal(OutcomeCode.None,
            QuantityText.Parse(new string('0', QuantityText.LengthMax - 1) + "1", 0, out var one));
        Assert.Equal(1, one);
        Assert.Equal(OutcomeCode.QuantityMalformed,
            QuantityText.Parse(new string('0', QuantityText.LengthMax) + "1", 0, out _));
    }

    [Fact]
    public void Every_quantity_shown_in_any_scale_is_read_back()
    {
        Gen.Select(Quantity, Gen.Int[0, Limits.ScaleMax]).Sample((quantity, scale) =>
            quantity == Int128.MinValue
            || (QuantityText.Parse(QuantityText.Format(quantity, scale), scale, out var read) == OutcomeCode.None
                && read == quantity));
    }

    [Fact]
    public void Fewer_decimals_than_the_scale_mean_the_same_quantity()
    {
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 6], Gen.Int[6, Limits.ScaleMax]).Sample((units, decimals, scale) =>
        {
            var text = QuantityText.Format(units, decimals);
            return QuantityText.Parse(text, scale, out var read) == OutcomeCode.None
                && QuantityText.Format(read, scale) == (decimals == 0 ? text + "."
                    : text) + new string('0', scale - decimals);
        });
    }

    [Fact]
    public void Junk_is_refused_and_never_throws()
    {
        Gen.Char["0123456789.-+eE ,'٣\0"].Array[0, 90].Sample(chars =>
        {
            var code = QuantityText.Parse(chars, 2, out var quantity);
            return code is OutcomeCode.None or OutcomeCode.QuantityMalformed
                    or OutcomeCode.QuantityScale or OutcomeCode.QuantityOverflow
                && (code == OutcomeCode.None || quantity == 0);
        });
    }
}
