using VeritasVault.Core;

namespace VeritasVault.External.TestKit;

/// <summary>An honest foreign ledger in memory, of any capability: the model that the others are compared with. It
/// answers on the caller's thread, so that a simulator of one thread can use it.</summary>
public sealed class MemoryExternalLedger(LedgerCapabilities capabilities, Func<Timestamp> now) : IExternalLedger
{
    public const string UnknownAccount = "unknown-account";
    public const string InsufficientFunds = "insufficient-funds";
    public const string BalanceRange = "balance-range";
    public const string HoldLapsed = "hold-lapsed";

    private readonly Lock _lock = new();
    private readonly Dictionary<(AccountId, AssetId), MemoryBalance> _balances = [];
    private readonly Dictionary<OperationId, MemoryOperation> _operations = [];

    /// <summary>A ledger of a test in which no time passes.</summary>
    public MemoryExternalLedger(LedgerCapabilities capabilities)
        : this(capabilities, () => default)
    {
    }

    public LedgerCapabilities Capabilities => capabilities;

    /// <summary>Opens an account for an asset, or sets its balance.</summary>
    public void SetBalance(AccountId account, AssetId asset, Int128 balance, Int128 floor = default)
    {
        lock (_lock)
        {
            _balances[(account, asset)] = new MemoryBalance { Balance = balance, Floor = floor };
        }
    }

    /// <summary>What has moved for good, and on a compensating ledger what was executed; holds do not show.</summary>
    public Int128 BalanceOf(AccountId account, AssetId asset)
    {
        lock (_lock)
        {
            return _balances[(account, asset)].Balance;
        }
    }

    /// <summary>Operations whose value is held or, on a compensating ledger, executed and not aborted.</summary>
    public IReadOnlyList<OperationId> Prepared()
    {
        lock (_lock)
        {
            return [.. _operations.Where(pair => Current(pair.Value).State == ForeignState.Prepared)
                .Select(pair => pair.Key).OrderBy(id => id.ToString(), StringComparer.Ordinal)];
        }
    }

    public Task<ForeignReply> PrepareAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        Answer(() => RequirePrepare() ?? Known(operation, compare: true) ?? Begin(operation, ForeignState.Prepared));

    public Task<ForeignReply> CommitAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        Answer(() =>
        {
            if (Known(operation, compare: !capabilities.CanPrepare) is not { } known)
            {
                return capabilities.CanPrepare
                    ? new ForeignReply(ForeignState.NotFound)
                    : Begin(operation, ForeignState.Committed);
            }

            return known.State == ForeignState.Prepared ? CommitPrepared(_operations[operation.Id]) : known;
        });

    public Task<ForeignReply> AbortAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        Answer(() =>
        {
            if ((RequirePrepare() ?? Known(operation, compare: false)) is not { } known)
            {
                return Keep(operation.Id, new MemoryOperation { State = ForeignState.Aborted });
            }

            return known.State == ForeignState.Prepared ? AbortPrepared(_operations[operation.Id]) : known;
        });

    public Task<ForeignReply> QueryAsync(OperationId id, CancellationToken cancellationToken) =>
        Answer(() => _operations.TryGetValue(id, out var operation)
            ? Current(operation).Reply()
            : new ForeignReply(ForeignState.NotFound));

    private Task<ForeignReply> Answer(Func<ForeignReply> decide)
    {
        lock (_lock)
        {
            try
            {
                return Task.FromResult(decide());
            }
            catch (ForeignLedgerException rejected)
            {
                return Task.FromException<ForeignReply>(rejected);
            }
        }
    }

    private ForeignReply? RequirePrepare() => capabilities.CanPrepare ? null : throw Reject("this ledger cannot hold");

    private ForeignReply? Known(ForeignOperation operation, bool compare)
    {
        if (!_operations.TryGetValue(operation.Id, out var known))
        {
            return null;
        }

        return compare && known.Content?.HasContentOf(operation) == false
            ? throw Reject("the same operation id came with other content")
            : Current(known).Reply();
    }

    private ForeignReply Begin(ForeignOperation operation, ForeignState state)
    {
        var refusal = Refusal(operation);
        if (refusal is not null)
        {
            return Keep(operation.Id, new MemoryOperation
            {
                Content = operation,
                State = ForeignState.Refused,
                Code = refusal,
            });
        }

        if (HoldsOnPrepare)
        {
            Hold(operation, sign: 1);
        }
        else
        {
            Move(operation, sign: 1);
        }

        return Keep(operation.Id, new MemoryOperation
        {
            Content = operation,
            State = state,
            HeldUntil = HeldUntil(operation),
        });
    }

    private string? Refusal(ForeignOperation operation)
    {
        if (!HoldsOnPrepare)
        {
            _ = operation.OnlyTransfer();
        }

        if (operation.Nets() is not { } nets)
        {
            return BalanceRange;
        }

        return nets.Any(net => !_balances.ContainsKey((net.Account, net.Asset))) ? UnknownAccount
            : nets.Any(net => net.Delta < 0 && !_balances[(net.Account, net.Asset)].Allows(net.Delta))
                ? InsufficientFunds
            : null;
    }

    private ForeignReply CommitPrepared(MemoryOperation operation)
    {
        if (HoldsOnPrepare)
        {
            Hold(operation.Content!, sign: -1);
            Move(operation.Content!, sign: 1);
        }

        // A compensating ledger executed long ago and knows of no commit: the transfer stands, and that is all.
        if (capabilities.Hold == LedgerHold.Compensating)
        {
            return new ForeignReply(ForeignState.Committed);
        }

        operation.State = ForeignState.Committed;
        return operation.Reply();
    }

    private ForeignReply AbortPrepared(MemoryOperation operation)
    {
        var content = operation.Content!;
        if (HoldsOnPrepare)
        {
            Hold(content, sign: -1);
        }
        else
        {
            if (content.Nets()!.Any(net => net.Delta > 0 && !_balances[(net.Account, net.Asset)].Allows(-net.Delta)))
            {
                throw Reject("the receiver has spent what a refund needs");
            }

            Move(content, sign: -1);
        }

        operation.State = ForeignState.Aborted;
        return operation.Reply();
    }

    /// <summary>The operation after what time alone has done to it.</summary>
    private MemoryOperation Current(MemoryOperation operation)
    {
        if (operation.State == ForeignState.Prepared && operation.HeldUntil <= now())
        {
            AbortPrepared(operation);
            operation.Code = HoldLapsed;
        }

        return operation;
    }

    private bool HoldsOnPrepare => capabilities.Hold is LedgerHold.Binding or LedgerHold.TimeLimited;

    private Timestamp? HeldUntil(ForeignOperation operation)
    {
        if (capabilities.HoldSecondsMax is not { } seconds)
        {
            return null;
        }

        var longest = new Timestamp(now().Micros + (seconds * 1_000_000L));
        return operation.HoldUntil is { } wanted && wanted < longest ? wanted : longest;
    }

    private void Hold(ForeignOperation operation, int sign)
    {
        foreach (var net in operation.Nets()!.Where(net => net.Delta < 0))
        {
            _balances[(net.Account, net.Asset)].Held -= sign * net.Delta;
        }
    }

    private void Move(ForeignOperation operation, int sign)
    {
        foreach (var net in operation.Nets()!)
        {
            _balances[(net.Account, net.Asset)].Balance += sign * net.Delta;
        }
    }

    private ForeignReply Keep(OperationId id, MemoryOperation operation)
    {
        _operations.Add(id, operation);
        return operation.Reply();
    }

    private static ForeignLedgerException Reject(string text) =>
        new(ForeignFailure.Rejected, text, mayHaveTakenEffect: false);
}
