namespace VeritasVault.Core.Tests;

/// <summary>What the table holds and how it lists it.</summary>
public sealed class LockTableTests
{
    [Fact]
    public void A_table_is_empty_until_something_is_granted_and_after_everything_is_released()
    {
        var table = new LockTable();
        Assert.True(table.IsEmpty);
        Assert.Empty(table.Conflicts(Locks.S(1), Locks.Claims("X:a0")));
        table.Grant(1, "E:a0/u0");
        Assert.False(table.IsEmpty);
        Assert.True(table.Release(Locks.S(1)));
        Assert.False(table.Release(Locks.S(1)));
        Assert.True(table.IsEmpty);
        Assert.Empty(table.Conflicts(Locks.S(2), Locks.Claims("X:a0 X:u0 X:a0/u0")));
    }

    [Fact]
    public void Claims_are_joined_and_kept_in_canonical_order()
    {
        var table = new LockTable();
        table.Grant(1, "E:a1/u0 S:a0 E:a0/u0 S:a1/u0 X:u2 S:a0");
        Assert.Equal(Locks.Claims("S:a0 X:u2 E:a0/u0 X:a1/u0"), table.ClaimsOf(Locks.S(1)).ToArray());
    }

    [Fact]
    public void A_grant_strengthens_what_is_held_and_keeps_the_rest()
    {
        var table = new LockTable();
        table.Grant(1, "S:a0 E:a0/u0 S:a1/u0");
        table.Grant(1, "E:a1/u0 S:a0/u0 S:a0 S:u1");
        Assert.Equal(Locks.Claims("S:a0 S:u1 X:a0/u0 X:a1/u0"), table.ClaimsOf(Locks.S(1)).ToArray());
        Assert.Equal(LockMode.Exclusive, table.ModeOf(Locks.S(1), Locks.Resource("a0/u0")));
        Assert.Null(table.ModeOf(Locks.S(1), Locks.Resource("a5")));
    }

    [Fact]
    public void A_strengthened_lock_leaves_nothing_behind_when_released()
    {
        var table = new LockTable();
        table.Grant(1, "S:a0/u0 S:a0/u1");
        Assert.Empty(table.Conflicts(Locks.S(2), Locks.Claims("S:a0")));
        table.Grant(1, "X:a0/u0");
        Assert.Equal([Locks.S(1)], table.Conflicts(Locks.S(2), Locks.Claims("S:a0")));
        table.Release(Locks.S(1));
        Assert.Empty(table.Conflicts(Locks.S(2), Locks.Claims("X:a0 X:u0 X:u1 X:a0/u0 X:a0/u1")));
        Assert.Empty(table.HoldersBelow(Locks.Resource("a0")));
    }

    [Fact]
    public void Conflicts_name_each_owner_once_oldest_first_and_people_last()
    {
        var table = new LockTable();
        table.GrantToPerson(1, "S:a0");
        table.Grant(7, "S:a0/u0 S:a0/u1");
        table.Grant(3, "S:a0/u0 S:u1");
        table.Grant(5, "S:a1/u1");
        Assert.Equal(
            [Locks.S(3), Locks.S(7), Locks.P(1)],
            table.Conflicts(Locks.S(1), Locks.Claims("E:a0/u0 E:a0/u1")));
        Assert.Equal([Locks.S(3), Locks.S(5), Locks.S(7)], table.Conflicts(Locks.S(1), Locks.Claims("X:u1")));
    }

    [Fact]
    public void Holders_are_listed_with_their_modes()
    {
        var table = new LockTable();
        table.Grant(9, "E:a0/u0");
        table.Grant(2, "E:a0/u0 X:a0/u1");
        table.GrantToPerson(4, "S:a1");
        Assert.Equal(
            [new LockHolding(Locks.S(2), LockMode.Escrow), new LockHolding(Locks.S(9), LockMode.Escrow)],
            table.HoldersOf(Locks.Resource("a0/u0")));
        Assert.Equal([Locks.S(2), Locks.S(9)], table.HoldersBelow(Locks.Resource("a0")));
        Assert.Equal([new LockHolding(Locks.P(4), LockMode.Shared)], table.HoldersOf(Locks.Resource("a1")));
        Assert.Empty(table.HoldersOf(Locks.Resource("a0")));
        Assert.Equal(["a1", "a0/u0", "a0/u1"], table.HeldResources().Select(Name));
        Assert.Equal([Locks.S(2), Locks.S(9), Locks.P(4)], table.Owners);
    }

    [Fact]
    public void A_grant_that_excludes_somebody_stops_the_engine()
    {
        var table = new LockTable();
        table.Grant(1, "E:a0/u0");
        Assert.Throws<InvariantException>(() => table.Grant(2, "S:a0/u0"));
        Assert.Throws<InvariantException>(() => table.Grant(2, "S:u0"));
        Assert.Throws<InvariantException>(() => table.GrantToPerson(1, "X:a0"));
        Assert.Throws<InvariantException>(() => table.Grant(Locks.S(2), [new(Locks.Resource("a1"), LockMode.Escrow)]));
        Assert.Throws<InvariantException>(() => table.Grant(Locks.S(2), Locks.Claims("S:u1 S:a1")));
        Assert.Throws<InvariantException>(() => table.Grant(Locks.P(2), Locks.Claims("S:a1")));
        Assert.Equal(1, table.Count);
        Assert.Empty(table.People);
    }

    [Fact]
    public void A_crowd_in_escrow_is_found_and_left_again_in_any_order()
    {
        var table = new LockTable();
        var sequences = Enumerable.Range(1, 100).Select(i => (long)i).ToArray();
        new Random(1).Shuffle(sequences);
        foreach (var sequence in sequences)
        {
            table.Grant(sequence, "E:a0/u0 E:a0/u1");
        }

        Assert.Empty(table.Conflicts(Locks.S(500), Locks.Claims("E:a0/u0")));
        new Random(2).Shuffle(sequences);
        for (var gone = 0; gone < sequences.Length; gone++)
        {
            var left = sequences[gone..].Order().Select(Locks.S);
            Assert.Equal(left, table.Conflicts(Locks.S(500), Locks.Claims("S:a0")));
            table.Release(Locks.S(sequences[gone]));
        }

        Assert.True(table.IsEmpty);
    }

    [Fact]
    public void A_table_lists_the_same_whatever_way_it_came_about()
    {
        var direct = new LockTable();
        direct.Grant(1, "X:a0/u0 S:a1");
        direct.Grant(2, "E:a0/u1");
        var detour = new LockTable();
        detour.Grant(3, "X:u0");
        detour.Grant(2, "E:a0/u1");
        detour.Release(Locks.S(3));
        detour.Grant(1, "S:a1");
        detour.Grant(1, "E:a0/u0");
        detour.Grant(1, "S:a0/u0");
        Assert.Equal(Bytes(direct), Bytes(detour));
    }

    private static byte[] Bytes(LockTable table)
    {
        var writer = new ByteWriter();
        LockTableFormat.Write(writer, table);
        return writer.Written.ToArray();
    }

    private static string Name(Resource resource) => resource.Kind switch
    {
        ResourceKind.Account => $"a{resource.First}",
        ResourceKind.Asset => $"u{resource.First}",
        ResourceKind.Position => $"a{resource.First}/u{resource.Second}",
    };
}
