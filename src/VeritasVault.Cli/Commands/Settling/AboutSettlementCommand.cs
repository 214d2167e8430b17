using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>A command about one settlement.</summary>
internal abstract class AboutSettlementCommand : VeritasCommand
{
    private readonly Argument<string> _settlement = new("ID") { Description = "The settlement's id" };
    private readonly Option<string> _id = CommandIdOption.Create();

    protected AboutSettlementCommand(CliHost host, string name, string description, params string[] examples)
        : base(host, name, description, examples)
    {
        Arguments.Add(_settlement);
        Options.Add(_id);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var settlement = InputText.Settlement(context.Value(_settlement));
        var id = InputText.CommandOrNew(context.Value(_id));
        await using var ledger = await context.OpenAsync();
        var actor = context.ActorOn(ledger);
        CheckSpeaker(context, ledger.View, actor);
        var command = Build(context, ledger.View, settlement, id, actor);
        var answer = await ledger.ExecuteAsync(command);
        await ForeignQuiet.WaitAsync(ledger);
        var report = AnswerReport.Settlement(context.Output, settlement, answer);

        Explain(context, ledger.View, settlement, answer);

        // Rejecting, cancelling and aborting are meant to end the settlement: having done so is no failure.
        return answer.Code is OutcomeCode.ParticipantRejected or OutcomeCode.Cancelled or OutcomeCode.OperatorAborted
            ? ExitCode.Ok
            : report;
    }

    /// <summary>Says what the answer alone does not.</summary>
    protected virtual void Explain(
        CommandContext context, LedgerView view, SettlementId settlement, in Answer answer)
    {
    }

    protected abstract LedgerCommand Build(
        CommandContext context, LedgerView view, SettlementId settlement, CommandId id, ActorId actor);

    protected static Option<string> ForOption() => new("--for")
    {
        Description = "The participant spoken for; the operator must name one [default: the actor's own]",
        HelpName = "PARTICIPANT",
    };

    /// <summary>Whether the command speaks for a participant and none is named.</summary>
    protected virtual bool NamesNobody(CommandContext context) => false;

    protected static ParticipantId? OnBehalfOf(string? text) =>
        text is null ? null : InputText.Participant(text, "--for");

    private void CheckSpeaker(CommandContext context, LedgerView view, ActorId actor)
    {
        if (NamesNobody(context) && actor == view.Operator && view.Participants().All(p => p.Id.Value != actor.Name))
        {
            throw new CliException(
                ExitCode.BadInput,
                "USAGE",
                $"{actor} is the operator and no participant: name the one it speaks for.",
                "Give --for PARTICIPANT, or act as the participant with --as PARTICIPANT.");
        }
    }
}
