using System.Text.Json;

namespace VeritasVault.Cli.Tests;

/// <summary>What one call of the program left.</summary>
internal sealed record CliResult(int Exit, string Output, string Error)
{
    public IReadOnlyList<JsonElement> Lines { get; } =
        Output.StartsWith('{')
            ? [
                .. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(l => JsonDocument.Parse(l).RootElement),
            ]
            : [];

    /// <summary>The lines of JSON on the standard error.</summary>
    public IReadOnlyList<JsonElement> Problems { get; } =
    [
        .. Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l.StartsWith('{'))
            .Select(l => JsonDocument.Parse(l).RootElement),
    ];

    public JsonElement Last => Lines[^1];

    public string Text(string member) => Last.GetProperty(member).GetString()!;

    public long Number(string member) => Last.GetProperty(member).GetInt64();

    public bool Flag(string member) => Last.GetProperty(member).GetBoolean();
}
