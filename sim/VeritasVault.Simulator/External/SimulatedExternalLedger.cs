using System.Numerics;
using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>
/// An external ledger with a log of its own that no crash of ours touches. It is honest and idempotent by the name of
/// an operation; what goes wrong goes wrong on the way to it and back.
/// </summary>
internal sealed class SimulatedExternalLedger(LedgerId id, LedgerHold hold, int? holdSeconds, BigInteger floor)
{
    private readonly Dictionary<ExternalName, ExternalOperation> _byName = [];
    private readonly List<ExternalOperation> _operations = [];
    private readonly Dictionary<(AccountId, AssetId), BigInteger> _balances = [];
    private readonly Dictionary<(AccountId, AssetId), BigInteger> _held = [];

    public LedgerId Id { get; } = id;

    public LedgerHold Hold { get; } = hold;

    /// <summary>All it was ever asked to do, in the order in which it first heard of it.</summary>
    public IReadOnlyList<ExternalOperation> Operations => _operations;

    public IReadOnlyDictionary<(AccountId Account, AssetId Asset), BigInteger> Balances => _balances;

    /// <summary>Whether value has moved for this operation and has not moved back.</summary>
    public bool HasMoved(ExternalOperation operation) => operation.State == ForeignState.Committed
        || (operation.State == ForeignState.Prepared && Hold == LedgerHold.Compensating);

    /// <summary>Whether value is set aside for this operation.</summary>
    public bool IsHeld(ExternalOperation operation) =>
        operation.State == ForeignState.Prepared && Hold != LedgerHold.Compensating;

    public ExternalOperation? Find(ExternalName name) => _byName.GetValueOrDefault(name);

    /// <summary>Carries a request out; the operation stands afterwards as the answer says.</summary>
    public ExternalOperation Take(
        ForeignCall call, ExternalName name, Instruction[] legs, Timestamp? until, Timestamp now)
    {
        Lapse(now);
        var known = Find(name);
        switch (call)
        {
            case ForeignCall.Prepare:
                return known ?? Begin(name, legs, ForeignState.Prepared, until, now);
            case ForeignCall.Commit when known is null && Hold == LedgerHold.None:
                return Begin(name, legs, ForeignState.Committed, null, now);
            case ForeignCall.Commit when known is null:
                return new ExternalOperation(name, []);
            case ForeignCall.Commit:
                Commit(known);
                return known;
            case ForeignCall.Abort when known is null:
                return Keep(new ExternalOperation(name, []) { State = ForeignState.Aborted });
            case ForeignCall.Abort:
                Abort(known);
                return known;
            default:
                throw new FindingException($"{Id} is asked to {call}, which the engine never does");
        }
    }

    /// <summary>What time alone does to holds.</summary>
    public void Lapse(Timestamp now)
    {
        foreach (var operation in _operations)
        {
            if (IsHeld(operation) && operation.HeldUntil <= now)
            {
                Abort(operation);
                operation.HasLapsed = true;
                operation.Code = "hold-lapsed";
            }
        }
    }

    /// <summary>It refuses an operation for reasons of its own, for good.</summary>
    public ExternalOperation Refuse(ExternalName name, Instruction[] legs) =>
        Find(name) ?? Keep(new ExternalOperation(name, legs) { State = ForeignState.Refused, Code = "not-today" });

    private ExternalOperation Begin(
        ExternalName name, Instruction[] legs, ForeignState state, Timestamp? until, Timestamp now)
    {
        var operation = new ExternalOperation(name, legs) { State = state };
        if (!CanPay(legs))
        {
            operation.State = ForeignState.Refused;
            operation.Code = "no-money";
            return Keep(operation);
        }

        if (holdSeconds is { } seconds)
        {
            var longest = new Timestamp(now.Micros + (seconds * TimeSpan.MicrosecondsPerSecond));
            operation.HeldUntil = until is { } wanted && wanted < longest ? wanted : longest;
        }

        if (IsHeld(operation))
        {
            AddPayers(_held, legs, 1);
        }
        else
        {
            Move(operation, 1);
        }

        return Keep(operation);
    }

    private bool CanPay(Instruction[] legs)
    {
        var nets = new Dictionary<(AccountId, AssetId), BigInteger>();
        AddPayers(nets, legs, -1);
        return nets.All(net => _balances.GetValueOrDefault(net.Key) - _held.GetValueOrDefault(net.Key) + net.Value
            >= floor);
    }

    private void Commit(ExternalOperation operation)
    {
        if (!IsHeld(operation))
        {
            return;
        }

        AddPayers(_held, operation.Legs, -1);
        Move(operation, 1);
        operation.State = ForeignState.Committed;
    }

    private void Abort(ExternalOperation operation)
    {
        if (IsHeld(operation))
        {
            AddPayers(_held, operation.Legs, -1);
            operation.State = ForeignState.Aborted;
        }
        else if (operation.State == ForeignState.Prepared)
        {
            Move(operation, -1);
            operation.State = ForeignState.Aborted;
        }
    }

    private void Move(ExternalOperation operation, int sign)
    {
        operation.Moves++;
        AddPayers(_balances, operation.Legs, -sign);
        foreach (var leg in operation.Legs)
        {
            Add(_balances, (leg.To, leg.Asset), sign * (BigInteger)leg.Quantity);
        }
    }

    private ExternalOperation Keep(ExternalOperation operation)
    {
        _byName.Add(operation.Name, operation);
        _operations.Add(operation);
        return operation;
    }

    private static void AddPayers(
        Dictionary<(AccountId, AssetId), BigInteger> table, Instruction[] legs, int sign)
    {
        foreach (var leg in legs)
        {
            Add(table, (leg.From, leg.Asset), sign * (BigInteger)leg.Quantity);
        }
    }

    private static void Add(
        Dictionary<(AccountId, AssetId), BigInteger> table, (AccountId, AssetId) place, BigInteger quantity) =>
        table[place] = table.GetValueOrDefault(place) + quantity;
}
