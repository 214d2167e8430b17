using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>Submissions, dry runs, repeats and what the door refuses.</summary>
internal sealed partial class WorkloadGenerator
{
    private SubmitOperation Submission(int count)
    {
        var first = NewRequest();
        var actor = ActorFor(first);
        var requests = new SettlementRequest[count];
        requests[0] = first;
        for (var i = 1; i < count; i++)
        {
            // Within a batch the same settlement may come twice, and others may be made of the one before.
            requests[i] = random.Chance(5) ? requests[i - 1] : NewRequest();
        }

        requests = SignedTogether(requests);
        foreach (var request in requests)
        {
            _settlements.Add((request, actor));
        }

        return new SubmitOperation(requests, actor);
    }

    private DryRunOperation DryRun()
    {
        if (_settlements.Count > 0 && random.Chance(30))
        {
            var (request, actor) = Recent(_settlements);
            return new DryRunOperation(request, actor);
        }

        var fresh = NewRequest();
        return new DryRunOperation(fresh, ActorFor(fresh));
    }

    private SettlementRequest NewRequest()
    {
        var legs = new Instruction[random.Between(1, knobs.LegsMax)];
        for (var i = 0; i < legs.Length; i++)
        {
            legs[i] = NewLeg(legs, i);
        }

        MoveAbroad(legs);
        var dated = random.Chance(knobs.DatedPercent);
        Timestamp? notBefore = dated && random.Chance(50) ? Soon() : null;
        var deadline = dated && random.Chance(70) ? Soon() : (Timestamp?)null;
        var prepare = NewPrepareMode();
        deadline ??= prepare == PrepareMode.Expiring ? Soon(preparing) : null;
        NameAuthorisers(legs);
        return Signed(new SettlementRequest
        {
            Id = NextId(),
            Kind = random.Pick([SettlementKind.Dvp, SettlementKind.Other, SettlementKind.Multilateral]),
            Legs = legs,
            NotBefore = notBefore,
            Deadline = deadline <= notBefore ? new Timestamp(notBefore.Value.Micros + 1) : deadline,
            Terms = NewTerms(legs, prepare),
            OnHold = preparing.Chance(knobs.Preparing.OnHoldPercent),
            Reference = random.Chance(15) ? $"ref-{random.Below(100)}" : null,
            Metadata = random.Chance(15) ? $"meta-{random.Below(100)}" : null,
            Secret = SecretFor(legs),
        });
    }

    private Instruction NewLeg(Instruction[] legs, int place)
    {
        // The way back of the leg before makes a delivery against payment; anything else is a chain or a ring.
        var from = place > 0 && random.Chance(60) ? legs[place - 1].To : random.Pick(_accounts).Id;
        var to = place > 0 && random.Chance(40) ? legs[place - 1].From : random.Pick(_accounts).Id;
        return new Instruction(from, to, random.Pick(_assets).Id, NewQuantity());
    }

    private Int128 NewQuantity() => random.Chance(knobs.ExtremePercent)
        ? random.Pick([
            Int128.MaxValue, Int128.MaxValue - 1, Int128.MaxValue / 2, (Int128)long.MaxValue + 1, long.MaxValue,
        ])
        : random.Between(1, 120);

    private SettlementTerms NewTerms(Instruction[] legs, PrepareMode prepare)
    {
        var expected = random.Chance(8)
            ? new[] { new ExpectedVersion(legs[0].From, random.Chance(70) ? legs[0].Asset : null, random.Below(6)) }
            : [];
        return new SettlementTerms
        {
            OnShortage = random.Chance(knobs.WaitPercent) ? OnShortage.Wait : OnShortage.Fail,
            Consent = random.Chance(15) ? ConsentTerm.Explicit : ConsentTerm.ByPolicy,
            Prepare = prepare,
            Isolation = NewIsolation(),
            ExpectedVersions = expected,
            Replaces = _settlements.Count > 0 && random.Chance(3) ? random.Pick(_settlements).Request.Id : null,
        };
    }

    // Around the moments at which a run of this pace will be there.
    private Timestamp Soon() => Soon(random);

    private Timestamp Soon(SeededRandom draw)
    {
        var span = Math.Max(1000, knobs.TickMicrosMax * 2 * (_operations.Count + 20));
        return new Timestamp(Workload.StartMicros + draw.BelowLong(2 * span));
    }

    private ActorId ActorFor(SettlementRequest request)
    {
        if (random.Chance(20))
        {
            return Knobs.Operator;
        }

        if (random.Chance(4))
        {
            return ActorId.Local(random.Chance(50) ? "nobody" : random.Pick(_participants).Value);
        }

        var leg = random.Pick(request.Legs);
        return OwnerOf(random.Chance(80) ? leg.From : leg.To);
    }

    private ActorId OwnerOf(AccountId account)
    {
        return ActorId.Local(_participants[OwnerIndexOf(account)].Value);
    }

    private Operation? ResendSame()
    {
        var sent = _operations.Where(o => o is SubmitOperation or CommandOperation).ToArray();
        return sent.Length == 0 ? null : random.Pick(sent);
    }

    private Operation? ResendOther()
    {
        if (random.Chance(30))
        {
            var command = random.Pick(_commands);
            return new CommandOperation(random.Chance(50)
                ? new RegisterParticipant
                {
                    Id = command.Id,
                    Actor = Knobs.Operator,
                    Participant = ParticipantId.Parse("other"),
                }
                : random.Pick(_commands) with { Id = command.Id });
        }

        if (_settlements.Count == 0)
        {
            return null;
        }

        var (request, actor) = random.Pick(_settlements);
        var legs = request.Legs.ToArray();
        var changesLegs = random.Chance(60);
        if (changesLegs && legs.Length > 0)
        {
            legs[0] = legs[0] with { Quantity = legs[0].Quantity == 1 ? 2 : 1 };
        }

        var metadata = changesLegs ? request.Metadata : request.Metadata + "!";
        return new SubmitOperation([Copy(request, legs, metadata)], actor);
    }

    private SubmitOperation Malformed()
    {
        var request = NewRequest();
        var legs = request.Legs.ToArray();
        var leg = legs[0];
        switch (random.Below(9))
        {
            case 0:
                legs[0] = leg with { Quantity = 0 };
                break;
            case 1:
                legs[0] = leg with { Quantity = -5 };
                break;
            case 2:
                legs = [];
                break;
            case 3:
                legs = [leg with { Id = InstructionId.Parse("2") }, leg];
                break;
            case 4:
                legs = [leg with { Quantity = Int128.MaxValue }, leg];
                break;
            case 5:
                legs[0] = leg with { To = AccountId.Parse("nowhere") };
                break;
            case 6:
                legs[0] = leg with { Asset = AssetId.Parse("nothing") };
                break;
            case 7:
                request = Copy(request, legs, request.Metadata, default(SettlementId));
                break;
            default:
                request = Copy(request, legs, new string('m', Limits.MetadataLengthMax + 1));
                break;
        }

        return new SubmitOperation([Copy(request, legs, request.Metadata)],
            random.Chance(50) ? Knobs.Operator : OwnerOf(leg.From));
    }

    private static SettlementRequest Copy(
        SettlementRequest request, Instruction[] legs, string? metadata, SettlementId? id = null)
    {
        return new SettlementRequest
        {
            Id = id ?? request.Id,
            Kind = request.Kind,
            Legs = legs,
            Terms = request.Terms,
            NotBefore = request.NotBefore,
            Deadline = request.Deadline,
            Reference = request.Reference,
            Metadata = metadata,
            Secret = request.Secret,
            OnHold = request.OnHold,
            Approvals = request.Approvals,
        };
    }

    // Mostly what happened lately, for that is what is still open.
    private T Recent<T>(List<T> list) =>
        random.Chance(80) ? list[list.Count - 1 - random.Below(Math.Min(12, list.Count))] : random.Pick(list);
}
