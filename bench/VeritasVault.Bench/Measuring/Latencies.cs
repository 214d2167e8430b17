namespace VeritasVault.Bench;

/// <summary>How long answers took, in milliseconds; several that came together count as many.</summary>
internal sealed class Latencies
{
    private readonly List<(double Milliseconds, int Answers)> _waits = [];

    public void Add(TimeSpan wait, int answers)
    {
        lock (_waits)
        {
            _waits.Add((wait.TotalMilliseconds, answers));
        }
    }

    /// <summary>Adds p50, p99, p99.9 and the greatest to a report.</summary>
    public void AddTo(BenchReport report)
    {
        _waits.Sort();
        report.Add(Figures.P50Ms, At(0.5));
        report.Add(Figures.P99Ms, At(0.99));
        report.Add("p999Ms", At(0.999));
        report.Add("maxMs", At(1));
    }

    // The least wait that at least this share of the answers did not exceed.
    private double At(double share)
    {
        var wanted = share * _waits.Sum(wait => (double)wait.Answers);
        var seen = 0.0;
        foreach (var (milliseconds, answers) in _waits)
        {
            seen += answers;
            if (seen >= wanted)
            {
                return milliseconds;
            }
        }

        return _waits.Count == 0 ? 0 : _waits[^1].Milliseconds;
    }
}
