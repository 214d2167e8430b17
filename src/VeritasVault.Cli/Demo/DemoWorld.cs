using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Who and what takes part in the made-up day.</summary>
internal static class DemoWorld
{
    /// <summary>Twelve houses; the last two want their consent recorded.</summary>
    public static readonly string[] Houses =
    [
        "north-bank", "harbour-bank", "summit-bank", "meadow-broker", "anchor-broker", "beacon-broker",
        "cedar-custody", "delta-custody", "elm-fund", "fjord-fund", "grove-pension", "hill-pension",
    ];

    public static readonly (string Id, int Scale)[] Currencies = [("USD", 2), ("EUR", 2), ("GBP", 2), ("JPY", 0)];

    public static readonly (string Id, int Scale)[] Securities =
        [("GOV-2031", 2), ("CORP-A", 2), ("EQ-ORION", 0), ("EQ-LYRA", 0), ("FUND-X", 4)];

    public static readonly ActorId Operator = ActorId.Local("operator");

    private const int HousesWithImpliedConsent = 10;

    public static bool ConsentIsImplied(string house) => Array.IndexOf(Houses, house) < HousesWithImpliedConsent;

    public static string CashOf(string house) => $"{house}:cash";

    public static string SafeOf(string house) => $"{house}:safe";

    /// <summary>The accounts that show what the other outcomes look like.</summary>
    public static readonly (string Account, string Owner)[] Oddities =
    [
        ("summit-bank:frozen", "summit-bank"),
        ("meadow-broker:closed", "meadow-broker"),
        ("delta-custody:capped", "delta-custody"),
    ];

    /// <summary>Everything that must be there before the day begins.</summary>
    public static IEnumerable<DemoStep> Opening()
    {
        foreach (var participant in Houses.Append("central-bank").Append("registrar"))
        {
            var policy = participant.EndsWith("-pension", StringComparison.Ordinal)
                ? ConsentPolicy.Recorded
                : ConsentPolicy.Implied;
            yield return new DemoCommandStep(DerivedCommands.RegisterParticipant(
                null, Operator, ParticipantId.Parse(participant), policy, consentsToCredits: false));
        }

        foreach (var (account, owner) in Accounts())
        {
            yield return new DemoCommandStep(DerivedCommands.OpenAccount(
                null, Operator, AccountId.Parse(account), ParticipantId.Parse(owner)));
        }

        foreach (var (asset, scale) in Currencies.Concat(Securities))
        {
            yield return new DemoCommandStep(DerivedCommands.RegisterAsset(
                null, Operator, AssetId.Parse(asset), scale, IssuerOf(asset), issuanceLimit: LimitOf(asset, scale)));
        }

        foreach (var step in SetUpOddities())
        {
            yield return step;
        }

        foreach (var (asset, scale) in Currencies.Concat(Securities))
        {
            var isCash = Array.Exists(Currencies, currency => currency.Id == asset);
            yield return new DemoSettlement(DemoRequests.Issue(asset, scale, isCash), Operator);
        }
    }

    public static AccountId IssuerOf(string asset) => AccountId.Parse(
        Array.Exists(Currencies, currency => currency.Id == asset) ? "central-bank:issue" : "registrar:issue");

    private static IEnumerable<(string Account, string Owner)> Accounts()
    {
        yield return ("central-bank:issue", "central-bank");
        yield return ("registrar:issue", "registrar");
        foreach (var house in Houses)
        {
            yield return (CashOf(house), house);
            yield return (SafeOf(house), house);
        }

        foreach (var oddity in Oddities)
        {
            yield return oddity;
        }
    }

    private static Int128? LimitOf(string asset, int scale) =>
        asset == "CORP-A" ? Scaled(5_000_000, scale) : null;

    private static IEnumerable<DemoStep> SetUpOddities()
    {
        yield return Status("summit-bank:frozen", AccountStatus.Frozen, "court order");
        yield return Status("meadow-broker:closed", AccountStatus.Closed, "business given up");
        yield return new DemoCommandStep(new SetPositionLimits
        {
            Id = CommandId.From(Uuid8.Of("demo", "ceiling")),
            Actor = Operator,
            Account = AccountId.Parse("delta-custody:capped"),
            Asset = AssetId.Parse("EUR"),
            Ceiling = 1_000_00,
        });
    }

    private static DemoCommandStep Status(string account, AccountStatus status, string reason) =>
        new(new SetAccountStatus
        {
            Id = CommandId.From(Uuid8.Of("demo", "status", account)),
            Actor = Operator,
            Account = AccountId.Parse(account),
            Status = status,
            Reason = reason,
        });

    public static Int128 Scaled(long units, int scale)
    {
        Int128 minorUnits = units;
        for (var i = 0; i < scale; i++)
        {
            minorUnits *= 10;
        }

        return minorUnits;
    }
}
