using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>All statements under the entry that decides a settlement.</summary>
internal sealed class DecisionStatements(LedgerState state, IMessageHasher hasher)
{
    public TransactionStatements Transaction { get; } = new(hasher);

    public StateStatements States { get; } = new(hasher);

    /// <summary>Computes them from the record that decides; the body of an open settlement is still in the
    /// state.</summary>
    public void Compute(string origin, SettlementRecord record)
    {
        var open = record.Cause == Cause.Submit ? null : state.Open.Find(record.Id);
        var body = open?.Request ?? record.Body;
        Invariant.Holds(body is not null);
        Compute(origin, record, body, open is null ? record.MetadataHash : open.MetadataHash);
    }

    /// <summary>Computes them from the record that decides and the body that was submitted.</summary>
    public void Compute(string origin, SettlementRecord record, SettlementRequest body, Hash256? metadataHash)
    {
        Invariant.Holds(state.Genesis is not null);
        var saltKey = state.Genesis.SaltKey;
        Transaction.Compute(origin, SettlementSecret.Of(body, saltKey).ToHash32(), body, metadataHash);
        States.Compute(state, saltKey.ToHash32(), record);
    }

    /// <summary>The entry over what was computed.</summary>
    public DecisionEntry EntryOf(in EntryPlace place, SettlementRecord record)
    {
        var time = record.At.Micros;
        if (record.Code == OutcomeCode.Settled)
        {
            return new SettlementEntry(
                place.Origin, place.LogIndex, place.BlockNo, time, record.Id.ToBytes16(), Transaction.TransactionHash,
                States.Root, States.Count, Hash32.OfNothing, 0);
        }

        Invariant.Holds(States.Count == 0);
        return new FailureEntry(
            place.Origin, place.LogIndex, place.BlockNo, time, record.Id.ToBytes16(), Transaction.TransactionHash,
            (int)record.Code / 100, (int)record.Code, (int)record.Reached, Attempt: 1);
    }
}
