using System.Numerics;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>A leg as the file has it; quantities there may be larger than the ledger's range.</summary>
internal readonly record struct EvmLeg(AssetId Asset, AccountId From, AccountId To, BigInteger Quantity);

/// <summary>A transaction: the legs that are to be settled, in the order of the file.</summary>
/// <param name="Hash">Its hash, from which its id follows.</param>
/// <param name="Line">Where its first row stands.</param>
/// <param name="IsReverted">Whether the chain undid it.</param>
/// <param name="Legs">Its legs that are not zero; of one that was not reverted, only those that were not reverted
/// either.</param>
internal sealed record EvmTransaction(string Hash, long Line, bool IsReverted, List<EvmLeg> Legs)
{
    private static readonly BigInteger QuantityMax = (BigInteger)Int128.MaxValue;

    public SettlementId Id => SettlementId.From(Uuid8.Of("evm-transaction", Hash));

    /// <summary>The place of the first leg whose quantity the ledger cannot hold; -1 when there is none.</summary>
    public int OversizeLeg => Legs.FindIndex(leg => leg.Quantity > QuantityMax);

    /// <summary>All transactions of the file in the order of their first rows, each with all its rows.</summary>
    public static List<EvmTransaction> ReadAll(CsvTable table)
    {
        var byHash = new Dictionary<string, EvmTransaction>(StringComparer.Ordinal);
        var transactions = new List<EvmTransaction>();
        foreach (var (line, cells) in table.Rows)
        {
            var isReverted = cells[9] == "reverted";
            if (!byHash.TryGetValue(cells[2], out var transaction))
            {
                transaction = new EvmTransaction(cells[2], line, isReverted, []);
                byHash.Add(transaction.Hash, transaction);
                transactions.Add(transaction);
            }

            if (cells[8] != "0" && (isReverted || cells[10] == "ok"))
            {
                transaction.Legs.Add(Leg(line, cells));
            }
        }

        return transactions;
    }

    private static EvmLeg Leg(long line, string[] cells)
    {
        var valid = AssetId.TryParse(cells[5], out var asset)
            & AccountId.TryParse(cells[6], out var from)
            & AccountId.TryParse(cells[7], out var to);
        return valid && cells[8].Length <= QuantityText.LengthMax && cells[8].All(char.IsAsciiDigit)
            && cells[8].Length > 0
            ? new EvmLeg(asset, from, to, BigInteger.Parse(cells[8], System.Globalization.CultureInfo.InvariantCulture))
            : throw new CliException(
                ExitCode.BadInput,
                "MALFORMED_INPUT",
                $"line {line}: an id or the amount cannot be read.",
                "Check the file.");
    }
}
