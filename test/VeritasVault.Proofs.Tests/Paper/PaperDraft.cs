namespace VeritasVault.Proofs.Tests;

/// <summary>A leg before it has a place and a salt.</summary>
internal sealed record PaperLeg(
    string Debit,
    string Credit,
    string Asset,
    Int128 Quantity,
    string? Authoriser = null,
    string? CreditAuthoriser = null)
{
    /// <summary>The external ledger it is on; null: the ledger's own.</summary>
    public string? Ledger { get; init; }
}

/// <summary>A state with its positions, before it has its place in the list.</summary>
internal sealed record PaperState(
    long PositionIndex, long VersionAfter, PositionStatement Before, PositionStatement After)
{
    public OpenedState Placed(int position) => new(
        new StateStatement(position, PositionIndex, VersionAfter, Before.Hash(), After.Hash()),
        new OpenedPosition(Before.Account, Before.Asset, PositionVersion.Of(Before), PositionVersion.Of(After)),
        null);
}

/// <summary>A signature before it has its place in the list.</summary>
internal sealed record PaperSignature(
    string Participant, Bytes16 KeyId, byte[] Signature, BatchReference? Batch = null, Hash32[]? BatchPath = null)
{
    public OpenedSignature Placed(int position) => new(
        new SignatureStatement(position, Participant, KeyId, KeyStatements.Ed25519, Signature, Batch), BatchPath, null);
}

/// <summary>
/// A settlement as its parties want it, and how an operator who holds the log's key may twist what is recorded of it.
/// </summary>
internal sealed record PaperDraft(string Name, params IReadOnlyList<PaperLeg> Legs)
{
    public long? NotBefore { get; init; }

    public long? Deadline { get; init; }

    public IReadOnlyList<ExpectedVersionStatement> Expected { get; init; } = [];

    public RecoveryStatement? Recovery { get; init; }

    public int PrepareMode { get; init; }

    /// <summary>Of the participants who sign in a batch: how many approvals it has and which of them this is.</summary>
    public SortedDictionary<string, (int Index, int Count)> Batches { get; init; } = new(StringComparer.Ordinal);

    public Func<TransactionStatement, TransactionStatement> TwistTransaction { get; init; } = same => same;

    public Func<IReadOnlyList<PaperState>, IReadOnlyList<PaperState>> TwistStates { get; init; } = same => same;

    public Func<IReadOnlyList<PaperSignature>, IReadOnlyList<PaperSignature>> TwistSignatures { get; init; } =
        same => same;

    public Func<SettlementEntry, SettlementEntry> TwistEntry { get; init; } = same => same;
}

/// <summary>What was recorded of a settlement, all of it open.</summary>
internal sealed record PaperDecision(
    DecisionEntry Entry,
    TransactionStatement Transaction,
    TermsStatement Terms,
    IReadOnlyList<InstructionStatement> Instructions,
    IReadOnlyList<OpenedState> States,
    IReadOnlyList<OpenedSignature> Signatures);
