using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Lists the assets.</summary>
internal sealed class AssetListCommand(CliHost host) : VeritasCommand(
    host,
    "list",
    "Lists the assets.",
    "veritas asset list",
    "veritas asset list --json")
{
    protected override async Task<int> RunAsync(CommandContext context)
    {
        await using var ledger = await context.OpenAsync();
        var assets = ledger.View.Assets();
        if (!context.Output.IsJson)
        {
            context.Output.Table(
                "Assets",
                ["asset", " scale", "issuer", " issuance limit", " version"],
                assets.Select(a => new[]
                {
                    a.Id.Value,
                    Words.Of(a.Scale),
                    a.Issuer.Value,
                    a.IssuanceLimit is { } limit ? QuantityText.Format(limit, a.Scale) : "none",
                    Words.Of(a.Version),
                }));
            return ExitCode.Ok;
        }

        foreach (var asset in assets)
        {
            context.Output.Json(json =>
            {
                json.WriteString("asset", asset.Id.Value);
                json.WriteNumber("scale", asset.Scale);
                json.WriteString("issuer", asset.Issuer.Value);
                json.WriteString("issuanceLimit", asset.IssuanceLimit is { } limit ? Words.Of(limit) : null);
                json.WriteNumber("version", asset.Version);
                json.WriteString("lastModified", asset.LastModified.ToString());
            });
        }

        return ExitCode.Ok;
    }
}
