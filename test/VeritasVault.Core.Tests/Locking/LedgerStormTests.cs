namespace VeritasVault.Core.Tests;

/// <summary>Deadlock storms through the machine: whatever is asked in whatever order, everybody ends.</summary>
public sealed class LedgerStormTests(ITestOutputHelper output)
{
    [Fact]
    public void Ten_thousand_settlements_over_twenty_positions_all_end()
    {
        var judge = Run(seed: 1, settlements: 10_000);

        // A storm in which one of these does not happen would prove little.
        string[] expected =
        [
            "wound", "attempt 3", "attempt 4", "step with waits", "SETTLED", "INSUFFICIENT_FUNDS", "DEADLINE_PASSED",
            "CANCELLED", "LOCK_TIMEOUT", "FOREIGN_REFUSED", "OPERATOR_ABORTED", "AcquireLock", "UpgradeLock",
            "RenewLock", "ReleaseLock", "ExpireLock",
        ];
        Assert.All(expected, what => Assert.True(judge.Happened.GetValueOrDefault(what) >= 10, what));
    }

    [Fact]
    public void Many_small_storms_end_and_their_histories_decide_the_same_again()
    {
        for (var seed = 2; seed < 40; seed++)
        {
            var storm = new LedgerStorm(seed, settlements: 100);
            var judge = new LedgerStormJudge(storm);
            storm.Run();
            Records.CheckHistory(judge.Records, storm.Core.State);
        }
    }

    [Fact]
    public void One_seed_gives_the_same_storm_again()
    {
        var (first, second) = (Run(seed: 7, settlements: 300), Run(seed: 7, settlements: 300));
        Assert.Equal(first.Records.Select(Convert.ToHexString), second.Records.Select(Convert.ToHexString));
    }

    private LedgerStormJudge Run(int seed, int settlements)
    {
        var storm = new LedgerStorm(seed, settlements);
        var judge = new LedgerStormJudge(storm);
        storm.Run();
        output.WriteLine($"seed {seed}: {storm.Steps} steps, {judge.Records.Count} records, {storm.Refusals} refusals: "
            + string.Join(", ", judge.Happened.Select(pair => $"{pair.Key} {pair.Value}")));

        // The funding is one settlement more.
        Assert.Equal(settlements + 1, judge.Ended);
        Assert.True(storm.Refusals > 0);
        return judge;
    }
}
