using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Builds the settlements of the made-up day; the n-th always has the same id.</summary>
internal sealed class DemoRequests
{
    private const long OpeningUnits = 250_000;

    private int _count;

    public static SettlementRequest Issue(string asset, int scale, bool isCash) => new()
    {
        Id = SettlementId.From(Uuid8.Of("demo", "issue", asset)),
        Kind = SettlementKind.Issue,
        Legs =
        [
            .. DemoWorld.Houses.Select(house => Leg(
                DemoWorld.IssuerOf(asset).Value,
                isCash ? DemoWorld.CashOf(house) : DemoWorld.SafeOf(house),
                asset,
                DemoWorld.Scaled(OpeningUnits, scale))),
        ],
        Reference = "opening balances",
    };

    public static Instruction Leg(string from, string to, string asset, Int128 quantity) =>
        new(AccountId.Parse(from), AccountId.Parse(to), AssetId.Parse(asset), quantity);

    public SettlementRequest Request(SettlementKind kind, string reference, params Instruction[] legs) =>
        Request(kind, reference, SettlementTerms.Default, legs);

    public SettlementRequest Request(
        SettlementKind kind, string reference, SettlementTerms terms, params Instruction[] legs) =>
        new()
        {
            Id = NextId(),
            Kind = kind,
            Legs = legs,
            Terms = terms,
            Reference = reference,
        };

    /// <summary>Securities against cash.</summary>
    public SettlementRequest Dvp(DemoRandom random, string buyer, string seller)
    {
        var (cash, cashScale) = random.Of(DemoWorld.Currencies);
        var (security, securityScale) = random.Of(DemoWorld.Securities);
        var units = random.Between(1, 400);
        var price = random.Between(5, 60);
        return Request(
            SettlementKind.Dvp,
            $"{buyer} buys {units} {security}",
            Leg(DemoWorld.SafeOf(seller), DemoWorld.SafeOf(buyer), security, DemoWorld.Scaled(units, securityScale)),
            Leg(
                DemoWorld.CashOf(buyer),
                DemoWorld.CashOf(seller),
                cash,
                DemoWorld.Scaled((long)units * price, cashScale)));
    }

    /// <summary>One currency against another.</summary>
    public SettlementRequest Pvp(DemoRandom random, string first, string second)
    {
        var pair = random.Some(DemoWorld.Currencies, 2);
        var units = random.Between(100, 9000);
        return Request(
            SettlementKind.Pvp,
            $"{first} changes {pair[0].Id} into {pair[1].Id}",
            Leg(DemoWorld.CashOf(first), DemoWorld.CashOf(second), pair[0].Id, DemoWorld.Scaled(units, pair[0].Scale)),
            Leg(
                DemoWorld.CashOf(second),
                DemoWorld.CashOf(first),
                pair[1].Id,
                DemoWorld.Scaled(units + random.Between(-50, 50), pair[1].Scale)));
    }

    /// <summary>A round in which each pays the next and a security goes the other way.</summary>
    public SettlementRequest Multilateral(DemoRandom random, string[] ring)
    {
        var (cash, cashScale) = random.Of(DemoWorld.Currencies);
        var (security, securityScale) = random.Of(DemoWorld.Securities);
        var legs = new List<Instruction>();
        for (var i = 0; i < ring.Length; i++)
        {
            var (payer, payee) = (ring[i], ring[(i + 1) % ring.Length]);
            var units = random.Between(10, 2000);
            legs.Add(
                Leg(DemoWorld.CashOf(payer), DemoWorld.CashOf(payee), cash, DemoWorld.Scaled(units * 10L, cashScale)));
            legs.Add(
                Leg(
                    DemoWorld.SafeOf(payee),
                    DemoWorld.SafeOf(payer),
                    security,
                    DemoWorld.Scaled(units, securityScale)));
        }

        return Request(SettlementKind.Multilateral, $"round of {ring.Length}", [.. legs]);
    }

    public SettlementId NextId() => SettlementId.From(Uuid8.Of("demo", "settlement", Words.Of(_count++)));
}
