namespace VeritasVault.Core.Tests;

/// <summary>Which locks of two owners exclude each other, as a table.</summary>
public sealed class LockMatrixTests
{
    // Rows hold, columns ask; x excludes. The account and the asset are those of the position a0/u0.
    private const string Table = """
                 S:a0/u0 E:a0/u0 X:a0/u0 S:a0 X:a0 S:u0 X:u0 E:a0/u1 X:a1/u0 S:a1/u1 X:a1 X:u1
        S:a0/u0  .       x       x       .    x    .    x    .       .       .       .    .
        E:a0/u0  x       .       x       x    x    x    x    .       .       .       .    .
        X:a0/u0  x       x       x       x    x    x    x    .       .       .       .    .
        S:a0     .       x       x       .    x    .    .    x       .       .       .    .
        X:a0     x       x       x       x    x    .    .    x       .       .       .    .
        S:u0     .       x       x       .    .    .    x    .       x       .       .    .
        X:u0     x       x       x       .    .    x    x    .       x       .       .    .
        E:a0/u1  .       .       .       x    x    .    .    .       .       .       .    x
        X:a1/u0  .       .       .       .    .    x    x    .       x       .       x    .
        S:a1/u1  .       .       .       .    .    .    .    .       .       .       x    x
        X:a1     .       .       .       .    .    .    .    .       x       x       x    .
        X:u1     .       .       .       .    .    .    .    x       .       x       .    x
        """;

    [Fact]
    public void Locks_of_two_owners_exclude_each_other_as_the_table_says()
    {
        var rows = Table.Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var asked = rows[0];
        foreach (var row in rows[1..])
        {
            for (var column = 0; column < asked.Length; column++)
            {
                var table = new LockTable();
                table.Grant(1, row[0]);
                var conflicts = table.Conflicts(Locks.S(2), Locks.Claims(asked[column]));
                LockOwner[] expected = row[column + 1] == "x" ? [Locks.S(1)] : [];
                Assert.True(expected.SequenceEqual(conflicts), $"{row[0]} held, {asked[column]} asked");
                Assert.Equal(
                    conflicts.Length > 0, NaiveLocks.Excludes(Locks.Claim(row[0]), Locks.Claim(asked[column])));
            }
        }
    }

    [Fact]
    public void An_owner_never_stands_in_its_own_way()
    {
        var table = new LockTable();
        table.Grant(1, "S:a0 S:u0 E:a0/u0 X:a1");
        Assert.Empty(table.Conflicts(Locks.S(1), Locks.Claims("X:a0 X:u0 X:a0/u0 S:a1")));
    }

    [Theory]
    [InlineData(LockMode.Shared, LockMode.Shared, LockMode.Shared)]
    [InlineData(LockMode.Escrow, LockMode.Escrow, LockMode.Escrow)]
    [InlineData(LockMode.Exclusive, LockMode.Exclusive, LockMode.Exclusive)]
    [InlineData(LockMode.Shared, LockMode.Escrow, LockMode.Exclusive)]
    [InlineData(LockMode.Shared, LockMode.Exclusive, LockMode.Exclusive)]
    [InlineData(LockMode.Escrow, LockMode.Exclusive, LockMode.Exclusive)]
    public void Two_modes_of_one_owner_join(LockMode left, LockMode right, LockMode both)
    {
        Assert.Equal(both, LockMatrix.Join(left, right));
        Assert.Equal(both, LockMatrix.Join(right, left));
        Assert.Equal(left, LockMatrix.Join(null, left));
    }

    [Theory]
    [InlineData("E:a0", false)]
    [InlineData("E:u0", false)]
    [InlineData("E:a0/u0", true)]
    [InlineData("S:a0", true)]
    [InlineData("X:u0", true)]
    public void Escrow_is_offered_on_positions_only(string claim, bool offered)
    {
        Assert.Equal(offered, Locks.Claim(claim).IsOffered);
        if (!offered)
        {
            Assert.Throws<InvariantException>(() => Locks.Request(1, claim));
        }
    }

    [Fact]
    public void Resources_are_ordered_by_kind_then_account_then_asset()
    {
        string[] ordered = ["a0", "a1", "u0", "u1", "a0/u0", "a0/u1", "a1/u0", "a1/u1"];
        var resources = ordered.Select(Locks.Resource).ToList();
        Assert.Equal(resources, resources.AsEnumerable().Reverse().Order());
        Assert.Equal([1, 2, 9], new[] { Locks.S(9), Locks.S(2), Locks.S(1) }.Order().Select(owner => owner.Number));
        Assert.True(Locks.S(long.MaxValue) < Locks.P(1));
    }
}
