namespace VeritasVault.Model;

/// <summary>A lock that a person holds on an account, an asset or, with both, a position.</summary>
public sealed class ModelLock(long number, ModelClaim claim, string actor)
{
    /// <summary>The number of the record that acquired it.</summary>
    public long Number { get; } = number;

    /// <summary>What it is on, and how strong it is.</summary>
    public ModelClaim Claim { get; set; } = claim;

    /// <summary>Who holds it.</summary>
    public string Actor { get; } = actor;

    /// <summary>Its fencing token.</summary>
    public long Token { get; set; }

    /// <summary>The first moment at which it is no longer held.</summary>
    public long Expiry { get; set; }
}

/// <summary>A claim on an account, an asset or, with both, a position: shared, escrow or exclusive.</summary>
public sealed record ModelClaim(string? Account, string? Asset, string Mode)
{
    /// <summary>Whether two owners cannot hold both.</summary>
    public bool Excludes(ModelClaim other) =>
        Account == other.Account && Asset == other.Asset
            ? Mode != other.Mode || Mode == "exclusive"
            : (IsPartOf(other) && MeetsWhole(other)) || (other.IsPartOf(this) && other.MeetsWhole(this));

    private bool IsPartOf(ModelClaim whole) => Account is not null && Asset is not null
        && (whole.Asset is null ? whole.Account == Account : whole.Account is null && whole.Asset == Asset);

    // Who locks the whole excludes everybody who changes a part, and exclusively everybody.
    private bool MeetsWhole(ModelClaim whole) => whole.Mode == "exclusive" || Mode != "shared";
}
