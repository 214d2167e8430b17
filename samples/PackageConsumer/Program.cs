using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage.RocksDb;

// Built against the packed packages only; ./build pack makes them and runs this.
var directory = Directory.CreateTempSubdirectory("veritas-consumer-").FullName + Path.DirectorySeparatorChar;
var bank = ActorId.Local("operator");
using var key = SigningKeyFile.ReadOrCreate(directory + "main.key");
var options = new LedgerOptions { CreateAs = new LedgerCreation { Name = "consumer" }, Key = key };
await using (var ledger = await SettlementLedger.OpenAsync(RocksDbLedgerStore.Open(directory + "main"), options))
{
    await ledger.ExecuteAsync(
        new RegisterParticipant { Id = NewId(), Actor = bank, Participant = ParticipantId.Parse("bank") });
    foreach (var account in new[] { "vault", "till" })
    {
        await ledger.ExecuteAsync(new OpenAccount
        {
            Id = NewId(),
            Actor = bank,
            Account = AccountId.Parse(account),
            Owner = ParticipantId.Parse("bank"),
        });
    }

    await ledger.ExecuteAsync(new RegisterAsset
    {
        Id = NewId(),
        Actor = bank,
        Asset = AssetId.Parse("GBP"),
        Scale = 2,
        Issuer = AccountId.Parse("vault"),
    });
    var answer = await ledger.SettleAsync(
        new SettlementRequest
        {
            Id = SettlementId.From(Guid.CreateVersion7()),
            Kind = SettlementKind.Issue,
            Legs = [new Instruction(AccountId.Parse("vault"), AccountId.Parse("till"), AssetId.Parse("GBP"), 12_50)],
        },
        bank);
    var audit = await ledger.AuditAsync();
    var version = typeof(SettlementLedger).Assembly.GetName().Version;
    Console.WriteLine(
        $"VeritasVault.Engine {version} from its package: {answer.Code.Name()}, audit passed: {audit.Passed}");
}

Directory.Delete(directory, recursive: true);

static CommandId NewId() => CommandId.From(Guid.CreateVersion7());
