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
                ApplyGenesis(genesis);
                break;
            case RegistryRecord registry:
                ApplyRegistry(registry.Command, registry);
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

    private void ApplyGenesis(GenesisRecord record)
    {
        Genesis = new Genesis(
            record.Name, record.Actor, record.SaltKey, record.Origin, record.LedgerKey, record.At);
        Identity.Add(new LedgerOrigin(0, record.Origin, record.RecordNo, record.At, 0, default));
        Identity.Add(new LedgerKey(0, record.LedgerKey, record.RecordNo, record.At));
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
        else if (record.Cause is not (Cause.EraseMetadata or Cause.Tombstone))
        {
            MoveOpen(record);
        }
    }

    private void ApplyPosition(in PositionChange change, Timestamp at)
    {
        if (change.Created)
        {
            Invariant.Holds(change.Index == Positions.Count);
            Invariant.Holds(change.FloorBefore == change.FloorAfter);
            Positions.Add(change.AccountIndex, change.AssetIndex).State(change.FloorBefore);
            Accounts[change.AccountIndex].Attach(change.Index);
        }

        ref var position = ref Positions.At(change.Index);
        Invariant.Holds(position.Version == change.VersionBefore);
        Invariant.Holds(position.Balance == change.BalanceBefore);
        Invariant.Holds(position.Reserved == change.ReservedBefore);
        Invariant.Holds(position.StatedFloor == change.FloorBefore);
        position.Balance += change.Delta;
        position.Reserved += change.ReservedDelta;
        position.Version++;
        position.LastModified = at;
        position.State(change.FloorAfter);
    }

    private void AddOpen(SettlementRecord record)
    {
        Invariant.Holds(record.Body is not null);
        // A copy: what is settled later must be what was recorded now, whatever the caller does with its arrays.
        var open = new OpenSettlement(record.RecordNo, record.Body.Copy(), record.Actor)
        {
            MetadataHash = record.MetadataHash,
        };
        Hold(open, record.Approvals);
        if (record.Body.OnHold)
        {
            open.AddHolder(Authority.ParticipantOf(this, record.Actor));
        }

        for (var stage = Stage.Initiated; stage <= record.Reached; stage++)
        {
            open.Enter(stage, record.At);
        }

        Open.Add(open);
        Follow(open, record);
    }

    private void MoveOpen(SettlementRecord record)
    {
        var open = Open.Find(record.Id);
        Invariant.Holds(open is not null);
        Invariant.Holds(open.Stage == record.Before);
        if (record.IsDecided)
        {
            Release(open);
            Locks.Release(LockOwner.Settlement(open.Sequence));
            Open.Remove(open);
            return;
        }

        Hold(open, record.Approvals);
        if (record.Cause == Cause.Consent && record.Approvals.Count == 0)
        {
            open.AddConsent(record.ParticipantIndex);
        }
        else if (record.Cause == Cause.Cancel)
        {
            open.AddCancelVote(record.ParticipantIndex);
        }
        else if (record.Cause == Cause.Hold)
        {
            open.AddHolder(record.ParticipantIndex);
        }
        else if (record.Cause == Cause.Release)
        {
            open.RemoveHolder(record.ParticipantIndex);
        }

        for (var stage = record.Before + 1; stage <= record.Reached; stage++)
        {
            open.Enter(stage, record.At);
        }

        Follow(open, record);
    }

    // What the application did beside moving through the stages: it reserved all, heard from an external ledger,
    // decided, or gave all back to abort.
    private void Follow(OpenSettlement open, SettlementRecord record)
    {
        if (record.Code is OutcomeCode.Prepared or OutcomeCode.Preparing && !open.IsReserved)
        {
            open.Reserve(ReservedNets.Of(this, open.Request), ForeignPlan.Of(this, open.Request));
            Promises.Add(open.Reserved);
            Open.NoteForeign(open);
            Lock(open);
        }

        if (record.Cause == Cause.Wound)
        {
            Promises.Remove(open.Reserved);
            open.Wound();
            Open.NoteForeign(open);
            Locks.Release(LockOwner.Settlement(open.Sequence));
        }

        Hear(open, record);
        if (record.Code == OutcomeCode.Prepared)
        {
            open.Acknowledge();
        }
        else if (record.IsCommit)
        {
            open.Commit();
            Release(open);
        }
        else if (record.Code == OutcomeCode.RollingBack && record.Cause != Cause.EraseMetadata)
        {
            RollBack(open, record);
        }
    }

    private static void Hear(OpenSettlement open, SettlementRecord record)
    {
        if (record.Reply is { } reply)
        {
            open.Move(ForeignPlan.After(open, reply));
            if (reply.Call == ForeignCall.Begin)
            {
                open.Begin();
            }
        }
        else if (record.Cause == Cause.Retry)
        {
            open.Move([.. open.Operations.Select(one => one with { IsStuck = false, Failures = 0 })]);
        }

        if (record.Delegates > 0)
        {
            open.Delegate(record.Delegates);
        }
    }

    private void RollBack(OpenSettlement open, SettlementRecord record)
    {
        if (open.Doom == OutcomeCode.None)
        {
            open.Condemn(record.Doom, record.Detail);
            open.Move([.. open.Operations.Select(one => one with { IsStuck = false, Failures = 0 })]);
        }

        if (ForeignPlan.IsRolledBack(this, open.Operations, open.IsBegun))
        {
            Release(open);
            Locks.Release(LockOwner.Settlement(open.Sequence));
        }
    }

    private void Lock(OpenSettlement open)
    {
        var claims = ReservedNets.ClaimsOf(this, open.Request);
        if (claims.Length > 0)
        {
            Locks.Grant(LockOwner.Settlement(open.Sequence), claims);
        }
    }

    private void Release(OpenSettlement open)
    {
        Promises.Remove(open.Reserved);
        open.ReleaseReserved();
    }

    private void Hold(OpenSettlement open, HeldApprovals approvals)
    {
        for (var i = 0; i < approvals.Count; i++)
        {
            // Whoever waits may wait for years, and must not keep a tree of a million others for that.
            open.Approvals.Set(approvals[i] with
            {
                OriginIndex = Identity.Origins.Count - 1,
                Batch = approvals[i].Batch?.WithoutTree(),
            });
        }
    }
}
