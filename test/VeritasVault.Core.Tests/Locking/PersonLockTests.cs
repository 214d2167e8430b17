namespace VeritasVault.Core.Tests;

/// <summary>Leases and fencing tokens of people's locks.</summary>
public sealed class PersonLockTests
{
    [Fact]
    public void Leases_are_found_in_the_order_in_which_they_end()
    {
        var table = new LockTable();
        Assert.Null(table.NextExpiry);
        table.GrantToPerson(1, "X:a0", expiry: 30);
        table.GrantToPerson(2, "X:a1", expiry: 10);
        table.GrantToPerson(3, "X:a2", expiry: 10);
        Assert.Equal(new Timestamp(10), table.NextExpiry);
        Assert.False(table.TryFindExpired(new Timestamp(9), out _));
        var gone = new List<long>();
        while (table.TryFindExpired(new Timestamp(30), out var expired))
        {
            gone.Add(expired.Number);
            table.Release(expired.Owner);
        }

        Assert.Equal([2, 3, 1], gone);
        Assert.Null(table.NextExpiry);
        Assert.True(table.IsEmpty);
    }

    [Fact]
    public void A_renewed_lease_ends_later_and_keeps_its_token()
    {
        var table = new LockTable();
        table.GrantToPerson(1, "X:a0", expiry: 10);
        var renewed = table.Renew(1, new Timestamp(50));
        Assert.Equal((1L, new Timestamp(50)), (renewed.Token, table.FindPerson(1)!.Expiry));
        Assert.False(table.TryFindExpired(new Timestamp(49), out _));
        Assert.True(table.TryFindExpired(new Timestamp(50), out _));
        Assert.Throws<InvariantException>(() => table.Renew(2, new Timestamp(60)));
    }

    [Fact]
    public void A_token_grows_with_each_acquisition_and_each_forced_opening_and_never_goes_back()
    {
        var table = new LockTable();
        var resource = Locks.Resource("a0");
        Assert.Equal(0, table.Tokens.Of(resource));
        Assert.Equal(1, table.GrantToPerson(1, "S:a0").Token);
        Assert.Equal(2, table.GrantToPerson(2, "S:a0").Token);
        table.Release(Locks.P(1));
        Assert.Equal(2, table.Tokens.Of(resource));
        Assert.Equal(3, table.GrantToPerson(2, "X:a0").Token);
        Assert.Equal(4, table.ForceOpen(2));
        Assert.True(table.IsEmpty);
        Assert.Equal(5, table.GrantToPerson(3, "X:a0").Token);
        table.Release(Locks.P(3));
        table.Grant(1, "X:a0");
        table.Release(Locks.S(1));
        Assert.Equal(5, table.Tokens.Of(resource));
        Assert.Equal(0, table.Tokens.Of(Locks.Resource("a1")));
        table.GrantToPerson(4, "S:a1/u0");
        table.GrantToPerson(5, "S:u3");
        Assert.Equal(
            [(resource, 5L), (Locks.Resource("u3"), 1L), (Locks.Resource("a1/u0"), 1L)],
            table.Tokens.All.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void A_person_is_offered_no_escrow_and_no_second_resource_under_one_number()
    {
        var table = new LockTable();
        Assert.Throws<InvariantException>(() => table.GrantToPerson(1, "E:a0/u0"));
        table.GrantToPerson(1, "S:a0");
        Assert.Throws<InvariantException>(() => table.GrantToPerson(1, "S:a1"));
        Assert.Equal(0, table.Tokens.Of(Locks.Resource("a1")));
        Assert.Equal(LockMode.Exclusive, table.GrantToPerson(1, "X:a0", expiry: 70).Mode);
        Assert.Equal(new Timestamp(70), table.NextExpiry);
        Assert.Single(table.People);
    }
}
