using System.Text;
using VeritasVault.Cli;

// One buffer for all output: commands that print a ledger's worth of lines must not make a system call for each.
await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
await using var error =
    new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false), 1 << 10) { AutoFlush = true };
var io = new CliIo
{
    Output = output,
    Error = error,
    OpenInput = Console.OpenStandardInput,
    Variable = Environment.GetEnvironmentVariable,
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    ListenToSignals = true,
};
return await VeritasProgram.RunAsync(args, io);
