namespace VeritasVault.Core.Tests;

/// <summary>Who blocks whom, and the way out of cycles.</summary>
public sealed class WaitForGraphTests
{
    private readonly WaitForGraph _graph = new();
    private readonly TestRanks _ranks = new();

    [Fact]
    public void Blockers_are_listed_directly_and_all_the_way()
    {
        Arrows("3>1,P1 5>3,4 9>5");
        Assert.Equal([Locks.S(3), Locks.S(4)], _graph.BlockersOf(Locks.S(5)));
        Assert.Equal(
            [Locks.S(1), Locks.S(3), Locks.S(4), Locks.S(5), Locks.P(1)], _graph.AllBlockersOf(Locks.S(9)));
        Assert.Empty(_graph.BlockersOf(Locks.S(1)));
        Assert.Empty(_graph.AllBlockersOf(Locks.P(1)));
        _graph.Remove(Locks.S(3));
        Assert.Equal([Locks.S(3), Locks.S(4), Locks.S(5)], _graph.AllBlockersOf(Locks.S(9)));
    }

    [Theory]
    [InlineData("2>1 3>1,2 4>1,2,3", "")]
    [InlineData("1>2 2>1", "2")]
    [InlineData("1>2 2>3 3>1 4>1", "3")]
    [InlineData("1>2 2>1 3>4 4>3", "2 4")]
    [InlineData("1>2,3 2>1 3>1", "2 3")]
    [InlineData("1>2 2>1,3 3>2", "2 3")]
    [InlineData("1>2 2>1,3 3>4 4>3", "2 4")]
    [InlineData("1>2 2>3 3>4 4>5 5>1,2", "5")]
    [InlineData("1>P1 2>1", "")]
    public void The_youngest_leaves_until_no_cycle_is_left(string arrows, string victims)
    {
        Arrows(arrows);
        Assert.Equal(victims, string.Join(' ', _graph.FindVictims(_ranks).Select(victim => victim.Number)));
    }

    [Fact]
    public void Whoever_counts_as_the_oldest_is_not_the_youngest()
    {
        Arrows("1>2 2>3 3>1");
        _ranks.Aged(3, LockRequest.Oldest);
        Assert.Equal([Locks.S(2)], _graph.FindVictims(_ranks));
        _ranks.Aged(2, LockRequest.Oldest).Aged(1, LockRequest.Oldest);
        Assert.Equal([Locks.S(3)], _graph.FindVictims(_ranks));
    }

    [Fact]
    public void Two_prepared_settlements_that_both_want_more_wait_for_each_other()
    {
        var table = new LockTable();
        var upgrades = new WaitingUpgrades();
        table.Grant(1, "S:a0");
        table.Grant(2, "S:a0");
        _ranks.Safe(1, 2);
        foreach (var sequence in new[] { 1, 2 })
        {
            var request = Locks.Request(sequence, "X:a0");
            var decision = LockArbiter.Decide(table, request, upgrades, _ranks);
            Assert.Equal(LockVerdict.Wait, decision.Verdict);
            upgrades.Add(table, request);
            _graph.Set(request.Owner, decision.Blockers);
        }

        Assert.Contains(Locks.S(1), _graph.AllBlockersOf(Locks.S(1)));
        Assert.Equal([Locks.S(2)], _graph.FindVictims(_ranks));

        // It may not be wounded, so it keeps what it holds and its request is turned down.
        upgrades.Remove(Locks.S(2));
        _graph.Remove(Locks.S(2));
        Assert.Empty(_graph.FindVictims(_ranks));
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_is_walked_and_one_arrow_back_closes_it()
    {
        const int Length = 100_000;
        for (var i = 2; i <= Length; i++)
        {
            _graph.Set(Locks.S(i), [Locks.S(i - 1)]);
        }

        Assert.Empty(_graph.FindVictims(_ranks));
        Assert.Equal(Length - 1, _graph.AllBlockersOf(Locks.S(Length)).Count);
        _graph.Set(Locks.S(1), [Locks.S(Length)]);
        Assert.Equal([Locks.S(Length)], _graph.FindVictims(_ranks));
    }

    [Fact]
    public void Nobody_waits_for_itself_and_no_person_waits()
    {
        Assert.Throws<InvariantException>(() => _graph.Set(Locks.S(1), [Locks.S(1)]));
        Assert.Throws<InvariantException>(() => _graph.Set(Locks.P(1), [Locks.S(1)]));
        Assert.Throws<InvariantException>(() => _graph.Set(Locks.S(1), []));
    }

    private void Arrows(string text)
    {
        foreach (var arrow in text.Split(' '))
        {
            var ends = arrow.Split('>');
            var blockers = ends[1].Split(',')
                .Select(end => end[0] == 'P' ? Locks.P(int.Parse(end[1..])) : Locks.S(int.Parse(end)));
            _graph.Set(Locks.S(int.Parse(ends[0])), [.. blockers.Order()]);
        }
    }
}
