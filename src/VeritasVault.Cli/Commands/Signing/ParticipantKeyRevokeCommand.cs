using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Ends the validity of a key.</summary>
internal sealed class ParticipantKeyRevokeCommand : RegistryCommandBase
{
    private readonly Argument<string> _participant = new("NAME") { Description = "The participant's id" };
    private readonly Argument<string> _key = new("KEYID") { Description = "The key's id, 32 hexadecimal digits" };

    public ParticipantKeyRevokeCommand(CliHost host)
        : base(
            host,
            "revoke",
            "Ends the validity of a key now, for good; what it signed and is undecided waits for another signature.",
            "veritas participant key revoke alice 21fe31dfa154a261626bf854046fd227",
            "veritas participant key revoke alice 21fe31dfa154a261626bf854046fd227 --as alice --json")
    {
        Arguments.Add(_participant);
        Arguments.Add(_key);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor) =>
        new RevokeKey
        {
            Id = id,
            Actor = actor,
            Participant = InputText.Participant(context.Value(_participant)),
            Key = KeyText.KeyId(context.Value(_key))
                ?? throw new CliException(
                    ExitCode.BadInput,
                    OutcomeCode.MalformedInput.Name(),
                    $"KEYID is '{context.Value(_key)}', which is not {KeyText.KeyIdForm}.",
                    "veritas participant key list shows the ids."),
        };
}
