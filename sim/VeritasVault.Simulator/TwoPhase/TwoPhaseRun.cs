using System.Diagnostics;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>
/// Rounds of trades between the ledger and the bank in which one side is killed: the ledger's process at each moment of
/// its first calls in turn and then at random ones, the server at random ones. A bank without a server is a ledger in
/// the same process, which dies before or after each of its blocks in turn.
/// </summary>
internal sealed class TwoPhaseRun(string directory, string bank, ThrowAwayBank? server, ulong seed, Action<string> say)
{
    private const int TradesPerRound = 12;
    private const int MomentsInTurn = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Random _random = new((int)(seed % int.MaxValue));
    private int _trades;

    public int Kills { get; private set; }

    /// <summary>Where the bank is.</summary>
    public string Place => server?.Connection ?? $"{directory}-of-bank";

    /// <summary>All trades submitted so far have the numbers 1 to this.</summary>
    public int Trades => _trades;

    public async Task RunAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var first = _trades + 1;
            _trades += TradesPerRound;
            switch (round % 3)
            {
                case 0:
                    // Both sides of every call, one after the other.
                    await LiveAsync(first, diesAt: 1 + (round / 3 % MomentsInTurn), isKilled: true);
                    break;
                case 1:
                    await (server is null
                        ? LiveAsync(first, diesAt: 0, isKilled: true, diesAtBlock: 1 + (round / 3 % MomentsInTurn))
                        : KillBankAsync(server, first));
                    break;
                default:
                    await LiveAsync(first, diesAt: 0, isKilled: true, _random.Next(TradesPerRound));
                    break;
            }

            // Whoever comes after finishes it, and repeats the ids that got no answer.
            await LiveAsync(first, diesAt: 0, isKilled: false);
            say($"round {round + 1} of {rounds}: {Kills} kills");
        }
    }

    private async Task LiveAsync(int first, int diesAt, bool isKilled, int? killAfter = null, int diesAtBlock = 0)
    {
        using var process = Start(first, diesAt, diesAtBlock);
        using var patience = new CancellationTokenSource(Patience);
        if (killAfter is { } trades)
        {
            await ReadAsync(process, 1 + trades, patience.Token);
            process.Kill();
        }

        var rest = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        var isDone = rest.Contains("done", StringComparison.Ordinal);
        Kills += isDone ? 0 : 1;
        if (!isKilled && (!isDone || process.ExitCode != 0))
        {
            var said = await process.StandardError.ReadToEndAsync(CancellationToken.None);
            throw new InvalidOperationException($"nobody killed it, and it ended with {process.ExitCode}: {said}");
        }
    }

    private async Task KillBankAsync(ThrowAwayBank killed, int first)
    {
        using var process = Start(first, diesAt: 0, diesAtBlock: 0);
        using var patience = new CancellationTokenSource(Patience);
        await ReadAsync(process, 1 + _random.Next(TradesPerRound), patience.Token);
        await killed.KillAsync();
        Kills++;
        await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"the bank's death ended it with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}");
        }
    }

    // "ready", then one for each trade sent: the moment of a kill is an event, not a time.
    private static async Task ReadAsync(Process process, int lines, CancellationToken patience)
    {
        for (var i = 0; i < lines && await process.StandardOutput.ReadLineAsync(patience) is not null; i++)
        {
        }
    }

    private Process Start(int first, int diesAt, int diesAtBlock)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
        var start = new ProcessStartInfo(string.IsNullOrEmpty(host) ? "dotnet" : host)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var program = typeof(TwoPhaseRun).Assembly.Location;
        object[] arguments =
            [program, "two-phase-child", directory, bank, Place, first, _trades, diesAt, diesAtBlock];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(FormattableString.Invariant($"{argument}"));
        }

        return Process.Start(start) ?? throw new InvalidOperationException("the child cannot be started");
    }
}
