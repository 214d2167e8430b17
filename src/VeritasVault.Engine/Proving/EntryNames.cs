using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The names of accounts and assets as statements spell them, by registry index. Registries only grow and names never
/// change, so a row once made stays right for the state it was made from.
/// </summary>
internal sealed class EntryNames(LedgerState state)
{
    public EncodedNames Accounts { get; } = new();

    public EncodedNames Assets { get; } = new();

    /// <summary>Takes in what was registered since.</summary>
    public void Refresh()
    {
        while (Accounts.Count < state.Accounts.Count)
        {
            Accounts.Add(state.Accounts[Accounts.Count].Id.Value);
        }

        while (Assets.Count < state.Assets.Count)
        {
            Assets.Add(state.Assets[Assets.Count].Id.Value);
        }
    }

    /// <summary>Puts the positions of a record in the order of their list: by account, then asset, as bytes.</summary>
    /// <param name="record">The record.</param>
    /// <param name="order">Receives the places of its positions; as many.</param>
    // Few positions as a rule: insertion allocates nothing. Many are sorted.
    public void Sort(SettlementRecord record, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (order.Length > 32)
        {
            order.Sort((first, second) => Compare(record.Positions[first], record.Positions[second]));
            return;
        }

        for (var i = 1; i < order.Length; i++)
        {
            var moving = order[i];
            var place = i;
            while (place > 0 && Compare(record.Positions[order[place - 1]], record.Positions[moving]) > 0)
            {
                order[place] = order[place - 1];
                place--;
            }

            order[place] = moving;
        }
    }

    /// <summary>Account and asset of a position; the record says them only at first touch, later its own row
    /// does.</summary>
    public (int Account, int Asset) Of(in PositionChange change)
    {
        if (change.Created)
        {
            return (change.AccountIndex, change.AssetIndex);
        }

        ref readonly var position = ref state.Positions.At(change.Index);
        return (position.AccountIndex, position.AssetIndex);
    }

    private int Compare(in PositionChange first, in PositionChange second)
    {
        var (account, asset) = Of(first);
        var (otherAccount, otherAsset) = Of(second);
        return account == otherAccount ? Assets.Compare(asset, otherAsset) : Accounts.Compare(account, otherAccount);
    }
}
