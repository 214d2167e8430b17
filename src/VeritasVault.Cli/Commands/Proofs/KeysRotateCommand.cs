using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Gives the ledger a new signing key, by the word of the old one.</summary>
internal sealed class KeysRotateCommand(CliHost host) : VeritasCommand(
    host,
    "rotate",
    "Makes a new signing key for the ledger; the old one endorses it, and both sign the checkpoint of the change.",
    "veritas keys rotate",
    "veritas keys rotate --key ./main.key --json")
{
    protected override async Task<int> RunAsync(CommandContext context)
    {
        var next = context.KeyFile + ".next";
        var kept = context.KeyFile + ".previous";
        string vkey;
        using (var key = KeyAccess.Create(context, next))
        {
            await using var ledger = await context.OpenAsync();
            var answer = await ledger.RotateKeyAsync(key, context.ActorOn(ledger));
            if (answer.Code != OutcomeCode.Applied)
            {
                File.Delete(next);
                throw CliException.Of(answer.Code, "actor", context.ActorOn(ledger).Value);
            }

            vkey = ledger.View.Vkey;
        }

        // A crash before both moves are done leaves the new key in its file under the name it was made with; opening
        // says that the key is wrong and where it looked.
        File.Move(context.KeyFile, kept, overwrite: true);
        File.Move(next, context.KeyFile);
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteString("vkey", vkey);
                json.WriteString("key", context.KeyFile);
                json.WriteString("previousKey", kept);
            });
        }
        else
        {
            context.Output.Line($"The ledger signs with a new key in {context.KeyFile}; the old one is in {kept}.");
            context.Output.Line($"Next: give the new verifier key to who checks proofs: {vkey}");
        }

        return ExitCode.Ok;
    }
}
