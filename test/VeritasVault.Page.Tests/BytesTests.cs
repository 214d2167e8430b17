using System.Security.Cryptography;

namespace VeritasVault.Page.Tests;

public class BytesTests(Chromium chromium)
{
    [Fact]
    public async Task Sha256_is_that_of_the_runtime_at_every_length()
    {
        var message = Enumerable.Range(0, 300).Select(i => (byte)((i * 7 ^ i >> 3) & 255)).ToArray();
        var digests = await chromium.RunAsync<string[]>(
            "(v, hex) => Array.from({ length: 301 }, (_, n) => v.toHex(v.sha256(v.fromHex(hex).subarray(0, n))))",
            Convert.ToHexStringLower(message));
        var expected = Enumerable.Range(0, 301)
            .Select(n => Convert.ToHexStringLower(SHA256.HashData(message.AsSpan(0, n))));
        Assert.Equal(expected, digests);
    }

    [Fact]
    public async Task Sha256_is_that_of_the_runtime_over_a_mebibyte()
    {
        var digest = await chromium.RunAsync<string>("v => v.toHex(v.sha256(new Uint8Array(1 << 20).fill(0xa5)))");
        var message = new byte[1 << 20];
        message.AsSpan().Fill(0xa5);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(message)), digest);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("AA==", "00")]
    [InlineData("AAE=", "0001")]
    [InlineData("+/+/", "fbffbf")]
    [InlineData("AB==", null)]
    [InlineData("AAF=", null)]
    [InlineData("AA=", null)]
    [InlineData("AA", null)]
    [InlineData("A===", null)]
    [InlineData("====", null)]
    [InlineData("AA==AA==", null)]
    [InlineData("AA\n==", null)]
    [InlineData("AAA\n", null)]
    [InlineData("-_-_", null)]
    [InlineData("AAÄ=", null)]
    public async Task Base64_has_one_spelling(string text, string? hex)
    {
        var read = await chromium.RunAsync<string?>(
            """
            (v, text) => {
              try {
                const bytes = v.fromBase64(text);
                return v.toBase64(bytes) === text ? v.toHex(bytes) : 'other text';
              } catch (error) {
                if (error instanceof v.Refusal) return null;
                throw error;
              }
            }
            """,
            text);
        Assert.Equal(hex, read);
    }
}
