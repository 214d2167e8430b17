using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>Settlements that are signed: with their submission, one by one or as a batch, or later.</summary>
internal sealed partial class WorkloadGenerator
{
    private void NameAuthorisers(Instruction[] legs)
    {
        for (var i = 0; i < legs.Length && knobs.Signing.IsOn; i++)
        {
            legs[i] = legs[i] with { Authoriser = AuthoriserOf(legs[i].From, 97) };
            legs[i] = legs[i] with { CreditAuthoriser = AuthoriserOf(legs[i].To, 20) };
        }
    }

    private ParticipantId AuthoriserOf(AccountId account, int percentByPolicy)
    {
        var owner = _participants[OwnerIndexOf(account)];
        var isNamed = _policiesToSign.Contains(owner)
            ? signing.Chance(percentByPolicy)
            : signing.Chance(knobs.Signing.AuthoriserPercent);
        return !isNamed ? default : signing.Chance(98) ? owner : signing.Pick(_participants);
    }

    private Hash256? SecretFor(Instruction[] legs) =>
        !knobs.Signing.IsOn || !signing.Chance(AuthorisersOf(legs).Length > 0 ? 98 : 5)
            ? null
            : new Hash256(signing.Next(), signing.Next(), signing.Next(), signing.Next());

    private SettlementRequest Signed(SettlementRequest request)
    {
        var due = AuthorisersOf(request.Legs);
        return due.Length == 0 ? request : request.With([
            .. due.Where(_ => !signing.Chance(knobs.Signing.MissingPercent))
                .Select(participant => Approve(request, participant)),
            .. signing.Chance(2) ? new[] { Approve(request, signing.Pick(_participants)) } : [],
        ]);
    }

    /// <summary>The batch with one signature of each authoriser over all of it, if it is signed like that.</summary>
    private SettlementRequest[] SignedTogether(SettlementRequest[] requests)
    {
        var due = requests.SelectMany(request => AuthorisersOf(request.Legs)).Distinct().ToArray();
        if (due.Length == 0 || !signing.Chance(knobs.Signing.BatchPercent))
        {
            return requests;
        }

        var approvals = new List<Approval>[requests.Length];
        for (var i = 0; i < approvals.Length; i++)
        {
            approvals[i] = [];
        }

        foreach (var participant in due.Where(_ => !signing.Chance(knobs.Signing.MissingPercent / 2)))
        {
            var given = SignerOf(participant).ApproveAll(requests);
            for (var i = 0; i < given.Length; i++)
            {
                book.Add(given[i], ContentOf(requests[i]));
                if (AuthorisersOf(requests[i].Legs).Contains(participant))
                {
                    approvals[i].Add(signing.Chance(knobs.Signing.WrongPercent) ? Misplaced(given[i]) : given[i]);
                }
            }
        }

        return [.. requests.Select((request, i) => request.With([.. approvals[i]]))];
    }

    /// <summary>A signature that was missing comes by its signer's word, or with the submission once more.</summary>
    private Operation? LaterApproval()
    {
        var signed = _settlements.FindAll(known => AuthorisersOf(known.Request.Legs).Length > 0);
        if (signed.Count == 0)
        {
            return null;
        }

        var (request, actor) = signed[signed.Count - 1 - signing.Below(Math.Min(8, signed.Count))];
        var due = AuthorisersOf(request.Legs);
        if (signing.Chance(40))
        {
            return new SubmitOperation([request.With([.. due.Select(p => Approve(request, p))])], actor);
        }

        var participant = signing.Chance(95) ? signing.Pick(due) : signing.Pick(_participants);
        var byOperator = signing.Chance(20);
        return Note(new ConsentCommand
        {
            Id = NextCommandId(),
            Actor = byOperator ? Knobs.Operator : ActorId.Local(participant.Value),
            Settlement = request.Id,
            OnBehalfOf = byOperator ? participant : null,
            Approval = Approve(request, signing.Chance(95) ? participant : signing.Pick(_participants)),
        });
    }

    private Approval Approve(SettlementRequest request, ParticipantId participant)
    {
        var signer = SignerOf(participant);
        var approval = signer.Approve(request);
        book.Add(approval, ContentOf(request));
        return signing.Chance(knobs.Signing.WrongPercent) ? Wrong(approval, request, signer) : approval;
    }

    private Approval Wrong(Approval approval, SettlementRequest request, Signer signer)
    {
        var other = Copy(request, request.Legs, request.Metadata + "?");
        return signing.Below(5) switch
        {
            0 => signer.Approve(other),
            1 => approval with { Key = SignerOf(signing.Pick(_participants)).KeyId },
            2 => approval with { Signature = approval.Signature with { D = approval.Signature.D ^ 1 } },
            3 => new Signer(signer.Participant, NewKey()).Approve(request),
            _ => Misplaced(signer.ApproveAll([request, other])[0]),
        };
    }

    /// <summary>The signature is good, but this is not the place in the batch that it was given for.</summary>
    private Approval Misplaced(Approval approval)
    {
        var batch = approval.Batch!;
        return approval with
        {
            Batch = signing.Below(4) switch
            {
                0 => new ApprovalBatch(batch.Index, batch.Count + 1, batch.Path),
                1 => new ApprovalBatch(batch.Index + 1, batch.Count, batch.Path),
                2 => new ApprovalBatch(batch.Index, batch.Count, [.. batch.Path, default]),
                _ => null,
            },
        };
    }

    private static string ContentOf(SettlementRequest request) => Mirror.Settlement(request).Content();

    private static ParticipantId[] AuthorisersOf(Instruction[] legs) =>
    [
        .. legs.SelectMany(leg => new[] { leg.Authoriser, leg.CreditAuthoriser })
            .Where(participant => !participant.IsEmpty).Distinct(),
    ];
}
