using VeritasVault.Core;

namespace VeritasVault.TestKit.Engine;

/// <summary>Short ways to write ids, commands and settlements; the same in every run.</summary>
public static class Samples
{
    public static readonly ActorId Operator = ActorId.Local("operator");

    public static SettlementId Sid(long number) => new(((UInt128)0x0190_0000_0000_7000 << 64) | (ulong)number);

    public static CommandId Cid(long number) => new(((UInt128)0x0190_0000_0000_7001 << 64) | (ulong)number);

    public static ActorId Actor(string name) => ActorId.Local(name);

    public static Instruction Leg(string from, string to, string asset, Int128 quantity) =>
        new(AccountId.Parse(from), AccountId.Parse(to), AssetId.Parse(asset), quantity);

    public static SettlementRequest Pay(
        long id, string from, string to, Int128 quantity, string asset = "EUR", SettlementTerms? terms = null) =>
        new() { Id = Sid(id), Legs = [Leg(from, to, asset, quantity)], Terms = terms ?? SettlementTerms.Default };

    public static SettlementRequest Settle(long id, params Instruction[] legs) => new() { Id = Sid(id), Legs = legs };

    public static SettlementTerms Wait { get; } = new() { OnShortage = OnShortage.Wait };

    public static SettlementTerms Explicit { get; } = new() { Consent = ConsentTerm.Explicit };

    public static RegisterParticipant Register(
        long id, string participant, ConsentPolicy policy = ConsentPolicy.Implied) =>
        new() { Id = Cid(id), Actor = Operator, Participant = ParticipantId.Parse(participant), Policy = policy };

    public static OpenAccount Open(long id, string account, string owner) =>
        new()
        {
            Id = Cid(id),
            Actor = Operator,
            Account = AccountId.Parse(account),
            Owner = ParticipantId.Parse(owner),
        };

    public static RegisterAsset Asset(long id, string asset, string issuer, Int128? limit = null) => new()
    {
        Id = Cid(id),
        Actor = Operator,
        Asset = AssetId.Parse(asset),
        Scale = 2,
        Issuer = AccountId.Parse(issuer),
        IssuanceLimit = limit,
    };

    public static SetAccountStatus Status(long id, string account, AccountStatus status) =>
        new() { Id = Cid(id), Actor = Operator, Account = AccountId.Parse(account), Status = status };

    public static SetPositionLimits Limits(long id, string account, string asset, Int128 credit, Int128? ceiling = null)
    {
        return new SetPositionLimits
        {
            Id = Cid(id),
            Actor = Operator,
            Account = AccountId.Parse(account),
            Asset = AssetId.Parse(asset),
            CreditLimit = credit,
            Ceiling = ceiling,
        };
    }

    public static ConsentCommand Consent(long id, long settlement, string actor) =>
        new() { Id = Cid(id), Actor = Actor(actor), Settlement = Sid(settlement) };

    public static RejectCommand Reject(long id, long settlement, string actor, string reason = "") =>
        new() { Id = Cid(id), Actor = Actor(actor), Settlement = Sid(settlement), Reason = reason };

    public static CancelCommand Cancel(long id, long settlement, string actor, string reason = "") =>
        new() { Id = Cid(id), Actor = Actor(actor), Settlement = Sid(settlement), Reason = reason };

    public static EraseMetadataCommand Erase(long id, long settlement, string actor) =>
        new() { Id = Cid(id), Actor = Actor(actor), Settlement = Sid(settlement) };

    /// <summary>
    /// A bank that issues EUR and BOND, and alice, bob and carol with an account each of their own name. Uses the
    /// command ids 1 to 10 and, when funded, the settlement id 1: 1,000 EUR minor units for each of the three.
    /// </summary>
    public static IEnumerable<LedgerCommand> World()
    {
        string[] names = ["bank", "alice", "bob", "carol"];
        for (var i = 0; i < names.Length; i++)
        {
            yield return Register(1 + i, names[i]);
        }

        for (var i = 0; i < names.Length; i++)
        {
            yield return Open(5 + i, names[i], names[i]);
        }

        yield return Asset(9, "EUR", "bank");
        yield return Asset(10, "BOND", "bank");
    }

    public static SettlementRequest Funding { get; } = Settle(
        1, Leg("bank", "alice", "EUR", 1_000), Leg("bank", "bob", "EUR", 1_000), Leg("bank", "carol", "EUR", 1_000));
}
