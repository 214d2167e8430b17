using System.Text;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>
/// A file with one line for each settlement that the ledger has acknowledged: its id and its code. Only a whole line is
/// an acknowledgement.
/// </summary>
internal sealed class AckFile : IDisposable
{
    private const int LineBytesMax = 128;

    private readonly FileStream _file;
    private readonly StringBuilder _lines = new();

    /// <summary>Opens the file to write behind its last whole line.</summary>
    public AckFile(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        CutTornLine();
    }

    /// <summary>Notes an answer that is durable.</summary>
    public void Add(SettlementId id, OutcomeCode code) =>
        _lines.Append(id.ToString()).Append(' ').Append(code.Name()).Append('\n');

    /// <summary>
    /// Hands all noted lines to the operating system. What it has taken survives the end of this process; a kill in the
    /// middle may tear the last line it took. A crash here loses acknowledgements, never settlements.
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

    /// <summary>Removes what a killed process left of a line, so that the next line does not run into it.</summary>
    private void CutTornLine()
    {
        var tail = new byte[Math.Min(_file.Length, LineBytesMax)];
        _file.Seek(-tail.Length, SeekOrigin.End);
        _file.ReadExactly(tail);
        var whole = Array.LastIndexOf(tail, (byte)'\n') + 1;
        if (whole == 0 && _file.Length > tail.Length)
        {
            throw new CliException(
                ExitCode.BadInput,
                "MALFORMED_INPUT",
                "The file given with --acks ends in a line that is no acknowledgement.",
                "Name another file; nothing was changed.");
        }

        _file.SetLength(_file.Length - tail.Length + whole);
        _file.Seek(0, SeekOrigin.End);
    }
}
