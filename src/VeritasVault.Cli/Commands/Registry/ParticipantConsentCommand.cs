using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Changes how a participant consents.</summary>
internal sealed class ParticipantConsentCommand : RegistryCommandBase
{
    private readonly Argument<string> _participant = new("NAME") { Description = "The participant's id" };
    private readonly Argument<ConsentPolicy> _policy = new("POLICY")
    {
        Description = "implied, recorded or signed",
        HelpName = "POLICY",
        CustomParser = ConsentText.Parse,
    };

    private readonly Option<bool> _credits = new("--consents-to-credits")
    {
        Description = "Ask for its consent to credits too",
    };

    public ParticipantConsentCommand(CliHost host)
        : base(
            host,
            "consent",
            "Changes how a participant's consent comes about.",
            "veritas participant consent alice recorded",
            "veritas participant consent alice signed",
            "veritas participant consent alice recorded --consents-to-credits",
            "veritas participant consent alice implied --json")
    {
        Arguments.Add(_participant);
        Arguments.Add(_policy);
        Options.Add(_credits);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor) =>
        new SetConsentPolicy
        {
            Id = id,
            Actor = actor,
            Participant = InputText.Participant(context.Value(_participant)),
            Policy = context.Value(_policy),
            ConsentsToCredits = context.Value(_credits),
        };
}
