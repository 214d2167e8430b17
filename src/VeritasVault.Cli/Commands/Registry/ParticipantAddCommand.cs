using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Registers a participant.</summary>
internal sealed class ParticipantAddCommand : RegistryCommandBase
{
    private readonly Argument<string> _participant = new("NAME") { Description = "The participant's id" };

    private readonly Option<ConsentPolicy> _policy = new("--consent")
    {
        Description = "How its consent to debits comes about: implied, recorded or signed",
        HelpName = "POLICY",
        DefaultValueFactory = _ => ConsentPolicy.Implied,
        CustomParser = ConsentText.Parse,
    };

    private readonly Option<bool> _credits = new("--consents-to-credits")
    {
        Description = "Ask for its consent to credits too",
    };

    public ParticipantAddCommand(CliHost host)
        : base(
            host,
            "add",
            "Registers a participant.",
            "veritas participant add alice",
            "veritas participant add fund-7 --consent recorded",
            "veritas participant add alice --id 01890a5d-ac96-774b-bcce-b302099a8057 --json")
    {
        Arguments.Add(_participant);
        Options.Add(_policy);
        Options.Add(_credits);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor) =>
        new RegisterParticipant
        {
            Id = id,
            Actor = actor,
            Participant = InputText.Participant(context.Value(_participant)),
            Policy = context.Value(_policy),
            ConsentsToCredits = context.Value(_credits),
        };
}
