namespace VeritasVault.Core;

/// <summary>What the ledger's first record fixed.</summary>
/// <param name="Name">The ledger's name, of the grammar of ids.</param>
/// <param name="Operator">The actor that created it and administers it.</param>
/// <param name="SaltKey">Data that salts derive from; part of the ledger, not a credential.</param>
/// <param name="Origin">The first name under which it signs its log.</param>
/// <param name="LedgerKey">The first key with which it does.</param>
/// <param name="At">When it was created.</param>
internal sealed record Genesis(
    string Name, ActorId Operator, Hash256 SaltKey, Origin Origin, PublicKey LedgerKey, Timestamp At);

/// <summary>
/// Everything the core knows. It changes only by <see cref="Apply"/>ing a record, live, on recovery and in audits
/// alike, so that replaying the records from the first gives the same state bit for bit.
/// </summary>
internal sealed partial class LedgerState
{
    private readonly List<int> _limited = [];

    public Genesis? Genesis { get; private set; }

    public LedgerIdentity Identity { get; } = new();

    public Registry<ParticipantId, Participant> Participants { get; } = new();

    /// <summary>How many participants' policies ask for their word or signature: where none does, nobody needs to be
    /// asked.</summary>
    public int AskingParticipants { get; private set; }

    public KeyTable Keys { get; } = new();

    public Registry<AssetId, Asset> Assets { get; } = new();

    public Registry<LedgerId, ExternalLedger> Ledgers { get; } = new();

    public Registry<AccountId, Account> Accounts { get; } = new();

    public PositionTable Positions { get; } = new();

    /// <summary>The positions (by index) that ever had credit limit or ceiling set, in the order of the first
    /// time.</summary>
    public IReadOnlyList<int> Limited => _limited;

    public OpenSettlementTable Open { get; } = new();

    /// <summary>What reserved settlements will bring to positions.</summary>
    public PromiseTable Promises { get; } = new();

    /// <summary>Who holds which locks.</summary>
    public LockTable Locks { get; private set; } = new();

    /// <summary>The number the next record gets, counted from 1.</summary>
    public long NextRecordNo { get; private set; } = 1;

    /// <summary>The number the next event gets, counted from 1 without gaps.</summary>
    public long NextEventNo { get; private set; } = 1;

    /// <summary>The time of the last record; the next one's is not smaller.</summary>
    public Timestamp LastTime { get; private set; }
}
