using System.Text;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Proofs;

namespace VeritasVault.Simulator;

/// <summary>
/// Takes proofs out of the ledger and judges them as a stranger does, with its verifier keys and the library's verifier
/// alone: what they say must be what the client was told.
/// </summary>
internal static class ProofJudge
{
    /// <summary>Proves some of the settlements of which the clients know the outcome.</summary>
    public static void Some(Evidence evidence, int count)
    {
        var observations = evidence.Journal.Observations;
        var stranger = new Lazy<ProofVerifier>(() => StrangerTo(evidence));

        // Not each of the drawn ones is decided; a run in which few are is not searched for them.
        for (var tries = 4 * count; tries > 0 && count > 0 && observations.Count > 0; tries--)
        {
            var seen = evidence.Draw.Pick(observations);
            if (seen is { Operation: SubmitOperation submit, Answer.Stage: Stage.Completed or Stage.Failed }
                && seen.Answer.Decision != Decision.None
                && evidence.View.Settlement(submit.Requests[seen.Item].Id) is not { Request.Legs.Length: 0 })
            {
                count--;
                MustProve(evidence, stranger.Value, submit.Requests[seen.Item], seen.Answer.Code);
            }
        }
    }

    /// <summary>Proves some of what was decided here and confirmed by external ledgers: its outcome is answered to
    /// nobody who does not ask again.</summary>
    public static void Abroad(Evidence evidence, int count)
    {
        var completed = evidence.View.Settlements(Stage.Completed).Select(one => one.Id).ToArray();
        var stranger = new Lazy<ProofVerifier>(() => StrangerTo(evidence));
        for (var tries = 4 * count; tries > 0 && count > 0 && completed.Length > 0; tries--)
        {
            var request = evidence.View.Settlement(evidence.Draw.Pick(completed))!.Request;
            if (Array.Exists(request.Legs, leg => !leg.Ledger.IsEmpty))
            {
                count--;
                MustProve(evidence, stranger.Value, request, OutcomeCode.Settled);
            }
        }
    }

    /// <summary>A proof that was made long ago still holds, under the tree that has grown since.</summary>
    public static void Early(Evidence evidence)
    {
        if (evidence.Log.Early is not { } kept)
        {
            return;
        }

        var knowledge = VerifierKnowledge.None with
        {
            Remembered = Encoding.UTF8.GetBytes(evidence.Log.Newest.Note),
            Consistency = evidence.View.Consistency(kept.Size),
        };
        MustSay(StrangerTo(evidence).Verify(kept.File, knowledge), kept.Id, kept.Code);
    }

    private static void MustProve(
        Evidence evidence, ProofVerifier stranger, SettlementRequest request, OutcomeCode code)
    {
        if (IsKnownBound(evidence, request))
        {
            return;
        }

        var whole = Prove(evidence, request.Id, ProofView.Whole);
        var result = stranger.Verify(whole.Settlement, VerifierKnowledge.None);
        MustSay(result, request.Id, code);
        MustOpen(result, request, request.Legs.Length);
        var signed = code == OutcomeCode.Settled ? request.Legs.Count(leg => !leg.Authoriser.IsEmpty) : 0;
        if (result.SignedLegs != signed)
        {
            throw new FindingException(
                $"{signed} legs of {request.Id} are signed, its proof says {result.SignedLegs}: {result.Line}");
        }

        evidence.Log.Early ??= new KeptProof(request.Id, whole.Settlement, evidence.Log.Newest.Size, code);
        var participants = evidence.View.Participants();
        if (participants.Count == 0 || evidence.Draw.Chance(50))
        {
            return;
        }

        var reader = evidence.Draw.Pick(participants).Id;
        var own = Prove(evidence, request.Id, ProofView.Of(reader));
        result = stranger.Verify(own.Settlement, VerifierKnowledge.None);
        MustSay(result, request.Id, code);
        var accounts = evidence.View.Accounts().Where(a => a.Owner == reader).Select(a => a.Id).ToHashSet();
        MustOpen(
            result, request, request.Legs.Count(leg => accounts.Contains(leg.From) || accounts.Contains(leg.To)));
    }

    /// <summary>Whether this settled and cannot be proven yet, by the known bounds that docs/internals/engine.md names:
    /// it was decided after its deadline, because a ledger that only commits had the last word, or prepared for good
    /// where a view may close the terms that say so; or a signer's key ended while that ledger had it.</summary>
    private static bool IsKnownBound(Evidence evidence, SettlementRequest request)
    {
        var isBinding = request.Terms is { Prepare: PrepareMode.Binding, ExpectedVersions.Length: > 0 };
        if (!isBinding && Array.TrueForAll(request.Legs, leg => leg.Ledger.IsEmpty))
        {
            return false;
        }

        var (delegated, decided) = (default(Timestamp?), default(Timestamp?));
        RecordWalk.Settlements(evidence, (record, _) =>
        {
            var isThis = record.Id == request.Id;
            delegated ??= isThis && record.Delegates > 0 ? record.At : null;
            decided ??= isThis && record.IsCommit ? record.At : null;
        });
        return decided is { } answered
            && ((request.Deadline <= answered && (isBinding || delegated is not null))
                || (delegated is { } asked && LostAKey(evidence, request, asked, answered)));
    }

    private static bool LostAKey(Evidence evidence, SettlementRequest request, Timestamp asked, Timestamp answered)
    {
        var signers = request.Legs.SelectMany(leg => new[] { leg.Authoriser, leg.CreditAuthoriser }).ToHashSet();
        var state = evidence.Engine.Projection.State;
        return Enumerable.Range(0, state.Keys.Count).Select(i => state.Keys[i]).Any(key =>
            signers.Contains(state.Participants[key.ParticipantIndex].Id)
            && key.IsValidAt(asked) && !key.IsValidAt(answered));
    }

    private static ProofFiles Prove(Evidence evidence, SettlementId id, ProofView view) =>
        evidence.View.Prove(id, view)
        ?? throw new FindingException($"settlement {id} is decided, yet there is no proof of it");

    private static void MustSay(VerificationResult result, SettlementId id, OutcomeCode code)
    {
        var says = result.Settlement?.Failure is { } failure ? (OutcomeCode)failure.Code : OutcomeCode.Settled;
        if (result.Outcome != VerificationOutcome.Valid || says != code
            || result.Entry is not DecisionEntry entry || new SettlementId(entry.SettlementId.Bits) != id)
        {
            throw new FindingException($"settlement {id} was answered {code}, its proof says {result.Line}");
        }
    }

    private static void MustOpen(VerificationResult result, SettlementRequest request, int legs)
    {
        if (result.Settlement?.Instructions.Count != legs)
        {
            throw new FindingException($"a proof of {request.Id} opens other legs than the {legs} due: {result.Line}");
        }
    }

    // Reading the same verifier keys again for each proof would be the dearest part of it.
    private static ProofVerifier StrangerTo(Evidence evidence) => evidence.Workload.Signatures.StrangerTo(
        string.Concat(evidence.View.Vkeys.Select(vkey => $"log {vkey}\n")) + "quorum none\n");
}
