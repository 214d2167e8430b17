using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>
/// Gives the ledger a new signing key, by the word of the old one. The new key is in its file before the ledger records
/// it, and gets the old one's place while the store is still locked; a crash anywhere between leaves a file that the
/// next rotation finds and goes on with.
/// </summary>
internal sealed class KeysRotateCommand(CliHost host) : VeritasCommand(
    host,
    "rotate",
    "Makes a new signing key for the ledger; the old one endorses it, and both sign the checkpoint of the change. "
    + "Finishes a rotation that was interrupted.",
    "veritas keys rotate",
    "veritas keys rotate --key ./main.key --json")
{
    protected override async Task<int> RunAsync(CommandContext context)
    {
        var kept = context.KeyFile + ".previous";
        var vkey = await FinishAsync(context, kept) ?? await RotateAsync(context, kept);
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

    /// <summary>When the ledger has the next key already, only the files are left to be moved.</summary>
    /// <returns>The verifier key in force; null when there is nothing to finish.</returns>
    private static async Task<string?> FinishAsync(CommandContext context, string kept)
    {
        if (!File.Exists(context.NextKeyFile))
        {
            return null;
        }

        using var key = KeyAccess.ReadLeftOver(context, context.NextKeyFile);
        try
        {
            await using var ledger = await LedgerAccess.OpenAsync(context, key);
            MoveIntoPlace(context, kept);
            return ledger.View.Vkey;
        }
        catch (LedgerException error) when (error.Failure == LedgerFailure.WrongKey)
        {
            // The rotation ended before the ledger recorded it: the key is still to be given.
            return null;
        }
    }

    private static async Task<string> RotateAsync(CommandContext context, string kept)
    {
        SigningKey? next = null;
        try
        {
            // Opened first: nothing is made while another process has the store.
            await using var ledger = await context.OpenAsync();
            var isLeftOver = File.Exists(context.NextKeyFile);
            next = isLeftOver
                ? KeyAccess.ReadLeftOver(context, context.NextKeyFile)
                : KeyAccess.Create(context, context.NextKeyFile);
            var answer = await ledger.RotateKeyAsync(next, context.ActorOn(ledger));
            if (answer.Code != OutcomeCode.Applied)
            {
                // Only what was refused is surely not on record. A file that was there before is not ours to delete:
                // a copy of this store may have the key.
                if (answer.IsRefused && !isLeftOver)
                {
                    File.Delete(context.NextKeyFile);
                }

                throw CliException.Of(answer.Code, "actor", context.ActorOn(ledger).Value);
            }

            MoveIntoPlace(context, kept);
            return ledger.View.Vkey;
        }
        finally
        {
            // The ledger signs with it until it is closed.
            next?.Dispose();
        }
    }

    // A crash between the moves leaves no key in its place; the ledger then opens for questions, and the next rotation
    // finishes this one.
    private static void MoveIntoPlace(CommandContext context, string kept)
    {
        if (File.Exists(context.KeyFile))
        {
            File.Move(context.KeyFile, kept, overwrite: true);
        }

        File.Move(context.NextKeyFile, context.KeyFile);
    }
}
