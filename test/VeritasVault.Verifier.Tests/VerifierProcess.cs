using System.Diagnostics;

namespace VeritasVault.Verifier.Tests;

/// <summary>The real program, managed as it was built, or the native one where ./build verifier left it.</summary>
internal static class VerifierProcess
{
    public static string Native { get; } = Path.Combine(VectorFolder.Root, "artifacts", "verifier", "veritas-verify");

    public static (int Code, string Output, string Error) Run(params string[] arguments) =>
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "veritas-verify.dll"), .. arguments]);

    public static (int Code, string Output, string Error) RunNative(params string[] arguments) =>
        Start(Native, arguments);

    /// <summary>The same without a process, for tables of cases.</summary>
    public static (int Code, string Output, string Error) Call(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new VerifyProgram(output, error).Run(arguments);
        return (code, output.ToString(), error.ToString());
    }

    private static (int Code, string Output, string Error) Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;

        // One after the other: what goes to the error stream is far shorter than a pipe.
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error);
    }
}
