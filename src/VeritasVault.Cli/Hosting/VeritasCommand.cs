using System.CommandLine;

namespace VeritasVault.Cli;

/// <summary>A command of the program, with its examples.</summary>
internal abstract class VeritasCommand : Command
{
    private readonly CliHost _host;

    protected VeritasCommand(CliHost host, string name, string description, params string[] examples)
        : base(name, description)
    {
        _host = host;
        Examples = examples;
        SetAction((parsed, stop) => CommandRunner.RunAsync(RunAsync, new CommandContext(parsed, _host, stop)));
    }

    /// <summary>Two or three command lines that work.</summary>
    public IReadOnlyList<string> Examples { get; }

    protected abstract Task<int> RunAsync(CommandContext context);
}
