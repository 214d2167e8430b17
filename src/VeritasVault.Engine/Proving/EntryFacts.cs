using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>What a decision's entry says beside its roots.</summary>
internal readonly record struct EntryFacts(SettlementId Id, Timestamp At, OutcomeCode Code, Stage Reached)
{
    public static EntryFacts Of(SettlementRecord record) => new(record.Id, record.At, record.Code, record.Reached);

    /// <summary>The entry.</summary>
    public DecisionEntry EntryOf(
        in EntryPlace place,
        in Hash32 transactionHash,
        in Hash32 statesRoot,
        int stateCount,
        in Hash32 signaturesRoot,
        int signatureCount)
    {
        if (Code is OutcomeCode.Settled or OutcomeCode.Committing)
        {
            return new SettlementEntry(
                place.Origin, place.LogIndex, place.BlockNo, At.Micros, Id.ToBytes16(), transactionHash, statesRoot,
                stateCount, signaturesRoot, signatureCount);
        }

        Invariant.Holds(stateCount == 0);
        return new FailureEntry(
            place.Origin, place.LogIndex, place.BlockNo, At.Micros, Id.ToBytes16(), transactionHash, (int)Code / 100,
            (int)Code, (int)Reached, Attempt: 1);
    }
}
