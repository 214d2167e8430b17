using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>Commands: what people say about settlements, and what the operator changes.</summary>
internal sealed partial class WorkloadGenerator
{
    private CommandOperation? Consent()
    {
        if (_settlements.Count == 0)
        {
            return null;
        }

        var request = Recent(_settlements).Request;
        var speaker = Speaker(request);
        var byOperator = random.Chance(20);
        return Note(new ConsentCommand
        {
            Id = NextCommandId(),
            Actor = byOperator ? Knobs.Operator : ActorId.Local(speaker.Value),
            Settlement = request.Id,
            OnBehalfOf = byOperator && random.Chance(90) ? speaker : null,
        });
    }

    private CommandOperation? Reject()
    {
        if (_settlements.Count == 0)
        {
            return null;
        }

        var request = Recent(_settlements).Request;
        var speaker = Speaker(request);
        var byOperator = random.Chance(20);
        return Note(new RejectCommand
        {
            Id = NextCommandId(),
            Actor = byOperator ? Knobs.Operator : ActorId.Local(speaker.Value),
            Settlement = request.Id,
            OnBehalfOf = byOperator && random.Chance(90) ? speaker : null,
            Reason = random.Chance(50) ? "no" : string.Empty,
        });
    }

    private CommandOperation? Cancel()
    {
        if (_settlements.Count == 0)
        {
            return null;
        }

        var (request, actor) = Recent(_settlements);
        return Note(new CancelCommand
        {
            Id = NextCommandId(),
            Actor = random.Chance(70) ? actor : ActorId.Local(Speaker(request).Value),
            Settlement = request.Id,
            Reason = random.Chance(20) ? "changed my mind" : string.Empty,
        });
    }

    private CommandOperation? Erase()
    {
        if (_settlements.Count == 0)
        {
            return null;
        }

        var (request, actor) = random.Chance(50) ? random.Pick(_settlements) : Recent(_settlements);
        return Note(new EraseMetadataCommand
        {
            Id = NextCommandId(),
            Actor = random.Chance(40) ? Knobs.Operator
                : random.Chance(80) ? actor : ActorId.Local(Speaker(request).Value),
            Settlement = request.Id,
        });
    }

    private CommandOperation Status() => Note(new SetAccountStatus
    {
        Id = NextCommandId(),
        Actor = Administrator(),
        Account = AnyAccount(),
        Status = random.Pick([
            AccountStatus.Open, AccountStatus.Open, AccountStatus.Frozen, AccountStatus.Frozen, AccountStatus.Closed,
        ]),
        Reason = random.Chance(20) ? "because" : string.Empty,
    });

    private CommandOperation PositionLimits() => Note(new SetPositionLimits
    {
        Id = NextCommandId(),
        Actor = Administrator(),
        Account = AnyAccount(),
        Asset = AnyAsset(),
        CreditLimit = random.Chance(3) ? -1 : random.Chance(40) ? 0 : NewQuantity() * (random.Chance(50) ? 1 : 0),
        Ceiling = random.Chance(60) ? null : random.Chance(3) ? -1 : random.Between(0, 1500),
    });

    private CommandOperation IssuanceLimit() => Note(new SetIssuanceLimit
    {
        Id = NextCommandId(),
        Actor = Administrator(),
        Asset = AnyAsset(),
        IssuanceLimit = random.Chance(30) ? null : random.Between(-2, 6000),
    });

    private CommandOperation Policy() => Note(MaybeSigned(new SetConsentPolicy
    {
        Id = NextCommandId(),
        Actor = Administrator(),
        Participant = random.Chance(95) ? random.Pick(_participants) : ParticipantId.Parse("nobody"),
        Policy = random.Chance(40) ? ConsentPolicy.Recorded : ConsentPolicy.Implied,
        ConsentsToCredits = random.Chance(20),
    }));

    private CommandOperation? NewEntry()
    {
        switch (random.Below(4))
        {
            case 0 when _participants.Count < 12:
                return Register(_participants.Count);
            case 1 when _assets.Count < 8:
                return RegisterAsset();
            case 2:
                // Something that exists already, under a new command id.
                return new CommandOperation(random.Pick(_commands) with { Id = NextCommandId() });
            default:
                return _accounts.Count < 20 ? Open(random.Below(_participants.Count)) : null;
        }
    }

    private CommandOperation StrangerRepeats()
    {
        var stranger = ActorId.Local(random.Chance(50) ? "nobody" : random.Pick(_participants).Value);
        return new CommandOperation(random.Pick(_commands) with { Actor = stranger });
    }

    private ParticipantId Speaker(SettlementRequest request)
    {
        if (request.Legs.Length == 0 || random.Chance(5))
        {
            return random.Pick(_participants);
        }

        var leg = random.Pick(request.Legs);
        var account = random.Chance(75) ? leg.From : leg.To;
        return _participants[OwnerIndexOf(account)];
    }

    private ActorId Administrator() =>
        random.Chance(96) ? Knobs.Operator : ActorId.Local(random.Pick(_participants).Value);

    private AccountId AnyAccount() => _abroad.Count > 0 && foreign.Chance(20) ? foreign.Pick(_abroad).Id
        : random.Chance(97) ? random.Pick(_accounts).Id : AccountId.Parse("nowhere");

    private AssetId AnyAsset() => random.Chance(97) ? random.Pick(_assets).Id : AssetId.Parse("nothing");
}
