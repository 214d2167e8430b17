using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>One amount from one account of a foreign ledger to another.</summary>
/// <param name="From">The account there that pays.</param>
/// <param name="To">The account there that receives.</param>
/// <param name="Asset">The asset as the foreign ledger names it.</param>
/// <param name="Quantity">How much moves, in the asset's smallest unit; greater than zero.</param>
public sealed record ForeignTransfer(AccountId From, AccountId To, AssetId Asset, Int128 Quantity)
{
    private readonly Int128 _quantity = Positive(Quantity);

    /// <summary>How much moves, in the asset's smallest unit; greater than zero.</summary>
    public Int128 Quantity
    {
        get => _quantity;
        init => _quantity = Positive(value);
    }

    private static Int128 Positive(Int128 quantity) => quantity > 0 ? quantity
        : throw new ArgumentOutOfRangeException(nameof(quantity), "a quantity is greater than zero");
}
