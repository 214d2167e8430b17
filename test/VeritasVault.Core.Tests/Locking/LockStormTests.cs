namespace VeritasVault.Core.Tests;

/// <summary>Deadlock storms: whatever is asked in whatever order, everybody ends.</summary>
public sealed class LockStormTests(ITestOutputHelper output)
{
    [Fact]
    public void Ten_thousand_settlements_over_twenty_resources_all_end()
    {
        var storm = Run(seed: 1, settlements: 10_000);

        // A storm in which one of these does not happen would prove little.
        int[] happened = [storm.Wounds, storm.Waits, storm.Cycles, storm.Upgrades, storm.Refusals, storm.Leases];
        Assert.All(happened, times => Assert.True(times > 50));
    }

    [Fact]
    public void Many_small_storms_end()
    {
        for (var seed = 2; seed < 60; seed++)
        {
            Run(seed, settlements: 60);
        }
    }

    private LockStorm Run(int seed, int settlements)
    {
        var storm = new LockStorm(seed, settlements);
        storm.Run();
        output.WriteLine(
            $"seed {seed}: {storm.Ended} ended in {storm.Steps} steps, {storm.Wounds} wounds, {storm.Waits} waits, "
                + $"{storm.Upgrades} upgrades, {storm.Cycles} cycles, {storm.Leases} leases, "
                + $"{storm.Refusals} refusals");
        Assert.Equal(settlements, storm.Ended);
        return storm;
    }
}
