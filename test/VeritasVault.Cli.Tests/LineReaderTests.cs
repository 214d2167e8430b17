using System.Text;
using CsCheck;

namespace VeritasVault.Cli.Tests;

public class LineReaderTests
{
    [Fact]
    public void Lines_are_what_splitting_the_whole_text_gives() =>
        Gen.Select(Gen.String[Gen.Char["ab\n"], 0, 400], Gen.Int[1, 20], Gen.Int[1, 50]).Sample((text, longest, step) =>
        {
            var expected = text.Split('\n').ToList();
            if (expected[^1].Length == 0)
            {
                expected.RemoveAt(expected.Count - 1);
            }

            using var stream = new DrippingStream(Encoding.ASCII.GetBytes(text), step);
            var read = LineReader.Read(stream, longest)
                .Select(line => (line.Number, line.IsTooLong, Text: Encoding.ASCII.GetString(line.Bytes.Span)))
                .ToList();
            Assert.Equal(expected.Count, read.Count);
            for (var i = 0; i < read.Count; i++)
            {
                Assert.Equal((i + 1, expected[i].Length > longest), (read[i].Number, read[i].IsTooLong));
                Assert.StartsWith(read[i].IsTooLong ? expected[i][..longest] : expected[i], read[i].Text);
            }
        });

    [Theory]
    [InlineData("evm-transaction", "0x1")]
    [InlineData("evm-transaction", "0x2")]
    public void Derived_ids_are_version_eight_and_stay_as_they_are(string domain, string name)
    {
        var id = Uuid8.Of(domain, name);
        Assert.Equal((8, 0b10), (id.Version, id.Variant >> 2));
        Assert.Equal(id, Uuid8.Of(domain, name));
        Assert.NotEqual(id, Uuid8.Of(domain, name, ""));
        Assert.NotEqual(Uuid8.Of(domain, "a", "b"), Uuid8.Of(domain, "ab"));
    }

    /// <summary>A stream that gives only a few bytes at a time.</summary>
    private sealed class DrippingStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, step));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, step)]);
    }
}
