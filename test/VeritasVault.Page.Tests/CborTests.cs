using System.Text.Json;

namespace VeritasVault.Page.Tests;

/// <summary>The CBOR profile, judged over examples of others and over bytes made from seeds.</summary>
public class CborTests(Chromium chromium)
{
    /// <summary>What of the examples of RFC 8949 and dCBOR lies in our profile; the rest is to be refused.</summary>
    private static readonly string[] Accepted =
    [
        "00", "01", "0a", "17", "1818", "1819", "1864", "182a", "18ff", "1903e8", "19ffe0", "19ffff", "1a00010000",
        "1a000f4240", "1a0023cace", "1a01fffffe", "1affffffff", "1b0000000100000000", "1b000000e8d4a51000",
        "1bfffffffffffff800", "1bffffffffffffffff", "40", "4401020304", "60", "6161", "6449455446", "62225c", "62c3bc",
        "63e6b0b4", "64f0908591", "80", "83010203", "8301820203820405",
        "98190102030405060708090a0b0c0d0e0f101112131415161718181819", "f6",
    ];

    [Theory]
    [InlineData("cbor/rfc-appendix-a.json", 82)]
    [InlineData("cbor/dcbor-valid.json", 40)]
    [InlineData("cbor/dcbor-invalid.json", 37)]
    public async Task Examples_are_read_when_they_lie_in_the_profile(string file, int count)
    {
        var examples = Repository.Vectors(file).EnumerateArray()
            .Select(element => element.GetProperty("hex").GetString()!).ToArray();
        Assert.Equal(count, examples.Length);
        var verdicts = await ReadAsync(examples);
        // The decomposed text of dCBOR is refused there for its normal form; our profile compares bytes and keeps it.
        var wrong = examples.Where((hex, i) => verdicts[i] != (Accepted.Contains(hex) || hex == "6345cc88"));
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_is_not_well_formed_is_refused()
    {
        var examples = Repository.Vectors("cbor/rfc8949-not-well-formed.json").GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("hex").EnumerateArray()).Select(hex => hex.GetString()!).ToArray();
        Assert.True(examples.Length > 80);
        var verdicts = await ReadAsync(examples);
        Assert.Empty(examples.Where((_, i) => verdicts[i]));
    }

    [Theory]
    [InlineData("818181818181f6", true)]
    [InlineData("81818181818180", false)]
    [InlineData("0000", false)]
    [InlineData("", false)]
    [InlineData("63eda080", false)]
    [InlineData("62c080", false)]
    [InlineData("9bffffffffffffffff", false)]
    [InlineData("9affffffff00", false)]
    [InlineData("5bffffffffffffffff", false)]
    [InlineData("5800", false)]
    [InlineData("590018", false)]
    public async Task The_edges_of_the_profile_are_where_they_should_be(string hex, bool accepted) =>
        Assert.Equal([accepted], await ReadAsync([hex]));

    [Fact]
    public async Task Mutated_statements_are_refused_or_come_back_byte_for_byte()
    {
        var result = await chromium.RunAsync<JsonElement>(
            """
            v => {
              let seed = 20240607;
              const random = bound => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed % bound; };
              const good = v.encodeCbor(['settle/x/v1', 5n, v.fromHex('0011223344556677'), null,
                [['Zürich', 1n << 40n], [23n, 24n, 255n, 256n, 65535n, 65536n, (1n << 64n) - 1n]], '']);
              const counts = { refused: 0, same: 0, other: [] };
              for (let round = 0; round < 50000; round++) {
                const bytes = good.slice(0, random(8) === 0 ? random(good.length + 1) : good.length);
                for (let n = random(3); n >= 0 && bytes.length > 0; n--) bytes[random(bytes.length)] = random(256);
                let value;
                try { value = v.decodeCbor(bytes); } catch (error) {
                  if (!(error instanceof v.Refusal)) throw error;
                  counts.refused++;
                  continue;
                }
                if (v.toHex(v.encodeCbor(value)) === v.toHex(bytes)) counts.same++;
                else counts.other.push(v.toHex(bytes));
              }
              return counts;
            }
            """);
        Assert.Empty(result.GetProperty("other").EnumerateArray());
        Assert.True(result.GetProperty("refused").GetInt32() > 10_000, result.ToString());
        Assert.True(result.GetProperty("same").GetInt32() > 10_000, result.ToString());
    }

    /// <summary>True for each that is read and written again as the same bytes; other bytes fail at once.</summary>
    private async Task<bool[]> ReadAsync(string[] examples)
    {
        return await chromium.RunAsync<bool[]>(
            """
            (v, examples) => examples.map(hex => {
              let value;
              try { value = v.decodeCbor(v.fromHex(hex)); } catch (error) {
                if (error instanceof v.Refusal) return false;
                throw error;
              }
              if (v.toHex(v.encodeCbor(value)) !== hex) throw new Error('other bytes: ' + hex);
              return true;
            })
            """,
            examples);
    }
}
