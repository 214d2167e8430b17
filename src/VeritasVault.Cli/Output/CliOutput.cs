using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace VeritasVault.Cli;

/// <summary>Where a command says what it found: lines of JSON for programs, tables for people.</summary>
internal sealed class CliOutput
{
    private const int WidthWhenRedirected = 200;

    private static readonly JsonWriterOptions JsonOptions = new()
    {
        // Lines go to files and pipes, not into web pages.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly CliIo _io;
    private readonly ArrayBufferWriter<byte> _line = new(512);

    public CliOutput(CliIo io, bool json)
    {
        _io = io;
        IsJson = json;
        People = CreateConsole(io.Output, io.OutputIsTerminal);
        Progress = CreateConsole(io.Error, io.ErrorIsTerminal);
    }

    public bool IsJson { get; }

    /// <summary>Draws tables on the standard output.</summary>
    public IAnsiConsole People { get; }

    /// <summary>Draws progress on the standard error.</summary>
    public IAnsiConsole Progress { get; }

    public bool ShowsProgress => _io.ErrorIsTerminal && !IsJson;

    /// <summary>Writes one object as one line.</summary>
    public void Json(Action<Utf8JsonWriter> members) => WriteJson(_io.Output, members);

    public void Line(string text = "") => _io.Output.WriteLine(text);

    /// <summary>Something the user should know that is no result.</summary>
    public void Note(string text) => _io.Error.WriteLine(text);

    /// <summary>Why a command could not do what it was asked for.</summary>
    public void Problem(string code, string message, string next)
    {
        if (IsJson)
        {
            WriteJson(_io.Error, json =>
            {
                json.WriteString("error", code);
                json.WriteString("message", message);
                json.WriteString("next", next);
            });
            return;
        }

        _io.Error.WriteLine($"veritas: {code}: {message}");
        _io.Error.WriteLine($"Next: {next}");
    }

    /// <summary>One object on one line of the standard error.</summary>
    public void JsonNote(Action<Utf8JsonWriter> members) => WriteJson(_io.Error, members);

    /// <summary>A table with a header; columns whose name starts with a space are numbers, set to the right.</summary>
    public void Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        if (title.Length > 0)
        {
            table.Title = new TableTitle(Markup.Escape(title));
        }

        foreach (var column in columns)
        {
            var numbers = column.StartsWith(' ');
            var header = new TableColumn(Markup.Escape(column.Trim())) { NoWrap = numbers };
            table.AddColumn(numbers ? header.RightAligned() : header);
        }

        foreach (var row in rows)
        {
            table.AddRow(Array.ConvertAll(row, cell => Markup.Escape(Words.Printable(cell))));
        }

        People.Write(table);
    }

    private static IAnsiConsole CreateConsole(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isTerminal)
        {
            console.Profile.Width = WidthWhenRedirected;
        }

        return console;
    }

    private void WriteJson(TextWriter writer, Action<Utf8JsonWriter> members)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, JsonOptions))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        writer.Write(Encoding.UTF8.GetString(_line.WrittenSpan));
        writer.Write('\n');
    }
}
