namespace VeritasVault.Core;

/// <summary>What a settlement is for. Informative: the ledger treats all kinds alike.</summary>
public enum SettlementKind : byte
{
    /// <summary>Any other purpose.</summary>
    Other = 0,

    /// <summary>Delivery versus payment.</summary>
    Dvp = 1,

    /// <summary>Payment versus payment.</summary>
    Pvp = 2,

    /// <summary>Free of payment.</summary>
    Fop = 3,

    /// <summary>More than two parties.</summary>
    Multilateral = 4,

    /// <summary>The issuer puts an asset into circulation.</summary>
    Issue = 5,

    /// <summary>The issuer takes an asset out of circulation.</summary>
    Redeem = 6,
}

/// <summary>One leg: moves a quantity of an asset from one account to another.</summary>
/// <param name="From">The debited account.</param>
/// <param name="To">The credited account; the same as <paramref name="From"/> is legal and nets to nothing.</param>
/// <param name="Asset">What moves.</param>
/// <param name="Quantity">How much, in minor units, 1 to 2^127-1.</param>
public readonly record struct Instruction(AccountId From, AccountId To, AssetId Asset, Int128 Quantity)
{
    /// <summary>Its id, unique within the settlement; empty means its place, counted from 1.</summary>
    public InstructionId Id { get; init; }

    /// <summary>The external ledger it is on, that of both accounts; empty means this one.</summary>
    public LedgerId Ledger { get; init; }

    /// <summary>The owner of the debited account, where its signature is due; empty where it is not.</summary>
    public ParticipantId Authoriser { get; init; }

    /// <summary>The owner of the credited account, where its signature is due; empty where it is not.</summary>
    public ParticipantId CreditAuthoriser { get; init; }

    internal bool IsSigned => !Authoriser.IsEmpty || !CreditAuthoriser.IsEmpty;
}

/// <summary>
/// A settlement as proposed: legs that all happen or none do, and the terms under which. Immutable once built; its
/// content (everything but who sends it) is what an id is pinned to.
/// </summary>
public sealed class SettlementRequest
{
    // Two threads may compute the hash, both the same; it is read only after the flag says that it is there.
    private Hash256 _bodyHash;
    private volatile bool _isHashed;

    /// <summary>Its id and idempotency key, chosen by the proposer.</summary>
    public required SettlementId Id { get; init; }

    /// <summary>What it is for.</summary>
    public SettlementKind Kind { get; init; }

    /// <summary>Its 1 to 1,024 legs. The array must not change afterwards.</summary>
    public required Instruction[] Legs { get; init; }

    /// <summary>Under which terms.</summary>
    public SettlementTerms Terms { get; init; } = SettlementTerms.Default;

    /// <summary>Not settled earlier than this; null means at once.</summary>
    public Timestamp? NotBefore { get; init; }

    /// <summary>Settled before this or not at all (<c>t &lt; deadline</c>); null means it may wait for ever.</summary>
    public Timestamp? Deadline { get; init; }

    /// <summary>The client's own reference, at most 256 characters; stored apart and erasable.</summary>
    public string? Reference { get; init; }

    /// <summary>Free text for the parties, at most 4,096 characters; stored apart and erasable.</summary>
    public string? Metadata { get; init; }

    /// <summary>32 random bytes of the proposer, from which the salts and the nonce of what is signed derive. Required
    /// where a leg has an authoriser; kept by the ledger and shown to no other signer.</summary>
    public Hash256? Secret { get; init; }

    /// <summary>SHA-256 of everything above but reference and metadata, which are bound by a salted hash of their
    /// own.</summary>
    public Hash256 BodyHash
    {
        get
        {
            if (!_isHashed)
            {
                Remember(RequestContent.HashOf(this));
            }

            return _bodyHash;
        }
    }

    /// <summary>Whether the proposer's side is on hold until its participant releases it. No content: a repeat changes
    /// nothing about it. The operator has no side.</summary>
    public bool OnHold { get; init; }

    /// <summary>
    /// Signatures of authorisers, at most one each. No content: a repeat of an open settlement may bring more. The
    /// array must not change afterwards.
    /// </summary>
    public Approval[] Approvals
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }
    = [];

    internal bool IsHashed => _isHashed;

    /// <summary>Takes the hash of the bytes of <see cref="RequestContent.Write"/>, made elsewhere with those of
    /// others.</summary>
    internal void Remember(in Hash256 bodyHash)
    {
        _bodyHash = bodyHash;
        _isHashed = true;
    }

    /// <summary>A copy of the content that shares nothing a caller can change.</summary>
    internal SettlementRequest Copy() => With([]);

    /// <summary>A copy with these approvals.</summary>
    internal SettlementRequest With(Approval[] approvals) => new()
    {
        Id = Id,
        Kind = Kind,
        Legs = [.. Legs],
        Terms = Terms with { ExpectedVersions = [.. Terms.ExpectedVersions] },
        NotBefore = NotBefore,
        Deadline = Deadline,
        Reference = Reference,
        Metadata = Metadata,
        Secret = Secret,
        OnHold = OnHold,
        Approvals = approvals,
    };

    /// <summary>Whether anything about it is to be signed.</summary>
    internal bool HasSigning => Secret is not null || HasAuthoriser;

    internal bool HasAuthoriser
    {
        get
        {
            foreach (ref readonly var leg in Legs.AsSpan())
            {
                if (leg.IsSigned)
                {
                    return true;
                }
            }

            return false;
        }
    }

    internal bool HasMetadata => Reference is not null || Metadata is not null;
}
