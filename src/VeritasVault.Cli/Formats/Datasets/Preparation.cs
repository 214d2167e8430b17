using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Registers what a data set needs, each once, and funds it by issuing settlements.</summary>
internal sealed class Preparation(RunPipeline pipeline, ActorId actor, string fundingDomain)
{
    private static readonly ParticipantId Issuer = ParticipantId.Parse("issuer");

    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <summary>The account that issues an asset.</summary>
    public static AccountId IssuerOf(AssetId asset) => AccountId.Parse($"issuer:{asset}");

    public async Task ParticipantAsync(ParticipantId participant)
    {
        if (_done.Add($"participant {participant}"))
        {
            await pipeline.AddAsync(new CommandStep(0, DerivedCommands.RegisterParticipant(
                null, actor, participant, ConsentPolicy.Implied, consentsToCredits: false)));
        }
    }

    public async Task AccountAsync(AccountId account, ParticipantId owner)
    {
        if (_done.Add($"account {account}"))
        {
            await ParticipantAsync(owner);
            await pipeline.AddAsync(new CommandStep(0, DerivedCommands.OpenAccount(null, actor, account, owner)));
        }
    }

    public async Task AssetAsync(AssetId asset, int scale)
    {
        if (_done.Add($"asset {asset}"))
        {
            await AccountAsync(IssuerOf(asset), Issuer);
            await pipeline.AddAsync(new CommandStep(0, DerivedCommands.RegisterAsset(
                null, actor, asset, scale, IssuerOf(asset), issuanceLimit: null)));
        }
    }

    /// <summary>
    /// Issues opening balances, in as few settlements as their legs allow; zero and less is left out.
    /// </summary>
    public async Task FundAsync(IEnumerable<KeyValuePair<(AccountId Account, AssetId Asset), Int128>> openings)
    {
        foreach (var asset in openings.Where(o => o.Value > 0).GroupBy(o => o.Key.Asset))
        {
            var part = 0;
            foreach (var chunk in asset.Chunk(Limits.LegsMax))
            {
                var legs = Array.ConvertAll(
                    chunk, o => new Instruction(IssuerOf(asset.Key), o.Key.Account, asset.Key, o.Value));
                await pipeline.AddAsync(new SettleStep(0, Issue(asset.Key, part++, legs), actor, IsCounted: false));
            }
        }
    }

    private SettlementRequest Issue(AssetId asset, int part, Instruction[] legs) => new()
    {
        Id = SettlementId.From(Uuid8.Of("funding", fundingDomain, asset.Value, Words.Of(part))),
        Kind = SettlementKind.Issue,
        Legs = legs,
        Reference = "opening balances",
    };
}
