using VeritasVault.Simulator.Torture;

namespace VeritasVault.Cli.Tests;

/// <summary>The real program as a process: what only a process can show.</summary>
public class ProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Payment =
        """{"id":"00000000-0000-7000-8000-0000000000aa","legs":["""
        + """{"from":"alice-cash","to":"bob-cash","asset":"USD","quantity":"1"}]}""";

    [Fact]
    public async Task The_built_program_says_its_version()
    {
        var (exit, output, _) = await Repository.Program.RunAsync("version", "--json");
        Assert.Equal(0, exit);
        Assert.Contains("\"version\":\"", output);
    }

    [Fact]
    public async Task The_demo_shows_refusals_of_every_category()
    {
        var (exit, output, error) = await Repository.Program.RunAsync("demo");
        Assert.True(exit == 0, error);
        string[] categories =
            ["VALIDATION", "RESOURCE_UNAVAILABLE", "CONCURRENCY_CONFLICT", "PARTICIPANT_REJECTION", "SYSTEM"];
        foreach (var category in categories)
        {
            Assert.Contains(category, output);
        }

        Assert.Contains("before", output);
        Assert.Contains("p99", output);
        Assert.DoesNotContain(" NO ", output);
    }

    [Fact]
    public async Task A_ledger_that_another_process_has_open_is_locked()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        using var first =
            Repository.Program.Start("run", "-", "--store", ledger.Store, "--acks", ledger.PathOf("acks"));
        await first.StandardInput.WriteLineAsync(Payment);
        await first.StandardInput.FlushAsync(TestContext.Current.CancellationToken);

        // What came through the pipe is acknowledged although the pipe is still open.
        Assert.True(SpinWait.SpinUntil(() => IsWritten(ledger.PathOf("acks")) || first.HasExited, Patience));
        var second = await ledger.JsonAsync("balances");
        Assert.Equal(
            (4, "STORE_LOCKED"), (second.Exit, Assert.Single(second.Problems).GetProperty("error").GetString()));
        first.StandardInput.Close();
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, first.ExitCode);
    }

    [Fact]
    public async Task An_interrupted_run_loses_nothing_acknowledged_and_the_rerun_finishes()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Signals to other processes exist on Unix only.");
        }

        using var ledger = new CliLedger();
        await ledger.MustAsync("init");
        var workload = TortureWorkload.Generate(40_000, seed: 7);
        var file = ledger.Write("day.ndjson", workload.Text);
        var acks = ledger.PathOf("acks");
        using var run = Repository.Program.Start("run", file, "--store", ledger.Store, "--acks", acks, "--json");
        Assert.True(
            SpinWait.SpinUntil(() => IsWritten(acks) || run.HasExited, Patience));
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{run.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var output = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, run.ExitCode);
        Assert.Contains("\"submitted\":", output);
        var codes = (await ledger.MustAsync("list")).Lines.ToDictionary(
            line => line.GetProperty("id").GetString()!, line => line.GetProperty("code").GetString()!);
        var acknowledged = await File.ReadAllLinesAsync(acks, TestContext.Current.CancellationToken);
        Assert.All(acknowledged.Select(line => line.Split(' ')), ack => Assert.Equal(ack[1], codes[ack[0]]));
        var rerun = await ledger.MustAsync("run", file);
        Assert.Equal(workload.Hopeless, rerun.Number("failed"));
        Assert.True((await ledger.MustAsync("audit")).Flag("passed"));
    }

    [Fact]
    public async Task A_killed_run_loses_nothing_acknowledged_and_leaves_nothing_half_done()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("VERITAS_TORTURE_ROUNDS"), out var asked)
            ? asked
            : 3;
        var options = new TortureOptions { Program = Repository.ProgramPath, Rounds = rounds, Seed = 20_261_123 };
        var result = await TortureRun.RunAsync(options, TestContext.Current.SendDiagnosticMessage);
        Assert.True(result.IsGood && result.Kills > 0, result.ToJson());
    }

    private static bool IsWritten(string path) => File.Exists(path) && new FileInfo(path).Length > 0;
}
