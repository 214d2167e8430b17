using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// Checks the signatures of submissions before they are queued, on all cores, and remembers the answers: the one lane
/// finds them.
/// </summary>
internal sealed class ApprovalChecks(Projection projection, SignatureRule rule, bool hasThreads)
{
    // Fewer are sooner checked than shared out.
    private const int SideBySideMin = 4;

    /// <summary>Checks what is signed among these submissions.</summary>
    public void Check(IReadOnlyList<SettlementRequest> requests)
    {
        var signed = SignedOf(requests);
        if (signed.Count == 0)
        {
            return;
        }

        Origin origin;
        Hash256 saltKey;
        var keys = new Dictionary<KeyId, PublicKey>();
        try
        {
            lock (projection.Gate)
            {
                projection.CatchUpHeld();
                origin = projection.State.Identity.Origin;
                saltKey = projection.State.Genesis?.SaltKey ?? default;
                AddKeys(signed, keys);
            }
        }
        catch (Exception error) when (LookUpFailure.Is(error))
        {
            // Nothing is known ahead then: the lanes check for themselves, or stop because of the same trouble, and
            // either answers the caller.
            return;
        }

        if (!hasThreads || signed.Count < SideBySideMin)
        {
            signed.ForEach(CheckOne);
        }
        else
        {
            Parallel.ForEach(signed, CheckOne);
        }

        void CheckOne(SettlementRequest request) => rule.CheckAhead(
            origin,
            request,
            RequestContent.MetadataHashOf(request, saltKey),
            approval => keys.TryGetValue(approval.Key, out var key) ? key : null);
    }

    private static List<SettlementRequest> SignedOf(IReadOnlyList<SettlementRequest> requests)
    {
        var signed = new List<SettlementRequest>();
        foreach (var request in requests)
        {
            if (request.Approvals.Length is >= 1 and <= Limits.ApprovalsMax && request.Secret is not null)
            {
                signed.Add(request);
            }
        }

        return signed;
    }

    private void AddKeys(List<SettlementRequest> signed, Dictionary<KeyId, PublicKey> keys)
    {
        foreach (var request in signed)
        {
            foreach (var approval in request.Approvals)
            {
                if (!keys.ContainsKey(approval.Key) && projection.State.Keys.Find(approval.Key) is { } key)
                {
                    keys.Add(approval.Key, key.PublicKey);
                }
            }
        }
    }
}
