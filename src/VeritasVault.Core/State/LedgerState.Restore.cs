namespace VeritasVault.Core;

/// <summary>Rebuilding a state from the rows of a snapshot, in the order they were written.</summary>
internal sealed partial class LedgerState
{
    /// <summary>The last step: what the mark says, and what follows from all rows together.</summary>
    public void RestoreCounters(Genesis genesis, long nextRecordNo, long nextEventNo, Timestamp lastTime)
    {
        Invariant.Holds(Genesis is null && nextRecordNo > 1 && nextEventNo > 1);
        Genesis = genesis;
        NextRecordNo = nextRecordNo;
        NextEventNo = nextEventNo;
        LastTime = lastTime;
        RestoreLimited();
    }

    public void Restore(LedgerOrigin origin) => Identity.Add(origin);

    public void Restore(LedgerKey key) => Identity.Add(key);

    public void Restore(Participant participant)
    {
        Participants.Add(participant.Id, participant.Index, participant);
        AskingParticipants += participant.AsksForItsWord ? 1 : 0;
    }

    public void Restore(ParticipantKey key) => Keys.Add(key);

    public void Restore(Asset asset) => Assets.Add(asset.Id, asset.Index, asset);

    public void Restore(ExternalLedger ledger) => Ledgers.Add(ledger.Id, ledger.Index, ledger);

    /// <summary>The locks of people, before those of settlements come back with them.</summary>
    public void Restore(LockTable people)
    {
        Invariant.Holds(Locks.IsEmpty && Open.Count == 0);
        Locks = people;
    }

    public void Restore(Account account) => Accounts.Add(account.Id, account.Index, account);

    public void Restore(in Position position)
    {
        var index = Positions.Count;
        Positions.Add(position.AccountIndex, position.AssetIndex) = position;
        Accounts[position.AccountIndex].Attach(index);
    }

    public void Restore(OpenSettlement open)
    {
        Open.Add(open);
        Promises.Add(open.Reserved);
        if (open.HoldsLocks)
        {
            Lock(open);
        }
    }

    // Positions come in the order of their first touch, limits have an order of their own.
    private void RestoreLimited()
    {
        for (var i = 0; i < Positions.Count; i++)
        {
            if (Positions.At(i).LimitsVersion > 0)
            {
                _limited.Add(-1);
            }
        }

        for (var i = 0; i < Positions.Count; i++)
        {
            ref readonly var position = ref Positions.At(i);
            if (position.LimitsVersion > 0)
            {
                Invariant.Holds(position.LimitsIndex < _limited.Count && _limited[position.LimitsIndex] < 0);
                _limited[position.LimitsIndex] = i;
            }
        }
    }
}
