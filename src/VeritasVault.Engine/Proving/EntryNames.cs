using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The names of accounts and assets as statements spell them, by registry index. Registries only grow and names never
/// change, so a row once made stays right for the state it was made from.
/// </summary>
internal sealed class EntryNames(LedgerState state)
{
    /// <summary>Positions of a settlement that is sorted without allocating.</summary>
    public const int FewMax = 32;

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

    /// <summary>Account and asset of a position; the record says them only at first touch, later its own row
    /// does.</summary>
    public PositionName Of(in PositionChange change)
    {
        if (change.Created)
        {
            return new PositionName(change.AccountIndex, change.AssetIndex);
        }

        ref readonly var position = ref state.Positions.At(change.Index);
        return new PositionName(position.AccountIndex, position.AssetIndex);
    }

    /// <summary>Puts positions in the order of their list: by account, then asset, as bytes.</summary>
    /// <param name="names">The positions.</param>
    /// <param name="order">Receives their places; as many.</param>
    // Few positions as a rule: insertion allocates nothing. Many are sorted.
    public void Sort(ReadOnlySpan<PositionName> names, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (order.Length > FewMax)
        {
            SortMany(names.ToArray(), order);
            return;
        }

        for (var i = 1; i < order.Length; i++)
        {
            var moving = order[i];
            var place = i;
            while (place > 0 && Compare(names[order[place - 1]], names[moving]) > 0)
            {
                order[place] = order[place - 1];
                place--;
            }

            order[place] = moving;
        }
    }

    private void SortMany(PositionName[] names, Span<int> order) =>
        order.Sort((first, second) => Compare(names[first], names[second]));

    private int Compare(in PositionName first, in PositionName second) => first.Account == second.Account
        ? Assets.Compare(first.Asset, second.Asset)
        : Accounts.Compare(first.Account, second.Account);
}

/// <summary>The registry indices of what names a position.</summary>
internal readonly record struct PositionName(int Account, int Asset);
