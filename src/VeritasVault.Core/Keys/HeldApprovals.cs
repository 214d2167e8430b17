namespace VeritasVault.Core;

/// <summary>An approval whose signature was found good when it was given.</summary>
/// <param name="ParticipantIndex">Who signed.</param>
/// <param name="KeyIndex">With which key.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Batch">The batch it is in, if any.</param>
internal sealed record HeldApproval(int ParticipantIndex, int KeyIndex, Signature Signature, ApprovalBatch? Batch)
{
    /// <summary>Place of the origin under which it was given: another origin is another ledger to whoever signed.
    /// Set where a settlement is open.</summary>
    public int OriginIndex { get; init; }

    /// <summary>What was given, with names.</summary>
    public Approval WithNames(LedgerState state) =>
        new(state.Participants[ParticipantIndex].Id, state.Keys[KeyIndex].Id, Signature) { Batch = Batch };

    /// <summary>Whether it says the same as an approval of the same participant.</summary>
    public bool Says(in Approval approval, LedgerState state) =>
        state.Keys[KeyIndex].Id == approval.Key && Signature == approval.Signature && Equals(Batch, approval.Batch);
}

/// <summary>Approvals of one settlement: one a participant, in the order of participants.</summary>
internal sealed class HeldApprovals
{
    private readonly List<HeldApproval> _approvals = [];

    public int Count => _approvals.Count;

    public HeldApproval this[int place] => _approvals[place];

    public HeldApproval? Find(int participantIndex)
    {
        var place = PlaceOf(participantIndex);
        return place < 0 ? null : _approvals[place];
    }

    /// <summary>Adds it, in the place of an earlier one of the same participant, whose key did not count any
    /// more.</summary>
    public void Set(HeldApproval approval)
    {
        var place = PlaceOf(approval.ParticipantIndex);
        if (place >= 0)
        {
            _approvals[place] = approval;
        }
        else
        {
            _approvals.Insert(~place, approval);
        }
    }

    public void Clear() => _approvals.Clear();

    private int PlaceOf(int participantIndex)
    {
        var (low, high) = (0, _approvals.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = _approvals[middle].ParticipantIndex;
            if (found == participantIndex)
            {
                return middle;
            }

            (low, high) = found < participantIndex ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
