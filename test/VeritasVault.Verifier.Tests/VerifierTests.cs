using System.Text.Json;

namespace VeritasVault.Verifier.Tests;

public sealed class VerifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("veritas-verify").FullName;

    public static TheoryData<int, string, string[]> Calls => new()
    {
        { 2, "no file is named", [] },
        { 2, "either --policy or --vkey", ["FILE"] },
        { 2, "either --policy or --vkey", ["FILE", "--policy", "POLICY", "--vkey", "x"] },
        { 2, "there is no option --polices", ["FILE", "--polices", "POLICY"] },
        { 2, "--policy is unknown or lacks its value", ["FILE", "--policy"] },
        { 2, "--max-age needs --now", ["FILE", "--policy", "POLICY", "--max-age", "5"] },
        { 2, "--now is a time", ["FILE", "--policy", "POLICY", "--now", "yesterday"] },
        { 2, "--consistency needs --state", ["FILE", "--policy", "POLICY", "--consistency", "x"] },
        { 2, "the policy is refused", ["FILE", "--policy", "FILE"] },
        { 2, "the policy is refused", ["FILE", "--vkey", "nobody"] },
        { 4, "veritas-verify: there is no file 'absent'", ["FILE", "--policy", "absent"] },
        { 4, "veritas-verify: there is no file 'absent'", ["absent", "--policy", "POLICY"] },
        { 4, "veritas-verify: there is no file 'absent'", ["FILE", "absent", "--policy", "POLICY"] },
        { 4, "there is no directory for the file", ["absent/absent.json", "--policy", "POLICY"] },
        { 4, "is a directory, not a file", [".", "--policy", "POLICY"] },
        { 4, "the name of a file is empty", ["", "--policy", "POLICY"] },
        { 4, "there is no directory for the file", ["FILE", "--policy", "POLICY", "--report", "absent/report.md"] },
    };

    private static string File1 => VectorFolder.Good("settled-whole.settlement.json");

    private static string Policy => VectorFolder.Good("log.policy");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_vector_gets_its_answer_and_exit_code()
    {
        Assert.All(VectorFolder.Cases, probe =>
        {
            var (code, output, error) = VerifierProcess.Call([.. ArgumentsOf(probe)]);
            var answer = probe.Text("answer")!;
            Assert.Equal(answer[0] switch { 'V' => 0, 'I' => 1, _ => 3 }, code);
            Assert.StartsWith(answer, output, StringComparison.Ordinal);
            Assert.Equal("", error);
        });
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Wrong_calls_say_what_is_wrong(int code, string reason, string[] arguments)
    {
        var call = arguments.Select(argument => argument switch { "FILE" => File1, "POLICY" => Policy, _ => argument });
        var (ended, _, error) = VerifierProcess.Call([.. call]);
        Assert.Equal(code, ended);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Contains("\nNext: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_process_answers_and_ends_as_the_specification_says()
    {
        var (code, output, error) = VerifierProcess.Run(File1, "--policy", Policy);
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("VALID settled ", output, StringComparison.Ordinal);
        Assert.Equal(1, VerifierProcess.Run(VectorFolder.Good("leg-amount.settlement.json"), "--policy", Policy).Code);
        Assert.Equal(2, VerifierProcess.Run().Code);
        var help = VerifierProcess.Run("--help");
        Assert.Equal(0, help.Code);
        Assert.Contains("examples:", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_is_kept_after_valid_and_never_goes_back()
    {
        var state = Path.Combine(_folder, "state");
        string[] with = ["--policy", Policy, "--state", state];
        var late = VectorFolder.Good("history-grown.settlement.json");
        var early = VectorFolder.Good("history-older-file.settlement.json");
        var path = VectorFolder.Good("history-grown.consistency");

        Assert.Equal(1, VerifierProcess.Call([VectorFolder.Good("leg-amount.settlement.json"), .. with]).Code);
        Assert.False(File.Exists(state));
        Assert.Equal(0, VerifierProcess.Call([early, .. with]).Code);
        var first = File.ReadAllText(state);
        Assert.Equal(1, VerifierProcess.Call([late, .. with]).Code);
        Assert.Equal(first, File.ReadAllText(state));
        Assert.Equal(0, VerifierProcess.Call([late, .. with, "--consistency", path]).Code);
        var second = File.ReadAllText(state);
        Assert.NotEqual(first, second);
        Assert.Equal(0, VerifierProcess.Call([early, .. with, "--consistency", path]).Code);
        Assert.Equal(second, File.ReadAllText(state));
    }

    [Fact]
    public void A_split_view_prints_both_checkpoints()
    {
        var probe = VectorFolder.Cases.Single(probe => probe.Text("id") == "history-fork-same-size");
        var (code, output, _) = VerifierProcess.Call([.. ArgumentsOf(probe)]);
        Assert.Equal(3, code);
        Assert.Equal(2, output.Split('\n').Count(line => line.StartsWith("— ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Several_files_are_answered_one_by_one_and_end_with_the_gravest()
    {
        var bad = VectorFolder.Good("leg-amount.settlement.json");
        var (code, output, _) = VerifierProcess.Call(bad, File1, "absent", "--policy", Policy);
        Assert.Equal(1, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith($"{bad}: INVALID V12: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{File1}: VALID settled ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Json_says_what_the_line_says()
    {
        var (_, output, _) = VerifierProcess.Call(File1, "--policy", Policy, "--json");
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal("valid", answer.Text("outcome"));
        var start = "VALID settled " + answer.Text("settlementId");
        Assert.StartsWith(start, answer.Text("answer"), StringComparison.Ordinal);
        var (_, refused, _) = VerifierProcess.Call(
            VectorFolder.Good("leg-amount.settlement.json"), "--policy", Policy, "--json");
        Assert.Equal("V12", JsonDocument.Parse(refused).RootElement.Text("step"));
    }

    [Fact]
    public void The_report_names_legs_positions_signatures_and_what_is_closed()
    {
        var report = Path.Combine(_folder, "audit.md");
        var part = VectorFolder.Good("view-of-participant.settlement.json");
        var bad = VectorFolder.Good("leg-id.settlement.json");
        Assert.Equal(1, VerifierProcess.Call(part, bad, "--policy", Policy, "--report", report).Code);
        var text = File.ReadAllText(report);
        Assert.Contains("| 0 | 1 | alice.cash | bob.cash | EUR | 700 | alice |", text, StringComparison.Ordinal);
        Assert.Contains("- Legs: 2 of 4", text, StringComparison.Ordinal);
        Assert.Contains("Failed: V12", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_a_file_breaks_out_of_the_report() =>
        Assert.Equal("a \\| \\<b\\> \\`c\\`", AuditReport.Cell("a\n|\t<b>\u2028`c`"));

    [Fact]
    public void The_native_program_answers_as_the_managed_one()
    {
        var isThere = File.Exists(VerifierProcess.Native);
        Assert.SkipUnless(isThere, "The native program is made by ./build verifier, which was not run here.");
        foreach (var probe in VectorFolder.Cases)
        {
            var managed = VerifierProcess.Call([.. ArgumentsOf(probe)]);
            Assert.Equal(managed, VerifierProcess.RunNative([.. ArgumentsOf(probe)]));
        }
    }

    private IEnumerable<string> ArgumentsOf(JsonElement probe)
    {
        yield return VectorFolder.PathOf((probe.Text("proof") ?? probe.Text("settlement"))!);
        yield return "--policy";
        yield return VectorFolder.PathOf(probe.Text("policy")!);
        if (probe.Text("remembered") is { } remembered)
        {
            // A copy: a valid file replaces the state.
            var state = Path.Combine(_folder, probe.Text("id")!);
            File.Copy(VectorFolder.PathOf(remembered), state, overwrite: true);
            yield return "--state";
            yield return state;
        }

        if (probe.Text("consistency") is { } consistency)
        {
            yield return "--consistency";
            yield return VectorFolder.PathOf(consistency);
        }

        if (probe.Text("nowSeconds") is { } now)
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(now));
            yield return "--now";
            yield return time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        }

        if (probe.Text("ageSecondsMax") is { } age)
        {
            yield return "--max-age";
            yield return age;
        }
    }
}
