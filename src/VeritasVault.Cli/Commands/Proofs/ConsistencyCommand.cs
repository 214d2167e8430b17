using System.CommandLine;
using System.Text;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Proves that a later tree of the log begins with an earlier one.</summary>
internal sealed class ConsistencyCommand : VeritasCommand
{
    private readonly Argument<long> _old = new("OLD") { Description = "Entries of the earlier tree" };

    private readonly Argument<long?> _new = new("NEW")
    {
        Description = "Entries of the later tree, the size of a checkpoint [default: the last one's]",
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
            throw new CliException(
                ExitCode.BadInput,
                OutcomeCode.ParameterOutOfRange.Name(),
                WhyNot(older, newer, ledger.View.LogSize),
                "`veritas keys --json` shows the size of the last checkpoint, which NEW is when it is left out; "
                + "a proof names the size of its own.");
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

    private static string WhyNot(long older, long? newer, long size) =>
        older < 1 ? "OLD is at least 1."
        : older > newer ? $"OLD is larger than NEW: {Words.Of(older)} and {Words.Of(newer.Value)}."
        : older > size ? $"OLD is {Words.Of(older)}, but the log has {Words.Of(size)} entries."
        : $"NEW is the size of a checkpoint: none has {Words.Of(newer ?? size)} of the log's {Words.Of(size)} entries.";
}
