using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace VeritasVault.Bench;

/// <summary>PostgreSQL with a set-based function, and beside it one commit a settlement by pgbench.</summary>
internal sealed partial class PostgresComparator : Comparator
{
    private const int Connections = 2;
    private const int SingleClients = 8;
    private const int SingleSeconds = 2;

    private PostgresServer? _server;

    public override string Name => "postgres";

    public override string Ratio => Figures.RatioToPostgres;

    public override string Note =>
        "postgres: its own server, synchronous commit, ids unique, funds checked on the net of a commit; no history "
        + "index, no proofs, no signatures";

    public override async Task StartAsync(string directory)
    {
        _server = await PostgresServer.StartAsync();
    }

    public override async Task<ComparatorResult> RunAsync(int settlements, int batch, bool hot)
    {
        await _server!.ResetAsync();
        var batches = PostgresTrades.Make(settlements, batch, hot);
        await using var source = NpgsqlDataSource.Create(_server.Connection);
        var connections = await Task.WhenAll(
            Enumerable.Range(0, Connections).Select(async _ => await source.OpenConnectionAsync()));
        GC.Collect();
        var (next, started) = (-1, Stopwatch.GetTimestamp());
        await Task.WhenAll(connections.Select(connection => Task.Run(async () =>
        {
            await using var command = PostgresTrades.Command(connection);
            await command.PrepareAsync();
            for (var i = Interlocked.Increment(ref next); i < batches.Length; i = Interlocked.Increment(ref next))
            {
                batches[i].Fill(command);
                await command.ExecuteNonQueryAsync();
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(started);
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        await CheckAsync(source, settlements);
        return new ComparatorResult(
            settlements / elapsed.TotalSeconds, [("OneCommitEachPerSecond", await SingleAsync())]);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static async Task CheckAsync(NpgsqlDataSource source, int settlements)
    {
        await using var count = source.CreateCommand("select count(*) from settlement where settled");
        BenchFailure.Unless(
            (long)(await count.ExecuteScalarAsync())! == settlements, "postgres has not recorded all settlements");
        await using var sum = source.CreateCommand(
            "select sum(balance) = 100000000000000 * 10000::numeric from position");
        BenchFailure.Unless((bool)(await sum.ExecuteScalarAsync())!, "postgres has lost or made money");
    }

    // By the tool that comes with it, which takes less of the machine than any client of ours.
    private async Task<double?> SingleAsync()
    {
        var pgbench = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories).Max()
            : null;
        if (pgbench is null)
        {
            return null;
        }

        var connection = new NpgsqlConnectionStringBuilder(_server!.Connection);
        var output = await House.RunAsync(
            pgbench,
            "-h", connection.Host!,
            "-p", connection.Port.ToString(CultureInfo.InvariantCulture),
            "-U", connection.Username!,
            "-n", "-M", "prepared",
            "-c", SingleClients.ToString(CultureInfo.InvariantCulture),
            "-j", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            "-T", SingleSeconds.ToString(CultureInfo.InvariantCulture),
            "-f", House.Find("bench/comparators/postgres/single.pgbench"),
            connection.Database!);
        return double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"tps = (?<rate>[\d.]+)")]
    private static partial Regex Rate();
}
