using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace VeritasVault.Cli;

/// <summary>The usual help, then the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly string[] RootExamples =
    [
        "veritas demo",
        "veritas init --store ./ledger",
        "veritas run day.ndjson --store ./ledger --json",
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in ExamplesOf(parseResult.CommandResult.Command))
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        return code;
    }

    private static IEnumerable<string> ExamplesOf(Command command) => command switch
    {
        VeritasCommand own => own.Examples,
        GroupCommand group => group.Subcommands.OfType<VeritasCommand>().Select(child => child.Examples[0]),
        _ => RootExamples,
    };
}
