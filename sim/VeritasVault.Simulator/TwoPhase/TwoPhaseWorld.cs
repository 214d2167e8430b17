using VeritasVault.Core;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>What is traded: bonds on the ledger against euros at a bank, between eight traders. All ids
/// follow from numbers, so that every process of a run gives the same commands and settlements.</summary>
internal static class TwoPhaseWorld
{
    public const int Traders = 8;
    public const int Bonds = 100_000;
    public const int Euros = 100_000;

    private static readonly LedgerId Bank = LedgerId.Parse("bank");

    public static ActorId Operator { get; } = ActorId.Local("operator");

    public static AssetId Bond { get; } = AssetId.Parse("BOND");

    public static AssetId Euro { get; } = AssetId.Parse("EUR");

    public static AccountId Account(int trader) => AccountId.Parse($"t{trader}");

    public static AccountId AtBank(int trader) => AccountId.Parse($"t{trader}-at-bank");

    public static SettlementId Id(int number) => new(((UInt128)0x0190_0000_0000_7000 << 64) | (uint)number);

    public static CommandId CommandOf(long number) => new(((UInt128)0x0190_0000_0000_7001 << 64) | (ulong)number);

    /// <summary>The commands that make the world; given again they answer as before.</summary>
    public static IEnumerable<LedgerCommand> Commands()
    {
        yield return Participant(1, "issuer");
        yield return Open(2, AccountId.Parse("issuer"), ParticipantId.Parse("issuer"));
        yield return Asset(3, Bond);
        yield return Asset(4, Euro);
        yield return new RegisterLedger { Id = CommandOf(5), Actor = Operator, Ledger = Bank };
        for (var trader = 0; trader < Traders; trader++)
        {
            var owner = ParticipantId.Parse($"t{trader}");
            yield return Participant(10 + trader, owner.Value);
            yield return Open(20 + trader, Account(trader), owner);
            yield return Open(30 + trader, AtBank(trader), owner) with { Ledger = Bank };
        }
    }

    /// <summary>Bonds for everybody.</summary>
    public static SettlementRequest Funding() => new()
    {
        Id = Id(0),
        Legs =
        [
            .. Enumerable.Range(0, Traders)
                .Select(trader => new Instruction(AccountId.Parse("issuer"), Account(trader), Bond, Bonds)),
        ],
    };

    /// <summary>Trade number n, from 1: bonds against euros; every ninth asks for more euros than there are.</summary>
    public static SettlementRequest Trade(int number)
    {
        var (seller, buyer, bonds, price) = TermsOf(number);
        return new SettlementRequest
        {
            Id = Id(number),
            Kind = SettlementKind.Dvp,
            Legs =
            [
                new Instruction(Account(seller), Account(buyer), Bond, bonds),
                new Instruction(AtBank(buyer), AtBank(seller), Euro, price) { Ledger = Bank },
            ],
        };
    }

    public static (int Seller, int Buyer, int Bonds, int Price) TermsOf(int number)
    {
        var seller = number % Traders;
        var buyer = (seller + 1 + (number / Traders % (Traders - 1))) % Traders;
        return (seller, buyer, 1 + (number % 5), number % 9 == 0 ? 2 * Euros * Traders : 1 + (number % 7));
    }

    public static RegisterParticipant Participant(long number, string name) =>
        new() { Id = CommandOf(number), Actor = Operator, Participant = ParticipantId.Parse(name) };

    public static OpenAccount Open(long number, AccountId account, ParticipantId owner) =>
        new() { Id = CommandOf(number), Actor = Operator, Account = account, Owner = owner };

    public static RegisterAsset Asset(long number, AssetId asset) => new()
    {
        Id = CommandOf(number),
        Actor = Operator,
        Asset = asset,
        Scale = 0,
        Issuer = AccountId.Parse("issuer"),
    };
}
