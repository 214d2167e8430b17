using System.Numerics;

namespace VeritasVault.Model;

/// <summary>One leg; without an id of its own its place, counted from 1, is its id.</summary>
public sealed record ModelLeg(string From, string To, string Asset, BigInteger Quantity, string? Id = null)
{
    /// <summary>The owner of the debited account, where its signature is due.</summary>
    public string? Authoriser { get; init; }

    /// <summary>The owner of the credited account, where its signature is due.</summary>
    public string? CreditAuthoriser { get; init; }
}

/// <summary>An expected version: of a position, or of the account itself when the asset is null.</summary>
public sealed record ModelExpectation(string Account, string? Asset, long Version);

/// <summary>A settlement as proposed, in plain terms. Times are microseconds since 1970.</summary>
public sealed record ModelSettlement(string Id, IReadOnlyList<ModelLeg> Legs)
{
    public string Kind { get; init; } = "Other";

    /// <summary>onShortage: wait instead of fail.</summary>
    public bool WaitsOnShortage { get; init; }

    /// <summary>Every owner of a debited account must consent, whatever its policy.</summary>
    public bool ExplicitConsent { get; init; }

    /// <summary>escrow or exclusive.</summary>
    public string Isolation { get; init; } = "escrow";

    /// <summary>none, expiring or binding.</summary>
    public string Prepare { get; init; } = "none";

    /// <summary>The proposer's side is on hold from the start; no content.</summary>
    public bool OnHold { get; init; }

    public long? NotBefore { get; init; }

    public long? Deadline { get; init; }

    public IReadOnlyList<ModelExpectation> Expected { get; init; } = [];

    public string? Replaces { get; init; }

    /// <summary>How often external ledgers are called, the longest first wait and the longest wait at all.</summary>
    public (int Tries, int DelayMs, int DelayMaxMs)? Recovery { get; init; }

    public string? Reference { get; init; }

    public string? Metadata { get; init; }

    /// <summary>The proposer's secret; required where anybody signs.</summary>
    public string? Secret { get; init; }

    /// <summary>Signatures that come with it; no content.</summary>
    public IReadOnlyList<ModelApproval> Approvals { get; init; } = [];

    /// <summary>Everything an id is pinned to, as one text: equal exactly when the content is the same.</summary>
    public string Content() => string.Join('\n', [
        Id, Kind, WaitsOnShortage.ToString(), ExplicitConsent.ToString(), Isolation, Prepare,
        $"{NotBefore}", $"{Deadline}", $"{Replaces}", $"{Recovery}",
        Quoted(Reference), Quoted(Metadata), Quoted(Secret),
        .. Expected.Select(e => $"expect {e.Account} {e.Asset ?? "(account)"} {e.Version}"),
        .. Legs.Select((leg, i) => $"leg {leg.Id ?? $"{i + 1}"} {leg.From} {leg.To} {leg.Asset} {leg.Quantity}"),
        .. Legs.Select(leg => $"signed by {Quoted(leg.Authoriser)} {Quoted(leg.CreditAuthoriser)}"),
    ]);

    private static string Quoted(string? text) => text is null ? "none" : $"'{text}'";
}

/// <summary>An answer: the name of its outcome code, and the settlement's stage after it (null when refused or when the
/// command is about the registry).</summary>
public sealed record ModelOutcome(string Code, string? Stage = null);

/// <summary>An account's holding of one asset.</summary>
public sealed class ModelPosition
{
    public BigInteger Balance { get; set; }

    public long Version { get; set; }

    public BigInteger CreditLimit { get; set; }

    public BigInteger? Ceiling { get; set; }

    /// <summary>The floor that held when the version was made; null for an issuer without limit.</summary>
    public BigInteger? StatedFloor { get; set; } = BigInteger.Zero;
}

/// <summary>An undecided settlement.</summary>
public sealed class ModelOpen(ModelSettlement settlement, string proposer)
{
    public ModelSettlement Settlement { get; } = settlement;

    /// <summary>The actor that submitted it.</summary>
    public string Proposer { get; } = proposer;

    /// <summary>WAITING, PREPARED or ROLLING_BACK.</summary>
    public string Code => Doom is not null ? "ROLLING_BACK" : IsReserved ? "PREPARED" : "WAITING";

    /// <summary>INITIATED, VALIDATING or RESERVING: the furthest it ever came.</summary>
    public string Stage { get; set; } = "INITIATED";

    /// <summary>Participants that consented by a command without a signature.</summary>
    public List<string> Consents { get; } = [];

    /// <summary>The last signature of each authoriser that gave one, and under which of the ledger's origins.</summary>
    public Dictionary<string, (ModelApproval Approval, int Origin)> Signed { get; init; } = [];

    /// <summary>Who asked for cancellation: participants, and actors that act for none.</summary>
    public List<string> CancelVotes { get; } = [];

    /// <summary>Participants whose side is on hold.</summary>
    public List<string> Holders { get; init; } = [];

    /// <summary>Whether what it needs is set aside for it, and what it brings promised.</summary>
    public bool IsReserved { get; set; }

    /// <summary>The code its abort was decided with, until that is finished.</summary>
    public string? Doom { get; set; }

    /// <summary>Whether it ends only by being executed or cancelled.</summary>
    internal bool IsBound => IsReserved && Settlement.Prepare == "binding";

    internal bool IsExpiredAt(long time) => !IsBound && Doom is null && Settlement.Deadline <= time;
}

internal sealed class ModelParticipant
{
    /// <summary>implied, recorded or signed.</summary>
    public string Policy { get; set; } = "implied";

    public bool ConsentsToCredits { get; set; }

    public bool MayCoordinate { get; set; }
}

internal sealed class ModelAsset(string issuer)
{
    public string Issuer { get; } = issuer;

    public BigInteger? IssuanceLimit { get; set; }
}

internal sealed class ModelAccount(string owner)
{
    public string Owner { get; } = owner;

    public string Status { get; set; } = "OPEN";

    public long Version { get; set; } = 1;
}
