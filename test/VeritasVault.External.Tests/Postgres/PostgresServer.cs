using System.Diagnostics;
using Npgsql;
using VeritasVault.External.Postgres;
using VeritasVault.External.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace VeritasVault.External.Tests;

/// <summary>One throw-away PostgreSQL for the whole run, by eng/postgres. It ends when its input does, so that it
/// does not outlive a run that was killed.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Tests of the server are in one collection: some of them kill it.</summary>
    public const string Collection = "PostgreSQL";

    private readonly SemaphoreSlim _starting = new(1, 1);
    private Process? _process;
    private NpgsqlDataSource? _source;
    private string? _reason;

    internal NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("the server is not started");

    /// <summary>Starts the server when it is not started yet; skips the test when PostgreSQL cannot be had.</summary>
    internal async Task RequireAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_process is null && _reason is null)
            {
                await StartAsync();
            }
        }
        finally
        {
            _starting.Release();
        }

        Assert.SkipWhen(_reason is not null, $"PostgreSQL cannot be started here: {_reason}");
    }

    internal async Task KillAsync()
    {
        await TellAsync("kill", "killed");
        await ForgetConnectionsAsync();
    }

    internal async Task StopAsync()
    {
        await ForgetConnectionsAsync();
        await TellAsync("stop", "stopped");
    }

    internal async Task RestartAsync()
    {
        Connect(await TellAsync("start", "ready"));
        await using var command = Source.CreateCommand("SELECT 1");
        await command.ExecuteNonQueryAsync();
    }

    internal async Task SetAsync(string setting, string value)
    {
        await TellAsync($"set {setting} {value}", "set");
        // A reload reaches the sessions a moment later: ask until a new one sees it.
        var seen = "";
        for (var i = 0; i < 10_000 && seen != value; i++)
        {
            seen = await ScalarAsync($"SELECT current_setting('{setting}')");
        }

        Assert.Equal(value, seen);
    }

    internal async Task<string> ScalarAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (await command.ExecuteScalarAsync())?.ToString() ?? "";
    }

    /// <summary>Rolls back whatever tests have left prepared.</summary>
    internal async Task RollBackAllAsync()
    {
        while (await ScalarAsync("SELECT gid FROM pg_prepared_xacts LIMIT 1") is { Length: > 0 } gid)
        {
            await ScalarAsync($"ROLLBACK PREPARED '{gid}'");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ForgetConnectionsAsync();
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _starting.Dispose();
    }

    private async Task StartAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            _reason = "eng/postgres needs a Unix-like system";
            return;
        }

        var process = Process.Start(new ProcessStartInfo(Path.Combine(Root(), "eng", "postgres"), "serve")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var ready = await process.StandardOutput.ReadLineAsync();
        if (ready is null)
        {
            _reason = await process.StandardError.ReadToEndAsync();
            return;
        }

        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        _process = process;
        Connect(ready);
        await new PostgresBank(Source).CreateSchemaAsync(CancellationToken.None);
    }

    private void Connect(string ready) =>
        _source = NpgsqlDataSource.Create($"{ready["ready ".Length..]};Maximum Pool Size=40");

    internal async Task<string> TellAsync(string command, string expected)
    {
        await _process!.StandardInput.WriteLineAsync(command);
        var answer = await _process.StandardOutput.ReadLineAsync() ?? "nothing";
        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
        return answer;
    }

    private async Task ForgetConnectionsAsync()
    {
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }
    }

    private static string Root()
    {
        var dir = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(dir, "VeritasVault.Settlement.slnx")))
        {
            dir = Path.GetDirectoryName(dir) ?? throw new InvalidOperationException("not inside the repository");
        }

        return dir;
    }
}
