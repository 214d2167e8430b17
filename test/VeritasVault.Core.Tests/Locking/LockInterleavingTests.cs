namespace VeritasVault.Core.Tests;

/// <summary>
/// Three settlements that each acquire a set of locks, maybe prepare, maybe want more, and end: all programs over three
/// resources, each in every order of steps. Two triples of programs whose claims exclude each other in the same way run
/// the same (the decisions depend on nothing else, as the model of decisions shows), so one of them is run for all.
/// </summary>
public sealed class LockInterleavingTests(ITestOutputHelper output)
{
    [Fact]
    public void In_every_order_of_steps_everybody_ends_and_no_rule_is_broken()
    {
        var world = new SmallWorld("a0", "u0", "a0/u0");
        var programs = world.Sets.Where(set => set != 0).Select(set => new LockProgram(world, set, 0))
            .Concat(world.Upgrades.Select(upgrade => new LockProgram(world, upgrade.Held, upgrade.Wanted)))
            .ToArray();
        var likeness = Array.ConvertAll(programs, one => Array.ConvertAll(programs, one.Likeness));
        var (triples, cycles, states) = (0, 0, 0L);
        var run = new HashSet<(int, int, int)>();
        for (var first = 0; first < programs.Length; first++)
        {
            for (var second = 0; second < programs.Length; second++)
            {
                for (var third = 0; third < programs.Length; third++)
                {
                    triples++;
                    if (run.Add((likeness[first][second], likeness[first][third], likeness[second][third])))
                    {
                        var all = new LockInterleavings([programs[first], programs[second], programs[third]]);
                        all.RunAll();
                        states += all.States;
                        cycles += all.Cycles;
                    }
                }
            }
        }

        output.WriteLine($"{triples:N0} triples, {run.Count:N0} unlike, {states:N0} states, {cycles:N0} cycles");
        Assert.True(cycles > 0 && run.Count > 100);
    }

    [Fact]
    public void Without_upgrades_no_order_of_steps_makes_a_cycle()
    {
        var world = new SmallWorld("a0", "u0", "a0/u0");
        string[][] triples = [["X:a0", "X:u0", "X:a0/u0"], ["S:a0", "E:a0/u0", "X:a0"], ["X:a0", "X:a0", "X:a0"]];
        foreach (var triple in triples)
        {
            var all = new LockInterleavings([.. triple.Select(claim => new LockProgram(world, world.Set(claim), 0))]);
            all.RunAll();
            Assert.Equal(0, all.Cycles);
        }
    }
}

/// <summary>What one settlement does: acquires a set, then maybe wants more on what it holds, then ends.</summary>
internal sealed class LockProgram(SmallWorld world, int acquires, int upgrades)
{
    public int Acquires { get; } = acquires;

    public int Upgrades { get; } = upgrades;

    /// <summary>What it will have on the resources it upgrades.</summary>
    public int AtTheHead { get; } = upgrades | (acquires & world.OnResourcesOf(upgrades));

    public int All => Acquires | Upgrades;

    public LockClaim[] AcquiredClaims { get; } = world.ClaimsIn(acquires);

    public LockClaim[] UpgradedClaims { get; } = world.ClaimsIn(upgrades);

    public bool Excludes(int left, int right) => world.Excludes(left, right);

    /// <summary>Everything about two programs that a decision can depend on.</summary>
    public int Likeness(LockProgram other)
    {
        bool[] traits =
        [
            Upgrades != 0, other.Upgrades != 0,
            Excludes(Acquires, other.Acquires), Excludes(Upgrades, other.Upgrades),
            Excludes(Acquires, other.Upgrades), Excludes(Upgrades, other.Acquires),
            Excludes(Acquires, other.AtTheHead), Excludes(AtTheHead, other.Acquires),
            Excludes(Upgrades, other.AtTheHead), Excludes(AtTheHead, other.Upgrades),
        ];
        return traits.Aggregate(0, (bits, trait) => (bits << 1) | (trait ? 1 : 0));
    }
}
