using System.Numerics;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>
/// Looks at both sides of every settlement with legs on external ledgers: what was decided here happened there,
/// exactly once, or nothing did; and nothing is left behind on either side.
/// </summary>
internal sealed partial class ForeignJudge(Evidence evidence, ForeignWorld world)
{
    private readonly Dictionary<SettlementId, ForeignCourse> _courses = ForeignCourse.Read(evidence);

    /// <summary>Before anybody helps: what is open says what it waits for, and nobody says that a ledger is being asked
    /// when nothing is on its way.</summary>
    public static void NothingIsSilent(LedgerView view, bool isAnythingOnItsWay)
    {
        foreach (var id in view.OpenSettlements())
        {
            var info = view.Settlement(id)!;
            if (info.WaitingFor.Count == 0)
            {
                throw new FindingException($"settlement {id} stands at {info.Code} and says of nothing it waits for");
            }

            if (!isAnythingOnItsWay && info.WaitingFor.FirstOrDefault(wait => wait.Kind == WaitKind.ExternalLedger)
                is { } asked)
            {
                throw new FindingException($"settlement {id} waits: {asked.Text}; but nobody asks");
            }
        }
    }

    /// <summary>In the end, when everybody has helped and everything sleeps.</summary>
    public void AtTheEnd(Timestamp now)
    {
        CallsFollowDecisions();
        foreach (var ledger in world.Ledgers)
        {
            ledger.Lapse(world.Now);
        }

        var inDoubt = new HashSet<SettlementId>();
        var expected = new Dictionary<(LedgerId, AccountId, AssetId), BigInteger>();
        foreach (var summary in evidence.View.Settlements().ToArray())
        {
            var info = evidence.View.Settlement(summary.Id)!;
            if (HasSettledOnBothSides(info))
            {
                Book(expected, info.Request.Legs.Where(leg => !leg.Ledger.IsEmpty));
            }
            else
            {
                inDoubt.Add(info.Id);
                Book(expected, MovedFor(info.Id));
            }

            BindingIsBinding(info);
        }

        NothingIsUnknown();
        BalancesAreTheLegs(expected);
        NothingIsLeftHere(inDoubt, now);
    }

    /// <summary>A commit follows a durable decision and an abort a durable refusal; who cannot undo is called once
    /// it is delegated to it.</summary>
    private void CallsFollowDecisions()
    {
        foreach (var (request, durable) in world.Made)
        {
            var key = request.Key;
            if (!_courses.TryGetValue(key.Settlement, out var course))
            {
                throw new FindingException($"{request.Ledger} was called for a settlement that nobody knows: {key}");
            }

            var hold = world.Ledgers.Single(ledger => ledger.Id == request.Ledger).Hold;
            var since = key.Call switch
            {
                ForeignCall.Prepare => course.Begun(key.Attempt),
                ForeignCall.Commit => hold == LedgerHold.None ? course.Delegated(key.Operation) : course.Commit,
                ForeignCall.Abort => course.Abort,
                _ => 0,
            };
            var isOver = key.Call == ForeignCall.Prepare
                ? (course.Commit > 0 && course.Commit <= durable) || (course.Abort > 0 && course.Abort <= durable)
                : key.Call == ForeignCall.Abort ? course.Commit > 0
                : course.Abort > 0 && course.Abort <= durable;
            if (since == 0 || since > durable || isOver)
            {
                throw new FindingException(
                    $"{request.Ledger} was called with {key.Call} when {durable} records were durable: begun in "
                    + $"{course.Begun(key.Attempt)}, to be settled in {course.Commit}, to fail in {course.Abort}: "
                    + $"{key}");
            }
        }

        foreach (var (id, course) in _courses)
        {
            if (course.Commit > 0 && course.Abort > 0)
            {
                throw new FindingException(
                    $"settlement {id} was decided to settle in record {course.Commit} and to fail in {course.Abort}");
            }
        }
    }

    /// <summary>Whether it has settled, and so all of its legs there; of any other, none may have.</summary>
    private bool HasSettledOnBothSides(SettlementInfo info)
    {
        switch (info.Stage)
        {
            case Stage.Completed:
                AllHappened(info);
                return true;
            case Stage.Failed:
                NothingHappened(info);
                return false;
            default:
                MayBeOpen(info);
                return false;
        }
    }

    private void AllHappened(SettlementInfo info)
    {
        var due = info.Request.Legs.Where(leg => !leg.Ledger.IsEmpty).Select(Movement).Order().ToArray();
        var done = MovedFor(info.Id).Select(Movement).Order().ToArray();
        if (!due.SequenceEqual(done))
        {
            throw new FindingException(
                $"settlement {info.Id} is completed with {string.Join(", ", due)}, "
                + $"the external ledgers have done {string.Join(", ", done)}: {Standing(info.Id)}");
        }

        MustNotHold(info);
    }

    private void NothingHappened(SettlementInfo info)
    {
        if (MovedFor(info.Id).Any())
        {
            throw new FindingException(
                $"settlement {info.Id} has failed with {info.Code}, yet something moved: {Standing(info.Id)}");
        }

        MustNotHold(info);
    }

    private void MustNotHold(SettlementInfo info)
    {
        if (world.OperationsOf(info.Id).Any(one => one.Ledger.IsHeld(one.Operation)))
        {
            throw new FindingException(
                $"settlement {info.Id} is over with {info.Code}, yet something is held: {Standing(info.Id)}");
        }
    }

    /// <summary>After all help only this may be under way: it was decided that it settles, and a hold had ended by
    /// itself. It waits for people, visibly.</summary>
    private void MayBeOpen(SettlementInfo info)
    {
        if (info.Code == OutcomeCode.Waiting)
        {
            if (world.OperationsOf(info.Id).Any())
            {
                throw new FindingException($"settlement {info.Id} waits, yet ledgers know it: {Standing(info.Id)}");
            }

            return;
        }

        var hasLapsed = world.OperationsOf(info.Id).Any(one => one.Operation.HasLapsed);
        var waitsForPeople = info.WaitingFor.Any(wait => wait.Kind == WaitKind.Operator);
        if (info.Code != OutcomeCode.Committing || !hasLapsed || !waitsForPeople)
        {
            throw new FindingException(
                $"settlement {info.Id} is left at {info.Code}, waiting for "
                + $"{string.Join(", ", info.WaitingFor.Select(wait => wait.Text))}: {Standing(info.Id)}");
        }
    }

    private string Standing(SettlementId id) => string.Join("; ", world.OperationsOf(id).Select(one =>
        $"{one.Ledger.Id} ({one.Ledger.Hold}) has {one.Operation.Name.Attempt}-{one.Operation.Name.Number} as "
        + $"{one.Operation.State} {one.Operation.Code}"));

    private IEnumerable<Instruction> MovedFor(SettlementId id) =>
        from one in world.OperationsOf(id)
        where one.Ledger.HasMoved(one.Operation)
        from leg in one.Operation.Legs
        select leg;

    private static string Movement(Instruction leg) => $"{leg.Ledger}: {leg.From}->{leg.To} {leg.Quantity} {leg.Asset}";
}
