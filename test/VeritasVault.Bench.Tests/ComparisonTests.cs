namespace VeritasVault.Bench.Tests;

/// <summary>The systems that we compare ourselves with do their work too.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public async Task Sqlite_does_the_same_trades_in_turn()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/cc") && File.Exists("/usr/include/sqlite3.h"),
            "There is no C compiler with SQLite's header here, and a test installs nothing for a benchmark.");
        var run = await BenchRun.Of("dvp-hot", "--quick", "--json", "--compare", "sqlite");
        Assert.True(run.Code == 0, run.Error);
        Assert.True(run.Number("ratioToSqlite") > 0);
        Assert.True(run.Number("sqliteSettlementsPerSecond") > 0);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, run.LastLine.GetProperty("ratioToPostgres").ValueKind);
    }

    [Fact]
    public async Task Postgres_does_the_same_trades_in_turn()
    {
        Assert.SkipUnless(
            Directory.Exists("/usr/lib/postgresql"),
            "There is no PostgreSQL here, and a test installs nothing for a benchmark.");
        var run = await BenchRun.Of("dvp-uniform", "--quick", "--json", "--compare", "postgres");
        Assert.True(run.Code == 0, run.Error);
        Assert.True(run.Number("ratioToPostgres") > 0);
        Assert.True(run.Number("postgresOneCommitEachPerSecond") > 0);
    }
}
