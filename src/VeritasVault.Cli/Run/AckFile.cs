using System.Text;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>A file with one line for each settlement that the ledger has acknowledged: its id and its code.</summary>
internal sealed class AckFile : IDisposable
{
    private readonly FileStream _file;
    private readonly StringBuilder _lines = new();

    /// <summary>Opens the file to write behind what it holds.</summary>
    public AckFile(string path) =>
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Notes an answer that is durable.</summary>
    public void Add(SettlementId id, OutcomeCode code) =>
        _lines.Append(id.ToString()).Append(' ').Append(code.Name()).Append('\n');

    /// <summary>
    /// Hands all noted lines to the operating system in one write, so that the end of this process cannot lose or tear
    /// them. A crash before it loses acknowledgements, never settlements.
    /// </summary>
    public void Write()
    {
        if (_lines.Length > 0)
        {
            _file.Write(Encoding.ASCII.GetBytes(_lines.ToString()));
            _lines.Clear();
        }
    }

    public void Dispose()
    {
        Write();
        _file.Dispose();
    }
}
