using System.Globalization;
using System.Text.Json.Nodes;

namespace VeritasVault.Bench;

/// <summary>
/// Named figures of one workload, in the order in which they are printed; each name ends in its unit. A figure that is
/// beside a limit of the machine says which share of it was reached.
/// </summary>
internal sealed class BenchReport(string name)
{
    private readonly List<(string Name, double? Value)> _figures = [];
    private readonly List<(string Name, double Value, double? Ratio)> _limits = [];
    private readonly List<string> _notes = [];

    public string Name { get; } = name;

    /// <summary>How many runs it is the median of.</summary>
    public int Runs { get; private init; } = 1;

    public double? this[string figure] => _figures.Find(one => one.Name == figure).Value;

    public void Add(string figure, double? value) => _figures.Add((figure, value));

    /// <summary>A limit of the machine, and the share of it that was reached; null where it is not this workload's
    /// limit.</summary>
    public void AddLimit(string limit, double value, double? ratio) => _limits.Add((limit, value, ratio));

    /// <summary>What a reader must know of the figures; printed to people.</summary>
    public void Note(string text) => _notes.Add(text);

    /// <summary>Figure by figure the median of several runs of one workload.</summary>
    public static BenchReport Median(IReadOnlyList<BenchReport> runs)
    {
        var median = new BenchReport(runs[0].Name) { Runs = runs.Count };
        for (var i = 0; i < runs[0]._figures.Count; i++)
        {
            median.Add(runs[0]._figures[i].Name, Middle(runs.Select(run => run._figures[i].Value)));
        }

        for (var i = 0; i < runs[0]._limits.Count; i++)
        {
            median.AddLimit(
                runs[0]._limits[i].Name,
                Middle(runs.Select(run => (double?)run._limits[i].Value)) ?? 0,
                Middle(runs.Select(run => run._limits[i].Ratio)));
        }

        median._notes.AddRange(runs[0]._notes);
        return median;
    }

    public void Print(TextWriter output)
    {
        output.WriteLine(Runs == 1 ? Name : $"{Name}, median of {Runs} runs");
        foreach (var (figure, value) in _figures)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure,-34} {Text(value),16}"));
        }

        if (_limits.Count > 0)
        {
            output.WriteLine($"  {"limits of this machine",-34} {"at most",16} {"reached",10}");
        }

        foreach (var (limit, value, ratio) in _limits)
        {
            var share = ratio is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{ratio:P1}");
            output.WriteLine($"  {limit,-34} {Text(value),16} {share,10}");
        }

        foreach (var note in _notes)
        {
            output.WriteLine($"  {note}");
        }
    }

    public JsonObject ToJson()
    {
        var line = new JsonObject { ["bench"] = Name, ["runs"] = Runs };
        foreach (var (figure, value) in _figures)
        {
            line[figure] = Rounded(value);
        }

        foreach (var (limit, value, ratio) in _limits)
        {
            line[$"limit.{limit}"] = Rounded(value);
            line[$"reached.{limit}"] = Rounded(ratio);
        }

        foreach (var figure in Figures.Always.Where(figure => !line.ContainsKey(figure)))
        {
            line[figure] = null;
        }

        return line;
    }

    private static string Text(double? value) =>
        value is null ? "not measured" : string.Create(CultureInfo.InvariantCulture, $"{value:#,##0.###}");

    private static double? Rounded(double? value) => value is null ? null : Math.Round(value.Value, 6);

    private static double? Middle(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().Order().ToArray();
        return known.Length == 0 ? null : known[known.Length / 2];
    }
}
