using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>
/// Transactions of an Ethereum-like chain, one settlement each. Every address is an account of a participant of the
/// same name. What the chain reverted is submitted under explicit consent and rejected by the sender of its first leg.
/// </summary>
internal sealed class EvmLegsFormat(CsvTable table, ActorId actor) : IRunFormat
{
    public const string Header = "block,tx_index,tx_hash,leg,kind,asset,from,to,amount,tx_status,leg_status";

    private static readonly SettlementTerms AskEverybody = new() { Consent = ConsentTerm.Explicit };

    public async Task ReadAsync(RunPipeline pipeline)
    {
        var transactions = EvmTransaction.ReadAll(table);
        await PrepareAsync(pipeline, transactions);
        for (var i = 0; i < transactions.Count && !pipeline.IsStopping; i++)
        {
            pipeline.ShowProgress((double)i / transactions.Count);
            await AddAsync(pipeline, transactions[i]);
        }
    }

    private async Task AddAsync(RunPipeline pipeline, EvmTransaction transaction)
    {
        if (transaction.Legs.Count == 0)
        {
            await pipeline.AddAsync(new SkipStep(transaction.Line));
            return;
        }

        if (transaction.OversizeLeg is var place and >= 0)
        {
            await pipeline.AddAsync(new ProblemStep(
                transaction.Line,
                1,
                OutcomeCode.QuantityOverflow,
                $"legs[{place}].quantity",
                $"{transaction.Legs[place].Quantity} exceeds 2^127-1; transaction {transaction.Hash}",
                transaction.Id.ToString()));
            return;
        }

        await pipeline.AddAsync(new SettleStep(transaction.Line, RequestOf(transaction), actor, IsCounted: true));
        if (transaction.IsReverted)
        {
            await pipeline.AddAsync(new CommandStep(transaction.Line, RejectionOf(transaction)));
        }
    }

    private static SettlementRequest RequestOf(EvmTransaction transaction) => new()
    {
        Id = transaction.Id,
        Kind = transaction.Legs.Count == 2 ? SettlementKind.Other : SettlementKind.Multilateral,
        Legs = [.. transaction.Legs.Select(leg => new Instruction(leg.From, leg.To, leg.Asset, (Int128)leg.Quantity))],
        Terms = transaction.IsReverted ? AskEverybody : SettlementTerms.Default,
        Reference = transaction.Hash,
    };

    private static RejectCommand RejectionOf(EvmTransaction transaction) => new()
    {
        Id = CommandId.From(Uuid8.Of("evm-rejection", transaction.Hash)),
        Actor = ActorId.Local(transaction.Legs[0].From.Value),
        Settlement = transaction.Id,
        Reason = "reverted on the chain",
    };

    private async Task PrepareAsync(RunPipeline pipeline, List<EvmTransaction> transactions)
    {
        var preparation = new Preparation(pipeline, actor, $"evm-legs {table.ContentHash}");
        foreach (var leg in transactions.Where(t => t.OversizeLeg < 0).SelectMany(t => t.Legs))
        {
            if (pipeline.IsStopping)
            {
                return;
            }

            await preparation.AssetAsync(leg.Asset, scale: 0);
            await preparation.AccountAsync(leg.From, ParticipantId.Parse(leg.From.Value));
            await preparation.AccountAsync(leg.To, ParticipantId.Parse(leg.To.Value));
        }

        await preparation.FundAsync(OpeningsOf(transactions));
    }

    /// <summary>What each position needs so that it never falls below zero, leg by leg.</summary>
    private static SortedDictionary<(AccountId Account, AssetId Asset), Int128> OpeningsOf(
        List<EvmTransaction> transactions)
    {
        var running = new Dictionary<(AccountId, AssetId), Int128>();
        var openings = new SortedDictionary<(AccountId Account, AssetId Asset), Int128>(PositionOrder.Instance);
        foreach (var leg in transactions.Where(t => !t.IsReverted && t.OversizeLeg < 0).SelectMany(t => t.Legs))
        {
            var (debit, credit) = ((leg.From, leg.Asset), (leg.To, leg.Asset));
            var after = running.GetValueOrDefault(debit) - (Int128)leg.Quantity;
            running[debit] = after;
            if (after < 0 && -after > openings.GetValueOrDefault(debit))
            {
                openings[debit] = -after;
            }

            running[credit] = running.GetValueOrDefault(credit) + (Int128)leg.Quantity;
        }

        return openings;
    }
}
