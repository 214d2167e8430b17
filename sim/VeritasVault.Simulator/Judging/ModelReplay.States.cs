using System.Globalization;
using System.Numerics;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Model;

namespace VeritasVault.Simulator;

/// <summary>Compares what is left at the end with what the model has left.</summary>
internal sealed partial class ModelReplay
{
    private void CompareStates()
    {
        var positions = _evidence.View.Positions();
        foreach (var position in positions)
        {
            var theirs = $"{position.Balance} v{position.Version} credit {position.CreditLimit} "
                + $"ceiling {position.Ceiling} reserved {position.Reserved}";
            var ours = _model.Positions.TryGetValue((position.Account.Value, position.Asset.Value), out var p)
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{p.Balance} v{p.Version} credit {p.CreditLimit} ceiling {p.Ceiling} ")
                    + $"reserved {Reserved(position)}"
                : "nothing";
            if (theirs != ours)
            {
                throw new FindingException(
                    $"{position.Account}/{position.Asset}: the ledger has {theirs}, the model {ours}");
            }
        }

        if (positions.Count != _model.Positions.Count)
        {
            throw new FindingException(
                $"the ledger has {positions.Count} positions, the model {_model.Positions.Count}");
        }

        foreach (var account in _evidence.View.Accounts())
        {
            if (_model.StatusOf(account.Id.Value) != Mirror.NameOf(account.Status)
                || _model.VersionOf(account.Id.Value) != account.Version)
            {
                throw new FindingException($"account {account} differs from the model's");
            }
        }

        CompareSettlements();
        CompareLocks();
    }

    private void CompareLocks()
    {
        var theirs = ForeignJudge.HeldLocks(_evidence.View).Select(held => held.Holder.Settlement is { } id
            ? $"{id}: {held.Account}/{held.Asset} {Mirror.Lower(held.Mode)}"
            : string.Create(CultureInfo.InvariantCulture, $"{held.Holder.Lock}: {held.Account}/{held.Asset} ")
                + $"{Mirror.Lower(held.Mode)} {held.Holder.Actor} {held.Token} {held.Until?.Micros}");
        var ours = _model.Open
            .SelectMany(open => _model.ClaimsOf(open).Select(claim =>
                $"{open.Settlement.Id}: {claim.Account}/{claim.Asset} {claim.Mode}"))
            .Concat(_model.Locks.Select(held =>
                $"{held.Number}: {held.Claim.Account}/{held.Claim.Asset} "
                + $"{held.Claim.Mode} {held.Actor} {held.Token} {held.Expiry}"));
        var (left, right) = (Sorted(theirs), Sorted(ours));
        if (left != right)
        {
            throw new FindingException($"the ledger holds the locks {left}, the model {right}");
        }
    }

    private static string Sorted(IEnumerable<string> lines) =>
        string.Join("; ", lines.Order(StringComparer.Ordinal));

    /// <summary>How far what external ledgers are asked for an open settlement has come.</summary>
    private void ComparePlan(SettlementId id, ModelOpen open)
    {
        var theirs = string.Join(", ", _evidence.View.Settlement(id)!.Plan.Where(step => step.Number > 0)
            .Select(step => $"{step.Ledger} {Mirror.Lower(step.State)} {step.IsStuck}"));
        var ours = string.Join(", ", open.Operations.Select(one => $"{one.Ledger} {one.State} {one.IsStuck}"));
        if (theirs != ours)
        {
            throw new FindingException($"settlement {id}: the ledger's plan is {theirs}, the model's {ours}");
        }
    }

    private BigInteger Reserved(PositionInfo position) =>
        _model.Reserved(position.Account.Value, position.Asset.Value);

    private void CompareSettlements()
    {
        var seen = 0;
        foreach (var settlement in _evidence.View.Settlements())
        {
            var id = settlement.Id.ToString();
            var theirs = $"{settlement.Code.Name()} {Mirror.NameOf(settlement.Stage)}";
            var open = _model.Open.FirstOrDefault(one => one.Settlement.Id == id);
            var ours = _model.OutcomeOf(id) is { } decided ? $"{decided.Code} {decided.Stage}"
                : open is not null ? $"{open.Code} {open.Stage}"
                : "unknown";
            if (theirs != ours)
            {
                throw new FindingException($"settlement {id}: the ledger lists {theirs}, the model {ours}");
            }

            if (open is { Operations.Count: > 0 })
            {
                ComparePlan(settlement.Id, open);
            }

            seen++;
        }

        // What was cancelled need not have come.
        _cancelled.UnionWith(_requests.Keys);
        if (seen != _cancelled.Count)
        {
            throw new FindingException($"the ledger lists {seen} settlements, {_cancelled.Count} were taken");
        }
    }

    /// <summary>Everything sleeps, so nothing that waits may be able to go on.</summary>
    private void NothingIsForgotten(long now)
    {
        foreach (var open in _model.Open)
        {
            var outcome = _model.WouldBecome(open.Settlement.Id, now);
            if (outcome.Code != open.Code || outcome.Stage != open.Stage)
            {
                throw new FindingException(
                    $"settlement {open.Settlement.Id} is left {open.Stage} "
                    + $"although it would be {outcome.Code} {outcome.Stage} at {new Timestamp(now)}");
            }
        }
    }
}
