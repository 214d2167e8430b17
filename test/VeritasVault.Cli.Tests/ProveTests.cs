using System.Diagnostics;
using System.Text;
using VeritasVault.TestKit.Engine;

namespace VeritasVault.Cli.Tests;

/// <summary>Files that prove settlements, one by one and many at once, judged by who knows the ledger's key alone.
/// </summary>
public class ProveTests(ITestOutputHelper log)
{
    private const int CompletedCount = 900;
    private const int FailedCount = 100;
    private const int Seed = 1;
    private const string First = "00000000-0000-7000-8000-000000000001";
    private const string Second = "00000000-0000-7000-8000-000000000002";
    private const string Unknown = "00000000-0000-7000-8000-000000000009";

    [Fact]
    public async Task A_thousand_settlements_of_the_data_sets_convince_a_stranger()
    {
        var chain = Repository.Dataset("ethereum/legs.csv");
        var trades = Repository.Dataset("repo-clearing/Trades120-2018-11-26.csv");
        using var ledger = new CliLedger();
        await ledger.MustAsync("init");
        await ledger.MustAsync("run", chain, "--format", "evm-legs");
        var before = await ledger.MustAsync("keys");
        var earlyId = (await ledger.MustAsync("list", "--stage", "completed", "--limit", "1")).Text("id");
        var early = await ProofAsync(ledger, earlyId);
        await ledger.MustAsync("run", trades, "--format", "repo-trades", "--fund", "net");
        var after = await ledger.MustAsync("keys");
        var stranger = StrangerTo(after);

        var ids = await SampleAsync(ledger);
        var watch = Stopwatch.StartNew();
        var written = await ProveAsync(ledger, ids);
        var proving = watch.Elapsed;
        foreach (var (id, isFailed) in ids)
        {
            var answer = stranger.MustAccept(await File.ReadAllBytesAsync(written[id], Stop));
            Assert.StartsWith($"VALID {(isFailed ? "failed" : "settled")} {id} ", answer);
        }

        log.WriteLine($"{ids.Length} proven in {proving}, verified in {watch.Elapsed - proving}");

        // What was proven early is true later, and the log that says so only grew.
        Assert.True(before.Number("size") < after.Number("size"));
        Assert.Equal(stranger.MustAccept(early), StrangerTo(before).MustAccept(early));
        var grown = await ledger.CallAsync("consistency", $"{before.Number("size")}");
        var consistency = Encoding.UTF8.GetBytes(grown.Output);
        stranger.MustAccept(early, after.Text("checkpoint"), consistency);
        stranger.MustAccept(await ProofAsync(ledger, earlyId), before.Text("checkpoint"), consistency);
    }

    [Theory]
    [InlineData(0, null, 2, $"{First}\n{Second}\n")]
    [InlineData(0, null, 2, $"\r\n {First}\r\n\n{Second}")]
    [InlineData(0, null, 0, "")]
    [InlineData(2, "SETTLEMENT_ID_MALFORMED", 1, $"{First}\n{Second} {First}\n{Second}\n")]
    [InlineData(2, "SETTLEMENT_ID_MALFORMED", 0, "00000000-0000-0000-0000-000000000000\n")]
    [InlineData(3, "SETTLEMENT_UNKNOWN", 1, $"{First}\n{Unknown}\n{Second}\n")]
    public async Task Many_are_proven_up_to_the_first_that_cannot_be(int exit, string? error, int count, string ids)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var result = await ledger.JsonAsync("prove", "--ids", ledger.Write("ids", ids), "--out", ledger.PathOf("out"));
        Assert.Equal(
            (exit, error, count),
            (result.Exit, ErrorOf(result), result.Lines.Count));
        var stranger = StrangerTo(await ledger.MustAsync("keys"));
        foreach (var line in result.Lines)
        {
            stranger.MustAccept(await File.ReadAllBytesAsync(line.GetProperty("tlogProof").GetString()!, Stop));
            stranger.MustAccept(await File.ReadAllBytesAsync(line.GetProperty("settlement").GetString()!, Stop));
        }
    }

    [Theory]
    [InlineData("prove")]
    [InlineData($"prove {First} --ids -")]
    [InlineData($"prove {First} --legs 1 --full")]
    [InlineData("prove --ids no-such-file.txt")]
    public async Task Wrong_usage_proves_nothing(string command)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var result = await ledger.CallAsync([.. command.Split(' '), "--out", ledger.PathOf("out")]);
        Assert.Equal(2, result.Exit);
        Assert.Contains("Next:", result.Error);
        Assert.False(Directory.Exists(ledger.PathOf("out")));
    }

    [Fact]
    public async Task People_are_told_where_the_many_proofs_are()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var ids = Encoding.UTF8.GetBytes($"{First}\n{Second}\n");
        var result = await ledger.CallAsync(["prove", "--ids", "-", "--out", ledger.PathOf("out")], ids);
        Assert.Equal(0, result.Exit);
        Assert.Contains($"Wrote the proofs of 2 settlements to {ledger.PathOf("out")}.", result.Output);
        Assert.Contains("Next: ", result.Output);
        Assert.Equal(4, Directory.GetFiles(ledger.PathOf("out")).Length);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string? ErrorOf(CliResult result) =>
        result.Problems.Count == 0 ? null : Assert.Single(result.Problems).GetProperty("error").GetString();

    private static Stranger StrangerTo(CliResult keys) =>
        new(keys.Last.GetProperty("all").EnumerateArray().Select(vkey => vkey.GetString()!));

    /// <summary>Decided settlements by a seed, failed ones more often than they come.</summary>
    private static async Task<(string Id, bool IsFailed)[]> SampleAsync(CliLedger ledger)
    {
        var random = new Random(Seed);
        var sample = new List<(string, bool)>();
        (string, int)[] wanted = [("completed", CompletedCount), ("failed", FailedCount)];
        foreach (var (stage, count) in wanted)
        {
            var all = (await ledger.MustAsync("list", "--stage", stage)).Lines
                .Select(line => line.GetProperty("id").GetString()!).ToArray();
            random.Shuffle(all);
            sample.AddRange(all.Take(count).Select(id => (id, stage == "failed")));
        }

        Assert.Equal(CompletedCount + FailedCount, sample.Count);
        return [.. sample];
    }

    private static async Task<byte[]> ProofAsync(CliLedger ledger, string id)
    {
        var files = await ledger.MustAsync("prove", id, "--out", ledger.PathOf("single"));
        return await File.ReadAllBytesAsync(files.Text("settlement"), Stop);
    }

    /// <summary>Proves all at once; the settlement files by id.</summary>
    private static async Task<Dictionary<string, string>> ProveAsync(CliLedger ledger, (string Id, bool)[] ids)
    {
        var list = ledger.Write("ids.txt", string.Concat(ids.Select(one => $"{one.Id}\n")));
        var result = await ledger.MustAsync("prove", "--ids", list, "--out", ledger.PathOf("proofs"));
        return result.Lines.Select(line => line.GetProperty("settlement").GetString()!)
            .ToDictionary(path => Path.GetFileName(path).Split('.')[0]);
    }
}
