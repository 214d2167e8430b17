using System.Numerics;

namespace VeritasVault.Model;

/// <summary>Settlements: the door, the judgement, and what settling does.</summary>
public sealed partial class ModelLedger
{
    private static readonly string[] Kinds = ["Other", "Dvp", "Pvp", "Fop", "Multilateral", "Issue", "Redeem"];

    /// <summary>Submits a settlement.</summary>
    public ModelOutcome Submit(ModelSettlement settlement, string actor, long time)
    {
        var outcome = DryRun(settlement, actor, time, out var isNew);
        if (!isNew)
        {
            return FindOpen(settlement.Id) is { } known
                && Brought(settlement, actor, known, time) is { Length: > 0 } more
                    ? Approve(known, more, time)
                    : outcome;
        }

        if (outcome.Code is "WAITING" or "PREPARED")
        {
            var open = Opened(settlement, actor);
            open.Stage = outcome.Stage!;
            _open.Add(open);
            if (outcome.Code == "PREPARED")
            {
                Reserve(open);
            }
        }
        else
        {
            Decide(settlement, actor, outcome);
        }

        return outcome;
    }

    /// <summary>What <see cref="Submit"/> would answer; changes nothing.</summary>
    public ModelOutcome DryRun(ModelSettlement settlement, string actor, long time) =>
        DryRun(settlement, actor, time, out _);

    /// <summary>Tries an open settlement again, as the engine does when something it waits for has changed.</summary>
    public ModelOutcome Retry(string settlement, long time) => Move(FindOpen(settlement)!, time, null);

    /// <summary>Ends an open settlement whose deadline has come, as the engine does.</summary>
    public ModelOutcome Expire(string settlement, long time)
    {
        var open = FindOpen(settlement)!;
        return open.IsExpiredAt(time)
            ? Abort(open, "DEADLINE_PASSED")
            : throw new InvalidOperationException($"{settlement} expires later or never");
    }

    /// <summary>Whether an open settlement would settle if it were tried now.</summary>
    public bool CouldSettle(string settlement, long time) => WouldBecome(settlement, time).Code == "SETTLED";

    /// <summary>What a try of an open settlement would answer now; changes nothing.</summary>
    public ModelOutcome WouldBecome(string settlement, long time)
    {
        var open = FindOpen(settlement)!;
        return open.IsExpiredAt(time) ? new ModelOutcome("DEADLINE_PASSED", "FAILED") : Judge(open, time, null);
    }

    private ModelOutcome DryRun(ModelSettlement settlement, string actor, long time, out bool isNew)
    {
        isNew = false;
        if (Door(settlement, actor) is { } refusal)
        {
            return new ModelOutcome(refusal);
        }

        if (FindOpen(settlement.Id) is { } open)
        {
            return Repeat(settlement, open, actor, time);
        }

        if (_decided.TryGetValue(settlement.Id, out var decided))
        {
            return decided.Content is null || decided.Content == settlement.Content()
                ? decided.Outcome
                : new ModelOutcome("SETTLEMENT_ID_REUSED");
        }

        if (RefusalOfTerms(settlement, actor) is { } unfit)
        {
            return new ModelOutcome(unfit);
        }

        if (RefusalToSign(settlement, null, actor, time) is { } unsigned)
        {
            return new ModelOutcome(unsigned);
        }

        if (Precondition(settlement) is { } failure)
        {
            isNew = true;
            return new ModelOutcome(failure, "FAILED");
        }

        var outcome = Judge(Opened(settlement, actor), time, null);
        var full = outcome.Code is not ("WAITING" or "PREPARED") ? null
            : _open.Count >= openMax ? "OPEN_SETTLEMENTS_FULL"
            : !IsOperator(actor) && _open.Count(o => o.Proposer == actor) >= openPerActorMax ? "ACTOR_QUOTA_EXCEEDED"
            : null;
        isNew = full is null;
        return full is null ? outcome : new ModelOutcome(full);
    }

    private ModelOpen Opened(ModelSettlement settlement, string actor)
    {
        var first = new ModelOpen(settlement, actor);
        Sign(first, settlement.Approvals);
        first.Holders.AddRange(settlement.OnHold ? [ParticipantOf(actor)!] : []);
        return first;
    }

    private string? RefusalOfTerms(ModelSettlement s, string actor) => First(
        ("TERMS_INVALID", () => s.OnHold && !IsParty(s, ParticipantOf(actor))));

    private ModelOutcome Repeat(ModelSettlement settlement, ModelOpen open, string actor, long time)
    {
        if (open.Settlement.Content() != settlement.Content())
        {
            return new ModelOutcome("SETTLEMENT_ID_REUSED");
        }

        if (RefusalToSign(settlement, open, actor, time) is { } refusal)
        {
            return new ModelOutcome(refusal);
        }

        if (Brought(settlement, actor, open, time) is not { Length: > 0 } more)
        {
            return new ModelOutcome(open.Code, open.Stage);
        }

        var signed = new ModelOpen(open.Settlement, open.Proposer)
        {
            Stage = open.Stage,
            Signed = new(open.Signed),
            Holders = open.Holders,
            IsReserved = open.IsReserved,
        };
        signed.Consents.AddRange(open.Consents);
        Sign(signed, more);
        return Judge(signed, time, null);
    }

    /// <summary>The approvals that a repeat may add, and does.</summary>
    private ModelApproval[] Brought(ModelSettlement settlement, string actor, ModelOpen open, long time) =>
        Door(settlement, actor) is null && open.Settlement.Content() == settlement.Content()
            && RefusalToSign(settlement, open, actor, time) is null ? NewOnes(settlement, open, time) : [];

    private ModelOutcome Approve(ModelOpen open, ModelApproval[] approvals, long time)
    {
        Sign(open, approvals);
        return Move(open, time, null);
    }

    /// <summary>Why a settlement is refused at the door, in the order of the codes' numbers.</summary>
    private string? Door(ModelSettlement s, string actor)
    {
        var ids = s.Legs.Select((leg, i) => leg.Id ?? $"{i + 1}").ToArray();
        return First(
            ("ID_MALFORMED", () =>
                s.Legs.Take(1024).Any(leg => !IsName(leg.From) || !IsName(leg.To) || !IsName(leg.Asset))),
            ("ID_MALFORMED", () => s.Approvals.Take(2048).Any(a => !IsName(a.Participant))),
            ("SETTLEMENT_ID_MALFORMED", () => s.Id == NilId),
            ("ACTOR_MALFORMED", () => !IsActor(actor)),
            ("TEXT_TOO_LONG", () => s.Reference?.Length > 256 || s.Metadata?.Length > 4096),
            ("NO_LEGS", () => s.Legs.Count == 0),
            ("TOO_MANY_LEGS", () => s.Legs.Count > 1024),
            ("INSTRUCTION_ID_DUPLICATE", () => ids.Distinct().Count() < ids.Length),
            ("QUANTITY_NEGATIVE", () => s.Legs.Any(leg => leg.Quantity < 0)),
            ("QUANTITY_ZERO", () => s.Legs.Any(leg => leg.Quantity == 0)),
            ("QUANTITY_OVERFLOW", () => IsTooMuch(s.Legs.GroupBy(leg => (leg.From, leg.Asset)))),
            ("QUANTITY_OVERFLOW", () => IsTooMuch(s.Legs.GroupBy(leg => (leg.To, leg.Asset)))),
            ("DEADLINE_BEFORE_START", () => s.Deadline <= s.NotBefore),
            ("TERMS_INVALID", () => AreTermsInvalid(s)),
            ("PARAMETER_OUT_OF_RANGE", () => s.Approvals.Count > 2048 || s.Approvals.Any(a => a.IsOutOfRange)),
            ("ACTOR_UNKNOWN", () => !IsOperator(actor) && ParticipantOf(actor) is null),
            ("ACTOR_NOT_PARTY", () => !IsOperator(actor) && !IsParty(s, ParticipantOf(actor))));
    }

    private static bool IsTooMuch(IEnumerable<IGrouping<(string Account, string Asset), ModelLeg>> flows) =>
        flows.Any(flow => flow.Aggregate(BigInteger.Zero, (sum, leg) => sum + leg.Quantity) > QuantityMax);

    private static bool AreTermsInvalid(ModelSettlement s) =>
        !Kinds.Contains(s.Kind) || s.NotBefore < 0 || s.Deadline < 0
        || s.Replaces == s.Id || s.Replaces == NilId
        || s.Isolation is not ("escrow" or "exclusive") || s.Prepare is not ("none" or "expiring" or "binding")
        || (s.Prepare == "expiring" && s.Deadline is null)
        || s.Expected.Count > 2048
        || (s.Recovery is { } r && (r.Tries is < 1 or > 100 || r.DelayMs is < 1 or > 3_600_000
            || r.DelayMaxMs < r.DelayMs || r.DelayMaxMs > 86_400_000))
        || (s.Secret is null && s.Legs.Any(leg => leg.Authoriser is not null || leg.CreditAuthoriser is not null))
        || s.Expected.Any(e => e.Version < 0 || !IsName(e.Account) || (e.Asset is not null && !IsName(e.Asset)))
        || s.Expected.DistinctBy(e => (e.Account, e.Asset)).Count() < s.Expected.Count;

    /// <summary>What fails a new submission at once and never comes right by waiting.</summary>
    private string? Precondition(ModelSettlement s)
    {
        var accounts = s.Legs.SelectMany(leg => new[] { leg.From, leg.To }).ToArray();
        return First(
            ("UNKNOWN_ACCOUNT", () =>
                accounts.Concat(s.Expected.Select(e => e.Account)).Any(a => !_accounts.ContainsKey(a))),
            ("UNKNOWN_ASSET", () =>
                s.Legs.Select(leg => leg.Asset).Concat(s.Expected.Select(e => e.Asset).OfType<string>())
                .Any(a => !_assets.ContainsKey(a))),
            ("ACCOUNT_CLOSED", () => accounts.Any(a => StatusOf(a) == "CLOSED")),
            ("ACCOUNT_FROZEN", () => accounts.Any(a => StatusOf(a) == "FROZEN")));
    }

    private ModelOutcome Judge(ModelOpen open, long time, string? consenting)
    {
        if (open.IsReserved)
        {
            return new ModelOutcome("PREPARED", open.Stage);
        }

        var s = open.Settlement;
        var accounts = s.Legs.SelectMany(leg => new[] { leg.From, leg.To }).ToArray();
        if (accounts.Any(a => StatusOf(a) == "CLOSED"))
        {
            return new ModelOutcome("ACCOUNT_CLOSED", "FAILED");
        }

        if (s.Deadline <= time)
        {
            return new ModelOutcome("DEADLINE_PASSED", "FAILED");
        }

        if (!AreConsentsGiven(open, time, consenting))
        {
            return new ModelOutcome("WAITING", open.Stage);
        }

        if (accounts.Any(a => StatusOf(a) == "FROZEN") || time < s.NotBefore || open.Holders.Count > 0)
        {
            return new ModelOutcome("WAITING", open.Stage == "RESERVING" ? "RESERVING" : "VALIDATING");
        }

        return Shortage(s) is { } shortage
            ? s.WaitsOnShortage && shortage != "BALANCE_OVERFLOW"
                ? new ModelOutcome("WAITING", "RESERVING")
                : new ModelOutcome(shortage, "FAILED")
            : s.Expected.Any(e => CurrentVersion(e) != e.Version)
                ? new ModelOutcome("VERSION_MISMATCH", "FAILED")
            : s.Prepare != "none" ? new ModelOutcome("PREPARED", "RESERVING")
            : new ModelOutcome("SETTLED", "COMPLETED");
    }

    private bool AreConsentsGiven(ModelOpen open, long time, string? consenting)
    {
        bool IsGiven(string p) =>
            p == ParticipantOf(open.Proposer) || p == consenting || HasSpoken(open, p, time);
        return Authorisers(open.Settlement).All(p => HasSigned(open, p, time)) && WordsDue(open).All(IsGiven);
    }

    /// <summary>The participants whose own word the settlement needs, signed or not.</summary>
    private string[] ConsentsDue(ModelOpen open) => [.. WordsDue(open), .. Authorisers(open.Settlement)];

    /// <summary>The participants whom policies or terms ask for a word, where no signature is due for the
    /// leg.</summary>
    private string[] WordsDue(ModelOpen open) =>
    [
        .. open.Settlement.Legs.Where(leg => leg.Authoriser is null).Select(leg => OwnerOf(leg.From)!)
            .Where(p => open.Settlement.ExplicitConsent || _participants[p].Policy != "implied"),
        .. open.Settlement.Legs.Where(leg => leg.CreditAuthoriser is null).Select(leg => OwnerOf(leg.To)!)
            .Where(p => _participants[p].ConsentsToCredits),
    ];

    private static Dictionary<(string Account, string Asset), BigInteger> Net(ModelSettlement settlement)
    {
        var net = new Dictionary<(string, string), BigInteger>();
        foreach (var leg in settlement.Legs)
        {
            net[(leg.From, leg.Asset)] = net.GetValueOrDefault((leg.From, leg.Asset)) - leg.Quantity;
            net[(leg.To, leg.Asset)] = net.GetValueOrDefault((leg.To, leg.Asset)) + leg.Quantity;
        }

        return net;
    }

    private string? Shortage(ModelSettlement settlement)
    {
        // What is promised to others' settlements counts as if it were there, what they hold as if it were gone.
        var after = Net(settlement).Select(n => (n.Key.Account, n.Key.Asset, Net: n.Value,
            Low: Available(n.Key.Account, n.Key.Asset) + n.Value,
            High: Balance(n.Key.Account, n.Key.Asset) + Promised(n.Key.Account, n.Key.Asset) + n.Value)).ToArray();
        bool IsIssuer(string account, string asset) => _assets[asset].Issuer == account;
        return First(
            ("INSUFFICIENT_FUNDS", () =>
                after.Any(p => !IsIssuer(p.Account, p.Asset) && p.Low < Floor(p.Account, p.Asset))),
            ("ISSUANCE_LIMIT_EXCEEDED", () => after.Any(p =>
                IsIssuer(p.Account, p.Asset) && _assets[p.Asset].IssuanceLimit is { } limit && p.Low < -limit)),
            ("CEILING_EXCEEDED", () => after.Any(p =>
                _positions.TryGetValue((p.Account, p.Asset), out var position) && p.High > position.Ceiling)),
            ("BALANCE_OVERFLOW", () => after.Any(p => p.Low < -QuantityMax || p.High > QuantityMax)),
            ("BALANCE_OVERFLOW", () => after.Any(p => Reserved(p.Account, p.Asset) - p.Net > QuantityMax && p.Net < 0)),
            ("BALANCE_OVERFLOW", () => after.Any(p => Promised(p.Account, p.Asset) + p.Net > QuantityMax && p.Net > 0))
            );
    }

    private long CurrentVersion(ModelExpectation expectation) =>
        expectation.Asset is null ? VersionOf(expectation.Account)
        : _positions.TryGetValue((expectation.Account, expectation.Asset), out var position) ? position.Version
        : 0;

    private ModelOutcome Move(ModelOpen open, long time, string? consenting)
    {
        var outcome = Judge(open, time, consenting);
        if (outcome.Code is "WAITING" or "PREPARED")
        {
            open.Stage = outcome.Stage!;
            if (outcome.Code == "PREPARED" && !open.IsReserved)
            {
                Reserve(open);
            }
        }
        else
        {
            Decide(open, outcome);
        }

        return outcome;
    }

    private void Decide(ModelOpen open, ModelOutcome outcome)
    {
        _open.Remove(open);
        Decide(open.Settlement, open.Proposer, outcome);
    }

    private void Decide(ModelSettlement settlement, string proposer, ModelOutcome outcome)
    {
        _decided.Add(settlement.Id, (settlement.Content(), proposer, outcome));
        foreach (var ((account, asset), change) in outcome.Code == "SETTLED" ? Net(settlement) : [])
        {
            var position = Touch(account, asset);
            position.Balance += change;
            NewVersion(account, asset);
        }
    }
}
