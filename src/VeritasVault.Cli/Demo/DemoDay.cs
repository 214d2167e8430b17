using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>
/// A made-up settlement day: trades among a dozen houses, and in between the things that go wrong on such a day. It is
/// the same day every time.
/// </summary>
internal sealed class DemoDay
{
    private const int Trades = 560;
    private const int TradesBetweenTroubles = 16;
    private const ulong Seed = 20_261_123;

    private readonly DemoRandom _random = new(Seed);
    private readonly DemoRequests _requests = new();

    /// <summary>The day's steps in order; made anew by each call of a new instance.</summary>
    public IEnumerable<DemoStep> Steps()
    {
        var troubles = new DemoTroubles(_requests).All().ToArray();
        for (var i = 0; i < Trades; i++)
        {
            foreach (var step in Trade())
            {
                yield return step;
            }

            var trouble = i / TradesBetweenTroubles;
            if (i % TradesBetweenTroubles == 0 && trouble < troubles.Length)
            {
                foreach (var step in troubles[trouble])
                {
                    yield return step;
                }
            }
        }
    }

    /// <summary>Small payments that everybody sends in the same moment.</summary>
    public IReadOnlyList<SettlementRequest> RushHour(int count)
    {
        var rush = new SettlementRequest[count];
        for (var i = 0; i < count; i++)
        {
            var pair = _random.Some(DemoWorld.Houses.Where(DemoWorld.ConsentIsImplied).ToList(), 2);
            rush[i] = _requests.Request(
                SettlementKind.Fop,
                "rush hour",
                DemoRequests.Leg(
                    DemoWorld.CashOf(pair[0]), DemoWorld.CashOf(pair[1]), "USD", _random.Between(1, 5000)));
        }

        return rush;
    }

    private IEnumerable<DemoStep> Trade()
    {
        var kind = _random.Below(100);
        var houses = _random.Some(DemoWorld.Houses, 3 + _random.Below(4));
        var request = kind < 60 ? _requests.Dvp(_random, houses[0], houses[1])
            : kind < 85 ? _requests.Pvp(_random, houses[0], houses[1])
            : _requests.Multilateral(_random, houses);
        var parties = kind < 85 ? houses.Take(2) : houses;
        yield return new DemoSettlement(request, ActorId.Local(houses[0]));

        // Houses that want their consent recorded give it a moment later; a proposer's submission is its consent.
        foreach (var house in parties.Skip(1).Where(house => !DemoWorld.ConsentIsImplied(house)))
        {
            yield return new DemoCommandStep(new ConsentCommand
            {
                Id = CommandId.From(Uuid8.Of("demo", "consent", request.Id.ToString(), house)),
                Actor = ActorId.Local(house),
                Settlement = request.Id,
            });
        }
    }
}
