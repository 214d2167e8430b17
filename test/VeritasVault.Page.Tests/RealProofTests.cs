using System.Diagnostics;
using System.Text.Json;

namespace VeritasVault.Page.Tests;

/// <summary>What the real program proves of real data, judged by the page.</summary>
public sealed class RealProofTests(Chromium chromium, ITestOutputHelper log) : IDisposable
{
    private const int CompletedCount = 900;
    private const int FailedCount = 100;
    private const int Seed = 2;
    private const int FilesPerCall = 250;

    private readonly string _directory = Directory.CreateTempSubdirectory("veritas-page-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_thousand_settlements_of_the_data_sets_convince_the_page()
    {
        var chain = Repository.DataFile("ethereum/legs.csv");
        var trades = Repository.DataFile("repo-clearing/Trades120-2018-11-26.csv");
        await VeritasAsync("init");
        await VeritasAsync("run", chain, "--format", "evm-legs");
        await VeritasAsync("run", trades, "--format", "repo-trades", "--fund", "net");
        var all = await VeritasAsync("list");
        var failed = Sample(all, "FAILED", FailedCount);
        var completed = Sample(all, "COMPLETED", CompletedCount);
        var list = Path.Combine(_directory, "ids.txt");
        await File.WriteAllLinesAsync(list, [.. completed, .. failed], Stop);
        var written = await VeritasAsync("prove", "--ids", list, "--out", Path.Combine(_directory, "proofs"));
        var vkey = written[0].GetProperty("vkey").GetString();
        var watch = Stopwatch.StartNew();
        var settlements = await AnswersAsync(written, "settlement", vkey);
        log.WriteLine($"{settlements.Count} settlement files judged in {watch.Elapsed}");
        watch.Restart();
        var entries = await AnswersAsync(written, "tlogProof", vkey);
        log.WriteLine($"{entries.Count} tlog-proofs judged in {watch.Elapsed}");

        string[] expected =
            [.. completed.Select(id => $"VALID settled {id}"), .. failed.Select(id => $"VALID failed {id}")];
        Assert.Equal(expected, settlements.Select(answer => string.Join(' ', answer.Split(' ')[..3])));
        string[] types =
            [.. completed.Select(_ => "VALID entry settlement"), .. failed.Select(_ => "VALID entry failure")];
        Assert.Equal(types, entries.Select(answer => string.Join(' ', answer.Split(' ')[..3])));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Ids of settlements of a stage, picked by the seed.</summary>
    private static string[] Sample(JsonElement[] listed, string stage, int count)
    {
        var ids = listed.Where(line => line.GetProperty("stage").GetString() == stage)
            .Select(line => line.GetProperty("id").GetString()!).ToArray();
        new Random(Seed).Shuffle(ids);
        Assert.True(ids.Length >= count, $"only {ids.Length} settlements are {stage}");
        return ids[..count];
    }

    private async Task<List<string>> AnswersAsync(JsonElement[] written, string member, string? vkey)
    {
        var answers = new List<string>();
        foreach (var chunk in written.Chunk(FilesPerCall))
        {
            answers.AddRange(await chromium.AnswersAsync(chunk.Select(line => new Submission(
                File.ReadAllBytes(line.GetProperty(member).GetString()!), $"log {vkey}\nquorum none\n")
            {
                Alone = member == "tlogProof",
            })));
        }

        return answers;
    }

    /// <summary>Runs the built program on this test's ledger; the lines of JSON that it printed.</summary>
    private async Task<JsonElement[]> VeritasAsync(params string[] arguments)
    {
        string[] line = [Repository.Program, .. arguments, "--json", "--store", Path.Combine(_directory, "ledger")];
        var start = new ProcessStartInfo("dotnet", line)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var program = Process.Start(start)!;
        var complaints = program.StandardError.ReadToEndAsync(Stop);
        var output = await program.StandardOutput.ReadToEndAsync(Stop);
        await program.WaitForExitAsync(Stop);
        Assert.True(program.ExitCode == 0, $"veritas {arguments[0]} ended with {program.ExitCode}: {await complaints}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => JsonSerializer.Deserialize<JsonElement>(text))];
    }
}
