using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Gives a participant's consent.</summary>
internal sealed class ConsentCommandLine : AboutSettlementCommand
{
    private readonly Option<string> _for = ForOption();
    private readonly Option<string> _signWith = SignWithOption.Create(isRequired: false);

    public ConsentCommandLine(CliHost host)
        : base(
            host,
            "consent",
            "Gives a participant's consent to a settlement that waits for it, signed where its signature is due.",
            "veritas consent 01890a5d-ac96-774b-bcce-b302099a8057 --as alice",
            "veritas consent 01890a5d-ac96-774b-bcce-b302099a8057 --for alice",
            "veritas consent 01890a5d-ac96-774b-bcce-b302099a8057 --as alice --sign-with alice.key --json")
    {
        Options.Add(_for);
        Options.Add(_signWith);
    }

    protected override LedgerCommand Build(
        CommandContext context, LedgerView view, SettlementId settlement, CommandId id, ActorId actor) =>
        new ConsentCommand
        {
            Id = id,
            Actor = actor,
            Settlement = settlement,
            OnBehalfOf = OnBehalfOf(context.Value(_for)),
            Approval = context.Value(_signWith) is { } file
                ? Approve(
                    context, view, settlement, OnBehalfOf(context.Value(_for)) ?? Participant(actor), file)
                : null,
        };

    protected override bool NamesNobody(CommandContext context) => context.Value(_for) is null;

    private static ParticipantId Participant(ActorId actor) => InputText.Participant(actor.Name, "--as");

    private static Approval Approve(
        CommandContext context, LedgerView view, SettlementId settlement, ParticipantId participant, string file)
    {
        using var key = SignerAccess.Read(context, file);
        if (view.TransactionHash(settlement) is { } hash)
        {
            return new ApprovalSigner(participant, key).Approve(hash);
        }

        throw view.Settlement(settlement) is null
            ? CliException.Of(OutcomeCode.SettlementUnknown, "id", settlement.ToString())
            : new CliException(
                ExitCode.BadInput,
                "NOTHING_TO_SIGN",
                $"The settlement {settlement} was submitted without a secret: no signature is due on it.",
                "Give the consent without --sign-with.");
    }
}
