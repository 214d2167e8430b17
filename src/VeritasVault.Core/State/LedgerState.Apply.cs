namespace VeritasVault.Core;

/// <summary>The one apply step: live, in recovery, in projections and in audits a record changes state here and nowhere
/// else.</summary>
internal sealed partial class LedgerState
{
    /// <summary>Applies the next record. Nothing in here can fail but an invariant: every check was made before the
    /// record was.</summary>
    public void Apply(LedgerRecord record)
    {
        Invariant.Holds(record.RecordNo == NextRecordNo);
        Invariant.Holds(record.At >= LastTime);
        Invariant.Holds(Genesis is null == record is GenesisRecord);
        switch (record)
        {
            case GenesisRecord genesis:
                Genesis = new Genesis(genesis.Name, genesis.Actor, genesis.SaltKey, genesis.At);
                break;
            case RegistryRecord registry:
                ApplyRegistry(registry.Command, registry.At);
                break;
            case SettlementRecord settlement:
                ApplySettlement(settlement);
                break;
            default:
                throw new InvariantException($"nothing applies {record.GetType().Name}");
        }

        NextEventNo += RecordEvents.CountOf(record);
        NextRecordNo++;
        LastTime = record.At;
    }

    private void ApplySettlement(SettlementRecord record)
    {
        for (var i = 0; i < record.PositionCount; i++)
        {
            ApplyPosition(record.Positions[i], record.At);
        }

        if (record.Cause == Cause.Submit)
        {
            if (!record.IsDecided)
            {
                AddOpen(record);
            }
        }
        else if (record.Cause != Cause.EraseMetadata)
        {
            MoveOpen(record);
        }
    }

    private void ApplyPosition(in PositionChange change, Timestamp at)
    {
        if (change.Created)
        {
            Invariant.Holds(change.Index == Positions.Count);
            Positions.Add(change.AccountIndex, change.AssetIndex);
            Accounts[change.AccountIndex].Attach(change.Index);
        }

        ref var position = ref Positions.At(change.Index);
        Invariant.Holds(position.Version == change.VersionBefore);
        Invariant.Holds(position.Balance == change.BalanceBefore);
        Invariant.Holds(position.Reserved == change.ReservedBefore);
        position.Balance += change.Delta;
        position.Version++;
        position.LastModified = at;
    }

    private void AddOpen(SettlementRecord record)
    {
        Invariant.Holds(record.Body is not null);
        // A copy: what is settled later must be what was recorded now, whatever the caller does with its arrays.
        var open = new OpenSettlement(record.RecordNo, record.Body.Copy(), record.Actor)
        {
            MetadataHash = record.MetadataHash,
        };
        for (var stage = Stage.Initiated; stage <= record.Reached; stage++)
        {
            open.Enter(stage, record.At);
        }

        Open.Add(open);
    }

    private void MoveOpen(SettlementRecord record)
    {
        var open = Open.Find(record.Id);
        Invariant.Holds(open is not null);
        Invariant.Holds(open.Stage == record.Before);
        if (record.IsDecided)
        {
            Open.Remove(open);
            return;
        }

        if (record.Cause == Cause.Consent)
        {
            open.AddConsent(record.ParticipantIndex);
        }
        else if (record.Cause == Cause.Cancel)
        {
            open.AddCancelVote(record.ParticipantIndex);
        }

        for (var stage = record.Before + 1; stage <= record.Reached; stage++)
        {
            open.Enter(stage, record.At);
        }
    }
}
