using System.Text;

namespace VeritasVault.Proofs.Tests;

/// <summary>Makes settlement files of a ledger: whole, or in part as a participant sees them.</summary>
/// <param name="ledger">Where the settlement was recorded.</param>
/// <param name="size">The checkpoint under which it is proven; the ledger's last when null.</param>
internal sealed class PaperViews(PaperLedger ledger, long? size = null)
{
    private readonly PaperLog _log = ledger.Log;
    private readonly long _size = size ?? ledger.Log.Size;

    // By its bytes: where an entry names another place, the proof is still of its own.
    public byte[] Proof(PaperDecision decision)
    {
        var bytes = decision.Entry.ToBytes();
        return _log.Proof(_log.Entries.FindIndex(entry => entry.AsSpan().SequenceEqual(bytes)), _size);
    }

    public SettlementProof Whole(PaperDecision decision)
    {
        var entry = decision.Entry;
        var failure = entry as FailureEntry;
        var keys = KeysOf(decision.Signatures);
        return new SettlementProof(
            decision.Transaction,
            entry.Timestamp,
            entry.TransactionHash,
            failure is null ? null : new FailureReason(failure.Category, failure.Code, failure.Stage, failure.Attempt),
            decision.Terms,
            [.. decision.Instructions.Select(instruction => new OpenedInstruction(instruction, null))],
            decision.States,
            decision.Signatures,
            new BlockReference(_log.Origin, entry.BlockNo, entry.LogIndex, _size, _log.Root(_size)),
            Encoding.UTF8.GetString(Proof(decision)),
            Encoding.UTF8.GetString(_log.Proof(ledger.HeaderOf(entry.BlockNo), _size)),
            keys,
            null);
    }

    /// <summary>The legs of a participant's accounts, its own states, and the signatures those legs rest on.</summary>
    public SettlementProof Of(PaperDecision decision, string participant) => Part(
        decision,
        leg => Owns(participant, leg.DebitAccount) || Owns(participant, leg.CreditAccount),
        state => Owns(participant, state.Opened!.Account));

    public SettlementProof Legs(PaperDecision decision, params int[] positions) =>
        Part(decision, leg => positions.Contains(leg.Position), _ => false);

    private static bool Owns(string participant, string account) => PaperLedger.ParticipantOf(account) == participant;

    private SettlementProof Part(
        PaperDecision decision, Func<InstructionStatement, bool> isOpen, Func<OpenedState, bool> isOwn)
    {
        var instructions = PaperLedger.LeavesOf(decision.Instructions, (leg, writer) => leg.Write(writer));
        var states = PaperLedger.LeavesOf(decision.States, (state, writer) => state.Statement.Write(writer));
        var lines = PaperLedger.LeavesOf(decision.Signatures, (line, writer) => line.Statement.Write(writer));
        var legs = decision.Instructions.Where(isOpen).ToList();
        var signers = legs.SelectMany(leg => new[] { leg.Authoriser, leg.CreditAuthoriser }).ToList();
        OpenedSignature[] signatures =
        [
            .. decision.Signatures.Where(line => signers.Contains(line.Statement.Participant))
                .Select(line => line with { Path = NaiveTree.Path(line.Statement.Position, lines) }),
        ];
        return Whole(decision) with
        {
            Terms = null,
            Instructions =
                [.. legs.Select(leg => new OpenedInstruction(leg, NaiveTree.Path(leg.Position, instructions)))],
            States =
            [
                .. decision.States.Where(isOwn)
                    .Select(state => state with { Path = NaiveTree.Path(state.Statement.Position, states) }),
            ],
            Signatures = signatures,
            Keys = KeysOf(signatures),
        };
    }

    private OpenedKeys? KeysOf(IReadOnlyList<OpenedSignature> signatures)
    {
        if (signatures.Count == 0)
        {
            return null;
        }

        var used = new SortedDictionary<long, RegistryKeyStatement>();
        foreach (var signature in signatures)
        {
            var key = KeyOrNull(signature.Statement.KeyId);
            while (key is not null && used.TryAdd(key.Index, key))
            {
                key = key.Endorsement is null ? null : KeyOrNull(key.PreviousKeyId!.Value);
            }
        }

        var registry = ledger.Registry;
        return new OpenedKeys(
            registry.Statement, [.. used.Values.Select(key => new OpenedKey(key, registry.KeyPath(key.Index)))]);
    }

    private RegistryKeyStatement? KeyOrNull(Bytes16 id) => ledger.Registry.Keys.Find(key => key.KeyId == id);
}
