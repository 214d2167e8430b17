using System.CommandLine;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Shows what a stranger pins to check the ledger's proofs.</summary>
internal sealed class KeysCommand : VeritasCommand
{
    private readonly Option<bool> _policy = new("--policy")
    {
        Description = "Print a C2SP tlog-policy that trusts the log, for veritas-verify",
    };

    public KeysCommand(CliHost host)
        : base(
            host,
            "keys",
            "Shows the verifier keys of the ledger's log, oldest first; the last one is in force.",
            "veritas keys",
            "veritas keys --json",
            "veritas keys --policy > ledger.policy")
    {
        Options.Add(_policy);
        Subcommands.Add(new KeysRotateCommand(host));
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        await using var ledger = await context.OpenAsync();
        var view = ledger.View;
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteString("origin", view.Origin);
                json.WriteString("vkey", view.Vkey);
                json.WriteStartArray("all");
                foreach (var vkey in view.Vkeys)
                {
                    json.WriteStringValue(vkey);
                }

                json.WriteEndArray();
                json.WriteNumber("size", view.LogSize);
                json.WriteString("checkpoint", view.Checkpoint);
            });
        }
        else if (context.Value(_policy))
        {
            await WritePolicyAsync(context, view);
        }
        else
        {
            foreach (var vkey in view.Vkeys)
            {
                context.Output.Line(vkey);
            }
        }

        return ExitCode.Ok;
    }

    private static async Task WritePolicyAsync(CommandContext context, LedgerView view)
    {
        foreach (var vkey in view.Vkeys)
        {
            await context.Io.Output.WriteAsync($"log {vkey}\n");
        }

        await context.Io.Output.WriteAsync("quorum none\n");
    }
}
