using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>What goes wrong on the made-up day: at least one case of each category that input can lead to.</summary>
internal sealed class DemoTroubles(DemoRequests requests)
{
    private static readonly SettlementTerms Wait = new() { OnShortage = OnShortage.Wait };
    private static readonly SettlementTerms AskEverybody = new() { Consent = ConsentTerm.Explicit };

    public IEnumerable<DemoStep[]> All() =>
    [
        // Refused at the door: no trace, the id stays free.
        [Settle("north-bank", "USD", 0)],
        [Settle("north-bank", "USD", -500)],
        [Settle("harbour-bank", "USD", Int128.MaxValue, Int128.MaxValue)],
        [DuplicateInstructionIds()],
        [TooManyLegs()],
        [Foreigner()],
        .. IdUsedTwice(),
        [DeadlineBeforeStart()],

        // Decided on what the ledger holds.
        [To("nobody:cash", "USD")],
        [To(DemoWorld.CashOf("summit-bank"), "DOGE")],
        [To("summit-bank:frozen", "USD")],
        [To("meadow-broker:closed", "USD")],
        [TooLate()],
        [Settle("fjord-fund", "USD", 90_000_000_000)],
        [Settle("elm-fund", "EUR", 90_000_000_000)],
        [AboveCeiling()],
        [AboveIssuanceLimit()],
        [StaleVersion()],

        // People say no.
        Rejected("wrong price"),
        Rejected("unknown trade"),
        Cancelled(),

        // Waiting: the first until somebody pays, the second until its date, beyond the day.
        WaitsForFunds(),
        [WaitsForItsDate()],
    ];

    private static Instruction Pay(string from, string to, string asset, Int128 quantity) =>
        DemoRequests.Leg(DemoWorld.CashOf(from), DemoWorld.CashOf(to), asset, quantity);

    private static DemoSettlement By(string house, SettlementRequest request) => new(request, ActorId.Local(house));

    private DemoSettlement Settle(string house, string asset, params Int128[] quantities) => By(
        house,
        requests.Request(
            SettlementKind.Fop,
            "payment",
            [.. quantities.Select(quantity => Pay(house, "summit-bank", asset, quantity))]));

    private DemoSettlement To(string account, string asset) => By("north-bank", requests.Request(
        SettlementKind.Fop, "payment", DemoRequests.Leg(DemoWorld.CashOf("north-bank"), account, asset, 100)));

    private DemoSettlement DuplicateInstructionIds()
    {
        var leg = Pay("north-bank", "harbour-bank", "USD", 100) with { Id = InstructionId.Parse("leg-1") };
        return By("north-bank", requests.Request(SettlementKind.Fop, "two legs, one id", leg, leg));
    }

    private DemoSettlement TooManyLegs() => By("north-bank", requests.Request(
        SettlementKind.Multilateral,
        "too many legs",
        [.. Enumerable.Repeat(Pay("north-bank", "harbour-bank", "USD", 1), Limits.LegsMax + 1)]));

    private DemoSettlement Foreigner() => By("fjord-fund", requests.Request(
        SettlementKind.Fop, "other people's money", Pay("north-bank", "harbour-bank", "USD", 100)));

    private IEnumerable<DemoStep[]> IdUsedTwice()
    {
        var first = requests.Request(SettlementKind.Fop, "first", Pay("north-bank", "harbour-bank", "USD", 100));
        var second =
            new SettlementRequest { Id = first.Id, Kind = first.Kind, Legs = [first.Legs[0] with { Quantity = 200 }] };
        yield return [By("north-bank", first)];
        yield return [By("north-bank", second), By("north-bank", first)];
    }

    private DemoSettlement DeadlineBeforeStart() => By("north-bank", new SettlementRequest
    {
        Id = requests.NextId(),
        Legs = [Pay("north-bank", "harbour-bank", "USD", 100)],
        NotBefore = Time("2026-11-24"),
        Deadline = Time("2026-11-23"),
    });

    private DemoSettlement TooLate() => By("north-bank", new SettlementRequest
    {
        Id = requests.NextId(),
        Legs = [Pay("north-bank", "harbour-bank", "USD", 100)],
        Deadline = Time("2001-01-01"),
    });

    private DemoSettlement AboveCeiling() => By("north-bank", requests.Request(
        SettlementKind.Fop,
        "payment",
        DemoRequests.Leg(DemoWorld.CashOf("north-bank"), "delta-custody:capped", "EUR", 2_000_00)));

    private DemoSettlement AboveIssuanceLimit() => new(
        requests.Request(
            SettlementKind.Issue,
            "issue",
            DemoRequests.Leg("registrar:issue", DemoWorld.SafeOf("cedar-custody"), "CORP-A", 4_000_000_00)),
        DemoWorld.Operator);

    private DemoSettlement StaleVersion() => By("north-bank", requests.Request(
        SettlementKind.Fop,
        "payment on an old reading",
        new SettlementTerms
        {
            ExpectedVersions =
            [
                new ExpectedVersion(AccountId.Parse(DemoWorld.CashOf("north-bank")), AssetId.Parse("USD"), 1),
            ],
        },
        Pay("north-bank", "harbour-bank", "USD", 100)));

    private DemoStep[] Rejected(string reason)
    {
        var request = requests.Request(
            SettlementKind.Fop, "asks for consent", AskEverybody, Pay("harbour-bank", "summit-bank", "GBP", 100));
        return
        [
            By("summit-bank", request),
            new DemoCommandStep(new RejectCommand
            {
                Id = CommandId.From(Uuid8.Of("demo", "reject", request.Id.ToString())),
                Actor = ActorId.Local("harbour-bank"),
                Settlement = request.Id,
                Reason = reason,
            }),
        ];
    }

    private DemoStep[] Cancelled()
    {
        var request = requests.Request(
            SettlementKind.Fop, "asks for consent", AskEverybody, Pay("anchor-broker", "beacon-broker", "GBP", 100));
        return
        [
            By("beacon-broker", request),
            new DemoCommandStep(new CancelCommand
            {
                Id = CommandId.From(Uuid8.Of("demo", "cancel", request.Id.ToString())),
                Actor = ActorId.Local("beacon-broker"),
                Settlement = request.Id,
                Reason = "entered twice",
            }),
        ];
    }

    private DemoStep[] WaitsForFunds() =>
    [
        By("delta-custody", requests.Request(
            SettlementKind.Fop,
            "waits for funds",
            Wait,
            DemoRequests.Leg("delta-custody:capped", DemoWorld.CashOf("north-bank"), "EUR", 500_00))),
        By("north-bank", requests.Request(
            SettlementKind.Fop,
            "brings the funds",
            DemoRequests.Leg(DemoWorld.CashOf("north-bank"), "delta-custody:capped", "EUR", 600_00))),
    ];

    private DemoSettlement WaitsForItsDate() => By("north-bank", new SettlementRequest
    {
        Id = requests.NextId(),
        Legs = [Pay("north-bank", "harbour-bank", "USD", 100)],
        NotBefore = Time("2099-12-31"),
        Reference = "far ahead",
    });

    private static Timestamp Time(string day) =>
        Timestamp.TryParse(day, out var time) ? time : throw new FormatException($"'{day}' is no day");
}
