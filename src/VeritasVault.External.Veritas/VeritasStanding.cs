using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.External.Veritas;

/// <summary>Says in the words of the contract how a settlement at the other ledger stands.</summary>
internal static class VeritasStanding
{
    /// <summary>How an operation stands.</summary>
    /// <param name="info">Its settlement there, or null.</param>
    /// <param name="coordinator">Who we are there.</param>
    public static ForeignReply Of(SettlementInfo? info, ActorId coordinator) =>
        info is null ? new ForeignReply(ForeignState.NotFound)
        : IsOfAnother(info, coordinator) ? new ForeignReply(
            ForeignState.Refused,
            OutcomeCode.SettlementIdReused.Describe().Name,
            "the id of the operation's settlement was used there by somebody else, for good")
        : info.Decision == Decision.Commit ? new ForeignReply(ForeignState.Committed)
        : info.Decision == Decision.Abort ? new ForeignReply(
            info.FailureCode == OutcomeCode.Cancelled ? ForeignState.Aborted : ForeignState.Refused,
            info.FailureCode.Describe().Name,
            info.Detail?.ToString() ?? info.FailureCode.Describe().Meaning)
        : info.Code == OutcomeCode.Prepared ? new ForeignReply(ForeignState.Prepared)
        : new ForeignReply(ForeignState.NotFound, info.Code.Describe().Name, WaitsFor(info));

    /// <summary>Whether it moves something else than the operation asks for. A tombstone says nothing of what it
    /// would have moved.</summary>
    public static bool IsOther(SettlementInfo info, ForeignOperation operation, ActorId coordinator)
    {
        var legs = info.Request.Legs;
        if (legs.Length == 0 || IsOfAnother(info, coordinator))
        {
            return false;
        }

        var isOther = legs.Length != operation.Transfers.Count;
        for (var i = 0; i < legs.Length && !isOther; i++)
        {
            var asked = operation.Transfers[i];
            isOther = legs[i].From != asked.From || legs[i].To != asked.To || legs[i].Asset != asked.Asset
                || legs[i].Quantity != asked.Quantity;
        }

        return isOther;
    }

    /// <summary>What an undecided settlement waits for.</summary>
    public static string WaitsFor(SettlementInfo info) => info.WaitingFor.Count == 0
        ? "it goes on by itself"
        : $"waits there: {string.Join("; ", info.WaitingFor.Select(waiting => waiting.Text))}";

    // Whoever knows how ids are derived can use one first. Of what is not ours nothing is true that the contract
    // promises, but that no operation of this id ever moves anything. A tombstone says the same, whoever wrote it.
    private static bool IsOfAnother(SettlementInfo info, ActorId coordinator) =>
        info.Request.Legs.Length > 0
        && (info.Proposer != coordinator || info.Request.Terms.Prepare != PrepareMode.Binding);
}
