using CsCheck;

namespace VeritasVault.Core.Tests;

/// <summary>The core against the independent model, on generated days.</summary>
public sealed class ModelTests
{
    [Fact]
    public void The_core_and_the_model_agree_on_every_answer_and_every_balance()
    {
        var given = new SortedSet<OutcomeCode>();
        Step.Day.Sample(
            steps =>
            {
                var day = new RandomDay(new OpenRoom(Ledger: 5, PerActor: 1));
                day.Play(steps);
                day.Twin.Drain();
                day.Twin.CheckState();
                given.UnionWith(day.Twin.Given);
            },
            iter: 2_000, threads: 1);

        // A generator that no longer reaches something would make the agreement worth less without anybody noticing.
        var missing = OutcomeCatalog.All.Except(Codes.GivenElsewhere.Keys).Except(NotGenerated).Except(given);
        Assert.True(!missing.Any(), string.Join(' ', missing));
    }

    /// <summary>What the days leave out: the other tests answer for it.</summary>
    private static readonly OutcomeCode[] NotGenerated =
    [
        OutcomeCode.IdMalformed, OutcomeCode.TextTooLong, OutcomeCode.TooManyLegs, OutcomeCode.AssetExists,
        OutcomeCode.KeysFull,
    ];

    [Fact]
    public void The_order_of_legs_changes_no_outcome()
    {
        Gen.Select(Step.Day, Gen.Int).Sample(
            (steps, seed) =>
            {
                var ledger = new RandomDay();
                ledger.Play(steps);
                foreach (var open in ledger.Twin.Ledger.State.Open.OldestFirst)
                {
                    var legs = open.Request.Legs.Select((leg, i) => leg with { Id = InstructionId.Parse($"leg-{i}") })
                        .ToArray();
                    var first = Ask(ledger, open.Request, legs);
                    new Random(seed).Shuffle(legs);
                    Assert.Equal(first, Ask(ledger, open.Request, legs));
                }
            },
            iter: 200, threads: 1);
    }

    private static (OutcomeCode, Stage) Ask(RandomDay day, SettlementRequest open, Instruction[] legs)
    {
        var request = new SettlementRequest
        {
            Id = new SettlementId(UInt128.MaxValue),
            Legs = [.. legs],
            Terms = open.Terms with { Replaces = null },
            Kind = open.Kind,
            Secret = open.Secret,
        };
        var answer = day.Twin.Ledger.DryRun(request, TestLedger.Operator, day.Twin.Now);
        return (answer.Code, answer.Stage);
    }
}
