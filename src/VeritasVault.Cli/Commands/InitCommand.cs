using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Creates a ledger.</summary>
internal sealed class InitCommand : VeritasCommand
{
    private readonly Option<string> _name = new("--name")
    {
        Description = "The ledger's name",
        DefaultValueFactory = _ => "main",
    };

    private readonly Option<string> _operator = new("--operator")
    {
        Description = "The name of the operator: the actor that may change the registry",
        DefaultValueFactory = _ => "operator",
    };

    private readonly Option<string> _origin = new("--origin")
    {
        Description = "The name its log signs under, its own in the world [default: the name and a part of the key]",
    };

    public InitCommand(CliHost host)
        : base(
            host,
            "init",
            "Creates a ledger in a directory.",
            "veritas init",
            "veritas init --store ./ledger --name main",
            "veritas init --store ./ledger --operator alice --json")
    {
        Options.Add(_name);
        Options.Add(_operator);
        Options.Add(_origin);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var name = context.Value(_name)!;
        if (!TextId.IsValid(name))
        {
            throw CliException.Of(OutcomeCode.IdMalformed, "--name", name);
        }

        var origin = InputText.OriginOrNone(context.Value(_origin), "--origin");
        var create = new LedgerCreation
        {
            Name = name,
            Operator = InputText.Actor(context.Value(_operator)!),
            Origin = origin,
        };
        var existed = LedgerAccess.Exists(context.StoreDirectory);
        await using var ledger = await LedgerAccess.OpenAsync(context, create);
        Report(context, ledger.View, existed);
        return ExitCode.Ok;
    }

    private static void Report(CommandContext context, LedgerView view, bool existed)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteString("store", context.StoreDirectory);
                json.WriteString("name", view.Name);
                json.WriteString("operator", view.Operator.Value);
                json.WriteString("origin", view.Origin);
                json.WriteString("key", context.KeyFile);
                json.WriteBoolean("created", !existed);
            });
            return;
        }

        context.Output.Line(existed
            ? $"There is a ledger at {context.StoreDirectory} already; nothing was changed."
            : $"Created the ledger '{view.Name}' at {context.StoreDirectory}; its operator is {view.Operator}.");
        context.Output.Line(
            $"Its log is {view.Origin}, signed with the key in {context.KeyFile}: keep that file safe.");
        context.Output.Line("Next: veritas participant add NAME, then account open and asset add.");
    }
}
