using System.Text.Json;

namespace VeritasVault.Bench;

/// <summary>Named figures of one run, in the order they are printed. Times in milliseconds, rates per second.</summary>
internal sealed class BenchReport(string name)
{
    private readonly List<(string Name, double Value)> _figures = [];

    public void Add(string figure, double value) => _figures.Add((figure, value));

    public static BenchReport Median(IReadOnlyList<BenchReport> runs)
    {
        var median = new BenchReport($"{runs[0].Name} (median of {runs.Count})");
        for (var i = 0; i < runs[0]._figures.Count; i++)
        {
            var values = runs.Select(run => run._figures[i].Value).Order().ToArray();
            median.Add(runs[0]._figures[i].Name, values[values.Length / 2]);
        }

        return median;
    }

    public string Name { get; } = name;

    public void Print(bool json)
    {
        if (!json)
        {
            Console.WriteLine(Name);
            foreach (var (figure, value) in _figures)
            {
                Console.WriteLine($"  {figure,-34} {value,16:#,##0.###}");
            }

            return;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("bench", Name);
            foreach (var (figure, value) in _figures)
            {
                writer.WriteNumber(figure, Math.Round(value, 3));
            }

            writer.WriteEndObject();
        }

        Console.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }
}
