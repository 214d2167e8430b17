using VeritasVault.Core;

namespace VeritasVault.Bench;

/// <summary>Registers everything of a world and issues every asset to every account.</summary>
internal sealed class Funding(World world)
{
    private const int CommandsAtOnce = 8_192;
    private const int IssuesAtOnce = 1_024;
    private const long Plenty = 1_000_000_000_000_000;

    // Random trades that are refused when somebody is short are as likely as their reverse, so in the long run every
    // division of what there is is as likely as any other, and a single position is distributed exponentially. Funded
    // like that from the start, the share of refusals is the same all along. A mean of 4.4 times the largest quantity
    // lets one leg in nine or ten fail, and so one trade of two legs in five.
    private const double TightMeans = 4.4;

    private static readonly AccountId Issuer = AccountId.Parse("issuer");

    private readonly Random _random = new(7);

    public async Task RunAsync()
    {
        await ApplyAsync(Commands());
        foreach (var part in world.Accounts.Chunk(IssuesAtOnce))
        {
            var issues = part.Select(account => new SettlementRequest
            {
                Id = SettlementId.From(Guid.CreateVersion7()),
                Kind = SettlementKind.Issue,
                Legs = [.. world.Assets.Select((asset, i) => new Instruction(Issuer, account, asset, Quantity(i)))],
            });
            foreach (var answer in await world.Ledger.SettleManyAsync([.. issues], World.Operator))
            {
                BenchFailure.Unless(answer.Code == OutcomeCode.Settled, $"an issue was answered {answer.Code.Name()}");
            }
        }
    }

    private IEnumerable<LedgerCommand> Commands()
    {
        var issuer = ParticipantId.Parse(Issuer.Value);
        yield return new RegisterParticipant { Id = NewId(), Actor = World.Operator, Participant = issuer };
        yield return new OpenAccount { Id = NewId(), Actor = World.Operator, Account = Issuer, Owner = issuer };
        foreach (var asset in world.Assets)
        {
            yield return new RegisterAsset
            {
                Id = NewId(),
                Actor = World.Operator,
                Asset = asset,
                Scale = 2,
                Issuer = Issuer,
            };
        }

        var policy = world.Shape.Signed ? ConsentPolicy.Signed : ConsentPolicy.Implied;
        for (var i = 0; i < world.Accounts.Length; i++)
        {
            var owner = world.Owners[i];
            yield return new RegisterParticipant
            {
                Id = NewId(),
                Actor = World.Operator,
                Participant = owner,
                Policy = policy,
            };
            yield return new OpenAccount
            {
                Id = NewId(),
                Actor = World.Operator,
                Account = world.Accounts[i],
                Owner = owner,
            };
            if (world.Shape.Signed)
            {
                yield return new RegisterKey
                {
                    Id = NewId(),
                    Actor = World.Operator,
                    Participant = owner,
                    PublicKey = PublicKey.Read(world.Keys[i].PublicKey.Bytes),
                };
            }
        }
    }

    private async Task ApplyAsync(IEnumerable<LedgerCommand> commands)
    {
        foreach (var part in commands.Chunk(CommandsAtOnce))
        {
            foreach (var answer in await Task.WhenAll(part.Select(world.Ledger.ExecuteAsync)))
            {
                BenchFailure.Unless(
                    answer.Code == OutcomeCode.Applied, $"a registration was answered {answer.Code.Name()}");
            }
        }
    }

    private long Quantity(int asset)
    {
        var most = asset == 0 ? Trades.CashMax : Trades.AssetMax;
        return world.Shape.Tight
            ? 1 + (long)(-Math.Log(1 - _random.NextDouble()) * TightMeans * most)
            : Plenty;
    }

    private static CommandId NewId() => CommandId.From(Guid.CreateVersion7());
}
