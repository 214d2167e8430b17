using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>What the day came to.</summary>
/// <param name="Tally">Answers and latencies.</param>
/// <param name="Before">Positions when everybody had got their opening balances.</param>
/// <param name="View">The ledger at the end.</param>
/// <param name="Elapsed">How long the day took.</param>
internal sealed record DemoReport(
    DemoTally Tally, IReadOnlyList<PositionInfo> Before, LedgerView View, TimeSpan Elapsed)
{
    private double PerSecond => Math.Round(Tally.Answers / Math.Max(Elapsed.TotalSeconds, 1e-6), 1);

    public void WriteText(CliOutput output)
    {
        output.Table(
            "Outcomes",
            ["code", "category", "kind", " settlements", "meaning"],
            Tally.ByCode.Select(c => (c.Key, c.Value, Info: c.Key.Describe())).Select(c => new[]
            {
                c.Info.Name,
                c.Info.Category == FailureCategory.None ? "" : OutcomePage.NameOf(c.Info.Category),
                Words.Camel(c.Info.Kind.ToString()),
                Words.Of(c.Value),
                c.Info.Meaning,
            }));
        WritePositions(output);
        WriteConservation(output);
        output.Line(FormattableString.Invariant(
            $"{Tally.Answers} answers in {Elapsed.TotalSeconds:N2} s, each durable: {PerSecond:N0} a second with ")
            + FormattableString.Invariant(
            $"at most 16 under way; latency p50 {Tally.Percentile(50):N2} ms, p99 {Tally.Percentile(99):N2} ms"));
        output.Line();
    }

    public void WriteJson(CliOutput output) => output.Json(json =>
    {
        json.WriteNumber("answers", Tally.Answers);
        json.WriteStartObject("byCode");
        foreach (var (code, count) in Tally.ByCode)
        {
            json.WriteNumber(code.Name(), count);
        }

        json.WriteEndObject();
        json.WriteBoolean("conserved", Conservation.Holds(View.Positions()));
        json.WriteNumber("positions", View.Positions().Count);
        json.WriteNumber("elapsedSeconds", Math.Round(Elapsed.TotalSeconds, 3));
        json.WriteNumber("answersPerSecond", PerSecond);
        json.WriteNumber("latencyP50Milliseconds", Math.Round(Tally.Percentile(50), 3));
        json.WriteNumber("latencyP99Milliseconds", Math.Round(Tally.Percentile(99), 3));
    });

    private void WritePositions(CliOutput output)
    {
        var before = Before.ToDictionary(p => (p.Account, p.Asset), p => p.Balance);
        var scales = new AssetScales(View);
        var assets = DemoWorld.Currencies.Concat(DemoWorld.Securities).Select(a => AssetId.Parse(a.Id)).ToList();
        var moved = View.Positions()
            .Where(p => before.GetValueOrDefault((p.Account, p.Asset)) != p.Balance)
            .OrderBy(p => assets.IndexOf(p.Asset));
        output.Table(
            "Positions that moved, before and after",
            ["account", "asset", " before", " after", " change", " version"],
            moved.Select(p => (p, Was: before.GetValueOrDefault((p.Account, p.Asset)))).Select(m => new[]
            {
                m.p.Account.Value,
                m.p.Asset.Value,
                scales.Format(m.p.Asset, m.Was),
                scales.Format(m.p.Asset, m.p.Balance),
                scales.Format(m.p.Asset, m.p.Balance - m.Was),
                Words.Of(m.p.Version),
            }));
    }

    private void WriteConservation(CliOutput output)
    {
        var positions = View.Positions();
        var scales = new AssetScales(View);
        var sums = Conservation.Sums(positions);
        output.Table(
            "Conservation: what was issued is what is held",
            ["asset", " issued", " held", " sum", "conserved"],
            View.Assets().Select(
                asset => (asset, Of: positions.Where(p => p.Asset == asset.Id).ToList())).Select(a => new[]
            {
                a.asset.Id.Value,
                scales.Format(a.asset.Id, -a.Of.Where(p => p.Account == a.asset.Issuer).Aggregate(Int128.Zero, Add)),
                scales.Format(a.asset.Id, a.Of.Where(p => p.Account != a.asset.Issuer).Aggregate(Int128.Zero, Add)),
                sums[a.asset.Id.Value].ToString(System.Globalization.CultureInfo.InvariantCulture),
                sums[a.asset.Id.Value].IsZero ? "yes" : "NO",
            }));
    }

    private static Int128 Add(Int128 sum, PositionInfo position) => sum + position.Balance;
}
