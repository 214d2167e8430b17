using System.Numerics;
using System.Text;

namespace VeritasVault.Simulator.Torture;

/// <summary>
/// A generated file of settlements, and what it comes to by plain addition: the judge shares no code with the ledger.
/// Quantities are so small against the opening balances that every settlement settles, but for some that never can.
/// </summary>
public sealed class TortureWorkload
{
    private const int Houses = 40;
    private const int HopelessEvery = 50;
    private const long Opening = 1_000_000_000;

    private readonly Dictionary<string, (int Payer, int Payee, long Quantity, long Price)> _settlements =
        new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();

    private TortureWorkload(ulong seed) => Random = new Random(unchecked((int)seed));

    /// <summary>The file.</summary>
    public string Text => _text.ToString();

    public int Count => _settlements.Count;

    /// <summary>The number of settlements that can never settle.</summary>
    public int Hopeless { get; private set; }

    private Random Random { get; }

    public static TortureWorkload Generate(int settlements, ulong seed)
    {
        var workload = new TortureWorkload(seed);
        workload.AddRegistry();
        for (var i = 0; i < settlements; i++)
        {
            workload.AddSettlement(i);
        }

        return workload;
    }

    /// <summary>How many positions differ from what the settled ones of the file add up to.</summary>
    /// <param name="settled">Ids that the ledger says are settled; those that are not of the file opened the
    /// balances.</param>
    /// <param name="balances">What the ledger says is held, by account and asset.</param>
    public long CountWrong(IEnumerable<string> settled, IReadOnlyDictionary<string, BigInteger> balances)
    {
        var expected = new Dictionary<string, BigInteger>(StringComparer.Ordinal);
        foreach (var id in settled)
        {
            if (_settlements.TryGetValue(id, out var s))
            {
                Move(expected, $"cash-{s.Payer}/EUR", $"cash-{s.Payee}/EUR", s.Price);
                Move(expected, $"safe-{s.Payee}/BOND", $"safe-{s.Payer}/BOND", s.Quantity);
            }
            else if (OpeningOf(id) is var house and >= 0)
            {
                Move(expected, "issuer/EUR", $"cash-{house}/EUR", Opening);
                Move(expected, "issuer/BOND", $"safe-{house}/BOND", Opening);
            }
        }

        return expected.Keys.Union(balances.Keys, StringComparer.Ordinal)
            .Count(key => expected.GetValueOrDefault(key) != balances.GetValueOrDefault(key));
    }

    private void AddRegistry()
    {
        Line("""{"command":"registerParticipant","participant":"issuer"}""");
        Line("""{"command":"openAccount","account":"issuer","owner":"issuer"}""");
        Line("""{"command":"registerAsset","asset":"EUR","scale":0,"issuer":"issuer"}""");
        Line("""{"command":"registerAsset","asset":"BOND","scale":0,"issuer":"issuer"}""");
        for (var house = 0; house < Houses; house++)
        {
            Line($$"""{"command":"registerParticipant","participant":"house-{{house}}"}""");
            Line($$"""{"command":"openAccount","account":"cash-{{house}}","owner":"house-{{house}}"}""");
            Line($$"""{"command":"openAccount","account":"safe-{{house}}","owner":"house-{{house}}"}""");
            Line($$"""{"id":"{{OpeningId(house)}}","kind":"issue","legs":["""
                + $$"""{"from":"issuer","to":"cash-{{house}}","asset":"EUR","quantity":"{{Opening}}"},"""
                + $$"""{"from":"issuer","to":"safe-{{house}}","asset":"BOND","quantity":"{{Opening}}"}]}""");
        }
    }

    private void AddSettlement(int number)
    {
        var payer = Random.Next(Houses);
        var payee = (payer + 1 + Random.Next(Houses - 1)) % Houses;
        var (quantity, price) = (Random.NextInt64(1, 1000), Random.NextInt64(1, 10_000));
        var id = $"00000000-0000-7000-9000-{number:x12}";
        if (number % HopelessEvery == HopelessEvery - 1)
        {
            price = Opening * Houses * 2;
            Hopeless++;
        }

        _settlements.Add(id, (payer, payee, quantity, price));
        Line($$"""{"id":"{{id}}","kind":"dvp","legs":["""
            + $$"""{"from":"cash-{{payer}}","to":"cash-{{payee}}","asset":"EUR","quantity":"{{price}}"},"""
            + $$"""{"from":"safe-{{payee}}","to":"safe-{{payer}}","asset":"BOND","quantity":"{{quantity}}"}]}""");
    }

    private void Line(string text) => _text.Append(text).Append('\n');

    private static string OpeningId(int house) => $"00000000-0000-7000-8000-{house:x12}";

    private static int OpeningOf(string id) =>
        id.StartsWith("00000000-0000-7000-8000-", StringComparison.Ordinal) ? Convert.ToInt32(id[24..], 16) : -1;

    private static void Move(Dictionary<string, BigInteger> balances, string from, string to, long quantity)
    {
        balances[from] = balances.GetValueOrDefault(from) - quantity;
        balances[to] = balances.GetValueOrDefault(to) + quantity;
    }
}
