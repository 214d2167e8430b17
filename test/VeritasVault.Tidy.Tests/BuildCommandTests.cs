using System.Diagnostics;

namespace VeritasVault.Tidy.Tests;

/// <summary>The one command of the house answers a call for help with help, and does nothing else.</summary>
public class BuildCommandTests
{
    [Theory]
    [InlineData("help")]
    [InlineData("test", "--help")]
    [InlineData("pack", "--help")]
    [InlineData("verifier", "--help")]
    [InlineData("vectors", "--help")]
    [InlineData("interop", "--help")]
    [InlineData("format", "--help")]
    public void A_call_for_help_shows_the_usage(params string[] arguments)
    {
        var (code, output) = Run([Repository.FullPath("build"), .. arguments]);
        Assert.Equal(0, code);
        Assert.StartsWith("usage: ./build", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8.0", 0)]
    [InlineData("7.99", 0)]
    [InlineData("8.01", 1)]
    [InlineData("30", 1)]
    public void A_figure_beyond_its_bar_fails(string value, int code)
    {
        // Only the function: the script as a whole runs a command.
        var build = Repository.FullPath("build");
        var taken = $"eval \"$(sed -n '/^within() {{/,/^}}/p' '{build}')\"";
        var (ended, output) = Run("-c", $"{taken}; within size {value} 8 MB");
        Assert.Equal(code, ended);
        Assert.Equal($"size: {value} MB, at most 8 MB: {(code == 0 ? "ok" : "FAILED")}\n", output);
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The build command is a script for bash.");
        var start = new ProcessStartInfo("bash", arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
