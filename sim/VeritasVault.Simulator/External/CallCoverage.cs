using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>
/// How often each call to an external ledger has met each fault. The engine begins by itself and never queries, so
/// those two have no row.
/// </summary>
internal sealed class CallCoverage
{
    private static readonly ForeignCall[] Calls = [ForeignCall.Prepare, ForeignCall.Commit, ForeignCall.Abort];
    private static readonly CallFault[] Faults = Enum.GetValues<CallFault>();

    private readonly long[] _cells = new long[(int)(ForeignCall.Query + 1) * Faults.Length];

    public long Total => _cells.Sum();

    /// <summary>Every cell that can be met, with its count.</summary>
    public IEnumerable<(string Cell, long Count)> Cells =>
        from call in Calls
        from fault in Faults
        where IsPossible(call, fault)
        select ($"{call} x {fault}", Of(call, fault));

    /// <summary>Cells that can be met and were not.</summary>
    public IEnumerable<string> Empty => Cells.Where(cell => cell.Count == 0).Select(cell => cell.Cell);

    public long Of(ForeignCall call, CallFault fault) => _cells[Cell(call, fault)];

    public void Count(ForeignCall call, CallFault fault) => _cells[Cell(call, fault)]++;

    public void Add(CallCoverage other)
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            _cells[i] += other._cells[i];
        }
    }

    /// <summary>Only a commit may be answered with an unknown id: of the others that is an answer outside the
    /// protocol.</summary>
    private static bool IsPossible(ForeignCall call, CallFault fault) =>
        fault != CallFault.UnknownId || call == ForeignCall.Commit;

    private static int Cell(ForeignCall call, CallFault fault) => ((int)call * Faults.Length) + (int)fault;
}
