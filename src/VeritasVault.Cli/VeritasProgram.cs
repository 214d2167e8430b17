using System.CommandLine;
using System.CommandLine.Help;

namespace VeritasVault.Cli;

/// <summary>The program without the process: parses, runs one command and returns its exit code.</summary>
internal static class VeritasProgram
{
    public static async Task<int> RunAsync(string[] arguments, CliIo io)
    {
        var host = new CliHost(io);
        var root = CreateRoot(host);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            foreach (var error in parsed.Errors)
            {
                await io.Error.WriteLineAsync($"veritas: {WithoutType(error.Message)}");
            }

            var path = PathOf(parsed.CommandResult.Command);
            await io.Error.WriteLineAsync($"Next: `{path} --help` shows how it is called, with examples.");
            return ExitCode.BadInput;
        }

        var configuration = new InvocationConfiguration
        {
            Output = io.Output,
            Error = io.Error,
            EnableDefaultExceptionHandler = false,

            // Commands that can be interrupted listen themselves and finish what is in flight.
            ProcessTerminationTimeout = null,
        };
        try
        {
            var code = await parsed.InvokeAsync(configuration);
            await io.Output.FlushAsync();
            return code;
        }
        catch (IOException problem)
        {
            await io.Error.WriteLineAsync($"veritas: OUTPUT_UNWRITABLE: {problem.Message}");
            await io.Error.WriteLineAsync("Next: check where the output goes; the ledger keeps what was settled.");
            return ExitCode.BadInput;
        }
    }

    public static RootCommand CreateRoot(CliHost host)
    {
        var root =
            new RootCommand("Settles sets of transfers that all happen or none do, in a ledger in one directory.")
        {
            new DemoCommand(host),
            new InitCommand(host),
            Participants(host),
            Assets(host),
            Accounts(host),
            Ledgers(host),
            Locks(host),
            IssueCommand.Issue(host),
            IssueCommand.Redeem(host),
            new SubmitCommand(host),
            new KeygenCommand(host),
            new SignCommand(host),
            new RunCommand(host),
            new BalancesCommand(host),
            new ListCommand(host),
            new StatusCommand(host),
            new DecisionCommand(host),
            new HistoryCommand(host),
            new FailuresCommand(host),
            new LocksCommand(host),
            new StatementCommand(host),
            new EventsCommand(host),
            new AuditCommand(host),
            new ProveCommand(host),
            new ConsistencyCommand(host),
            new KeysCommand(host),
            ExportCommand.Export(host),
            ImportCommand.Import(host),
            ExportCommand.Backup(host),
            ImportCommand.Restore(host),
            new AcceptLossCommand(host),
            new CodesCommand(host),
            new VersionCommand(host),
        };
        foreach (var command in AboutSettlements(host))
        {
            root.Subcommands.Add(command);
        }

        host.Options.AddTo(root);
        foreach (var help in root.Options.OfType<HelpOption>().ToList())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }

        foreach (var version in root.Options.OfType<VersionOption>().ToList())
        {
            // `veritas version` says more; one way is enough.
            root.Options.Remove(version);
        }

        return root;
    }

    private static IEnumerable<VeritasCommand> AboutSettlements(CliHost host) =>
    [
        new ConsentCommandLine(host),
        new RejectCommandLine(host),
        new CancelCommandLine(host),
        new ExecuteCommandLine(host),
        HoldCommandLine.Hold(host),
        HoldCommandLine.Release(host),
        new ResumeCommandLine(host),
        new AbortCommandLine(host),
        new EraseCommandLine(host),
    ];

    private static GroupCommand Participants(CliHost host) => new("participant", "Registers and lists participants.")
    {
        new ParticipantAddCommand(host),
        new ParticipantConsentCommand(host),
        new ParticipantPermitCommand(host),
        new ParticipantListCommand(host),
        new GroupCommand("key", "Registers, revokes and lists the keys with which participants sign.")
        {
            ParticipantKeyAddCommand.Add(host),
            ParticipantKeyAddCommand.Reset(host),
            new ParticipantKeyRevokeCommand(host),
            new ParticipantKeyListCommand(host),
        },
    };

    private static GroupCommand Assets(CliHost host) => new("asset", "Registers and lists assets.")
    {
        new AssetAddCommand(host),
        new AssetLimitCommand(host),
        new AssetListCommand(host),
    };

    private static GroupCommand Accounts(CliHost host) => new(
        "account", "Opens, freezes, thaws, closes, limits and lists accounts.")
    {
        new AccountOpenCommand(host),
        AccountStatusCommand.Freeze(host),
        AccountStatusCommand.Thaw(host),
        AccountStatusCommand.Close(host),
        new AccountLimitCommand(host),
        new AccountListCommand(host),
    };

    // The parser names the type that a value could not be read as, which says nothing to who called the program.
    private static string WithoutType(string message)
    {
        var type = message.IndexOf(" as expected type '", StringComparison.Ordinal);
        return type < 0 ? message : message[..type] + ".";
    }

    private static GroupCommand Ledgers(CliHost host) => new(
        "ledger", "Registers and lists external ledgers.")
    {
        new LedgerAddCommand(host),
        new LedgerListCommand(host),
    };

    private static GroupCommand Locks(CliHost host) => new(
        "lock", "Acquires, renews, upgrades and releases locks of people.")
    {
        new LockAcquireCommand(host),
        new LockRenewCommand(host),
        LockHeldCommand.Upgrade(host),
        LockHeldCommand.Release(host),
    };

    private static string PathOf(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "veritas" : $"{PathOf(parent)} {command.Name}";
    }
}
