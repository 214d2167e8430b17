using System.Numerics;
using System.Text.Json;

namespace VeritasVault.Cli.Tests;

/// <summary>The data sets, checked against replays that share no code with the ledger.</summary>
public class DatasetTests
{
    private static readonly BigInteger QuantityMax = (BigInteger.One << 127) - 1;

    [Fact]
    public async Task All_transactions_of_the_chain_come_out_as_an_independent_replay_says()
    {
        var file = Repository.Dataset("ethereum/legs.csv");
        using var ledger = new CliLedger();
        await ledger.MustAsync("init");
        var result = await ledger.MustAsync("run", file, "--format", "evm-legs");
        Assert.Equal(
            (4621L, 4464L, 157L, 0L, 7L, 5L, true),
            (result.Number("submitted"), result.Number("completed"), result.Number("failed"), result.Number("waiting"),
                result.Number("skipped"), result.Number("refused"), result.Flag("conserved")));
        Assert.Equal(5, result.Problems.Count(p => p.GetProperty("code").GetString() == "QUANTITY_OVERFLOW"));
        Assert.Equal(
            """{"QUANTITY_OVERFLOW":5,"PARTICIPANT_REJECTED":152}""",
            result.Last.GetProperty("failuresByCode").GetRawText());

        var (expected, issued) = ReplayChain(file);
        var actual = await BalancesAsync(ledger);
        foreach (var (key, balance) in actual.Where(b => !b.Key.StartsWith("issuer:", StringComparison.Ordinal)))
        {
            Assert.True(
                expected.Remove(key, out var wanted) && wanted == balance, $"{key}: {balance}, expected {wanted}");
        }

        Assert.DoesNotContain(expected, left => left.Value != 0);
        foreach (var (asset, total) in issued)
        {
            Assert.Equal(-total, actual.GetValueOrDefault($"issuer:{asset}/{asset}"));
        }

        var again = await ledger.MustAsync("run", file, "--format", "evm-legs");
        Assert.Equal(
            (true, 4616L, 4464L), (again.Flag("unchanged"), again.Number("replayed"), again.Number("completed")));
        Assert.True((await ledger.MustAsync("audit")).Flag("passed"));
    }

    [Theory]
    [InlineData("Trades120-2018-11-26", "net", 62, 58)]
    [InlineData("Trades18-2018-11-26", "net", 4, 14)]
    [InlineData("Trades12-2018-06-28", "net", 6, 6)]
    [InlineData("MultiDayTrades", "net", 2, 12)]
    [InlineData("TestTradesNetZero", "net", 0, 20)]
    [InlineData("Trades2-2018-06-28", "net", 0, 2)]
    [InlineData("Trades120-2018-11-26", "gross", 120, 0)]
    [InlineData("Trades120-2018-11-26", "none", 0, 120)]
    public async Task Repo_trades_settle_as_far_as_their_funding_carries(
        string name, string fund, int completed, int waiting)
    {
        var file = Repository.Dataset($"repo-clearing/{name}.csv");
        using var ledger = new CliLedger();
        await ledger.MustAsync("init");
        string[] run = ["run", file, "--format", "repo-trades", "--fund", fund];
        var first = await ledger.MustAsync(run);
        var second = await ledger.MustAsync(run);
        Assert.Equal((completed, waiting), (first.Number("completed"), first.Number("waiting")));
        Assert.Equal(
            (completed, waiting, true),
            (second.Number("completed"), second.Number("waiting"), second.Flag("unchanged")));
    }

    [Fact]
    public async Task All_repo_trades_settle_as_one()
    {
        var file = Repository.Dataset("repo-clearing/Trades120-2018-11-26.csv");
        using var ledger = new CliLedger();
        await ledger.MustAsync("init");
        var result = await ledger.MustAsync("run", file, "--format", "repo-trades", "--as-one");
        Assert.Equal((1L, 240L, true), (result.Number("completed"), result.Number("legs"), result.Flag("conserved")));
        var cash = (await ledger.MustAsync("balances", "--asset", "USD")).Lines.ToDictionary(
            line => line.GetProperty("account").GetString()!, line => line.GetProperty("balance").GetString());
        Assert.Equal(
            ("1349000000", "0", "66500000", "5557500000"), (
                cash["Barclays"], cash["Citi"], cash["HSBC"], cash["JPMorgan"]));
    }

    [Fact]
    public async Task Standing_orders_reach_the_thirteen_banks()
    {
        var file = Repository.Dataset("berka/order.csv");
        using var ledger = new CliLedger();
        await ledger.MustAsync("init");
        var result = await ledger.MustAsync("run", file, "--format", "berka-orders");
        Assert.Equal((3758L, 0L, 6471L), (result.Number("completed"), result.Number("failed"), result.Number("legs")));

        var balances = await BalancesAsync(ledger);
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        var bankOf = lines.Skip(1).Select(line => line.Replace("\"", "").Split(';'))
            .DistinctBy(cells => cells[3])
            .ToDictionary(cells => cells[3], cells => cells[2]);
        var totals = new SortedDictionary<string, BigInteger>(StringComparer.Ordinal);
        foreach (var (account, bank) in bankOf)
        {
            totals[bank] = totals.GetValueOrDefault(bank) + balances[$"{account}/CZK"];
        }

        Assert.Equal(
            "AB 170738950 CD 149820940 EF 169827500 GH 160326480 IJ 162619540 KL 168539700 MN 146154750 OP 148641930 "
            + "QR 172817030 ST 169066270 UV 167570420 WX 173077570 YZ 163698280",
            string.Join(' ', totals.Select(total => $"{total.Key} {total.Value}")));
        Assert.Equal(2_122_899_360, totals.Values.Aggregate(BigInteger.Zero, (sum, total) => sum + total));
        Assert.True((await ledger.MustAsync("run", file, "--format", "berka-orders")).Flag("unchanged"));
    }

    [Fact]
    public async Task A_file_of_another_format_is_refused()
    {
        using var ledger = new CliLedger();
        await ledger.MustAsync("init");
        var result = await ledger.JsonAsync("run", ledger.Write("x.csv", "a,b\n1,2\n"), "--format", "evm-legs");
        Assert.Equal(
            (2, "MALFORMED_INPUT"), (result.Exit, Assert.Single(result.Problems).GetProperty("error").GetString()));
    }

    /// <summary>
    /// Plain sums over the rows: what each position has in the end, and what was issued of each asset.
    /// </summary>
    private static (
        Dictionary<string, BigInteger> Balances, Dictionary<string, BigInteger> Issued) ReplayChain(string file)
    {
        var running = new Dictionary<string, BigInteger>(StringComparer.Ordinal);
        var lowest = new Dictionary<string, BigInteger>(StringComparer.Ordinal);
        var rows = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Where(
            row => row[9] == "ok" && row[10] == "ok");
        foreach (var transaction in rows.GroupBy(row => row[2]))
        {
            if (transaction.Any(row => BigInteger.Parse(row[8]) > QuantityMax))
            {
                continue;
            }

            foreach (var row in transaction)
            {
                var (from, to) = ($"{row[6]}/{row[5]}", $"{row[7]}/{row[5]}");
                running[from] = running.GetValueOrDefault(from) - BigInteger.Parse(row[8]);
                lowest[from] = BigInteger.Min(lowest.GetValueOrDefault(from), running[from]);
                running[to] = running.GetValueOrDefault(to) + BigInteger.Parse(row[8]);
            }
        }

        var issued = new Dictionary<string, BigInteger>(StringComparer.Ordinal);
        foreach (var (key, low) in lowest)
        {
            var asset = key.Split('/')[1];
            running[key] -= low;
            issued[asset] = issued.GetValueOrDefault(asset) - low;
        }

        return (running, issued);
    }

    private static async Task<Dictionary<string, BigInteger>> BalancesAsync(CliLedger ledger) =>
        (await ledger.MustAsync("balances")).Lines.ToDictionary(
            Key, line => BigInteger.Parse(line.GetProperty("balance").GetString()!));

    private static string Key(JsonElement line) => $"{line.GetProperty("account")}/{line.GetProperty("asset")}";
}
