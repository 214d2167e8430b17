using System.CommandLine;
using System.Globalization;
using System.Text;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Proves that a later tree of the log begins with an earlier one.</summary>
internal sealed class ConsistencyCommand : VeritasCommand
{
    private readonly Argument<long> _old = new("OLD") { Description = "Entries of the earlier tree" };

    private readonly Argument<long?> _new = new("NEW")
    {
        Description = "Entries of the later tree, which a checkpoint has [default: the last one]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public ConsistencyCommand(CliHost host)
        : base(
            host,
            "consistency",
            "Prints the proof that the log's later tree begins with its earlier one, as a consistency file.",
            "veritas consistency 120",
            "veritas consistency 120 4711 > grown.consistency")
    {
        Arguments.Add(_old);
        Arguments.Add(_new);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        await using var ledger = await context.OpenAsync();
        var (older, newer) = (context.Value(_old), context.Value(_new));
        if (ledger.View.Consistency(older, newer) is not { } file)
        {
            throw CliException.Of(
                OutcomeCode.ParameterOutOfRange,
                "OLD and NEW",
                string.Create(CultureInfo.InvariantCulture, $"{older} and {newer ?? ledger.View.LogSize}"));
        }

        var text = Encoding.UTF8.GetString(file);
        if (context.Output.IsJson)
        {
            context.Output.Json(json => json.WriteString("consistency", text));
        }
        else
        {
            await context.Io.Output.WriteAsync(text);
        }

        return ExitCode.Ok;
    }
}
