using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Registers a participant's key: its first, one that an earlier one vouches for, or one that the operator
/// sets in place of lost ones.</summary>
internal sealed class ParticipantKeyAddCommand : RegistryCommandBase
{
    private readonly bool _resets;
    private readonly Argument<string> _participant = new("NAME") { Description = "The participant's id" };

    private readonly Option<string> _publicKey = new("--public-key")
    {
        Description = "The public key in base64, as veritas keygen prints it",
        HelpName = "TEXT",
        Required = true,
    };

    private readonly Option<string> _validFrom;

    private readonly Option<string> _validUntil = new("--valid-until")
    {
        Description = "From when on it may not any more [default: without end]",
        HelpName = "TIME",
    };

    private readonly Option<string> _endorseWith = new("--endorse-with")
    {
        Description = "The private key file of a valid key of the participant, which vouches for this one",
        HelpName = "FILE",
    };

    private ParticipantKeyAddCommand(
        CliHost host, string name, string description, bool resets, params string[] examples)
        : base(host, name, description, examples)
    {
        _resets = resets;
        var now = resets ? "now" : "now; with --endorse-with the time of the last block";
        _validFrom = new Option<string>("--valid-from")
        {
            Description = $"From when on it may sign [default: {now}]",
            HelpName = "TIME",
        };
        Arguments.Add(_participant);
        Options.Add(_publicKey);
        Options.Add(_validFrom);
        Options.Add(_validUntil);
        if (!resets)
        {
            Options.Add(_endorseWith);
        }
    }

    public static ParticipantKeyAddCommand Add(CliHost host) => new(
        host,
        "add",
        "Registers a key with which a participant signs; one after the first is endorsed by an earlier one.",
        resets: false,
        "veritas participant key add alice --public-key 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
        "veritas participant key add alice --public-key 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= "
            + "--endorse-with old.key --valid-until 2027-11-23",
        "veritas participant key add alice --public-key 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= --json");

    public static ParticipantKeyAddCommand Reset(CliHost host) => new(
        host,
        "reset",
        "Registers a key for a participant that has lost its own; every proof that rests on it says so.",
        resets: true,
        "veritas participant key reset alice --public-key 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
        "veritas participant key reset alice --public-key 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= --json");

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor)
    {
        var command = new RegisterKey
        {
            Id = id,
            Actor = actor,
            Participant = InputText.Participant(context.Value(_participant)),
            PublicKey = PublicKeyOf(context.Value(_publicKey)!),
            ValidFrom = InputText.Time(context.Value(_validFrom), "--valid-from"),
            ValidUntil = InputText.Time(context.Value(_validUntil), "--valid-until"),
            IsReset = _resets,
        };
        return !_resets && context.Value(_endorseWith) is { } file ? Endorsed(context, view, command, file) : command;
    }

    private static RegisterKey Endorsed(CommandContext context, LedgerView view, RegisterKey command, string file)
    {
        using var key = SignerAccess.Read(context, file);

        // The predecessor signs the time from which on the key is valid: the ledger's own, which no clock is ahead of.
        var from = command.ValidFrom ?? view.AsOf.Time;
        var terms = new KeyTerms(command.PublicKey, from, command.ValidUntil);
        return command with
        {
            ValidFrom = from,
            Endorsement = new ApprovalSigner(command.Participant, key).Endorse(Origin.Parse(view.Origin), terms),
        };
    }

    private static PublicKey PublicKeyOf(string text) => KeyText.PublicKey(text)
        ?? throw new CliException(
            ExitCode.BadInput,
            OutcomeCode.MalformedInput.Name(),
            $"--public-key is '{text}', which is not {KeyText.PublicKeyForm}.",
            "Give it as veritas keygen printed it.");
}
