using System.CommandLine;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Explains outcome codes.</summary>
internal sealed class CodesCommand : VeritasCommand
{
    private readonly Argument<string?> _code = new("CODE")
    {
        Description = "A name or number; all when left out",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _markdown = new("--markdown")
    {
        Description = "Print the reference page",
        Hidden = true,
    };

    public CodesCommand(CliHost host)
        : base(
            host,
            "codes",
            "Explains the outcome codes: what each means and what to do.",
            "veritas codes",
            "veritas codes INSUFFICIENT_FUNDS",
            "veritas codes 301 --json")
    {
        Arguments.Add(_code);
        Options.Add(_markdown);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        if (context.Value(_markdown))
        {
            await context.Io.Output.WriteAsync(OutcomePage.Markdown());
            return ExitCode.Ok;
        }

        var wanted = context.Value(_code);
        var codes = OutcomeCatalog.All
            .Where(code => wanted is null || wanted == Words.Of((int)code)
                || wanted.Equals(code.Name(), StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (codes.Count == 0)
        {
            throw new CliException(
                ExitCode.BadInput,
                "UNKNOWN_CODE",
                $"'{wanted}' is no outcome code.",
                "Run `veritas codes` for all of them.");
        }

        Report(context.Output, codes);
        return ExitCode.Ok;
    }

    private static void Report(CliOutput output, List<OutcomeCode> codes)
    {
        if (!output.IsJson)
        {
            output.Table(
                string.Empty,
                [" number", "name", "kind", "retry", "meaning", "cure"],
                codes.Select(code => (code, info: code.Describe())).Select(c => new[]
                {
                    Words.Of((int)c.code), c.info.Name, Words.Camel(c.info.Kind.ToString()),
                    Words.Camel(c.info.Retry.ToString()), c.info.Meaning, c.info.Cure,
                }));
            return;
        }

        foreach (var code in codes)
        {
            var info = code.Describe();
            output.Json(json =>
            {
                json.WriteNumber("number", (int)code);
                json.WriteString("name", info.Name);
                json.WriteString("category", OutcomePage.NameOf(info.Category));
                json.WriteString("kind", Words.Camel(info.Kind.ToString()));
                json.WriteString("retry", Words.Camel(info.Retry.ToString()));
                json.WriteString("meaning", info.Meaning);
                json.WriteString("cure", info.Cure);
            });
        }
    }
}
