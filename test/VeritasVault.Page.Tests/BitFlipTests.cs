using System.Text;

namespace VeritasVault.Page.Tests;

public class BitFlipTests(Chromium chromium)
{
    private const int Flips = 2_000;
    private const int Seed = 20_250_730;

    /// <summary>Nothing in a whole file is free: no bit of it can be another.</summary>
    [Fact]
    public async Task A_file_with_any_bit_flipped_is_refused()
    {
        var world = new SampleWorld();
        var good = Encoding.UTF8.GetBytes(world.Settle().Text());
        var random = new Random(Seed);
        var bits = Enumerable.Range(0, Flips).Select(_ => random.Next(good.Length * 8)).ToArray();
        var accepted = await chromium.RunAsync<string[]>(
            """
            async (v, { file, policy, bits }) => {
              const good = v.fromBase64(file);
              const trusted = v.parsePolicy(v.toUtf8(policy));
              const judge = async bit => {
                const bytes = good.slice();
                bytes[bit >> 3] ^= 1 << (bit & 7);
                return (await v.judgeSettlement(bytes, trusted)).outcome;
              };
              const unlike = (await v.judgeSettlement(good, trusted)).outcome === 'valid' ? [] : ['the good file'];
              for (const bit of bits) {
                if (await judge(bit) !== 'invalid') unlike.push(`bit ${bit}`);
              }
              return unlike;
            }
            """,
            new Dictionary<string, object>
            {
                ["file"] = Convert.ToBase64String(good),
                ["policy"] = world.Ledger.Policy,
                ["bits"] = bits,
            });
        Assert.True(accepted.Length == 0, $"seed {Seed}: not refused: {string.Join(", ", accepted)}");
    }
}
