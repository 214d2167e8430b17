using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Counts what became of an input.</summary>
internal sealed class RunTally
{
    private readonly HashSet<AssetId> _assets = [];
    private readonly HashSet<AccountId> _accounts = [];
    private readonly List<(SettlementId Id, int Legs)> _waiting = [];
    private readonly SortedDictionary<OutcomeCode, long> _failures = [];

    /// <summary>Settlements of the input, skipped ones apart: completed, failed and waiting together.</summary>
    public long Submitted { get; private set; }

    public long Completed { get; private set; }

    /// <summary>Failed for good, or refused.</summary>
    public long Failed { get; private set; }

    public long Waiting { get; private set; }

    public long Skipped { get; private set; }

    /// <summary>Legs of completed settlements.</summary>
    public long Legs { get; private set; }

    /// <summary>Settlements whose answer was an earlier one given again.</summary>
    public long Replayed { get; private set; }

    /// <summary>The part of <see cref="Failed"/> that was refused and left no record.</summary>
    public long Refused { get; private set; }

    /// <summary>The part of <see cref="Refused"/> that no ledger would take: the input itself is wrong.</summary>
    public long BadInput { get; private set; }

    public long CommandsRefused { get; private set; }

    public int Assets => _assets.Count;

    public int Accounts => _accounts.Count;

    public IReadOnlyDictionary<OutcomeCode, long> FailuresByCode => _failures;

    public void Skip() => Skipped++;

    public void CommandRefused() => CommandsRefused++;

    public void Problem(OutcomeCode code, int settlements)
    {
        for (var i = 0; i < settlements; i++)
        {
            Submitted++;
            Fail(code);
        }
    }

    public void Answered(SettlementRequest request, in Answer answer)
    {
        Submitted++;
        Replayed += answer.IsReplay ? 1 : 0;
        foreach (var leg in request.Legs)
        {
            _assets.Add(leg.Asset);
            _accounts.Add(leg.From);
            _accounts.Add(leg.To);
        }

        if (answer.Code == OutcomeCode.Waiting)
        {
            _waiting.Add((request.Id, request.Legs.Length));
        }
        else
        {
            Decided(answer.Code, request.Legs.Length);
        }
    }

    /// <summary>Looks again at what was waiting: what came after it may have ended the wait.</summary>
    public void LookAgain(LedgerView view)
    {
        foreach (var (id, legs) in _waiting)
        {
            var now = view.Settlement(id)?.Code ?? OutcomeCode.Waiting;
            if (now == OutcomeCode.Waiting)
            {
                Waiting++;
            }
            else
            {
                Decided(now, legs);
            }
        }

        _waiting.Clear();
    }

    private void Decided(OutcomeCode code, int legs)
    {
        if (code == OutcomeCode.Settled)
        {
            Completed++;
            Legs += legs;
        }
        else
        {
            Fail(code);
        }
    }

    private void Fail(OutcomeCode code)
    {
        Failed++;
        Refused += code.Describe().Kind == OutcomeKind.Refused ? 1 : 0;
        BadInput += ExitCode.IsBadInput(code) ? 1 : 0;
        _failures[code] = _failures.GetValueOrDefault(code) + 1;
    }
}
