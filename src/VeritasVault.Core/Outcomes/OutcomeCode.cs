namespace VeritasVault.Core;

/// <summary>
/// Every answer the ledger gives, numbered for good. Checks run in the order of these numbers within the 100s, then the
/// 200s, 300s and 400s, and the first that fails is the answer. <see cref="OutcomeCatalog"/> says what each means.
/// </summary>
public enum OutcomeCode : ushort
{
    /// <summary>No outcome yet.</summary>
    None = 0,

    /// <summary>All legs happened together.</summary>
    Settled = 1,

    /// <summary>The command took effect.</summary>
    Applied = 2,

    /// <summary>Accepted and open; it waits for what the status names.</summary>
    Waiting = 3,

    /// <summary>Reserved as a whole; it waits to be executed or cancelled.</summary>
    Prepared = 4,

    /// <summary>Its abort is decided; what was done for it is being undone.</summary>
    RollingBack = 5,

    /// <summary>Reserved here; external ledgers are being prepared.</summary>
    Preparing = 6,

    /// <summary>It is decided that it settles; external ledgers are being told.</summary>
    Committing = 7,

    /// <summary>The text cannot be parsed.</summary>
    MalformedInput = 101,

    /// <summary>The input ends in the middle of a line.</summary>
    TruncatedInput = 102,

    /// <summary>The input is not valid UTF-8.</summary>
    InvalidUtf8 = 103,

    /// <summary>A line is longer than the reader takes.</summary>
    LineTooLong = 104,

    /// <summary>An id breaks the grammar of ids.</summary>
    IdMalformed = 105,

    /// <summary>The id of a settlement or command is no UUID, or nil.</summary>
    SettlementIdMalformed = 106,

    /// <summary>The actor is not of the form scheme:name.</summary>
    ActorMalformed = 107,

    /// <summary>A free text is longer than its limit.</summary>
    TextTooLong = 108,

    /// <summary>The settlement has no legs.</summary>
    NoLegs = 109,

    /// <summary>The settlement has more legs than the limit.</summary>
    TooManyLegs = 110,

    /// <summary>Two legs have the same instruction id.</summary>
    InstructionIdDuplicate = 111,

    /// <summary>The quantity is no decimal number.</summary>
    QuantityMalformed = 112,

    /// <summary>The quantity has more decimals than the asset's scale.</summary>
    QuantityScale = 113,

    /// <summary>The quantity is negative.</summary>
    QuantityNegative = 114,

    /// <summary>The quantity is zero.</summary>
    QuantityZero = 115,

    /// <summary>The quantity, or what the legs move through one position, exceeds 2^127-1 minor units.</summary>
    QuantityOverflow = 116,

    /// <summary>The deadline is not after notBefore.</summary>
    DeadlineBeforeStart = 117,

    /// <summary>The terms contradict each other or exceed a limit.</summary>
    TermsInvalid = 118,

    /// <summary>A parameter of the command is outside its range.</summary>
    ParameterOutOfRange = 119,

    /// <summary>The actor is neither the operator nor acts for a participant.</summary>
    ActorUnknown = 120,

    /// <summary>The actor's participant owns no account named in the settlement.</summary>
    ActorNotParty = 121,

    /// <summary>The actor may not give this command.</summary>
    ActorNotAuthorised = 122,

    /// <summary>The settlement id was used before with other content.</summary>
    SettlementIdReused = 123,

    /// <summary>The command id was used before with other content.</summary>
    CommandIdReused = 124,

    /// <summary>A leg lacks the authoriser that a policy asks for.</summary>
    AuthoriserMissing = 125,

    /// <summary>A leg names an authoriser that does not own the account.</summary>
    AuthoriserNotOwner = 126,

    /// <summary>The actor may not prepare bindingly.</summary>
    BindingNotPermitted = 127,

    /// <summary>A leg's ledger is not that of its accounts.</summary>
    LegLedgerMismatch = 128,

    /// <summary>More than one leg is on ledgers that cannot prepare.</summary>
    LegsNotAtomic = 129,

    /// <summary>A participant of this id exists.</summary>
    ParticipantExists = 130,

    /// <summary>An asset of this id exists.</summary>
    AssetExists = 131,

    /// <summary>An account of this id exists.</summary>
    AccountExists = 132,

    /// <summary>No participant of this id is registered.</summary>
    ParticipantUnknown = 133,

    /// <summary>No asset of this id is registered.</summary>
    AssetUnknown = 134,

    /// <summary>No account of this id is open.</summary>
    AccountUnknown = 135,

    /// <summary>The account's state does not allow the command.</summary>
    AccountStateConflict = 136,

    /// <summary>The account has a balance or open reservations.</summary>
    AccountNotEmpty = 137,

    /// <summary>The position is already beyond the new limit.</summary>
    LimitBelowUse = 138,

    /// <summary>The ledger has as many entries of this kind as it takes.</summary>
    RegistryFull = 139,

    /// <summary>No settlement of this id is known.</summary>
    SettlementUnknown = 140,

    /// <summary>The settlement is decided and its outcome pinned.</summary>
    AlreadyDecided = 141,

    /// <summary>No consent of this participant is due.</summary>
    ConsentNotDue = 142,

    /// <summary>This participant has given its word already.</summary>
    ConsentAlreadyGiven = 143,

    /// <summary>Another party has consented, so this actor cannot cancel.</summary>
    CancelNotAllowed = 144,

    /// <summary>No signature of this participant is due.</summary>
    ApprovalNotDue = 145,

    /// <summary>Two approvals are of one participant.</summary>
    ApprovalDuplicate = 146,

    /// <summary>The participant's consent needs its signature.</summary>
    SignatureMissing = 147,

    /// <summary>The participant has no such key.</summary>
    KeyUnknown = 148,

    /// <summary>The key is not valid now.</summary>
    KeyNotValid = 149,

    /// <summary>The bytes are no public key that may be used.</summary>
    KeyUnacceptable = 150,

    /// <summary>The public key is registered, or signed for the ledger, already.</summary>
    KeyExists = 151,

    /// <summary>The participant has registered as many keys as one may.</summary>
    KeysFull = 152,

    /// <summary>The key is revoked already.</summary>
    KeyRevoked = 153,

    /// <summary>A later key lacks the endorsement of one before it.</summary>
    EndorsementMissing = 154,

    /// <summary>The endorsement, or the reset, does not hold.</summary>
    EndorsementInvalid = 155,

    /// <summary>The signature does not hold.</summary>
    SignatureInvalid = 156,

    /// <summary>The ledger had this origin before.</summary>
    OriginUsed = 157,

    /// <summary>The settlement is not prepared, so it cannot be executed.</summary>
    NotPrepared = 158,

    /// <summary>The settlement is prepared, and an account of it frozen.</summary>
    PreparedFrozen = 159,

    /// <summary>A consent that the prepared settlement rests on counts no more.</summary>
    ConsentVoid = 160,

    /// <summary>The settlement is reserved: too late for what was asked.</summary>
    TooLate = 161,

    /// <summary>The participant's side is on hold already.</summary>
    AlreadyOnHold = 162,

    /// <summary>The participant's side is not on hold.</summary>
    NotOnHold = 163,

    /// <summary>An external ledger of this id exists.</summary>
    LedgerExists = 164,

    /// <summary>No external ledger of this id is registered.</summary>
    LedgerUnknown = 165,

    /// <summary>The account is kept by an external ledger.</summary>
    AccountForeign = 166,

    /// <summary>No foreign operation of the settlement waits for the operator.</summary>
    NotStuck = 167,

    /// <summary>No such lock is held.</summary>
    LockUnknown = 168,

    /// <summary>The fencing token is not the lock's.</summary>
    FencingTokenStale = 169,

    /// <summary>Somebody holds a lock that excludes this one.</summary>
    LockConflict = 170,

    /// <summary>A leg names an account that does not exist.</summary>
    UnknownAccount = 201,

    /// <summary>A leg names an asset that does not exist.</summary>
    UnknownAsset = 202,

    /// <summary>A leg names a closed account.</summary>
    AccountClosed = 203,

    /// <summary>A leg names a frozen account.</summary>
    AccountFrozen = 204,

    /// <summary>The deadline came before everything was in place.</summary>
    DeadlinePassed = 205,

    /// <summary>A position has less available than the settlement takes.</summary>
    InsufficientFunds = 301,

    /// <summary>More would be issued than the asset's issuance limit.</summary>
    IssuanceLimitExceeded = 302,

    /// <summary>A position would rise above its ceiling.</summary>
    CeilingExceeded = 303,

    /// <summary>A balance would leave the range of 2^127-1 minor units.</summary>
    BalanceOverflow = 304,

    /// <summary>An external ledger refused its leg.</summary>
    ForeignRefused = 305,

    /// <summary>An external ledger's hold would end too soon to decide on it.</summary>
    ForeignHoldTooShort = 306,

    /// <summary>A version is not the expected one.</summary>
    VersionMismatch = 401,

    /// <summary>A lock was not free in time.</summary>
    LockTimeout = 402,

    /// <summary>The engine's intake queue is full.</summary>
    QueueFull = 501,

    /// <summary>The ledger holds as many undecided settlements as it takes.</summary>
    OpenSettlementsFull = 502,

    /// <summary>The actor has as many undecided settlements as one actor may.</summary>
    ActorQuotaExceeded = 503,

    /// <summary>The store has no room for new commands.</summary>
    StorageFull = 504,

    /// <summary>The engine stopped before it knew whether the command is durable.</summary>
    OutcomeUnknown = 505,

    /// <summary>The engine has stopped and takes no commands.</summary>
    EngineStopped = 506,

    /// <summary>The ledger was opened without its signing key.</summary>
    LedgerReadOnly = 507,

    /// <summary>A party rejected the settlement.</summary>
    ParticipantRejected = 601,

    /// <summary>The settlement was cancelled before the decision.</summary>
    Cancelled = 602,

    /// <summary>The operator aborted the settlement, which could not go on.</summary>
    OperatorAborted = 603,
}
