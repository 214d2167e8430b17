using System.Globalization;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Bench;

/// <summary>1,000 participants with one account each, 10 assets, every position funded so that nothing runs
/// short.</summary>
internal static class DvpWorkload
{
    public const int Participants = 1_000;
    public const int Assets = 10;

    public static readonly SigningKey Key = SigningKey.Generate();
    public static readonly ActorId Operator = ActorId.Local("operator");

    private const long Funding = 1_000_000_000_000_000;

    private static readonly AccountId[] Accounts =
        [.. Enumerable.Range(0, Participants)
            .Select(i => AccountId.Parse(string.Create(CultureInfo.InvariantCulture, $"acc-{i:0000}")))];

    private static readonly AssetId[] AssetIds =
        [.. Enumerable.Range(0, Assets)
            .Select(i => AssetId.Parse(string.Create(CultureInfo.InvariantCulture, $"asset-{i}")))];

    public static Task<SettlementLedger> OpenAsync(string directory) => SettlementLedger.OpenAsync(
        RocksDbLedgerStore.Open(directory),
        new LedgerOptions { CreateAs = new LedgerCreation { Name = "bench" }, Key = Key });

    public static async Task FundAsync(SettlementLedger ledger)
    {
        var commands = new List<Task<Answer>>
        {
            ledger.ExecuteAsync(new RegisterParticipant { Id = NewId(), Actor = Operator,
                Participant = ParticipantId.Parse("issuer") }),
            OpenAsync(ledger, AccountId.Parse("issuer"), ParticipantId.Parse("issuer")),
        };
        foreach (var asset in AssetIds)
        {
            commands.Add(ledger.ExecuteAsync(new RegisterAsset
            {
                Id = NewId(),
                Actor = Operator,
                Asset = asset,
                Scale = 2,
                Issuer = AccountId.Parse("issuer"),
            }));
        }

        foreach (var account in Accounts)
        {
            var owner = ParticipantId.Parse(account.Value);
            commands.Add(
                ledger.ExecuteAsync(new RegisterParticipant { Id = NewId(), Actor = Operator, Participant = owner }));
            commands.Add(OpenAsync(ledger, account, owner));
        }

        foreach (var answer in await Task.WhenAll(commands))
        {
            Expect(answer, OutcomeCode.Applied);
        }

        var issues = Accounts.Select(account => new SettlementRequest
        {
            Id = SettlementId.From(Guid.CreateVersion7()),
            Kind = SettlementKind.Issue,
            Legs = [.. AssetIds.Select(asset => new Instruction(AccountId.Parse("issuer"), account, asset, Funding))],
        });
        foreach (var answer in await ledger.SettleManyAsync([.. issues], Operator))
        {
            Expect(answer, OutcomeCode.Settled);
        }
    }

    /// <summary>Settlements with ascending UUIDv7; the same seed gives the same legs.</summary>
    public static SettlementRequest[] Generate(int count, bool hot, int seed)
    {
        var random = new Random(seed);
        var requests = new SettlementRequest[count];
        var milliseconds = (UInt128)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        for (var i = 0; i < count; i++)
        {
            var seller = hot ? 0 : random.Next(Participants);
            var buyer = (seller + 1 + random.Next(Participants - 1)) % Participants;
            var asset = AssetIds[1 + random.Next(Assets - 1)];
            // Version 7: 48 bits of milliseconds, then a counter in the place of the random bits keeps them ascending.
            var bits = ((milliseconds + (UInt128)(i >> 12)) << 80) | ((UInt128)7 << 76) | ((UInt128)(i & 0xFFF) << 64)
                | ((UInt128)2 << 62) | (UInt128)(ulong)random.NextInt64(1L << 62);
            requests[i] = new SettlementRequest
            {
                Id = new SettlementId(bits),
                Kind = SettlementKind.Dvp,
                Legs =
                [
                    new Instruction(Accounts[seller], Accounts[buyer], asset, 1 + random.Next(1_000)),
                    new Instruction(Accounts[buyer], Accounts[seller], AssetIds[0], 1 + random.Next(100_000)),
                ],
            };
        }

        return requests;
    }

    public static void Expect(in Answer answer, OutcomeCode code)
    {
        if (answer.Code != code)
        {
            throw new InvalidOperationException($"expected {code.Name()}, got {answer.Code.Name()}: {answer.Detail}");
        }
    }

    private static Task<Answer> OpenAsync(SettlementLedger ledger, AccountId account, ParticipantId owner) =>
        ledger.ExecuteAsync(new OpenAccount { Id = NewId(), Actor = Operator, Account = account, Owner = owner });

    private static CommandId NewId() => CommandId.From(Guid.CreateVersion7());
}
