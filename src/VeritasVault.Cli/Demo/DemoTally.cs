using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>The answers of the day and how long they took.</summary>
internal sealed class DemoTally
{
    private readonly SortedDictionary<OutcomeCode, int> _byCode = [];
    private readonly List<double> _milliseconds = [];

    public int Answers { get; private set; }

    public IReadOnlyDictionary<OutcomeCode, int> ByCode => _byCode;

    /// <summary>Notes an answer to a settlement.</summary>
    public void Add(OutcomeCode code, TimeSpan latency)
    {
        Count(code);
        _milliseconds.Add(latency.TotalMilliseconds);
    }

    /// <summary>Moves settlements from waiting to what became of them.</summary>
    public void Became(OutcomeCode code)
    {
        _byCode[OutcomeCode.Waiting]--;
        Answers--;
        Count(code);
        if (_byCode[OutcomeCode.Waiting] == 0)
        {
            _byCode.Remove(OutcomeCode.Waiting);
        }
    }

    /// <summary>The latency that so many of a hundred answers did not exceed, in milliseconds.</summary>
    public double Percentile(int percent)
    {
        _milliseconds.Sort();
        return _milliseconds.Count == 0
            ? 0
            : _milliseconds[Math.Min(_milliseconds.Count - 1, _milliseconds.Count * percent / 100)];
    }

    private void Count(OutcomeCode code)
    {
        Answers++;
        _byCode[code] = _byCode.GetValueOrDefault(code) + 1;
    }
}
