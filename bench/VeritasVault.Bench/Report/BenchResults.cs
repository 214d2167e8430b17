namespace VeritasVault.Bench;

/// <summary>Prints reports as they come, to people or as JSON lines, and keeps the history.</summary>
internal sealed class BenchResults(BenchOptions options, TextWriter output)
{
    private readonly List<BenchReport> _results = [];

    /// <summary>The result of a workload.</summary>
    public void Add(BenchReport result)
    {
        Print(result);
        _results.Add(result);
        if (options.History is { } history)
        {
            var line = result.ToJson();
            line["machine"] = MachineFacts.Read();
            File.AppendAllText(history, line.ToJsonString() + "\n");
        }
    }

    /// <summary>After several workloads the last JSON line is that of the first that settles: of dvp-uniform, where it
    /// is among them.</summary>
    public void Finish()
    {
        if (options.Json && _results.Count > 1
            && _results.Find(result => result[Figures.LegsPerSecond] is not null) is { } first)
        {
            Print(first);
        }
    }

    public void Print(BenchReport report)
    {
        if (options.Json)
        {
            output.WriteLine(report.ToJson().ToJsonString());
        }
        else
        {
            report.Print(output);
        }
    }
}
