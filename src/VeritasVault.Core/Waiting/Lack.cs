namespace VeritasVault.Core;

/// <summary>What an undecided settlement may wait for.</summary>
public enum WaitKind : byte
{
    /// <summary>The word of a participant.</summary>
    Consent = 0,

    /// <summary>Its date.</summary>
    Date = 1,

    /// <summary>The thaw of an account.</summary>
    Thaw = 2,

    /// <summary>Something to be paid into a position.</summary>
    Funds = 3,

    /// <summary>Room under an issuance limit.</summary>
    IssuanceRoom = 4,

    /// <summary>Room under a ceiling.</summary>
    CeilingRoom = 5,

    /// <summary>The signature of a participant.</summary>
    Signature = 6,

    /// <summary>A party's release of its side.</summary>
    Release = 7,

    /// <summary>The word of its proposer to execute it.</summary>
    Execute = 8,

    /// <summary>The reply of an external ledger.</summary>
    ExternalLedger = 9,

    /// <summary>The operator: retrying did not help.</summary>
    Operator = 10,

    /// <summary>A lock that somebody else holds.</summary>
    Lock = 11,
}

/// <summary>One thing that stands between a settlement and its decision. Which members mean something depends on the
/// kind.</summary>
internal readonly record struct Lack(
    WaitKind Kind, int Participant = -1, int Account = -1, int Asset = -1, Int128 Missing = default, Timestamp Until =
        default, int Ledger = -1, LockOwner Holder = default);

/// <summary>Finds everything an undecided settlement lacks at a moment: for waiting, and for whoever asks
/// why.</summary>
internal sealed class LackFinder(LedgerState state)
{
    private readonly SettlementRecord _scratch = new();
    private readonly NetPositions _net = new();
    private readonly SettlementRanks _ranks = new(state);
    private readonly WaitingUpgrades _noUpgrades = new();

    public void Find(OpenSettlement open, Timestamp now, List<Lack> lacks)
    {
        lacks.Clear();
        var request = open.Request;
        Resolve(request);
        if (open.IsUnderWay)
        {
            FindUnderWay(open, now, lacks);
            return;
        }

        Consents.FindMissing(state, _scratch, open, Authority.ParticipantOf(state, open.Proposer), now, lacks);
        if (request.NotBefore is { } start && now < start)
        {
            lacks.Add(new Lack(WaitKind.Date, Until: start));
        }

        foreach (var holder in open.Holders)
        {
            lacks.Add(new Lack(WaitKind.Release, Participant: holder));
        }

        FindFrozen(lacks);
        _net.Compute(state, _scratch);
        FindLocks(open, lacks);
        for (var i = 0; i < _net.Count; i++)
        {
            ref readonly var net = ref _net[i];
            WaitKind? kind = Resources.Shortage(state, net, out var missing, out _) switch
            {
                OutcomeCode.InsufficientFunds => WaitKind.Funds,
                OutcomeCode.IssuanceLimitExceeded => WaitKind.IssuanceRoom,
                OutcomeCode.CeilingExceeded => WaitKind.CeilingRoom,
                _ => null,
            };
            if (kind is { } found)
            {
                lacks.Add(new Lack(found, Account: net.AccountIndex, Asset: net.AssetIndex, Missing: missing));
            }
        }
    }

    private void FindLocks(OpenSettlement open, List<Lack> lacks)
    {
        if (state.Locks.IsEmpty || _net.Count == 0)
        {
            return;
        }

        var asked = SettlementClaims.RequestOf(
            open.Sequence, open.Wounds, SettlementClaims.Of(_net, open.Request.Terms.Isolation));
        foreach (var holder in LockArbiter.FindInTheWay(state.Locks, asked, _noUpgrades, _ranks))
        {
            lacks.Add(new Lack(WaitKind.Lock, Holder: holder));
        }
    }

    private void FindUnderWay(OpenSettlement open, Timestamp now, List<Lack> lacks)
    {
        foreach (var operation in open.Operations)
        {
            if (operation.IsStuck)
            {
                lacks.Add(new Lack(WaitKind.Operator, Ledger: operation.LedgerIndex));
            }
        }

        if (ForeignPlan.Next(state, open) is { Operation: > 0 } next)
        {
            lacks.Add(new Lack(WaitKind.ExternalLedger, Ledger: open.Operations[next.Operation - 1].LedgerIndex));
        }

        if (open.IsCommitted || open.Doom != OutcomeCode.None)
        {
            return;
        }

        if (open.IsAcknowledged && open.Delegated is null)
        {
            lacks.Add(new Lack(WaitKind.Execute));
        }

        Consents.FindMissing(state, _scratch, open, Authority.ParticipantOf(state, open.Proposer), now, lacks);
        FindFrozen(lacks);
    }

    /// <summary>The accounts a settlement names, each once.</summary>
    public void FindAccounts(OpenSettlement open, List<int> accounts)
    {
        accounts.Clear();
        Resolve(open.Request);
        for (var i = 0; i < _scratch.LegCount; i++)
        {
            AddOnce(accounts, _scratch.Legs[i].From);
            AddOnce(accounts, _scratch.Legs[i].To);
        }
    }

    private static void AddOnce(List<int> accounts, int account)
    {
        if (!accounts.Contains(account))
        {
            accounts.Add(account);
        }
    }

    private void Resolve(SettlementRequest request)
    {
        _scratch.Reset(Cause.Resume, request.Id, LedgerRecord.Engine, default);
        _scratch.Resolve(request, state);
    }

    private void FindFrozen(List<Lack> lacks)
    {
        for (var i = 0; i < _scratch.LegCount; i++)
        {
            AddIfFrozen(_scratch.Legs[i].From, lacks);
            AddIfFrozen(_scratch.Legs[i].To, lacks);
        }
    }

    private void AddIfFrozen(int account, List<Lack> lacks)
    {
        var lack = new Lack(WaitKind.Thaw, Account: account);
        if (state.Accounts[account].Status == AccountStatus.Frozen && !lacks.Contains(lack))
        {
            lacks.Add(lack);
        }
    }
}
