using System.CommandLine;
using System.Globalization;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Writes the files that prove a decided settlement to a stranger.</summary>
internal sealed class ProveCommand : VeritasCommand
{
    private readonly Argument<string?> _id = new("ID")
    {
        Description = "The settlement's id",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _ids = new("--ids")
    {
        Description = "Prove the settlements whose ids this file holds, one on a line; - is the standard input",
        HelpName = "FILE",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The directory to write to",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<string> _legs = new("--legs")
    {
        Description = "Open these legs only, by their places from 1: 1,3",
        HelpName = "LIST",
    };

    private readonly Option<bool> _full = new("--full") { Description = "Open everything [default without --as]" };

    public ProveCommand(CliHost host)
        : base(
            host,
            "prove",
            "Writes ID.tlog-proof and ID.settlement.json: proof of a settlement, or of a failed one that it cannot "
            + "commit any more. With --as a participant's own view.",
            "veritas prove 01890a5d-ac96-774b-bcce-b302099a8057 --out ./proofs",
            "veritas prove 01890a5d-ac96-774b-bcce-b302099a8057 --as alice --out ./proofs",
            "veritas prove 01890a5d-ac96-774b-bcce-b302099a8057 --legs 1,2 --json",
            "veritas prove --ids day.txt --out ./proofs")
    {
        Arguments.Add(_id);
        Options.Add(_ids);
        Options.Add(_out);
        Options.Add(_legs);
        Options.Add(_full);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var file = context.Value(_ids);
        var given = context.Value(_id);
        if (given is null == file is null)
        {
            throw new CliException(
                ExitCode.BadInput, "USAGE", "One of ID and --ids is needed.", "Give an id, or --ids FILE for many.");
        }

        var id = given is null ? default : InputText.Settlement(given);
        var view = ViewOf(context);
        await using var input = file is null ? null : context.Io.OpenFile(file);
        await using var ledger = await context.OpenAsync();
        if (context.ActorName is { } name && ledger.View.Participants().All(known => known.Id.Value != name))
        {
            throw CliException.Of(OutcomeCode.ParticipantUnknown, "--as", name);
        }

        if (input is null)
        {
            var (path, vkey) = await WriteAsync(context, ledger.View, id, view);
            Report(context, path, vkey);
        }
        else
        {
            await ProveAllAsync(context, ledger.View, input, view);
        }

        return ExitCode.Ok;
    }

    /// <summary>Ends at the first id without a proof; those before it have their files then.</summary>
    private async Task ProveAllAsync(CommandContext context, LedgerView ledger, Stream input, ProofView view)
    {
        // As many as the log has had names and keys, however many settlements there are.
        var vkeys = new SortedSet<string>(StringComparer.Ordinal);
        var count = await ProgressDisplay.RunAsync(context.Output, "Proving", async show =>
        {
            var done = 0L;
            foreach (var (id, bytesRead) in IdFile.Read(input))
            {
                var (path, vkey) = await WriteAsync(context, ledger, id, view);
                vkeys.Add(vkey);
                done++;
                if (context.Output.IsJson)
                {
                    Report(context, path, vkey);
                }

                show(input.CanSeek ? (double)bytesRead / input.Length : 0);
            }

            return done;
        });
        if (!context.Output.IsJson)
        {
            var directory = context.Value(_out)!;
            context.Output.Line($"Wrote the proofs of {Words.Grouped(count)} settlements to {directory}.");
            if (vkeys.Count > 1)
            {
                context.Output.Line("The log was renamed between them: they are signed under several keys. "
                    + "`veritas keys --policy > ledger.policy` writes all of them.");
            }

            var trust = vkeys.Count > 1 ? "--policy ledger.policy" : $"--vkey '{vkeys.Min ?? ledger.Vkey}'";
            context.Output.Line($"Next: check each with veritas-verify {directory}/ID.settlement.json {trust}");
        }
    }

    /// <summary>Writes both files of a settlement; returns their path without its ending, and the verifier key of who
    /// signed them.</summary>
    private async Task<(string Path, string Vkey)> WriteAsync(
        CommandContext context, LedgerView ledger, SettlementId id, ProofView view)
    {
        CheckLegs(context, ledger, id);
        if (ledger.Prove(id, view) is not { } files)
        {
            throw ledger.Settlement(id) is null
                ? CliException.Of(OutcomeCode.SettlementUnknown, "id", id.ToString())
                : new CliException(
                    ExitCode.Refused,
                    "NOT_DECIDED",
                    $"The settlement {id} is not decided yet, so there is nothing to prove.",
                    $"veritas status {id} says what it waits for.");
        }

        Directory.CreateDirectory(context.Value(_out)!);
        var path = Path.Combine(context.Value(_out)!, id.ToString());
        await File.WriteAllBytesAsync(path + ".tlog-proof", files.TlogProof, context.Stop);
        await File.WriteAllBytesAsync(path + ".settlement.json", files.Settlement, context.Stop);
        return (path, files.Vkey);
    }

    private static void Report(CommandContext context, string path, string vkey)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteString("tlogProof", path + ".tlog-proof");
                json.WriteString("settlement", path + ".settlement.json");
                json.WriteString("vkey", vkey);
            });
            return;
        }

        context.Output.Line($"Wrote {path}.tlog-proof and {path}.settlement.json.");
        context.Output.Line($"Next: veritas-verify {path}.settlement.json --vkey '{vkey}'");
    }

    private ProofView ViewOf(CommandContext context)
    {
        var legs = context.Value(_legs);
        if ((context.ActorName is null ? 0 : 1) + (legs is null ? 0 : 1) + (context.Value(_full) ? 1 : 0) > 1)
        {
            throw new CliException(
                ExitCode.BadInput, "USAGE", "--as, --legs and --full exclude each other.", "Give one of them.");
        }

        return context.ActorName is { } name ? ProofView.Of(InputText.Participant(name, "--as"))
            : legs is null ? ProofView.Whole
            : ProofView.Legs(Places(legs));
    }

    /// <summary>A leg that is asked for must be there: a proof that opens nothing of it would look like an
    /// answer.</summary>
    private void CheckLegs(CommandContext context, LedgerView ledger, SettlementId id)
    {
        if (context.Value(_legs) is not { } legs || ledger.Settlement(id) is not { } settlement)
        {
            return;
        }

        var count = settlement.Request.Legs.Length;
        var last = Places(legs).Max() + 1;
        if (last > count)
        {
            throw new CliException(
                ExitCode.BadInput,
                OutcomeCode.ParameterOutOfRange.Name(),
                $"The settlement {id} has {Words.Of(count)} leg{(count == 1 ? "" : "s")}, --legs names leg "
                + $"{Words.Of(last)}.",
                $"veritas status {id} shows the legs; the first is 1.");
        }
    }

    private static IEnumerable<int> Places(string legs) => legs.Split(',').Select(PlaceOf);

    private static int PlaceOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            && place is >= 1 and <= Limits.LegsMax
            ? place - 1
            : throw CliException.Of(OutcomeCode.ParameterOutOfRange, "--legs", text);
}
