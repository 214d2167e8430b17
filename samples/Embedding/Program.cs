using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage.RocksDb;

var directory = Directory.CreateTempSubdirectory("veritas-sample-").FullName + Path.DirectorySeparatorChar;
using var key = SigningKeyFile.ReadOrCreate(directory + "main.key");
var options = new LedgerOptions { CreateAs = new LedgerCreation { Name = "sample" }, Key = key };
await using (var ledger = await SettlementLedger.OpenAsync(RocksDbLedgerStore.Open(directory + "main"), options))
{
    var op = ActorId.Local("operator");
    foreach (var id in new[] { "bank", "alice", "bob" })
    {
        var p = ParticipantId.Parse(id);
        await ledger.ExecuteAsync(new RegisterParticipant { Id = Id(), Actor = op, Participant = p });
        await ledger.ExecuteAsync(new OpenAccount { Id = Id(), Actor = op, Account = AccountId.Parse(id), Owner = p });
    }

    foreach (var asset in new[] { "EUR", "BOND" })
    {
        await ledger.ExecuteAsync(new RegisterAsset
        { Id = Id(), Actor = op, Asset = AssetId.Parse(asset), Scale = 2, Issuer = AccountId.Parse("bank") });
    }
    await ledger.SettleAsync(Settle(Leg("bank", "alice", "EUR", 100_00), Leg("bank", "bob", "BOND", 5_00)), op);
    var trade = Settle(Leg("alice", "bob", "EUR", 99_50), Leg("bob", "alice", "BOND", 5_00));
    var dvp = await ledger.SettleAsync(trade, op);
    var short1 = await ledger.SettleAsync(Settle(Leg("alice", "bob", "EUR", 99_50)), ActorId.Local("alice"));
    Console.WriteLine($"{dvp.Code.Name()}, then {short1.Code.Name()}: {short1.Detail}");
    foreach (var p in ledger.View.Positions())
    {
        Console.WriteLine($"{p.Account}/{p.Asset} {QuantityText.Format(p.Balance, 2)} version {p.Version}");
    }
}

Directory.Delete(directory, recursive: true);

static CommandId Id() => CommandId.From(Guid.CreateVersion7());
static Instruction Leg(string from, string to, string asset, long quantity) =>
    new(AccountId.Parse(from), AccountId.Parse(to), AssetId.Parse(asset), quantity);
static SettlementRequest Settle(params Instruction[] legs) =>
    new() { Id = SettlementId.From(Guid.CreateVersion7()), Legs = legs };
