namespace VeritasVault.Core;

/// <summary>How many rows the registries have that stored locks point into.</summary>
internal readonly record struct RegistrySizes(int Participants, int Accounts, int Assets);

/// <summary>
/// Canonical bytes of everything durable in a lock table: the tokens, what settlements hold, the locks of people. One
/// table has one spelling; the reader takes no other, nor a table whose locks exclude each other.
/// </summary>
internal static class LockTableFormat
{
    /// <summary>The same without what settlements hold, which follows from the settlements.</summary>
    public static void WritePeople(ByteWriter writer, LockTable table) => Write(writer, table, withSettlements: false);

    public static void Write(ByteWriter writer, LockTable table) => Write(writer, table, withSettlements: true);

    private static void Write(ByteWriter writer, LockTable table, bool withSettlements)
    {
        writer.U8(StateRowFormat.Version);
        writer.Var(table.Tokens.Count);
        foreach (var (resource, token) in table.Tokens.All)
        {
            Write(writer, resource);
            writer.Var(token);
        }

        writer.Var(withSettlements ? table.Count - table.People.Count : 0);
        foreach (var owner in table.Owners)
        {
            if (withSettlements && !owner.IsPerson)
            {
                WriteHoldings(writer, owner, table.ClaimsOf(owner));
            }
        }

        writer.Var(table.People.Count);
        foreach (var held in table.People)
        {
            Write(writer, held);
        }
    }

    public static LockTable Read(ref ByteReader reader, RegistrySizes sizes)
    {
        StateRowFormat.CheckVersion(reader.U8());
        var table = new LockTable();
        ReadTokens(ref reader, table, sizes);
        ReadSettlements(ref reader, table, sizes);
        ReadPeople(ref reader, table, sizes);
        return table;
    }

    private static void ReadTokens(ref ByteReader reader, LockTable table, RegistrySizes sizes)
    {
        var count = reader.VarInt();
        Resource last = default;
        for (var i = 0; i < count; i++)
        {
            var resource = ReadResource(ref reader, sizes);
            RefuseUnless(last < resource, "rows in order", ref reader);
            table.Tokens.Restore(resource, Positive(ref reader));
            last = resource;
        }
    }

    private static void ReadSettlements(ref ByteReader reader, LockTable table, RegistrySizes sizes)
    {
        var count = reader.VarInt();
        LockOwner last = default;
        var claims = new List<LockClaim>();
        for (var i = 0; i < count; i++)
        {
            var owner = LockOwner.Settlement(Positive(ref reader));
            RefuseUnless(last < owner, "rows in order", ref reader);
            claims.Clear();
            for (var left = Positive(ref reader); left > 0; left--)
            {
                claims.Add(ReadClaim(ref reader, sizes));
                var ascends = claims.Count == 1 || claims[^2].Resource < claims[^1].Resource;
                RefuseUnless(ascends, "rows in order", ref reader);
            }

            LockClaim[] all = [.. claims];
            var goTogether = table.Conflicts(owner, all).Length == 0;
            RefuseUnless(goTogether, "locks that go together", ref reader);
            table.Grant(owner, all);
            last = owner;
        }
    }

    private static void ReadPeople(ref ByteReader reader, LockTable table, RegistrySizes sizes)
    {
        var count = reader.VarInt();
        var tokens = new SortedSet<(Resource, long)>();
        var last = 0L;
        for (var i = 0; i < count; i++)
        {
            var held = ReadPerson(ref reader, sizes);
            RefuseUnless(last < held.Number, "rows in order", ref reader);
            RefuseUnless(held.IsOffered, "a lock that people are offered", ref reader);
            var wasGiven = held.Token <= table.Tokens.Of(held.Resource) && tokens.Add((held.Resource, held.Token));
            RefuseUnless(wasGiven, "a token given once", ref reader);
            var goTogether = table.Conflicts(held.Owner, [held.Claim]).Length == 0;
            RefuseUnless(goTogether, "locks that go together", ref reader);
            table.RestorePerson(held);
            last = held.Number;
        }
    }

    private static void WriteHoldings(ByteWriter writer, LockOwner owner, ReadOnlySpan<LockClaim> claims)
    {
        writer.Var(owner.Number);
        writer.Var(claims.Length);
        foreach (var claim in claims)
        {
            Write(writer, claim);
        }
    }

    private static void Write(ByteWriter writer, PersonLock held)
    {
        writer.Var(held.Number);
        Write(writer, held.Claim);
        writer.Var(held.ParticipantIndex + 1);
        writer.Text(held.Actor.Value);
        writer.Text(held.Reason);
        writer.Var(held.Expiry.Micros);
        writer.Var(held.Token);
    }

    private static PersonLock ReadPerson(ref ByteReader reader, RegistrySizes sizes)
    {
        var number = Positive(ref reader);
        var claim = ReadClaim(ref reader, sizes);
        return new PersonLock
        {
            Number = number,
            Resource = claim.Resource,
            Mode = claim.Mode,
            ParticipantIndex = reader.IndexBelow(sizes.Participants + 1) - 1,
            Actor = reader.Actor(),
            Reason = reader.Text(),
            Expiry = new Timestamp(reader.Var()),
            Token = Positive(ref reader),
        };
    }

    private static void Write(ByteWriter writer, LockClaim claim)
    {
        Write(writer, claim.Resource);
        writer.U8((byte)claim.Mode);
    }

    private static LockClaim ReadClaim(ref ByteReader reader, RegistrySizes sizes)
    {
        var claim = new LockClaim(ReadResource(ref reader, sizes), (LockMode)reader.UpTo((byte)LockMode.Exclusive));
        RefuseUnless(claim.IsOffered, "a lock that is offered", ref reader);
        return claim;
    }

    private static void Write(ByteWriter writer, Resource resource)
    {
        writer.U8((byte)resource.Kind);
        writer.Var(resource.First);
        if (resource.IsPosition)
        {
            writer.Var(resource.Second);
        }
    }

    private static Resource ReadResource(ref ByteReader reader, RegistrySizes sizes) =>
        (ResourceKind)reader.U8() switch
        {
            ResourceKind.Account => Resource.Account(reader.IndexBelow(sizes.Accounts)),
            ResourceKind.Asset => Resource.Asset(reader.IndexBelow(sizes.Assets)),
            ResourceKind.Position =>
                Resource.Position(reader.IndexBelow(sizes.Accounts), reader.IndexBelow(sizes.Assets)),
            var other => throw new RecordFormatException($"resource kind {(byte)other} at offset {reader.Offset}"),
        };

    private static long Positive(ref ByteReader reader)
    {
        var value = reader.Var();
        RefuseUnless(value > 0, "a positive number", ref reader);
        return value;
    }

    private static void RefuseUnless(bool holds, string wanted, ref ByteReader reader)
    {
        if (!holds)
        {
            throw new RecordFormatException($"not {wanted} before offset {reader.Offset}");
        }
    }
}
