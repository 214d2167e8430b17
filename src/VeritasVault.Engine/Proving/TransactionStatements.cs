using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The statements that a settlement's content makes: instructions, terms and transaction (spec/statements.md).
/// Computed from
/// content and secret alone, so proposers, signers, the ledger and its audit get the same bytes. Used again and again;
/// what it holds is valid until the next <see cref="Compute"/>.
/// </summary>
internal sealed class TransactionStatements(IMessageHasher hasher)
{
    private readonly MessageBatch _batch = new();
    private InstructionStatement[] _instructions = new InstructionStatement[16];
    private Hash32[] _hashes = new Hash32[17];

    public TermsStatement Terms { get; private set; } = new(default, 0, 0, 0, [], null, null);

    public TransactionStatement Transaction { get; private set; } =
        new(string.Empty, default, null, null, default, default, default, 0);

    public Hash32 TransactionHash { get; private set; }

    public int Count { get; private set; }

    public ReadOnlySpan<InstructionStatement> Instructions => _instructions.AsSpan(0, Count);

    /// <summary>The leaf hashes of the instructions.</summary>
    public ReadOnlySpan<Hash32> Leaves => _hashes.AsSpan(0, Count);

    /// <param name="origin">The log.</param>
    /// <param name="secret">The proposer's, or the one derived from the salt key.</param>
    /// <param name="body">The content.</param>
    /// <param name="metadataHash">The salted hash of its reference and metadata.</param>
    public void Compute(string origin, in Hash32 secret, SettlementRequest body, Hash256? metadataHash)
    {
        Count = body.Legs.Length;
        if (_instructions.Length < Count)
        {
            _instructions = new InstructionStatement[Math.Max(Count, _instructions.Length * 2)];
            _hashes = new Hash32[_instructions.Length + 1];
        }

        _batch.Clear();
        for (var i = 0; i < Count; i++)
        {
            _instructions[i] = InstructionOf(body, i, Salts.OfInstruction(secret, i));
            _batch.BeginLeaf();
            _instructions[i].Write(_batch.Writer);
            _batch.EndMessage();
        }

        Terms = TermsOf(body.Kind, body.Terms, Salts.OfTerms(secret), metadataHash);
        Terms.Write(_batch.Writer);
        _batch.EndMessage();
        _batch.Hash(hasher, _hashes);
        Transaction = new TransactionStatement(
            origin,
            body.Id.ToBytes16(),
            body.NotBefore?.Micros,
            body.Deadline?.Micros,
            Salts.Nonce(secret),
            _hashes[Count],
            MerkleHash.Root(Leaves, hasher),
            Count);
        _batch.Clear();
        Transaction.Write(_batch.Writer);
        TransactionHash = Hash32.Of(_batch.Writer.Written);
    }

    public static InstructionStatement InstructionOf(SettlementRequest body, int place, Bytes16 salt)
    {
        ref readonly var leg = ref body.Legs[place];
        return new InstructionStatement(
            place,
            salt,
            RequestContent.EffectiveId(leg, place),
            leg.From.Value,
            leg.To.Value,
            leg.Asset.Value,
            leg.Quantity,
            leg.Authoriser.IsEmpty ? null : leg.Authoriser.Value,
            leg.CreditAuthoriser.IsEmpty ? null : leg.CreditAuthoriser.Value)
        {
            Ledger = leg.Ledger.IsEmpty ? null : leg.Ledger.Value,
        };
    }

    public static TermsStatement TermsOf(
        SettlementKind kind, SettlementTerms terms, Bytes16 salt, Hash256? metadataHash)
    {
        return new TermsStatement(
            salt,
            (int)kind,
            (int)terms.OnShortage,
            (int)terms.Consent,
            ExpectedVersionsOf(terms.ExpectedVersions),
            terms.Replaces?.ToBytes16(),
            metadataHash?.ToHash32())
        {
            Isolation = (int)terms.Isolation,
            PrepareMode = (int)terms.Prepare,
            Recovery = terms.Recovery is { } policy
                ? new RecoveryStatement(policy.Tries, policy.DelayMs, policy.DelayMaxMs)
                : null,
        };
    }

    // Names are ASCII, so the order of their characters is the order of their bytes; no asset comes before any.
    private static ExpectedVersionStatement[] ExpectedVersionsOf(ExpectedVersion[] expected)
    {
        if (expected.Length == 0)
        {
            return [];
        }

        var statements = Array.ConvertAll(
            expected, one => new ExpectedVersionStatement(one.Account.Value, one.Asset?.Value, one.Version));
        Array.Sort(statements, static (first, second) =>
            string.CompareOrdinal(first.Account, second.Account) is var byAccount and not 0
                ? byAccount
                : string.CompareOrdinal(first.Asset, second.Asset));
        return statements;
    }
}
