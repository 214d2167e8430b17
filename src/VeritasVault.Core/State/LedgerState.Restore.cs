namespace VeritasVault.Core;

/// <summary>Rebuilding a state from the rows of a snapshot, in the order they were written.</summary>
internal sealed partial class LedgerState
{
    public void RestoreCounters(Genesis genesis, long nextRecordNo, long nextEventNo, Timestamp lastTime)
    {
        Invariant.Holds(Genesis is null && nextRecordNo > 1 && nextEventNo > 1);
        Genesis = genesis;
        NextRecordNo = nextRecordNo;
        NextEventNo = nextEventNo;
        LastTime = lastTime;
    }

    public void Restore(Participant participant) => Participants.Add(participant.Id, participant.Index, participant);

    public void Restore(Asset asset) => Assets.Add(asset.Id, asset.Index, asset);

    public void Restore(Account account) => Accounts.Add(account.Id, account.Index, account);

    public void Restore(in Position position)
    {
        var index = Positions.Count;
        Positions.Add(position.AccountIndex, position.AssetIndex) = position;
        Accounts[position.AccountIndex].Attach(index);
    }

    public void Restore(OpenSettlement open) => Open.Add(open);
}
