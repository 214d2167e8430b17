using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>
/// The opening legs of repo trades: cash from lender to borrower against securities from borrower to lender. Each
/// member is a participant with one account of its name; cash and securities have the scale 2.
/// </summary>
internal sealed class RepoTradesFormat(CsvTable table, ActorId actor, FundMode fund, bool asOne) : IRunFormat
{
    public const string Header =
        "tradeId,lender,borrower,cusip,tradeDate,settlementDate,collateralQuantity,price,term,repoRate,startAmount,"
        + "endAmount,currency";

    private const int Scale = 2;

    // Trades are submitted to wait, also those that a dry run says will settle: one content for one id, whatever the
    // pass.
    private static readonly SettlementTerms Wait = new() { OnShortage = OnShortage.Wait };

    public async Task ReadAsync(RunPipeline pipeline)
    {
        var trades = table.Rows.Select(Read).ToList();
        await PrepareAsync(pipeline, trades);
        await pipeline.DrainAsync();
        if (asOne)
        {
            await AddAsync(pipeline, AsOne(trades), trades.Count == 0 ? 1 : trades[0].Line);
            return;
        }

        var left = trades;
        for (var before = -1; before != left.Count && !pipeline.IsStopping;)
        {
            before = left.Count;
            left = await PassAsync(pipeline, left, trades.Count);
        }

        foreach (var trade in left)
        {
            if (!pipeline.IsStopping)
            {
                await AddAsync(pipeline, trade.Request, trade.Line);
            }
        }
    }

    /// <summary>Goes through the trades once, submits what would settle, and returns the rest.</summary>
    private async Task<List<Trade>> PassAsync(RunPipeline pipeline, List<Trade> trades, int total)
    {
        var left = new List<Trade>();
        foreach (var trade in trades)
        {
            var stops = pipeline.IsStopping;
            var would = stops ? default : await pipeline.Ledger.DryRunAsync(trade.Request, actor);
            if (stops || would.Code != OutcomeCode.Settled)
            {
                left.Add(trade);
                continue;
            }

            // The next dry run builds on what this one moves.
            await AddAsync(pipeline, trade.Request, trade.Line);
            await pipeline.DrainAsync();
            pipeline.ShowProgress((double)(total - trades.Count + left.Count) / total);
        }

        return left;
    }

    private async Task AddAsync(RunPipeline pipeline, SettlementRequest request, long line) =>
        await pipeline.AddAsync(new SettleStep(line, request, actor, IsCounted: true));

    private SettlementRequest AsOne(List<Trade> trades) => new()
    {
        Id = SettlementId.From(Uuid8.Of("repo-trades", table.ContentHash, "as one")),
        Kind = SettlementKind.Multilateral,
        Legs = [.. trades.SelectMany(trade => trade.Request.Legs)],
        Terms = Wait,
    };

    private Trade Read(CsvRow row)
    {
        var cells = row.Cells;
        var lender = DatasetText.Id(row.Line, cells[1], AccountId.Parse);
        var borrower = DatasetText.Id(row.Line, cells[2], AccountId.Parse);
        var security = DatasetText.Id(row.Line, cells[3], AssetId.Parse);
        var cash = DatasetText.Id(row.Line, cells[12], AssetId.Parse);
        var request = new SettlementRequest
        {
            Id = SettlementId.From(Uuid8.Of("repo-trades", table.ContentHash, cells[0])),
            Kind = SettlementKind.Dvp,
            Legs =
            [
                new(lender, borrower, cash, DatasetText.Quantity(row.Line, cells[10], Scale)),
                new(borrower, lender, security, DatasetText.Quantity(row.Line, cells[6], Scale)),
            ],
            Terms = Wait,
            Reference = $"trade {cells[0]}",
        };
        return new Trade(row.Line, request);
    }

    private async Task PrepareAsync(RunPipeline pipeline, List<Trade> trades)
    {
        var preparation = new Preparation(pipeline, actor, $"repo-trades {table.ContentHash} {fund}");
        var flows = new SortedDictionary<(AccountId Account, AssetId Asset), Int128>(PositionOrder.Instance);
        foreach (var leg in trades.SelectMany(trade => trade.Request.Legs))
        {
            await preparation.AssetAsync(leg.Asset, Scale);
            await preparation.AccountAsync(leg.From, ParticipantId.Parse(leg.From.Value));
            await preparation.AccountAsync(leg.To, ParticipantId.Parse(leg.To.Value));
            var (debit, credit) = ((leg.From, leg.Asset), (leg.To, leg.Asset));
            flows[debit] = flows.GetValueOrDefault(debit) + leg.Quantity;
            flows[credit] = flows.GetValueOrDefault(credit) - (fund == FundMode.Net ? leg.Quantity : 0);
        }

        if (fund != FundMode.None)
        {
            await preparation.FundAsync(flows);
        }
    }

    private readonly record struct Trade(long Line, SettlementRequest Request);
}
