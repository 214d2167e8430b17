using CsCheck;

namespace VeritasVault.Core.Tests;

/// <summary>The stored form of records, as spec/records.md says it.</summary>
public sealed class RecordFormatTests
{
    private static readonly Gen<UInt128> Number = Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 127],
        (high, low, shift) =>
        new UInt128(high, low) >> shift);

    /// <summary>A made-up history that has a record of every kind and cause; each with the bytes it has for
    /// good.</summary>
    private static readonly (string What, string Hex)[] Golden = GoldenRecords.All;

    [Fact]
    public void The_bytes_of_each_kind_are_the_ones_the_specification_shows()
    {
        var actual = GoldenRecords.Play().Records.Select(Convert.ToHexStringLower).ToArray();
        Assert.Equal(Golden.Select(row => row.Hex), actual);
    }

    [Fact]
    public void The_golden_history_has_every_kind_of_record()
    {
        var ledger = GoldenRecords.Play();
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ledger.Records.Count; i++)
        {
            kinds.Add(Records.Read(ledger.Records[i], ledger.State, i + 1) switch
            {
                RegistryRecord registry => registry.Command.GetType().Name,
                SettlementRecord settlement => settlement.Cause.ToString(),
                var other => other.GetType().Name,
            });
        }

        string[] registryKinds =
        [
            .. typeof(RegistryCommand).Assembly.GetTypes()
                .Where(t => t.IsSubclassOf(typeof(RegistryCommand)) && !t.IsAbstract)
                .Select(t => t.Name),
        ];
        Assert.Equal(registryKinds.Concat(Enum.GetNames<Cause>()).Append(nameof(GenesisRecord))
            .Order(StringComparer.Ordinal), kinds);
    }

    [Fact]
    public void Every_record_of_a_generated_day_is_read_and_written_back_byte_for_byte()
    {
        Step.Day.Sample(
            steps =>
            {
                var day = new RandomDay();
                day.Play(steps);
                var ledger = day.Twin.Ledger;
                for (var i = 0; i < ledger.Records.Count; i++)
                {
                    Assert.Equal(ledger.Records[i],
                        Records.Bytes(Records.Read(ledger.Records[i], ledger.State, i + 1)));
                }
            },
            iter: 100, threads: 1);
    }

    [Fact]
    public void Every_way_to_cut_a_record_short_is_refused()
    {
        var ledger = GoldenRecords.Play();
        foreach (var record in ledger.Records)
        {
            for (var length = 0; length < record.Length; length++)
            {
                Assert.Throws<RecordFormatException>(() => Records.Read(record[..length], ledger.State));

                // Also when the length in front agrees with what is left.
                var shorter = record[..length];
                if (length >= 4)
                {
                    BitConverter.TryWriteBytes(shorter, length - 4);
                    Assert.Throws<RecordFormatException>(() => Records.Read(shorter, ledger.State));
                }
            }

            Assert.Throws<RecordFormatException>(() => Records.Read([.. record, 0], ledger.State));
        }
    }

    [Fact]
    public void Every_flipped_bit_is_refused_or_read_as_what_it_then_says()
    {
        var ledger = GoldenRecords.Play();
        foreach (var record in ledger.Records)
        {
            for (var bit = 0; bit < record.Length * 8; bit++)
            {
                var damaged = record.ToArray();
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                ReadDamaged(damaged, ledger.State);
            }
        }
    }

    [Fact]
    public void Random_damage_is_refused_or_read_as_what_it_then_says()
    {
        var ledger = GoldenRecords.Play();
        Gen.Select(Gen.Int[0, ledger.Records.Count - 1], Gen.Select(Gen.Int[4, 400], Gen.Byte).Array[1, 6])
            .Sample((which, damage) =>
        {
            var damaged = ledger.Records[which].ToArray();
            foreach (var (place, value) in damage)
            {
                damaged[4 + (place % (damaged.Length - 4))] = value;
            }

            ReadDamaged(damaged, ledger.State);
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public void Damaged_state_rows_are_refused_or_read_as_what_they_then_say()
    {
        var state = GoldenRecords.Play().State;
        var open = new ByteWriter();
        OpenSettlementFormat.Write(open, state.Open.OldestFirst.First(), state);
        Damage(open.Written.ToArray(), (bytes, writer) =>
        {
            var reader = new ByteReader(bytes);
            var read = OpenSettlementFormat.Read(ref reader, state);
            OpenSettlementFormat.Write(writer, read, state);
            return reader.AtEnd;
        });
        var reserved = new ByteWriter();
        OpenSettlementFormat.Write(reserved, state.Open.OldestFirst.Last(open => open.IsReserved), state);
        Damage(reserved.Written.ToArray(), (bytes, writer) =>
        {
            var reader = new ByteReader(bytes);
            OpenSettlementFormat.Write(writer, OpenSettlementFormat.Read(ref reader, state), state);
            return reader.AtEnd;
        });
        var account = new ByteWriter();
        StateRowFormat.Write(account, state.Accounts[1]);
        Damage(account.Written.ToArray(), (bytes, writer) =>
        {
            var reader = new ByteReader(bytes);
            StateRowFormat.Write(writer, StateRowFormat.ReadAccount(ref reader, 0));
            return reader.AtEnd;
        });
        DamageSigned(state);
        var asset = new ByteWriter();
        StateRowFormat.Write(asset, state.Assets[0]);
        Damage(asset.Written.ToArray(), (bytes, writer) =>
        {
            var reader = new ByteReader(bytes);
            StateRowFormat.Write(writer, StateRowFormat.ReadAsset(ref reader, 0));
            return reader.AtEnd;
        });
        var participant = new ByteWriter();
        StateRowFormat.Write(participant, state.Participants[0]);
        Damage(participant.Written.ToArray(), (bytes, writer) =>
        {
            var reader = new ByteReader(bytes);
            StateRowFormat.Write(writer, StateRowFormat.ReadParticipant(ref reader, 0));
            return reader.AtEnd;
        });
        var position = new ByteWriter();
        StateRowFormat.Write(position, state.Positions.At(0));
        Damage(position.Written.ToArray(), (bytes, writer) =>
        {
            var reader = new ByteReader(bytes);
            StateRowFormat.Write(writer, StateRowFormat.ReadPosition(ref reader));
            return reader.AtEnd;
        });
    }

    private static void DamageSigned(LedgerState state)
    {
        var signed = new ByteWriter();
        OpenSettlementFormat.Write(signed, state.Open.OldestFirst.Single(open => open.Approvals.Count == 1), state);
        Damage(signed.Written.ToArray(), (bytes, writer) =>
        {
            var reader = new ByteReader(bytes);
            OpenSettlementFormat.Write(writer, OpenSettlementFormat.Read(ref reader, state), state);
            return reader.AtEnd;
        });
        for (var i = 0; i < state.Keys.Count; i++)
        {
            var key = new ByteWriter();
            KeyRowFormat.Write(key, state.Keys[i]);
            var index = i;
            Damage(key.Written.ToArray(), (bytes, writer) =>
            {
                var reader = new ByteReader(bytes);
                KeyRowFormat.Write(writer, KeyRowFormat.Read(ref reader, index));
                return reader.AtEnd;
            });
        }

        var origin = new ByteWriter();
        StateRowFormat.Write(origin, state.Identity.Origins[1]);
        Damage(origin.Written.ToArray(), (bytes, writer) =>
        {
            var reader = new ByteReader(bytes);
            StateRowFormat.Write(writer, StateRowFormat.ReadOrigin(ref reader, 1));
            return reader.AtEnd;
        });
    }

    [Fact]
    public void A_lock_on_a_name_that_is_none_is_refused()
    {
        var ledger = GoldenRecords.Play();
        var at = Array.FindIndex(GoldenRecords.All, row => row.What == "a person takes a lock on an account");
        var text = Convert.ToHexStringLower(ledger.Records[at]);
        var account = Convert.ToHexStringLower("a.f"u8);
        Assert.Contains(account, text, StringComparison.Ordinal);
        var damaged = Convert.FromHexString(text.Replace(account, Convert.ToHexStringLower("a f"u8)));
        Assert.Throws<RecordFormatException>(() => Records.Read(damaged, ledger.State));
    }

    [Fact]
    public void Numbers_are_read_back_and_have_one_spelling()
    {
        Number.Sample(number =>
        {
            var writer = new ByteWriter(1);
            writer.Var(number);
            var reader = new ByteReader(writer.Written);
            return reader.Var128() == number && reader.AtEnd;
        });
        Number.Sample(number =>
        {
            var signed = unchecked((Int128)number);
            var writer = new ByteWriter(1);
            writer.Zigzag(signed);
            var reader = new ByteReader(writer.Written);
            return reader.Zigzag() == signed && reader.AtEnd;
        });
    }

    [Theory]
    [InlineData("00", "0")]
    [InlineData("7f", "127")]
    [InlineData("8001", "128")]
    [InlineData("ff7f", "16383")]
    [InlineData("808001", "16384")]
    [InlineData("ffffffffffffffff7f", "9223372036854775807")]
    [InlineData("80808080808080808001", "9223372036854775808")]
    [InlineData("ffffffffffffffffffffffffffffffffffff03", "340282366920938463463374607431768211455")]
    public void Varints_have_the_bytes_the_specification_shows(string hex, string number)
    {
        var writer = new ByteWriter();
        writer.Var(UInt128.Parse(number));
        Assert.Equal(hex, Convert.ToHexStringLower(writer.Written));
        if (long.TryParse(number, out var small))
        {
            writer.Clear();
            writer.Var(small);
            Assert.Equal(hex, Convert.ToHexStringLower(writer.Written));
        }
    }

    [Theory]
    [InlineData("00", "0")]
    [InlineData("01", "-1")]
    [InlineData("02", "1")]
    [InlineData("feffffffffffffffffffffffffffffffffff03", "170141183460469231731687303715884105727")]
    [InlineData("fdffffffffffffffffffffffffffffffffff03", "-170141183460469231731687303715884105727")]
    public void Signed_numbers_have_the_bytes_the_specification_shows(string hex, string number)
    {
        var writer = new ByteWriter();
        writer.Zigzag(Int128.Parse(number));
        Assert.Equal(hex, Convert.ToHexStringLower(writer.Written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("8000")]
    [InlineData("ff00")]
    [InlineData("ffffffffffffffffffffffffffffffffffff04")]
    [InlineData("ffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("ffffffffffffffffffffffffffffffffffff8301")]
    public void Numbers_cut_short_padded_or_too_long_are_refused(string hex)
    {
        Assert.Throws<RecordFormatException>(() =>
        {
            var reader = new ByteReader(Convert.FromHexString(hex));
            reader.Var128();
        });
    }

    private delegate bool Rewriter(ReadOnlySpan<byte> bytes, ByteWriter writer);

    // What can still be read must be what the bytes say: writing it again gives them.
    private static void ReadDamaged(byte[] damaged, LedgerState state)
    {
        try
        {
            Assert.Equal(damaged, Records.Bytes(Records.Read(damaged, state)));
        }
        catch (RecordFormatException error)
        {
            Assert.NotEmpty(error.Message);
        }
    }

    private static void Damage(byte[] row, Rewriter rewrite)
    {
        for (var bit = 0; bit < row.Length * 8; bit++)
        {
            var damaged = row.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var writer = new ByteWriter();
            try
            {
                if (rewrite(damaged, writer))
                {
                    Assert.Equal(damaged, writer.Written.ToArray());
                }
            }
            catch (RecordFormatException error)
            {
                Assert.NotEmpty(error.Message);
            }
        }

        for (var length = 0; length < row.Length; length++)
        {
            Assert.Throws<RecordFormatException>(() => rewrite(row.AsSpan(0, length), new ByteWriter()));
        }
    }
}
