using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Bench;

/// <summary>Who signs what in the trades of a workload.</summary>
internal enum Signing
{
    /// <summary>Nobody signs.</summary>
    None,

    /// <summary>Both parties sign each trade by itself.</summary>
    Each,

    /// <summary>Each participant signs once for all trades of a batch.</summary>
    Batch,
}

/// <summary>What the trades of a workload are like.</summary>
internal sealed record TradeShape
{
    /// <summary>Participant 0 is in each.</summary>
    public bool Hot { get; init; }

    /// <summary>Two: delivery versus payment. More: that many between random parties, all or none.</summary>
    public int Legs { get; init; } = 2;

    public Signing Signing { get; init; }

    /// <summary>Prepared first, until this deadline.</summary>
    public Timestamp? PreparedUntil { get; init; }
}

/// <summary>Settlements that are submitted in one call.</summary>
internal sealed record TradeBatch(SettlementRequest[] Requests, BatchApproval[] Approvals);

/// <summary>Makes settlements with ascending UUIDv7; the same seed gives the same legs.</summary>
internal sealed class Trades(World world, TradeShape shape, int seed)
{
    public const int AssetMax = 1_000;
    public const int CashMax = 100_000;

    private readonly Random _random = new(seed);
    private readonly AscendingIds _ids = new(seed);
    private readonly Origin _origin = Origin.Parse(world.Ledger.View.Origin);

    /// <summary>The next settlements, in batches.</summary>
    public TradeBatch[] Next(int count, int batch)
    {
        var requests = new SettlementRequest[count];
        var parties = new (int Seller, int Buyer)[count];
        for (var i = 0; i < count; i++)
        {
            parties[i] = Parties();
            requests[i] = Request(parties[i]);
        }

        if (shape.Signing == Signing.Each)
        {
            Parallel.For(0, count, i => requests[i] = Signed(requests[i], parties[i]));
        }

        return [.. requests.Chunk(batch).Select(part => new TradeBatch(
            part, shape.Signing == Signing.Batch ? BatchSigning.Sign(world, _origin, part) : []))];
    }

    private (int Seller, int Buyer) Parties()
    {
        var seller = shape.Hot ? 0 : _random.Next(world.Accounts.Length);
        return (seller, (seller + 1 + _random.Next(world.Accounts.Length - 1)) % world.Accounts.Length);
    }

    private SettlementRequest Request((int Seller, int Buyer) parties) => new()
    {
        Id = new SettlementId(_ids.Next()),
        Kind = shape.Legs == 2 ? SettlementKind.Dvp : SettlementKind.Multilateral,
        Legs = shape.Legs == 2 ? Dvp(parties) : [.. Enumerable.Range(0, shape.Legs).Select(_ => AnyLeg())],
        Deadline = shape.PreparedUntil,
        Terms = shape.PreparedUntil is null
            ? SettlementTerms.Default
            : new SettlementTerms { Prepare = PrepareMode.Expiring },
        Secret = shape.Signing == Signing.None ? null : NextSecret(),
    };

    private Instruction[] Dvp((int Seller, int Buyer) parties)
    {
        var (seller, buyer) = parties;
        var asset = 1 + _random.Next(world.Assets.Length - 1);
        return [Leg(seller, buyer, asset, AssetMax), Leg(buyer, seller, 0, CashMax)];
    }

    private Instruction AnyLeg()
    {
        var (from, to) = Parties();
        return Leg(from, to, _random.Next(world.Assets.Length), AssetMax);
    }

    private Instruction Leg(int from, int to, int asset, int most) =>
        new(world.Accounts[from], world.Accounts[to], world.Assets[asset], 1 + _random.Next(most))
        {
            Authoriser = shape.Signing == Signing.None ? default : world.Owners[from],
        };

    private SettlementRequest Signed(SettlementRequest request, (int Seller, int Buyer) parties) => new()
    {
        Id = request.Id,
        Kind = request.Kind,
        Legs = request.Legs,
        Secret = request.Secret,
        Approvals =
        [
            world.Signers[parties.Seller].Approve(_origin, request),
            world.Signers[parties.Buyer].Approve(_origin, request),
        ],
    };

    private Hash256 NextSecret()
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        _random.NextBytes(bytes);
        return Hash256.Read(bytes);
    }
}
