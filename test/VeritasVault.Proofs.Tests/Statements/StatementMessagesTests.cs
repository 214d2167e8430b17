using System.Globalization;

namespace VeritasVault.Proofs.Tests;

/// <summary>Messages written from indices with open places are, once filled, the statements of those names.</summary>
public sealed class StatementMessagesTests
{
    // Where the shortest head of a number changes.
    private static readonly long[] Numbers =
    [
        0, 1, 8, 9, 10, 23, 24, 98, 99, 255, 256, 998, 999, 1_023, 65_535, 65_536, uint.MaxValue, uint.MaxValue + 1L,
        1_767_603_600_000_000, long.MaxValue,
    ];

    private static readonly Int128[] Amounts =
        [0, 1, -1, 255, -256, long.MaxValue, long.MinValue, Int128.MaxValue, Int128.MinValue, (Int128)1 << 64];

    private static readonly string[] Names =
    [
        "a", "alice", "sixteen-bytes-16", "exactly-fifteen", "twenty-three-bytes-long", "twenty-four-bytes-longer",
        new string('x', 63), new string('x', 64), new string('x', 62) + "yx", "alicf", "alic",
    ];

    private static readonly Hash32 Key = Hash32.Of([7]);
    private readonly PaddedMessages _messages = new();
    private readonly EncodedNames _names = new();
    private readonly StatementWriter _expected = new();

    public StatementMessagesTests() => Array.ForEach(Names, _names.Add);

    [Fact]
    public void Instructions_are_their_statements()
    {
        var salt = Salt();
        for (var position = 0; position < 1_024; position++)
        {
            var (from, to, asset) = (position % 11, position / 11 % 11, position / 7 % 11);
            var quantity = Amounts[position % Amounts.Length];
            var at = StatementMessages.Instruction(_messages, _names, _names, position, from, to, asset, quantity);
            Assert.Equal(_messages.NextStart, PaddedStart(at, position) + BytesOfLast());
            _messages.PutSalt(at, Key);
            Expect(isLeaf: true);
            new InstructionStatement(
                position, salt, (position + 1).ToString(CultureInfo.InvariantCulture), Names[from], Names[to],
                Names[asset], quantity, null, null).Write(_expected);
            MustBe();
        }
    }

    [Fact]
    public void Positions_are_their_statements()
    {
        for (var i = 0; i < 400; i++)
        {
            var floor = i % 3 == 0 ? (Int128?)null : Amounts[i / 3 % Amounts.Length];
            var (account, asset) = (i % 11, i / 11 % 11);
            var (index, version) = (Numbers[i % Numbers.Length], Numbers[i / 3 % Numbers.Length]);
            var (balance, reserved) = (Amounts[i % Amounts.Length], Amounts[i / 5 % Amounts.Length]);
            _messages.PutSalt(
                StatementMessages.Position(
                    _messages, _names, _names, account, asset, index, version, balance, reserved, floor),
                Key);
            Expect(isLeaf: false);
            new PositionStatement(Names[account], Names[asset], index, version, balance, reserved, floor, Salt())
                .Write(_expected);
            MustBe();
        }
    }

    [Fact]
    public void States_and_terms_are_their_statements()
    {
        foreach (var number in Numbers)
        {
            var position = (int)(number % 100_000);
            var at = StatementMessages.State(_messages, position, number, number);
            _messages.Put(at, Key);
            _messages.Put(at + StatementMessages.HashStep, Hash32.OfNothing);
            Expect(isLeaf: true);
            new StateStatement(position, number, number, Key, Hash32.OfNothing).Write(_expected);
            MustBe();
        }

        for (var kind = 0; kind < 7; kind++)
        {
            Hash32? metadata = kind % 2 == 0 ? null : Hash32.Of([(byte)kind]);
            var start = _messages.NextStart;
            var at = StatementMessages.Terms(_messages, kind, metadata);
            Assert.Equal(start + StatementMessages.TermsSaltAt, at);
            _messages.PutSalt(at, Key);
            Expect(isLeaf: false);
            new TermsStatement(Salt(), kind, 0, 0, [], null, metadata).Write(_expected);
            MustBe();
        }
    }

    [Theory]
    [InlineData("a/1")]
    [InlineData("an-origin-of-exactly-32-bytes/12")]
    [InlineData("long")]
    public void Transactions_and_entries_are_their_statements(string name)
    {
        var origin = name == "long" ? new string('o', LogEntry.OriginBytesMax) : name;
        var log = new LogMessages(origin);
        var id = Salt();
        foreach (var number in Numbers)
        {
            long? time = number % 2 == 0 ? null : number;
            var count = (int)(number % 100_000);
            var at = log.Transaction(_messages, id, time, number, count);
            _messages.Put(at, Key);
            _messages.Put(at + StatementMessages.HashStep, Hash32.Of([1]));
            _messages.Put(at + (2 * StatementMessages.HashStep), Hash32.Of([2]));
            Expect(isLeaf: false);
            new TransactionStatement(origin, id, time, number, Key, Hash32.Of([1]), Hash32.Of([2]), count)
                .Write(_expected);
            MustBe();

            at = log.Settlement(_messages, number, number / 2, number / 3, id, count);
            _messages.Put(at, Key);
            _messages.Put(at + LogMessages.StatesRootStep, Hash32.Of([3]));
            Expect(isLeaf: true);
            new SettlementEntry(
                origin, number, number / 2, number / 3, id, Key, Hash32.Of([3]), count, Hash32.OfNothing, 0)
                .Write(_expected);
            MustBe();

            at = log.Failure(_messages, number, number / 2, number / 3, id, count / 100, count, count % 6);
            _messages.Put(at, Key);
            Expect(isLeaf: true);
            new FailureEntry(
                origin, number, number / 2, number / 3, id, Key, count / 100, count, count % 6, Attempt: 1)
                .Write(_expected);
            MustBe();
        }
    }

    [Fact]
    public void Salts_are_those_of_their_messages()
    {
        var salts = new SaltMessages(Hash32.Of([9]));
        foreach (var number in Numbers)
        {
            var position = (int)(number % int.MaxValue);
            _messages.Clear();
            salts.Secret(_messages, new Bytes16((UInt128)number));
            salts.State(_messages, number, number / 2);
            SaltMessages.Nonce(_messages);
            SaltMessages.Terms(_messages);
            SaltMessages.Instruction(_messages, position);
            for (var i = 2; i < 5; i++)
            {
                _messages.Put(i * PaddedMessages.BlockSize, Key);
            }

            var hashes = new Hash32[5];
            _messages.Hash(MessageHasher.Best, hashes);
            Assert.Equal(Salts.Secret(Hash32.Of([9]), new Bytes16((UInt128)number)), hashes[0]);
            Assert.Equal(Salts.OfState(Hash32.Of([9]), number, number / 2), Bytes16.Read(hashes[1].Bytes));
            Assert.Equal(Salts.Nonce(Key), hashes[2]);
            Assert.Equal(Salts.OfTerms(Key), Bytes16.Read(hashes[3].Bytes));
            Assert.Equal(Salts.OfInstruction(Key, position), Bytes16.Read(hashes[4].Bytes));
        }
    }

    [Fact]
    public void Names_are_ordered_as_bytes()
    {
        for (var i = 0; i < Names.Length; i++)
        {
            for (var j = 0; j < Names.Length; j++)
            {
                Assert.Equal(
                    Math.Sign(string.CompareOrdinal(Names[i], Names[j])), Math.Sign(_names.Compare(i, j)));
            }
        }

        Assert.Throws<ArgumentException>(() => _names.Add(new string('x', 65)));
        Assert.Throws<IndexOutOfRangeException>(() => _names.Compare(0, Names.Length));
        Assert.Throws<OverflowException>(() => StatementMessages.State(_messages, 0, -1, 0));
    }

    private static Bytes16 Salt() => Bytes16.Read(Key.Bytes);

    // The instruction's salt is where the statement has it, whoever wrote that.
    private static int PaddedStart(int saltAt, int position) => saltAt - StatementMessages.InstructionSaltAt(position);

    private int BytesOfLast() =>
        PaddedMessages.BlocksOf(_messages[_messages.Count - 1].Length) * PaddedMessages.BlockSize;

    private void Expect(bool isLeaf)
    {
        _expected.Clear();
        if (isLeaf)
        {
            _expected.Raw([MerkleHash.LeafPrefix]);
        }
    }

    private void MustBe() => Assert.Equal(_expected.Written, _messages[_messages.Count - 1]);
}
