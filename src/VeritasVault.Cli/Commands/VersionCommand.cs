using System.Reflection;
using System.Runtime.InteropServices;

namespace VeritasVault.Cli;

/// <summary>Says which program this is.</summary>
internal sealed class VersionCommand(CliHost host) : VeritasCommand(
    host,
    "version",
    "Shows the version of the program and of the runtime it runs on.",
    "veritas version",
    "veritas version --json")
{
    protected override Task<int> RunAsync(CommandContext context)
    {
        // The part after the plus names a commit; it is of use to whoever reports a fault.
        var version = typeof(VersionCommand).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteString("version", version);
                json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
                json.WriteString("platform", RuntimeInformation.RuntimeIdentifier);
            });
        }
        else
        {
            context.Output.Line(
                $"veritas {version} "
                + $"({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})");
        }

        return Task.FromResult(ExitCode.Ok);
    }
}
