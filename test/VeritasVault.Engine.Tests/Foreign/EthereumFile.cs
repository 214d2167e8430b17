using System.Globalization;
using System.Numerics;
using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>A transfer as the file has it.</summary>
internal sealed record EthereumLeg(string Asset, string From, string To, BigInteger Quantity);

/// <summary>A transaction: the legs that are to be settled, in the order of the file. Of one that the chain did not
/// undo, legs that it did undo are left out; so are legs of nothing.</summary>
internal sealed record EthereumTransaction(SettlementId Id, bool IsReverted, List<EthereumLeg> Legs)
{
    public bool IsOversize => Legs.Any(leg => leg.Quantity > (BigInteger)Int128.MaxValue);
}

/// <summary>The transactions of Ethereum beside the repository.</summary>
internal static class EthereumFile
{
    /// <summary>All that have legs, in the order of the file; a skipped test where the file is absent.</summary>
    public static List<EthereumTransaction> Read()
    {
        var byHash = new Dictionary<string, EthereumTransaction>(StringComparer.Ordinal);
        var all = new List<EthereumTransaction>();
        foreach (var cells in File.ReadLines(Place()).Skip(1).Select(line => line.Split(',')))
        {
            var isReverted = cells[9] == "reverted";
            if (!byHash.TryGetValue(cells[2], out var transaction))
            {
                transaction = new EthereumTransaction(Samples.Sid(10_000 + all.Count), isReverted, []);
                byHash.Add(cells[2], transaction);
                all.Add(transaction);
            }

            if (cells[8] != "0" && (isReverted || cells[10] == "ok"))
            {
                transaction.Legs.Add(new EthereumLeg(
                    cells[5], cells[6], cells[7], BigInteger.Parse(cells[8], CultureInfo.InvariantCulture)));
            }
        }

        return [.. all.Where(transaction => transaction.Legs.Count > 0)];
    }

    private static string Place()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "VeritasVault.Settlement.slnx")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        var file = Path.Combine(root.FullName, "..", "shared", "datasets", "ethereum", "legs.csv");
        Assert.SkipUnless(
            File.Exists(file), "The data set ethereum/legs.csv is not beside the repository in shared/datasets.");
        return file;
    }
}
