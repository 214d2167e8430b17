using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Lets a participant prepare bindingly, or no more.</summary>
internal sealed class ParticipantPermitCommand : RegistryCommandBase
{
    private readonly Argument<string> _participant = new("NAME") { Description = "The participant's id" };

    private readonly Option<bool> _withdraw = new("--withdraw")
    {
        Description = "Take the permission back; what is prepared already stays",
    };

    public ParticipantPermitCommand(CliHost host)
        : base(
            host,
            "permit",
            "Lets a participant coordinate: prepare bindingly, so that only it executes or cancels.",
            "veritas participant permit alice",
            "veritas participant permit alice --withdraw",
            "veritas participant permit alice --json")
    {
        Arguments.Add(_participant);
        Options.Add(_withdraw);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor) =>
        new PermitCoordination
        {
            Id = id,
            Actor = actor,
            Participant = InputText.Participant(context.Value(_participant)),
            IsPermitted = !context.Value(_withdraw),
        };
}
