using System.Diagnostics;
using Npgsql;

namespace VeritasVault.Bench;

/// <summary>A PostgreSQL server of its own, by eng/postgres, tuned for writing; it ends with this process, whatever
/// ends that.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly (string Name, string Value)[] Settings =
    [
        ("shared_buffers", "1GB"),
        ("wal_buffers", "64MB"),
        ("max_wal_size", "16GB"),
        ("min_wal_size", "1GB"),
        ("checkpoint_timeout", "30min"),
        ("jit", "off"),
    ];

    private readonly Process _process;

    private PostgresServer(Process process, string connection) => (_process, Connection) = (process, connection);

    public string Connection { get; private set; }

    public static async Task<PostgresServer> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo(House.Find("eng/postgres"), "serve")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var server = new PostgresServer(process, string.Empty);
        try
        {
            await server.HearAsync();
            foreach (var (name, value) in Settings)
            {
                await server.TellAsync($"set {name} {value}");
            }

            // Memory is given out at the start.
            await server.TellAsync("stop");
            server.Connection = (await server.TellAsync("start"))["ready ".Length..];
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Empties the database and makes the tables anew.</summary>
    public async Task ResetAsync()
    {
        await using var source = NpgsqlDataSource.Create(Connection);
        await using var reset = source.CreateCommand("drop schema public cascade; create schema public;");
        await reset.ExecuteNonQueryAsync();
        await using var create = source.CreateCommand(
            await File.ReadAllTextAsync(House.Find("bench/comparators/postgres/dvp.sql")));
        await create.ExecuteNonQueryAsync();
        await using var clean = source.CreateCommand("vacuum analyze position");
        await clean.ExecuteNonQueryAsync();
        await using var checkpoint = source.CreateCommand("checkpoint");
        await checkpoint.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> TellAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        return await HearAsync();
    }

    private async Task<string> HearAsync() =>
        await _process.StandardOutput.ReadLineAsync()
        ?? throw new BenchFailure("PostgreSQL cannot be started here; its message is above");
}
