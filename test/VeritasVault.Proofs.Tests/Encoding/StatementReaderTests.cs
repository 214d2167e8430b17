namespace VeritasVault.Proofs.Tests;

public sealed class StatementReaderTests
{
    [Fact]
    public void A_statement_is_read_as_it_was_written()
    {
        var hash = Hash32.Of("x"u8);
        var writer = new StatementWriter();
        writer.Array(10);
        writer.Text("settle/test/v1");
        writer.UInt(ulong.MaxValue);
        writer.UInt(7L);
        writer.Bytes([1, 2, 3]);
        writer.Hash(hash);
        writer.Hash((Hash32?)null);
        writer.Amount(-1);
        writer.Array(2);
        writer.Text("ä"u8);
        writer.Null();
        writer.Amount(Int128.MaxValue);
        writer.Array(0);

        var reader = new StatementReader(writer.Written);
        reader.Statement("settle/test/v1"u8, 10);
        Assert.Equal(ulong.MaxValue, reader.UInt());
        Assert.Equal(7, reader.Int64());
        Assert.Equal([1, 2, 3], reader.Bytes(3).ToArray());
        Assert.Equal(hash, reader.Hash());
        Assert.Null(reader.HashOrNull());
        Assert.Equal(-1, reader.Amount());
        Assert.Equal(2, reader.Array());
        Assert.Equal("ä", reader.TextString(2));
        Assert.True(reader.TryNull());
        Assert.Equal(Int128.MaxValue, reader.Amount());
        reader.Array(0);
        reader.End();
    }

    [Theory]
    [InlineData("0", "0000000000000000" + "0000000000000000")]
    [InlineData("1", "0000000000000000" + "0000000000000001")]
    [InlineData("-2", "ffffffffffffffff" + "fffffffffffffffe")]
    [InlineData("170141183460469231731687303715884105727", "7fffffffffffffff" + "ffffffffffffffff")]
    [InlineData("-170141183460469231731687303715884105728", "8000000000000000" + "0000000000000000")]
    public void Amounts_are_sixteen_bytes(string amount, string hex)
    {
        var writer = new StatementWriter();
        writer.Amount(Int128.Parse(amount));
        Assert.Equal("50" + hex, Convert.ToHexStringLower(writer.Written));
    }

    [Theory]
    [InlineData("4100", "a byte string of 16 bytes is expected")]
    [InlineData("00", "a byte string is expected")]
    public void An_amount_of_another_form_is_refused_with_its_place(string hex, string reason) =>
        AssertRefused(hex, reason, 0, static (ref reader) => reader.Amount());

    [Theory]
    [InlineData("1b8000000000000000", "a number is above 9223372036854775807")]
    [InlineData("f6", "an unsigned integer is expected")]
    public void An_index_above_the_bound_is_refused(string hex, string reason) =>
        AssertRefused(hex, reason, 0, static (ref reader) => reader.Int64());

    [Fact]
    public void Another_type_of_statement_is_refused() =>
        AssertRefused(
            "826161 00", "a statement of type b is expected", 1, static (ref reader) => reader.Statement("b"u8, 2));

    [Fact]
    public void Another_count_of_items_is_refused() =>
        AssertRefused(
            "826161 00", "an array of 3 items is expected", 0, static (ref reader) => reader.Statement("a"u8, 3));

    [Fact]
    public void A_text_longer_than_its_bound_is_refused() =>
        AssertRefused("63616263", "a text is longer than 2 bytes", 0, static (ref reader) => reader.TextString(2));

    [Fact]
    public void Reading_past_the_end_of_the_outermost_array_is_refused() =>
        AssertRefused("8100 00", "an item follows the end", 2, static (ref reader) =>
        {
            reader.Array(1);
            reader.UInt();
            reader.UInt();
        });

    [Fact]
    public void Stopping_before_the_end_is_refused() =>
        AssertRefused("820000", "items are missing", 2, static (ref reader) =>
        {
            reader.Array(2);
            reader.UInt();
            reader.End();
        });

    [Fact]
    public void Half_a_surrogate_pair_cannot_be_written() =>
        Assert.ThrowsAny<ArgumentException>(() => new StatementWriter().Text("a\ud800"));

    [Fact]
    public void A_writer_that_was_used_writes_without_allocating()
    {
        var writer = new StatementWriter(4096);
        var hash = Hash32.Of([]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            writer.Clear();
            writer.Array(5);
            writer.Text("settle/state/v1");
            writer.UInt(i);
            writer.Hash(hash);
            writer.Amount(i);
            writer.Null();
        }

        // The runtime itself may allocate a little while it compiles.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999);
    }

    private delegate void Read(ref StatementReader reader);

    private static void AssertRefused(string hex, string reason, int offset, Read read)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", ""));
        var refused = Assert.Throws<ProofFormatException>(() =>
        {
            var reader = new StatementReader(bytes);
            read(ref reader);
        });
        Assert.Equal((reason, offset), (refused.Reason, refused.Offset));
    }
}
