using System.Text.Json;

namespace VeritasVault.Bench;

/// <summary>What a settlement may take of things that do not depend on how busy the machine is. A figure beyond its
/// budget fails the benchmark; who lowers a figure lowers its budget.</summary>
/// <param name="Settlements">With how many the workload is run.</param>
/// <param name="AtMost">The figures and their budgets.</param>
internal sealed record Budget(int Settlements, Dictionary<string, double> AtMost)
{
    private const string Path = "bench/budgets.json";

    /// <summary>The budgets of the house, by workload.</summary>
    public static Dictionary<string, Budget> ReadAll() =>
        JsonSerializer.Deserialize<Dictionary<string, Budget>>(
            File.ReadAllText(House.Find(Path)), JsonSerializerOptions.Web)!;

    /// <summary>Says how each figure stands to its budget.</summary>
    /// <returns>Whether all are within.</returns>
    public bool Check(BenchReport report, TextWriter output)
    {
        var holds = true;
        foreach (var (figure, most) in AtMost)
        {
            var within = report[figure] <= most;
            holds &= within;
            output.WriteLine(FormattableString.Invariant(
                $"{report.Name} {figure}: {report[figure]:0.###}, at most {most:0.###}: {(within ? "ok" : "FAILED")}"));
        }

        return holds;
    }
}
