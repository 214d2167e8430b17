using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>
/// Standing orders of a Czech bank: all orders of one payer are one settlement. Accounts have the numbers of the file;
/// payers belong to the participant "payers", each payee to the participant named like its bank. A number that is payer
/// and payee at once is one account of the payee's bank.
/// </summary>
internal sealed class BerkaOrdersFormat(CsvTable table, ActorId actor) : IRunFormat
{
    public const string Header =
        "\"order_id\";\"account_id\";\"bank_to\";\"account_to\";\"amount\";\"k_symbol\"";

    private const int Scale = 2;
    private static readonly AssetId Crown = AssetId.Parse("CZK");
    private static readonly ParticipantId Payers = ParticipantId.Parse("payers");

    public async Task ReadAsync(RunPipeline pipeline)
    {
        var orders = table.Rows.Select(Read).ToList();
        await PrepareAsync(pipeline, orders);
        var done = 0;
        foreach (var ofPayer in orders.GroupBy(order => order.Leg.From))
        {
            if (pipeline.IsStopping)
            {
                return;
            }

            pipeline.ShowProgress((double)done++ / orders.Count);
            await pipeline.AddAsync(new SettleStep(ofPayer.First().Line, RequestOf(ofPayer), actor, IsCounted: true));
        }
    }

    private SettlementRequest RequestOf(IGrouping<AccountId, Order> ofPayer) => new()
    {
        Id = SettlementId.From(Uuid8.Of("berka-orders", table.ContentHash, ofPayer.Key.Value)),
        Legs = [.. ofPayer.Select(order => order.Leg)],
        Reference = $"orders of {ofPayer.Key}",
    };

    private async Task PrepareAsync(RunPipeline pipeline, List<Order> orders)
    {
        var preparation = new Preparation(pipeline, actor, $"berka-orders {table.ContentHash}");
        var openings = new SortedDictionary<(AccountId Account, AssetId Asset), Int128>(PositionOrder.Instance);
        await preparation.AssetAsync(Crown, Scale);
        foreach (var order in orders)
        {
            await preparation.AccountAsync(order.Leg.To, order.Bank);
        }

        foreach (var order in orders)
        {
            await preparation.AccountAsync(order.Leg.From, Payers);
            var key = (order.Leg.From, Crown);
            openings[key] = openings.GetValueOrDefault(key) + order.Leg.Quantity;
        }

        await preparation.FundAsync(openings);
    }

    private static Order Read(CsvRow row) => new(
        row.Line,
        DatasetText.Id(row.Line, row.Cells[2], ParticipantId.Parse),
        new Instruction(
            DatasetText.Id(row.Line, row.Cells[1], AccountId.Parse),
            DatasetText.Id(row.Line, row.Cells[3], AccountId.Parse),
            Crown,
            DatasetText.Quantity(row.Line, row.Cells[4], Scale))
        {
            Id = DatasetText.Id(row.Line, row.Cells[0], InstructionId.Parse),
        });

    private readonly record struct Order(long Line, ParticipantId Bank, Instruction Leg);
}
