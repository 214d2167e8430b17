using System.Security.Cryptography;
using System.Text;

namespace VeritasVault.Cli;

/// <summary>A row of a table of text.</summary>
/// <param name="Line">Where it stands, counted from 1.</param>
/// <param name="Cells">Its cells without quotes.</param>
internal readonly record struct CsvRow(long Line, string[] Cells);

/// <summary>A small table of text with a known header; cells hold no separators and no line feeds.</summary>
/// <param name="Rows">The rows below the header.</param>
/// <param name="ContentHash">SHA-256 of the file, in hexadecimal: what tells two files of equal ids apart.</param>
internal sealed record CsvTable(IReadOnlyList<CsvRow> Rows, string ContentHash)
{
    private const int BytesMax = 256 << 20;

    /// <summary>Reads the whole stream.</summary>
    /// <exception cref="CliException">The header is another one, a row has another number of cells, or it is too
    /// large.</exception>
    public static CsvTable Read(Stream stream, string header, char separator, string file)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > BytesMax)
            {
                throw Wrong(file, 1, $"the file is larger than {BytesMax} bytes");
            }
        }

        var bytes = memory.ToArray();
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (lines[0].TrimEnd('\r') != header)
        {
            throw Wrong(file, 1, $"the header is not {header}");
        }

        var rows = new List<CsvRow>(lines.Length);
        var width = header.Split(separator).Length;
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.Length == 0)
            {
                continue;
            }

            var cells = Array.ConvertAll(line.Split(separator), cell => cell.Trim('"'));
            rows.Add(cells.Length == width
                ? new CsvRow(i + 1, cells)
                : throw Wrong(file, i + 1, $"{cells.Length} cells, the header has {width}"));
        }

        return new CsvTable(rows, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static CliException Wrong(string file, long line, string what) => new(
        ExitCode.BadInput,
        "MALFORMED_INPUT",
        $"{file}, line {line}: {what}.",
        "Check --format, and that the file is complete.");
}
