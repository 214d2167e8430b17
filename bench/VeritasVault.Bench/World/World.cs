using System.Globalization;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Bench;

/// <summary>How the world of a workload differs from the plain one.</summary>
internal sealed record WorldShape
{
    public int Participants { get; init; } = 1_000;

    public int Assets { get; init; } = 10;

    /// <summary>Participants sign: each has a key, and its signature is due where it is debited.</summary>
    public bool Signed { get; init; }

    /// <summary>Positions are funded so that about a fifth of the trades is short of something.</summary>
    public bool Tight { get; init; }
}

/// <summary>
/// A ledger of participants with one account each, every position of it funded: 1,000 × 10 assets unless said
/// otherwise, asset 0 is cash. Durable, checkpoints signed, account histories kept: as every ledger is.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly ActorId Operator = ActorId.Local("operator");

    // The same in every process, so that another one can open the ledger. Nothing here is worth a secret.
    public static readonly SigningKey Key = SigningKey.FromSeed(new byte[SigningKey.SeedSize]);

    private World(WorldShape shape, ILedgerStore store, SettlementLedger ledger, LaneMeter lanes)
    {
        (Shape, Store, Ledger, Lanes) = (shape, store, ledger, lanes);
        Accounts = [.. Enumerable.Range(0, shape.Participants).Select(i => AccountId.Parse(Name("acc", i)))];
        Owners = [.. Accounts.Select(account => ParticipantId.Parse(account.Value))];
        Assets = [.. Enumerable.Range(0, shape.Assets).Select(i => AssetId.Parse(Name("asset", i)))];
        Keys = shape.Signed ? [.. Owners.Select(_ => SigningKey.Generate())] : [];
        Signers = [.. Keys.Select((key, i) => new ApprovalSigner(Owners[i], key))];
    }

    public WorldShape Shape { get; }

    /// <summary>The store, which the ledger owns: for looking at what was written while the ledger is open.</summary>
    public ILedgerStore Store { get; }

    public SettlementLedger Ledger { get; }

    /// <summary>What its lanes cost.</summary>
    public LaneMeter Lanes { get; }

    public AccountId[] Accounts { get; }

    public ParticipantId[] Owners { get; }

    public AssetId[] Assets { get; }

    /// <summary>The participants' keys, in the order of the accounts; none where nobody signs.</summary>
    public SigningKey[] Keys { get; }

    public ApprovalSigner[] Signers { get; }

    /// <summary>Opens the ledger in a directory, or makes an empty one there.</summary>
    public static async Task<World> OpenAsync(string directory, WorldShape shape)
    {
        var store = RocksDbLedgerStore.Open(directory);
        var options = new LedgerOptions { CreateAs = new LedgerCreation { Name = "bench" }, Key = Key };
        var lanes = new LaneMeter(new ThreadScheduler());
        var ledger = await Task.Run(() => SettlementLedger.Open(store, options, new SystemTimeSource(), lanes));
        return new World(shape, store, ledger, lanes);
    }

    /// <summary>Makes a ledger, and funds it.</summary>
    public static async Task<World> CreateAsync(string directory, WorldShape shape)
    {
        var world = await OpenAsync(directory, shape);
        await new Funding(world).RunAsync();
        return world;
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();

    private static string Name(string what, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}-{number:0000}");
}
