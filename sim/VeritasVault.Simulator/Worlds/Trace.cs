namespace VeritasVault.Simulator;

/// <summary>The last lines of what happened, for whoever has to understand a finding.</summary>
internal sealed class Trace(int linesMax)
{
    private readonly Queue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public void Add(string line)
    {
        if (_lines.Count == linesMax)
        {
            _lines.Dequeue();
        }

        _lines.Enqueue(line);
    }
}
