using System.Text.Json;

namespace VeritasVault.Bench.Tests;

/// <summary>One call of the benchmark, as a person makes it.</summary>
internal sealed record BenchRun(int Code, string Output, string Error)
{
    /// <summary>The last line, where JSON was asked for.</summary>
    public JsonElement LastLine =>
        JsonDocument.Parse(Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;

    public static async Task<BenchRun> Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await BenchCommand.RunAsync(arguments, output, error);
        return new BenchRun(code, output.ToString(), error.ToString());
    }

    public double Number(string figure) => LastLine.GetProperty(figure).GetDouble();
}
