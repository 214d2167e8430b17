using System.Text.Json;

namespace VeritasVault.Simulator;

/// <summary>A run that broke a promise.</summary>
internal sealed record Finding(ulong Seed, int Operations, FaultPlan Plan, string Text);

/// <summary>What came of one or many seeds.</summary>
internal sealed class SeedReport
{
    private readonly SortedDictionary<string, long> _faults = new(StringComparer.Ordinal);

    public int Seeds { get; set; }

    public long Runs { get; private set; }

    public long Operations { get; private set; }

    public long Crashes { get; private set; }

    /// <summary>Of all runs in their order.</summary>
    public ulong Digest { get; private set; } = 14_695_981_039_346_656_037UL;

    public List<Finding> Findings { get; } = [];

    /// <summary>What the calls to external ledgers met.</summary>
    public CallCoverage Calls { get; } = new();

    public void Add(FaultPlan plan, RunResult result)
    {
        Runs++;
        Operations += result.Sends;
        Crashes += result.Crashes;
        Calls.Add(result.Calls);
        Digest = unchecked((Digest ^ result.Digest) * 1_099_511_628_211UL);
        if (result.HasStruck)
        {
            Count(plan.Kind.ToString(), 1);
        }
    }

    /// <summary>Adds another seed's report.</summary>
    public void Add(SeedReport other)
    {
        Seeds += other.Seeds;
        Join(other);
    }

    /// <summary>Adds more runs of the same seed.</summary>
    public void Join(SeedReport other)
    {
        Runs += other.Runs;
        Operations += other.Operations;
        Crashes += other.Crashes;
        Calls.Add(other.Calls);
        Digest = unchecked((Digest ^ other.Digest) * 1_099_511_628_211UL);
        Findings.AddRange(other.Findings);
        foreach (var (kind, count) in other._faults)
        {
            Count(kind, count);
        }
    }

    public string ToJson(double seconds)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("seeds", Seeds);
            json.WriteNumber("runs", Runs);
            json.WriteNumber("operations", Operations);
            json.WriteNumber("crashes", Crashes);
            json.WriteNumber("foreignCalls", Calls.Total);
            json.WriteStartObject("faultsByKind");
            foreach (var (kind, count) in _faults)
            {
                json.WriteNumber(kind, count);
            }

            json.WriteEndObject();
            json.WriteStartObject("foreignCallsByFault");
            foreach (var (cell, count) in Calls.Cells)
            {
                json.WriteNumber(cell, count);
            }

            json.WriteEndObject();
            json.WriteNumber("findings", Findings.Count);
            json.WriteString("digest", Digest.ToString("x16"));
            json.WriteNumber("seconds", Math.Round(seconds, 2));
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    public override string ToString() =>
        $"{Seeds} seeds, {Runs} runs, {Operations} operations, {Crashes} crashes, {Calls.Total} foreign, "
        + $"{string.Join(", ", _faults.Select(fault => $"{fault.Key} {fault.Value}"))}, "
        + $"digest {Digest:x16}, {Findings.Count} findings";

    private void Count(string kind, long count) => _faults[kind] = _faults.GetValueOrDefault(kind) + count;
}
