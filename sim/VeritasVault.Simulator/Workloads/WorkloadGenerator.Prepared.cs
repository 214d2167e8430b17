using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>Preparing, executing, cancelling and holding back.</summary>
internal sealed partial class WorkloadGenerator
{
    private PrepareMode NewPrepareMode() => !preparing.Chance(knobs.Preparing.PreparePercent) ? PrepareMode.None
        : preparing.Chance(60) ? PrepareMode.Expiring
        : PrepareMode.Binding;

    private CommandOperation? AboutPrepared()
    {
        if (preparing.Chance(10))
        {
            return Note(new PermitCoordination
            {
                Id = NextCommandId(),
                Actor = preparing.Chance(95) ? Knobs.Operator : ActorId.Local(preparing.Pick(_participants).Value),
                Participant = preparing.Chance(95) ? preparing.Pick(_participants) : ParticipantId.Parse("nobody"),
                IsPermitted = preparing.Chance(80),
            });
        }

        if (_settlements.Count == 0)
        {
            return null;
        }

        var (request, proposer) = _settlements[^(1 + preparing.Below(Math.Min(15, _settlements.Count)))];
        return Note(preparing.Below(10) switch
        {
            < 5 => new ExecuteCommand
            {
                Id = NextCommandId(),
                Actor = preparing.Chance(70) ? proposer : PartyOrOperator(request),
                Settlement = request.Id,
            },
            < 6 => new CancelCommand
            {
                Id = NextCommandId(),
                Actor = preparing.Chance(70) ? proposer : PartyOrOperator(request),
                Settlement = preparing.Chance(10) ? NextId() : request.Id,
            },
            < 8 => Held(request, PartyOrOperator(request)),
            _ => Released(request, preparing.Chance(60) ? proposer : PartyOrOperator(request)),
        });
    }

    private HoldCommand Held(SettlementRequest request, ActorId actor) => new()
    {
        Id = NextCommandId(),
        Actor = actor,
        Settlement = request.Id,
        OnBehalfOf = actor == Knobs.Operator ? PartyOf(request) : null,
    };

    private ReleaseCommand Released(SettlementRequest request, ActorId actor) => new()
    {
        Id = NextCommandId(),
        Actor = actor,
        Settlement = request.Id,
        OnBehalfOf = actor == Knobs.Operator ? PartyOf(request) : null,
    };

    private ActorId PartyOrOperator(SettlementRequest request) =>
        preparing.Chance(20) ? Knobs.Operator : ActorId.Local(PartyOf(request).Value);

    private ParticipantId PartyOf(SettlementRequest request)
    {
        if (request.Legs.Length == 0 || preparing.Chance(5))
        {
            return preparing.Pick(_participants);
        }

        var leg = preparing.Pick(request.Legs);
        var account = preparing.Chance(50) ? leg.From : leg.To;
        return _participants[OwnerIndexOf(account)];
    }
}
