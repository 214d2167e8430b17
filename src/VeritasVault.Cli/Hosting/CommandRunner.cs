using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.Cli;

/// <summary>Runs a command and turns every expected failure into a message, a next step and an exit code.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(Func<CommandContext, Task<int>> command, CommandContext context)
    {
        try
        {
            return await command(context);
        }
        catch (CliException problem)
        {
            context.Output.Problem(problem.Code, problem.Message, problem.Next);
            return problem.Exit;
        }
        catch (StoreException problem)
        {
            context.Output.Problem(NameOf(problem.Failure), problem.Message, NextStep(problem.Failure, context));
            return problem.Failure == StoreFailure.StateUnknown ? ExitCode.Engine : ExitCode.Store;
        }
        catch (LedgerException problem)
        {
            var (name, next, exit) = Explain(problem.Failure, context);
            context.Output.Problem(name, problem.Message, next);
            return exit;
        }
        catch (InvariantException problem)
        {
            context.Output.Problem(
                "ENGINE_STOPPED",
                $"The ledger contradicts itself: {problem.Message}",
                "Run `veritas audit` and report what it says.");
            return ExitCode.Engine;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            context.Output.Problem(
                "FILE_UNUSABLE", problem.Message, "Check the named file, its permissions, and where the output goes.");
            return ExitCode.BadInput;
        }
        catch (ArgumentException problem)
        {
            context.Output.Problem(
                "USAGE", problem.Message, "Check that no argument is empty; --help shows how the command is called.");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            context.Output.Note("Interrupted.");
            return ExitCode.Interrupted;
        }
    }

    private static string NameOf(StoreFailure failure) => failure switch
    {
        StoreFailure.StateUnknown => "STORE_STATE_UNKNOWN",
        StoreFailure.NoSpace => "STORE_FULL",
        StoreFailure.Corrupt => "STORE_CORRUPT",
        StoreFailure.OtherVersion => "STORE_OTHER_VERSION",
        StoreFailure.Locked => "STORE_LOCKED",
        StoreFailure.NotFound => "STORE_MISSING",
        StoreFailure.Unavailable => "STORE_UNAVAILABLE",
    };

    private static string NextStep(StoreFailure failure, CommandContext context) => failure switch
    {
        StoreFailure.StateUnknown => "Run the same command again: the same id answers what happened.",
        StoreFailure.NoSpace => "Free disk space and run the command again; nothing was changed.",
        StoreFailure.Corrupt => "Nothing is served from damaged data; restore the directory from a backup.",
        StoreFailure.OtherVersion => "Open it with the version of veritas that wrote it.",
        StoreFailure.Locked => "Another process has the ledger open: wait for it, stop it, or name another --store.",
        StoreFailure.NotFound => $"Run `veritas init --store {context.StoreDirectory}` first, or name another --store.",
        StoreFailure.Unavailable => "Check the directory's path and permissions.",
    };

    private static (string Name, string Next, int Exit) Explain(LedgerFailure failure, CommandContext context) =>
        failure switch
        {
            LedgerFailure.NotInitialised => (
                "STORE_MISSING",
                $"Run `veritas init --store {context.StoreDirectory}` first, or name another --store.",
                ExitCode.Store),
            LedgerFailure.AlreadyInitialised => (
                "LEDGER_EXISTS", "Use the ledger as it is, or name another --store.", ExitCode.Refused),
            LedgerFailure.InvalidCreation => ("ID_MALFORMED", "Use 1 to 64 of A-Z a-z 0-9 . _ : -", ExitCode.BadInput),
            LedgerFailure.Corrupt => (
                "STORE_CORRUPT",
                "Nothing is served from damaged data; restore the directory from a backup.",
                ExitCode.Store),
            LedgerFailure.OriginUsed => (
                OutcomeCode.OriginUsed.Name(), OutcomeCode.OriginUsed.Describe().Cure, ExitCode.Refused),
            LedgerFailure.WrongKey when File.Exists(context.NextKeyFile) => (
                "KEY_WRONG", "A rotation of the key did not end: `veritas keys rotate` finishes it.", ExitCode.Store),
            LedgerFailure.WrongKey => (
                "KEY_WRONG", $"Name the ledger's own key with --key; looked in {context.KeyFile}.", ExitCode.Store),
            LedgerFailure.BehindWitness => (
                "BEHIND_WITNESS",
                "Restore a newer backup, or accept the loss under a new origin: veritas accept-loss ORIGIN.",
                ExitCode.Store),
            LedgerFailure.WitnessUnreadable => (
                "WITNESS_UNREADABLE", $"Look at {context.WitnessFile}, or name another --witness.", ExitCode.Store),
            LedgerFailure.Stopped => (
                "ENGINE_STOPPED", "Run the same command again: the same id answers what happened.", ExitCode.Engine),
        };
}
