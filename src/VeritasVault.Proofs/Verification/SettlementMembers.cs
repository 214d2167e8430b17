namespace VeritasVault.Proofs;

/// <summary>
/// The members of a settlement file that say what the entry says (V22), and what was signed (V10, V11).
/// </summary>
internal static class SettlementMembers
{
    /// <summary>V22, second half.</summary>
    internal static ProofFault? Check(SettlementProof proof, LogEntry entry, Checkpoint checkpoint)
    {
        var reason = entry is not DecisionEntry decision ? "the proof is not of a settlement"
            : ReasonOf(entry) != proof.Failure ? "outcome or failure are not those of the entry"
            : proof.Transaction.Origin != entry.Origin ? "the origin is not that of the entry"
            : proof.Transaction.SettlementId != decision.SettlementId ? "the settlement id is not that of the entry"
            : proof.Timestamp != entry.Timestamp ? "the timestamp is not that of the entry"
            : proof.TransactionHash != decision.TransactionHash ? "the transaction hash is not that of the entry"
            : proof.BlockReference != ReferenceOf(entry, checkpoint)
                ? "the block reference is not that of entry and checkpoint"
            : null;
        return reason is null ? null : new ProofFault(ProofStep.SettlementFile, reason);
    }

    /// <summary>V10.</summary>
    internal static string? CheckTransaction(SettlementProof proof, DecisionEntry entry) =>
        proof.Transaction.Hash() == entry.TransactionHash ? null : "the transaction has another hash";

    /// <summary>V11.</summary>
    internal static string? CheckTimes(SettlementProof proof, DecisionEntry entry)
    {
        var transaction = proof.Transaction;
        var time = entry.Timestamp;
        if (entry is SettlementEntry && time < transaction.NotBefore)
        {
            return "it settled before its time";
        }

        // What is prepared for good ends only by its parties' word; that it is, only open terms can say.
        var isLate = entry is SettlementEntry && time >= transaction.Deadline;
        if (proof.Terms is not { } terms)
        {
            return isLate ? "it settled after its deadline, and no open terms allow that" : null;
        }

        return !IsSorted(terms.ExpectedVersions) ? "the expected versions are not in their order"
            : terms.Hash() != transaction.TermsHash ? "the terms have another hash"
            : isLate && terms.PrepareMode != TermsStatement.BindingPrepare ? "it settled after its deadline"
            : null;
    }

    private static FailureReason? ReasonOf(LogEntry entry) => entry is FailureEntry failure
        ? new FailureReason(failure.Category, failure.Code, failure.Stage, failure.Attempt)
        : null;

    private static BlockReference ReferenceOf(LogEntry entry, Checkpoint checkpoint) =>
        new(checkpoint.Origin, entry.BlockNo, entry.LogIndex, checkpoint.Size, checkpoint.Root);

    private static bool IsSorted(IReadOnlyList<ExpectedVersionStatement> versions)
    {
        for (var i = 1; i < versions.Count; i++)
        {
            var (one, next) = (versions[i - 1], versions[i]);
            var order = string.CompareOrdinal(one.Account, next.Account);
            if (order > 0 || (order == 0 && string.CompareOrdinal(one.Asset, next.Asset) >= 0))
            {
                return false;
            }
        }

        return true;
    }
}
