namespace VeritasVault.Model;

/// <summary>Locks of people, and what settlements claim while they are under way.</summary>
public sealed partial class ModelLedger
{
    private const int WoundsMax = 3;
    private const int LeaseSecondsMax = 24 * 60 * 60;
    private const int PeopleLocksMax = 10_000;
    private const long LockWait = 60_000_000;

    private readonly List<ModelLock> _locks = [];
    private readonly Dictionary<(string? Account, string? Asset), long> _tokens = [];

    /// <summary>The locks of people, oldest first.</summary>
    public IReadOnlyList<ModelLock> Locks => _locks;

    /// <summary>The settlements, oldest first, that lose their locks to the one that was tried last.</summary>
    public IReadOnlyList<string> Victims { get; private set; } = [];

    /// <summary>Takes a lock; the number is that of the record it would make.</summary>
    public ModelOutcome AcquireLock(
        string command, string actor, long number, ModelClaim claim, int leaseSeconds, string reason, long time)
    {
        var wanted = new ModelLock(number, claim, actor) { Expiry = time + (leaseSeconds * 1_000_000L) };
        return Administer(command, actor, $"lock {claim} {leaseSeconds} '{reason}'",
            [
                ("PARAMETER_OUT_OF_RANGE", () => claim.Mode is not ("shared" or "exclusive")),
                ("PARAMETER_OUT_OF_RANGE", () => claim is { Account: null, Asset: null } || reason.Length == 0),
                ("PARAMETER_OUT_OF_RANGE", () => leaseSeconds is < 1 or > LeaseSecondsMax),
            ],
            [
                ("ASSET_UNKNOWN", () => claim.Asset is not null && !_assets.ContainsKey(claim.Asset)),
                ("ACCOUNT_UNKNOWN", () => claim.Account is not null && !_accounts.ContainsKey(claim.Account)),
                ("REGISTRY_FULL", () => _locks.Count >= PeopleLocksMax),
                ("LOCK_CONFLICT", () => IsHeldAgainst(wanted, claim)),
            ],
            () =>
            {
                _locks.Add(wanted);
                wanted.Token = NextToken(claim);
            },
            reason,
            mayGive: () => ParticipantOf(actor) is { } owner && claim.Account is not null
                && OwnerOf(claim.Account) == owner);
    }

    public ModelOutcome UpgradeLock(string command, string actor, long number, long token, long time)
    {
        ModelClaim Wanted() => FindLock(number)!.Claim with { Mode = "exclusive" };
        return WithLock(command, actor, $"upgrade {number} {token}", number, token, null, time,
            ("LOCK_CONFLICT", () => IsHeldAgainst(FindLock(number)!, Wanted())),
            held => (held.Claim, held.Token) = (Wanted(), NextToken(held.Claim)));
    }

    public ModelOutcome RenewLock(
        string command, string actor, long number, long token, int leaseSeconds, long time) =>
        WithLock(command, actor, $"renew {number} {token} {leaseSeconds}", number, token, leaseSeconds, time, null,
            held => held.Expiry = time + (leaseSeconds * 1_000_000L));

    public ModelOutcome ReleaseLock(string command, string actor, long number, long token, long time) =>
        WithLock(command, actor, $"unlock {number} {token}", number, token, null, time, null,
            held => _locks.Remove(held));

    /// <summary>Ends a lock whose lease has ended, as the engine does.</summary>
    public void Lapse(long number, long time)
    {
        if (FindLock(number) is not { } held || held.Expiry > time)
        {
            throw new InvalidOperationException($"lock {number} is not held, or longer");
        }

        _locks.Remove(held);
    }

    /// <summary>Takes its locks and all it holds from a settlement that an older one preempts, as the engine does when
    /// that one was tried.</summary>
    public ModelOutcome Wound(string settlement, long time)
    {
        var open = FindOpen(settlement)!;
        if (!_open.Exists(older => Judge(older, time, null).Victims.Contains(open)))
        {
            throw new InvalidOperationException($"nobody may preempt {settlement}");
        }

        Victims = [.. Victims.Where(victim => victim != settlement)];
        GiveBack(open);
        open.Operations.Clear();
        open.Attempt++;
        NoteLocks(open, time);
        return new ModelOutcome(open.Code, open.Stage);
    }

    /// <summary>What a settlement holds; nothing unless it is reserved or told to external ledgers.</summary>
    public IReadOnlyList<ModelClaim> ClaimsOf(ModelOpen open) =>
        open.IsReserved || open.IsCommitted ? [.. ClaimsOf(open.Settlement)] : [];

    private IEnumerable<ModelClaim> ClaimsOf(ModelSettlement settlement) =>
        Net(settlement).Keys.Select(p => new ModelClaim(p.Account, p.Asset, settlement.Isolation));

    private ModelOutcome WithLock(
        string command, string actor, string content, long number, long token, int? leaseSeconds, long time,
        (string Code, Func<bool> Fails)? last, Action<ModelLock> apply) =>
        Administer(command, actor, content,
            [
                ("PARAMETER_OUT_OF_RANGE", () => number < 1 || token < 1),
                ("PARAMETER_OUT_OF_RANGE", () => leaseSeconds is < 1 or > LeaseSecondsMax),
            ],
            [
                ("LOCK_UNKNOWN", () => FindLock(number) is null || FindLock(number)!.Expiry <= time),
                ("ACTOR_NOT_AUTHORISED", () => FindLock(number)!.Actor != actor),
                ("FENCING_TOKEN_STALE", () => FindLock(number)!.Token != token),
                .. last is { } check ? [check] : Array.Empty<(string, Func<bool>)>(),
            ],
            () => apply(FindLock(number)!),
            mayGive: () => ParticipantOf(actor) is not null);

    private ModelLock? FindLock(long number) => _locks.Find(held => held.Number == number);

    private long NextToken(ModelClaim claim) => _tokens[(claim.Account, claim.Asset)] =
        _tokens.GetValueOrDefault((claim.Account, claim.Asset)) + 1;

    /// <summary>Whether anybody holds what excludes a person's claim. Who has it exclusively already asks for nothing
    /// new.</summary>
    private bool IsHeldAgainst(ModelLock asking, ModelClaim claim) =>
        _locks.Exists(held => held != asking && held.Claim.Excludes(claim))
        || _open.Exists(open => ClaimsOf(open).Any(claim.Excludes));

    private bool IsLockedOut(ModelOpen open) => PeopleInTheWay(open) || SettlementsInTheWay(open).Length > 0;

    private bool PeopleInTheWay(ModelOpen open) =>
        ClaimsOf(open.Settlement).Any(claim => _locks.Exists(held => held.Claim.Excludes(claim)));

    private ModelOpen[] SettlementsInTheWay(ModelOpen open) =>
        [
            .. _open.Where(other => other.Settlement.Id != open.Settlement.Id && ClaimsOf(other).Any(held =>
                ClaimsOf(open.Settlement).Any(held.Excludes))),
        ];

    /// <summary>Who stands in the way, is younger, and has promised nothing to anybody yet.</summary>
    private ModelOpen[] VictimsOf(ModelOpen open) =>
        [.. SettlementsInTheWay(open).Where(other => other.IsWoundable && IsOlder(open, other))];

    /// <summary>Age is the order of coming. Who was preempted often enough is older than all who were not.</summary>
    private bool IsOlder(ModelOpen open, ModelOpen other)
    {
        var (spared, otherSpared) = (open.Attempt > WoundsMax, other.Attempt > WoundsMax);
        return spared != otherSpared ? spared : PlaceOf(open) < PlaceOf(other);
    }

    // One that is only tried is the youngest.
    private int PlaceOf(ModelOpen open)
    {
        var place = _open.FindIndex(other => other.Settlement.Id == open.Settlement.Id);
        return place < 0 ? int.MaxValue : place;
    }

    /// <summary>Notes when a settlement was last seen to wait for something else than locks, or not at all.</summary>
    private void NoteLocks(ModelOpen open, long time)
    {
        var s = open.Settlement;
        var isLockedOnly = open is { IsUnderWay: false, Stage: "RESERVING", Holders.Count: 0 }
            && s.Deadline is null && !(time < s.NotBefore)
            && AccountsOf(s).All(a => StatusOf(a) == "OPEN") && AreConsentsGiven(open, time, null)
            && Shortage(s) is null or "BALANCE_OVERFLOW" && IsLockedOut(open);
        open.FreeAt = isLockedOnly ? open.FreeAt : time;
    }

    private bool IsLockTimeOver(ModelOpen open, long time) => open is { IsUnderWay: false, Stage: "RESERVING" }
        && open.Settlement.Deadline is null && time - open.FreeAt >= LockWait;

    private string? BrokenLock()
    {
        (object Owner, ModelClaim Claim)[] held =
        [
            .. _locks.Select(one => ((object)one, one.Claim)),
            .. _open.SelectMany(open => ClaimsOf(open).Select(claim => ((object)open, claim))),
        ];
        var broken = Array.Find(held, one =>
            Array.Exists(held, other => one.Owner != other.Owner && one.Claim.Excludes(other.Claim)));
        return broken.Claim is { } claim ? $"somebody else holds what excludes {claim}" : null;
    }
}
