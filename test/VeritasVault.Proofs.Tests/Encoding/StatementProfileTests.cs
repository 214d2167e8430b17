using System.Formats.Cbor;
using CsCheck;

namespace VeritasVault.Proofs.Tests;

public sealed class StatementProfileTests
{
    [Theory]
    [InlineData("cbor/rfc-appendix-a.json", 25)]
    [InlineData("cbor/dcbor-valid.json", 16)]
    // The one is text that is not normalised: our texts are bytes.
    [InlineData("cbor/dcbor-invalid.json", 1)]
    public void Published_items_are_accepted_where_they_are_within_the_profile(string path, int acceptedCount)
    {
        var items = Vectors.Json(path).EnumerateArray().Select(item => item.Hex("hex")).ToList();
        foreach (var item in items)
        {
            AssertVerdict(item);
        }

        Assert.Equal(acceptedCount, items.Count(item => StatementReader.TryValidate(item, out _)));
    }

    [Fact]
    public void What_is_not_well_formed_is_refused()
    {
        var groups = Vectors.Json("cbor/rfc8949-not-well-formed.json").List("groups");
        var items = groups.SelectMany(group => group.List("hex"))
            .Select(hex => Convert.FromHexString(hex.GetString()!));
        Assert.All(items, item => Assert.False(StatementReader.TryValidate(item, out _)));
    }

    [Fact]
    public void Key_orders_of_maps_do_not_matter_as_there_are_no_maps()
    {
        foreach (var key in Vectors.Json("cbor/rfc8949-key-order.json").List("bytewiseLexicographic"))
        {
            AssertVerdict(Convert.FromHexString(key.GetString()!));
        }
    }

    [Theory]
    [InlineData("", "nothing at all")]
    [InlineData("00 00", "a second item")]
    [InlineData("81 00 00", "a second item after an array")]
    [InlineData("1817", "23 in two bytes")]
    [InlineData("1900ff", "255 in three bytes")]
    [InlineData("1a0000ffff", "65535 in five bytes")]
    [InlineData("1b00000000ffffffff", "2^32-1 in nine bytes")]
    [InlineData("5800", "an empty byte string with a long head")]
    [InlineData("980100", "an array with a long head")]
    [InlineData("20", "a negative integer")]
    [InlineData("a0", "a map")]
    [InlineData("c000", "a tag")]
    [InlineData("f4", "false")]
    [InlineData("f7", "undefined")]
    [InlineData("f97e00", "a float")]
    [InlineData("9fff", "an indefinite array")]
    [InlineData("5f4100ff", "an indefinite byte string")]
    [InlineData("61ff", "text that is not UTF-8")]
    [InlineData("63eda080", "a surrogate in UTF-8")]
    [InlineData("62c080", "an overlong zero")]
    [InlineData("82 00", "a missing item")]
    [InlineData("4100 00", "a byte too many")]
    [InlineData("42 00", "a byte too few")]
    [InlineData("9bffffffffffffffff", "an array of 2^64-1")]
    [InlineData("5bffffffffffffffff", "a byte string of 2^64-1")]
    [InlineData("81818181818180", "seven arrays in each other")]
    [InlineData("818181818181 8100", "seven arrays, the innermost not empty")]
    public void Outside_the_profile(string hex, string what)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", ""));
        Assert.False(StatementReader.TryValidate(bytes, out var reason), what);
        Assert.NotEmpty(reason);
        Assert.False(ProfileOracle.Accepts(bytes), what);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("1bffffffffffffffff")]
    [InlineData("80")]
    [InlineData("818181818180")]
    [InlineData("8181818181 8200f6")]
    [InlineData("8480 8100 60 40")]
    [InlineData("64f09f9880")]
    public void Within_the_profile(string hex) =>
        Assert.True(StatementReader.TryValidate(Convert.FromHexString(hex.Replace(" ", "")), out var reason), reason);

    [Fact]
    public void What_is_written_is_what_another_writer_writes_and_is_read_back() =>
        Gen.Int.Sample(seed =>
        {
            var item = Item.Random(new Random(seed));
            var ours = new StatementWriter(1);
            item.Write(ours);
            var theirs = new CborWriter(CborConformanceMode.Canonical);
            item.Write(theirs);
            Assert.Equal(theirs.Encode(), ours.Written.ToArray());
            Assert.True(StatementReader.TryValidate(ours.Written, out var reason), reason);
        });

    [Fact]
    public void Changed_and_random_bytes_get_the_verdict_of_another_reader() =>
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var writer = new StatementWriter();
                new Item.List([Item.Random(random, 2), Item.Random(random, 4), Item.Random(random, 5)]).Write(writer);
                var bytes = writer.Written[..Math.Min(writer.Length, 300)].ToArray();
                for (var changes = random.Next(4); changes > 0; changes--)
                {
                    bytes[random.Next(Math.Min(bytes.Length, 20))] = (byte)random.Next(256);
                }

                AssertVerdict(bytes);
            },
            iter: 3000);

    private static void AssertVerdict(byte[] bytes)
    {
        var accepted = StatementReader.TryValidate(bytes, out var reason);
        var what = Convert.ToHexStringLower(bytes);
        Assert.True(ProfileOracle.Accepts(bytes) == accepted, $"{what}: {accepted} {reason}");
    }
}
