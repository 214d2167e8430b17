using System.Diagnostics;
using Npgsql;
using VeritasVault.External.Postgres;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>A PostgreSQL server of its own, by eng/postgres; it ends with this process, whatever ends that.</summary>
internal sealed class ThrowAwayBank : IAsyncDisposable
{
    private readonly Process _process;

    private ThrowAwayBank(Process process, string connection) => (_process, Connection) = (process, connection);

    public string Connection { get; private set; }

    /// <summary>Starts the server with the traders' money; null when PostgreSQL cannot be had here.</summary>
    public static async Task<ThrowAwayBank?> StartAsync(string root)
    {
        var process = Process.Start(new ProcessStartInfo(Path.Combine(root, "eng", "postgres"), "serve")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        if (await process.StandardOutput.ReadLineAsync() is not { } ready)
        {
            process.Dispose();
            return null;
        }

        var server = new ThrowAwayBank(process, ready["ready ".Length..]);
        await using var source = NpgsqlDataSource.Create(server.Connection);
        var bank = new PostgresBank(source);
        await bank.CreateSchemaAsync(CancellationToken.None);
        for (var trader = 0; trader < TwoPhaseWorld.Traders; trader++)
        {
            await bank.SetBalanceAsync(
                TwoPhaseWorld.AtBank(trader), TwoPhaseWorld.Euro, TwoPhaseWorld.Euros, 0, CancellationToken.None);
        }

        return server;
    }

    /// <summary>Kills the server with signal 9 and starts it again on what it left.</summary>
    public async Task KillAsync()
    {
        await TellAsync("kill");
        Connection = (await TellAsync("start"))["ready ".Length..];
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
        return await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"the throw-away server ended at '{command}'");
    }
}
