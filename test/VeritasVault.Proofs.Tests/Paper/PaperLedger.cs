using System.Buffers.Binary;
using System.Text;

namespace VeritasVault.Proofs.Tests;

/// <summary>
/// A ledger of a few lines that records settlements without asking whether they may be: it makes good files, and with
/// twists such as only a dishonest operator can make.
/// </summary>
internal sealed class PaperLedger
{
    public const string DefaultOrigin = "ledger.example/settlements";

    private const long FirstMicros = 1_770_000_000_000_000;

    private static readonly Hash32 SaltKey = Named("salt key");

    private readonly SortedDictionary<string, PositionStatement> _positions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, long> _headers = [];
    private long _firstIndex;
    private long _blockNo = 1;

    public PaperLedger(string origin = DefaultOrigin) => Log = new PaperLog(origin, PaperLog.Signer("log"));

    public PaperLog Log { get; }

    public PaperRegistry Registry { get; } = new(SaltKey);

    /// <summary>The time of the next entry: a second after the one before.</summary>
    public long Now { get; private set; } = FirstMicros;

    public static Hash32 Named(string name) => Hash32.Of(Encoding.UTF8.GetBytes(name));

    public static Bytes16 IdOf(string name)
    {
        Span<byte> bytes = stackalloc byte[Bytes16.Size];
        Named("settlement " + name).Bytes[..Bytes16.Size].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return Bytes16.Read(bytes);
    }

    public void Command(int kind = 2)
    {
        var hash = CommandEntry.HashOf(new StatementWriter(), Salts.OfCommand(SaltKey, Log.Size), Log.Size + 1, [1, 2]);
        Add(new CommandEntry(Log.Origin, Log.Size, _blockNo, Tick(), kind, hash));
    }

    /// <summary>Registers a key and records it.</summary>
    public void Key(
        string participant,
        string signer,
        string? previous = null,
        bool isReset = false,
        long validFrom = 0,
        long? revokedAt = null,
        string? endorsedBy = null)
    {
        var publicKey = PaperLog.Signer(signer).PublicKey.Bytes.ToArray();
        var message = KeyStatements.Endorsement(Log.Origin, participant, 1, publicKey, validFrom, null);
        ReadOnlyMemory<byte>? endorsement = previous is null || isReset
            ? default(ReadOnlyMemory<byte>?)
            : PaperLog.Signer(endorsedBy ?? previous).Sign(message);
        var key = new RegistryKeyStatement(
            0, default, 1, participant, 1, publicKey, validFrom, null, revokedAt,
            previous is null ? null : KeyIdOf(previous), endorsement, isReset);
        Registry.AddKey(key);
        Add(new KeyEntry(
            Log.Origin, Log.Size, _blockNo, Tick(), participant, 1, publicKey, validFrom, null, revokedAt,
            key.PreviousKeyId, endorsement, isReset));
    }

    public static Bytes16 KeyIdOf(string signer) => KeyStatements.KeyId(1, PaperLog.Signer(signer).PublicKey.Bytes);

    public PaperDecision Settle(PaperDraft draft)
    {
        var now = Tick();
        var (terms, instructions, transaction) = Prepare(draft);
        var states = draft.TwistStates(Apply(draft)).Select((state, i) => state.Placed(i)).ToArray();
        var signed = draft.TwistSignatures(Sign(draft, transaction)).Select((line, i) => line.Placed(i)).ToArray();
        var entry = draft.TwistEntry(new SettlementEntry(
            Log.Origin, Log.Size, _blockNo, now, transaction.SettlementId, transaction.Hash(),
            RootOf(states, (state, writer) => state.Statement.Write(writer)), states.Length,
            RootOf(signed, (signature, writer) => signature.Statement.Write(writer)), signed.Length));
        Add(entry);
        return new PaperDecision(entry, transaction, terms, instructions, states, signed);
    }

    public PaperDecision Fail(PaperDraft draft, int code)
    {
        var now = Tick();
        var (terms, instructions, transaction) = Prepare(draft);
        var entry = new FailureEntry(
            Log.Origin, Log.Size, _blockNo, now, transaction.SettlementId, transaction.Hash(), code / 100, code, 2, 1);
        Add(entry);
        return new PaperDecision(entry, transaction, terms, instructions, [], []);
    }

    /// <summary>Sets aside what a draft takes out; nothing moves.</summary>
    public void Hold(PaperDraft draft)
    {
        var transaction = Prepare(draft).Transaction;
        Add(new HoldEntry(
            Log.Origin, Log.Size, _blockNo, Tick(), transaction.SettlementId, transaction.Hash(), IsPlaced: true,
            Named("states of the hold"), 1));
    }

    /// <summary>External ledgers have confirmed their legs.</summary>
    public void Confirm(PaperDecision decision)
    {
        var secret = Named("secret of confirmed");
        var abroad = decision.Instructions.Where(leg => leg.Ledger is not null);
        var foreign = abroad.Select((leg, i) => new ForeignStatement(
            i, Salts.OfForeign(secret, i), leg.Ledger!, 1, i + 1, leg.Position)).ToArray();
        Add(new ConfirmedEntry(
            Log.Origin, Log.Size, _blockNo, Tick(), decision.Entry.SettlementId,
            RootOf(foreign, (statement, writer) => statement.Write(writer)), foreign.Length));
    }

    /// <summary>Accepts a loss: what follows has another origin.</summary>
    public void OpenOrigin(string origin, long lostSize)
    {
        var previous = Log.Origin;
        Log.Origin = origin;
        Add(new OriginEntry(origin, Log.Size, _blockNo, Tick(), previous, lostSize, Named("lost root")));
    }

    /// <summary>Ends the block; the checkpoint's size is then that of the log.</summary>
    public void EndBlock(Func<BlockEntry, BlockEntry>? twist = null)
    {
        var parameters = BlockEntry.HashOfParameters(1_024, 64, 1_000_000, 10_000);
        var header = new BlockEntry(
            Log.Origin, _blockNo, _firstIndex, Log.Size - _firstIndex + 1, Now, Log.Root(_firstIndex),
            _positions.Count, Registry.Statement.Hash(), 0, parameters);
        _headers[_blockNo] = Log.Size;
        Add(twist is null ? header : twist(header));
        (_firstIndex, _blockNo) = (Log.Size, _blockNo + 1);
    }

    public long HeaderOf(long blockNo) => _headers[blockNo];

    public static string ParticipantOf(string account) => account.Split('.')[0];

    public static Hash32 RootOf<T>(IEnumerable<T> elements, Action<T, StatementWriter> write) =>
        NaiveTree.Root(LeavesOf(elements, write));

    public static Hash32[] LeavesOf<T>(IEnumerable<T> elements, Action<T, StatementWriter> write)
    {
        var writer = new StatementWriter();
        return
        [
            .. elements.Select(element =>
            {
                writer.Clear();
                write(element, writer);
                return MerkleHash.Leaf(writer.Written);
            }),
        ];
    }

    private long Tick() => Now += 1_000_001;

    private void Add(LogEntry entry) => Log.Add(entry.ToBytes());

    private (TermsStatement Terms, InstructionStatement[] Instructions, TransactionStatement Transaction) Prepare(
        PaperDraft draft)
    {
        var secret = Named("secret of " + draft.Name);
        var terms = new TermsStatement(Salts.OfTerms(secret), 1, 0, 0, draft.Expected, null, null)
        {
            Recovery = draft.Recovery,
            PrepareMode = draft.PrepareMode,
        };
        InstructionStatement[] instructions =
        [
            .. draft.Legs.Select((leg, i) => new InstructionStatement(
                i, Salts.OfInstruction(secret, i), (i + 1).ToString(), leg.Debit, leg.Credit, leg.Asset, leg.Quantity,
                leg.Authoriser, leg.CreditAuthoriser)
            {
                Ledger = leg.Ledger,
            }),
        ];
        var root = RootOf(instructions, (instruction, writer) => instruction.Write(writer));
        var transaction = draft.TwistTransaction(new TransactionStatement(
            Log.Origin, IdOf(draft.Name), draft.NotBefore, draft.Deadline, Salts.Nonce(secret), terms.Hash(), root,
            instructions.Length));
        return (terms, instructions, transaction);
    }

    private PaperState[] Apply(PaperDraft draft)
    {
        var changes = new SortedDictionary<string, (string Account, string Asset, Int128 Change)>(
            StringComparer.Ordinal);
        void Change(string account, string asset, Int128 change)
        {
            var key = account + '\0' + asset;
            changes[key] = (account, asset, changes.GetValueOrDefault(key).Change + change);
        }

        foreach (var leg in draft.Legs.Where(leg => leg.Ledger is null))
        {
            Change(leg.Debit, leg.Asset, -leg.Quantity);
            Change(leg.Credit, leg.Asset, leg.Quantity);
        }

        return [.. changes.Select(change => Move(change.Key, change.Value))];
    }

    private PaperState Move(string key, (string Account, string Asset, Int128 Change) to)
    {
        // An issuer has no floor, so that it can go below nothing.
        Int128? floor = ParticipantOf(to.Account) == "bank" ? null : 0;
        if (!_positions.TryGetValue(key, out var before))
        {
            before = new PositionStatement(
                to.Account, to.Asset, _positions.Count, 0, 0, 0, floor, SaltOf(_positions.Count, 0));
        }

        var after = before with
        {
            Version = before.Version + 1,
            Balance = before.Balance + to.Change,
            Salt = SaltOf(before.PositionIndex, before.Version + 1),
        };
        _positions[key] = after;
        return new PaperState(after.PositionIndex, after.Version, before, after);
    }

    private static Bytes16 SaltOf(long index, long version) => Salts.OfState(SaltKey, index, version);

    private static PaperSignature[] Sign(PaperDraft draft, TransactionStatement transaction)
    {
        var signers = new SortedSet<string>(
            draft.Legs.SelectMany(leg => new[] { leg.Authoriser, leg.CreditAuthoriser }).OfType<string>(),
            StringComparer.Ordinal);
        return
        [
            .. signers.Select(signer => draft.Batches.TryGetValue(signer, out var batch)
                ? SignBatch(signer, transaction.Hash(), batch.Index, batch.Count)
                : SignSingle(signer, transaction.Hash())),
        ];
    }

    public static PaperSignature SignSingle(string participant, Hash32 hash, string? key = null)
    {
        key ??= PaperParties.KeyOf(participant);
        var signature = PaperLog.Signer(key).Sign(ApprovalStatement.Single(hash));
        return new PaperSignature(participant, KeyIdOf(key), signature);
    }

    /// <param name="participant">Who signs.</param>
    /// <param name="hash">The transaction.</param>
    /// <param name="index">Its place in the batch.</param>
    /// <param name="count">Approvals in the batch.</param>
    /// <param name="named">How many the signed message says there are.</param>
    public static PaperSignature SignBatch(string participant, Hash32 hash, int index, int count, int? named = null)
    {
        var leaves = Enumerable.Range(0, count).Select(OtherLeaf).ToArray();
        leaves[index] = ApprovalStatement.LeafHash(hash);
        var batch = new BatchReference(index, named ?? count, NaiveTree.Root(leaves));
        var key = PaperParties.KeyOf(participant);
        var signature = PaperLog.Signer(key).Sign(ApprovalStatement.Batch(batch.Count, batch.Root));
        return new PaperSignature(
            participant, KeyIdOf(key), signature, batch, [.. NaiveTree.Path(index, leaves)]);
    }

    private static Hash32 OtherLeaf(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return ApprovalStatement.LeafHash(Hash32.Of(bytes));
    }
}
