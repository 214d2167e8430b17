using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>All statements under the entry that decides a settlement.</summary>
internal sealed class DecisionStatements(LedgerState state, IMessageHasher hasher)
{
    public TransactionStatements Transaction { get; } = new(hasher);

    public StateStatements States { get; } = new(hasher);

    public SignatureStatements Signatures { get; } = new(hasher);

    /// <summary>Computes them from the record that decides; the body of an open settlement is still in the
    /// state.</summary>
    public void Compute(string origin, SettlementRecord record)
    {
        var open = record.Cause == Cause.Submit ? null : state.Open.Find(record.Id);
        Compute(
            new EntryPlace(origin, 0, 0),
            record,
            EntryBuilder.SubmissionOf(state, record),
            open?.Approvals,
            state.Identity.Origins.Count - 1);
    }

    /// <summary>Computes them from the record that decides, what was submitted, and the approvals held
    /// before.</summary>
    public void Compute(
        in EntryPlace place, SettlementRecord record, in Submission submission, HeldApprovals? held, int originIndex)
    {
        var body = submission.Body;
        Invariant.Holds(state.Genesis is not null);
        var saltKey = state.Genesis.SaltKey;
        Transaction.Compute(
            place.Origin, SettlementSecret.Of(body, saltKey).ToHash32(), body, submission.MetadataHash);
        Signatures.Compute(state, record, held, originIndex, Transaction.TransactionHash);
        States.Compute(state, saltKey.ToHash32(), record);
    }

    /// <summary>The entry of a hold over what was computed.</summary>
    public HoldEntry HoldOf(in EntryPlace place, SettlementRecord record) => new(
        place.Origin, place.LogIndex, place.BlockNo, record.At.Micros, record.Id.ToBytes16(),
        Transaction.TransactionHash, record.PlacesHold, States.Root, States.Count);

    /// <summary>The entry over what was computed.</summary>
    public DecisionEntry EntryOf(in EntryPlace place, SettlementRecord record) => EntryFacts.Of(record).EntryOf(
        place, Transaction.TransactionHash, States.Root, States.Count, Signatures.Root, Signatures.Count);
}
