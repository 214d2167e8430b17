using CsCheck;

namespace VeritasVault.Core.Tests;

/// <summary>Stored locks come back as they were, and in one spelling only.</summary>
public sealed class LockTableFormatTests
{
    private static readonly RegistrySizes Sizes = new(Participants: 3, Accounts: 4, Assets: 4);

    // kind, First, Second, mode; owner; what is done with it.
    private static readonly Gen<(int Kind, int First, int Second, int Mode, int Owner, int Act)> Step =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 3], Gen.Int[1, 9], Gen.Int[0, 6]);

    [Fact]
    public void Whatever_came_about_reads_back_the_same()
    {
        var largest = 0;
        Step.Array[0, 80].Sample(
            steps =>
            {
                var table = Play(steps);
                var bytes = Bytes(table);
                var restored = Read(bytes);
                Assert.Equal(bytes, Bytes(restored));
                Assert.Equal(table.Owners, restored.Owners);
                Assert.Equal(table.People, restored.People);
                Assert.Equal(table.Tokens.All, restored.Tokens.All);
                Assert.Equal(table.NextExpiry, restored.NextExpiry);
                foreach (var owner in table.Owners)
                {
                    Assert.Equal(table.ClaimsOf(owner).ToArray(), restored.ClaimsOf(owner).ToArray());
                    var all = Locks.Claims("X:a0 X:a1 X:a2 X:a3 X:u0 X:u1 X:u2 X:u3");
                    Assert.Equal(table.Conflicts(owner, all), restored.Conflicts(owner, all));
                }

                largest = Math.Max(largest, table.Count);
            },
            iter: 1_000, threads: 1);
        Assert.True(largest > 6, $"at most {largest} owners");
    }

    [Fact]
    public void Bytes_cut_short_anywhere_are_refused()
    {
        var bytes = Bytes(Full());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<RecordFormatException>(() => Read(bytes[..length]));
        }
    }

    [Fact]
    public void Any_byte_changed_is_refused_or_reads_as_the_table_it_says()
    {
        var bytes = Bytes(Full());
        var refused = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            for (var change = 1; change < 256; change++)
            {
                byte[] other = [.. bytes];
                other[at] ^= (byte)change;
                try
                {
                    Assert.Equal(other, Bytes(Read(other)));
                }
                catch (RecordFormatException)
                {
                    refused++;
                }
            }
        }

        Assert.InRange(refused, 1_000, bytes.Length * 255);
    }

    [Theory]
    [InlineData("tokens u0=1 a0=1", "rows in order")]
    [InlineData("tokens a0=1 a0=2", "rows in order")]
    [InlineData("tokens a0=0", "a positive number")]
    [InlineData("tokens a4=1", "row 4 of 4")]
    [InlineData("tokens a0/u4=1", "row 4 of 4")]
    [InlineData("holdings 2:S:a0 1:S:a0", "rows in order")]
    [InlineData("holdings 0:S:a0", "a positive number")]
    [InlineData("holdings 1:S:u0,S:a0", "rows in order")]
    [InlineData("holdings 1:S:a0,X:a0", "rows in order")]
    [InlineData("holdings 1:E:a0", "a lock that is offered")]
    [InlineData("holdings 1:", "a positive number")]
    [InlineData("holdings 1:S:a0 2:X:a0", "locks that go together")]
    [InlineData("holdings 1:E:a0/u0 2:S:u0", "locks that go together")]
    [InlineData("people 1:E:a0/u0=1", "a lock that people are offered")]
    [InlineData("people 1:S:a0=0", "a positive number")]
    [InlineData("people 1:S:a0=6", "a token given once")]
    [InlineData("people 1:S:a0=1 2:S:a0=1", "a token given once")]
    [InlineData("people 2:S:a0=1 1:S:a0=2", "rows in order")]
    [InlineData("people 1:S:a0=1 2:X:a0=2", "locks that go together")]
    [InlineData("people 1:S:a0=1:256", null)]
    [InlineData("people 1:S:a0=1:257", "a lock that people are offered")]
    public void Another_spelling_is_refused(string rows, string? wanted)
    {
        var bytes = Spell(rows);
        if (wanted is null)
        {
            Assert.Equal(bytes, Bytes(Read(bytes)));
            return;
        }

        Assert.Contains(wanted, Assert.Throws<RecordFormatException>(() => Read(bytes)).Message);
    }

    [Fact]
    public void Another_version_is_refused()
    {
        var bytes = Bytes(new LockTable());
        bytes[0]++;
        Assert.Throws<RecordFormatException>(() => Read(bytes));
    }

    private static LockTable Play((int Kind, int First, int Second, int Mode, int Owner, int Act)[] steps)
    {
        var table = new LockTable();
        foreach (var (kind, first, second, mode, number, act) in steps)
        {
            var resource = kind == 0 ? Resource.Account(first) : kind == 1 ? Resource.Asset(first)
                : Resource.Position(first, second);
            var claim = new LockClaim(resource, (LockMode)mode);
            var owner = act < 4 ? LockOwner.Settlement(number) : LockOwner.Person(number);
            if (act is 0 or 4)
            {
                table.Release(owner);
            }
            else if (!claim.IsOffered || table.Conflicts(owner, [claim]).Length > 0)
            {
                continue;
            }
            else if (!owner.IsPerson)
            {
                table.Grant(owner, [claim]);
            }
            else if (table.FindPerson(number) is { } held && (act == 6 || held.Resource != resource))
            {
                table.ForceOpen(number);
            }
            else if (mode != (int)LockMode.Escrow)
            {
                table.GrantToPerson(new PersonLock
                {
                    Number = number,
                    Resource = resource,
                    Mode = claim.Mode,
                    ParticipantIndex = (number % 4) - 1,
                    Actor = number == 9 ? LedgerRecord.Engine : ActorId.Local($"p{number}"),
                    Reason = number == 1 ? "" : "Prüfung",
                    Expiry = new Timestamp(act + (10 * second)),
                });
            }
        }

        return table;
    }

    private static LockTable Full()
    {
        var table = new LockTable();
        table.Grant(1, "S:a2 E:a0/u0 X:a1/u1");
        table.Grant(300, "E:a0/u0 S:u2");
        table.GrantToPerson(1, "S:a0/u1");
        table.GrantToPerson(2, "X:a3");
        table.ForceOpen(2);
        return table;
    }

    private static byte[] Bytes(LockTable table)
    {
        var writer = new ByteWriter();
        LockTableFormat.Write(writer, table);
        return writer.Written.ToArray();
    }

    private static LockTable Read(byte[] bytes)
    {
        var reader = new ByteReader(bytes);
        var table = LockTableFormat.Read(ref reader, Sizes);
        return reader.AtEnd ? table : throw new RecordFormatException("bytes left");
    }

    /// <summary>Bytes of tokens, holdings or people as given, without any care for what is allowed. People are preceded
    /// by the token 5 of account 0.</summary>
    private static byte[] Spell(string text)
    {
        var (kind, rows) = (text.Split(' ')[0], text.Split(' ')[1..]);
        var writer = new ByteWriter();
        writer.U8(StateRowFormat.Version);
        var tokens = kind == "people" ? ["a0=5", "a0/u0=5"] : kind == "tokens" ? rows : [];
        writer.Var(tokens.Length);
        foreach (var token in tokens)
        {
            Spell(writer, token.Split('=')[0]);
            writer.Var(long.Parse(token.Split('=')[1]));
        }

        writer.Var(kind == "holdings" ? rows.Length : 0);
        foreach (var row in kind == "holdings" ? rows : [])
        {
            var claims = row[2..].Split(',', StringSplitOptions.RemoveEmptyEntries);
            writer.Var(row[0] - '0');
            writer.Var(claims.Length);
            foreach (var claim in claims)
            {
                SpellClaim(writer, claim);
            }
        }

        writer.Var(kind == "people" ? rows.Length : 0);
        foreach (var row in kind == "people" ? rows : [])
        {
            writer.Var(row[0] - '0');
            SpellClaim(writer, row[2..].Split('=')[0]);
            writer.Var(0L);
            writer.Text("local:alice");
            var ends = row.Split('=')[1].Split(':');
            writer.Text(new string('x', ends.Length > 1 ? int.Parse(ends[1]) : 1));
            writer.Var(7L);
            writer.Var(long.Parse(ends[0]));
        }

        return writer.Written.ToArray();
    }

    private static void SpellClaim(ByteWriter writer, string claim)
    {
        Spell(writer, claim[2..]);
        writer.U8((byte)(claim[0] == 'S' ? LockMode.Shared : claim[0] == 'E' ? LockMode.Escrow : LockMode.Exclusive));
    }

    private static void Spell(ByteWriter writer, string resource)
    {
        var parsed = Locks.Resource(resource);
        writer.U8((byte)parsed.Kind);
        writer.Var(parsed.First);
        if (parsed.IsPosition)
        {
            writer.Var(parsed.Second);
        }
    }
}
