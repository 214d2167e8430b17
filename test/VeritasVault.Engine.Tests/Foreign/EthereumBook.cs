using System.Numerics;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>Plain sums over the file, which share no code with the ledger: what each position must have before, so that
/// it never falls below zero leg by leg, and what it has in the end.</summary>
internal sealed class EthereumBook
{
    private readonly Dictionary<(string Account, string Asset), BigInteger> _running = [];
    private readonly Dictionary<(string Account, string Asset), BigInteger> _lowest = [];

    public EthereumBook(IEnumerable<EthereumTransaction> transactions)
    {
        foreach (var transaction in transactions)
        {
            // What is undone has still moved for a while, all but the last leg.
            var executed = transaction.IsReverted ? transaction.Legs.SkipLast(1).ToList() : transaction.Legs;
            executed.ForEach(leg => Move(leg, 1));
            if (transaction.IsReverted)
            {
                Touch(transaction.Legs[^1]);
                executed.Reverse();
                executed.ForEach(leg => Move(leg, -1));
            }
        }
    }

    public IEnumerable<(string Account, string Asset)> Positions => _running.Keys;

    public Int128 Opening((string Account, string Asset) position) =>
        checked((Int128)(-_lowest.GetValueOrDefault(position)));

    public Int128 End((string Account, string Asset) position) =>
        checked((Int128)(_running[position] - _lowest.GetValueOrDefault(position)));

    private void Move(EthereumLeg leg, int sign)
    {
        Touch(leg);
        var (from, to) = ((leg.From, leg.Asset), (leg.To, leg.Asset));
        Add(from, -sign * leg.Quantity);
        Add(to, sign * leg.Quantity);
    }

    private void Touch(EthereumLeg leg)
    {
        Add((leg.From, leg.Asset), 0);
        Add((leg.To, leg.Asset), 0);
    }

    private void Add((string Account, string Asset) position, BigInteger quantity)
    {
        var after = _running[position] = _running.GetValueOrDefault(position) + quantity;
        _lowest[position] = BigInteger.Min(_lowest.GetValueOrDefault(position), after);
    }
}
