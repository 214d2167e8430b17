using System.Globalization;

namespace VeritasVault.Core;

/// <summary>The door for approvals: what can be said about them without looking at the ledger.</summary>
internal static class ApprovalShape
{
    /// <summary>The first approval that names nobody, or null.</summary>
    public static OutcomeDetail? Nameless(Approval[] approvals)
    {
        var nameless = Array.FindIndex(
            approvals, 0, Math.Min(approvals.Length, Limits.ApprovalsMax), approval => approval.Participant.IsEmpty);
        return nameless < 0 ? null : new OutcomeDetail($"approvals[{nameless}].participant", string.Empty);
    }

    /// <summary>What is beyond its bounds, or null.</summary>
    public static OutcomeDetail? OutOfRange(Approval[] approvals)
    {
        if (approvals.Length > Limits.ApprovalsMax)
        {
            return new OutcomeDetail("approvals", Text(approvals.Length), Text(Limits.ApprovalsMax));
        }

        for (var i = 0; i < approvals.Length; i++)
        {
            if (OutOfRange(approvals[i], $"approvals[{i}]") is { } detail)
            {
                return detail;
            }
        }

        return null;
    }

    /// <summary>What of one approval is beyond its bounds, or null.</summary>
    public static OutcomeDetail? OutOfRange(in Approval approval, string field) =>
        approval.Batch is not { } batch ? null
        : batch.Count is < 1 or > Limits.ApprovalBatchMax
            ? new OutcomeDetail($"{field}.batch.count", Text(batch.Count), Text(Limits.ApprovalBatchMax))
        : batch.Index < 0 || batch.Index >= batch.Count
            ? new OutcomeDetail($"{field}.batch.index", Text(batch.Index), Text(batch.Count))
        : batch.PathLength > Limits.ApprovalPathMax
            ? new OutcomeDetail($"{field}.batch.path", Text(batch.PathLength), Text(Limits.ApprovalPathMax))
        : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
