using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>Where an entry stands in the log.</summary>
internal readonly record struct EntryPlace(string Origin, long LogIndex, long BlockNo);

/// <summary>
/// Makes the entry of a record (spec/entries.md): from the record, and a state that has applied the records before it
/// (for
/// what it decides about) or with it (for what it registers). Proofs and audits make the same entry from the stored
/// record.
/// </summary>
internal sealed class EntryBuilder(LedgerState state, IMessageHasher hasher)
{
    private readonly StatementWriter _scratch = new();

    /// <summary>What the last decided settlement was made of, until the next.</summary>
    public DecisionStatements Decision { get; } = new(state, hasher);

    /// <summary>Writes the entry of a settlement record; the state has not applied it yet.</summary>
    public void WriteSettlement(
        StatementWriter writer, in EntryPlace place, SettlementRecord record, ReadOnlySpan<byte> bytes)
    {
        if (record.IsHold)
        {
            Decision.Compute(place.Origin, record);
            Decision.HoldOf(place, record).Write(writer);
            return;
        }

        if (record.IsConfirmation)
        {
            ConfirmedEntryOf(place, record).Write(writer);
            return;
        }

        if (!record.IsDecision || record.Cause == Cause.Tombstone)
        {
            WriteCommand(writer, place, record, bytes, KindOf(record.Cause));
            return;
        }

        Decision.Compute(place.Origin, record);
        Decision.EntryOf(place, record).Write(writer);
    }

    // What external ledgers answered stands in the records of their replies, each a command entry of its own; this one
    // says that the last of them has come.
    private ConfirmedEntry ConfirmedEntryOf(in EntryPlace place, SettlementRecord record)
    {
        var open = state.Open.Find(record.Id);
        Invariant.Holds(open is not null && state.Genesis is not null);
        var attempt = open.Attempt;
        var secret = SettlementSecret.Of(open.Request, state.Genesis.SaltKey).ToHash32();
        var leaves = new Hash32[open.Operations.Sum(operation => operation.Legs.Count)];
        var position = 0;
        foreach (var operation in open.Operations)
        {
            foreach (var leg in operation.Legs)
            {
                _scratch.Clear();
                new ForeignStatement(
                    position,
                    Salts.OfForeign(secret, position),
                    state.Ledgers[operation.LedgerIndex].Id.Value,
                    attempt,
                    operation.Number,
                    leg).Write(_scratch);
                leaves[position++] = MerkleHash.Leaf(_scratch.Written);
            }
        }

        return new ConfirmedEntry(
            place.Origin, place.LogIndex, place.BlockNo, record.At.Micros, record.Id.ToBytes16(),
            MerkleHash.Root(leaves, hasher), leaves.Length);
    }

    /// <summary>What was submitted of a settlement that is being decided; the state has not applied the decision
    /// yet.</summary>
    public static Submission SubmissionOf(LedgerState state, SettlementRecord record)
    {
        if (record.Cause == Cause.Submit)
        {
            return new Submission(record.Body ?? SettlementBodyFormat.Build(record, state), record.MetadataHash);
        }

        var open = state.Open.Find(record.Id);
        Invariant.Holds(open is not null);
        return new Submission(open.Request, open.MetadataHash);
    }

    /// <summary>Whether anybody has signed a settlement that is being decided.</summary>
    public static bool IsSigned(LedgerState state, SettlementRecord record) => record.Approvals.Count > 0
        || (record.Cause != Cause.Submit && state.Open.Find(record.Id) is { Approvals.Count: > 0 });

    /// <summary>Writes the entry of any other record; the state has applied it.</summary>
    public void WriteOther(StatementWriter writer, in EntryPlace place, LedgerRecord record, ReadOnlySpan<byte> bytes)
    {
        switch (record)
        {
            case RegistryRecord { Command: RotateLedgerKey command }:
                RotationOf(place, record, command).Write(writer);
                break;
            case RegistryRecord { Command: RegisterKey command }:
                KeyOf(place, record, command.Key).Write(writer);
                break;
            case RegistryRecord { Command: RevokeKey command }:
                KeyOf(place, record, command.Key).Write(writer);
                break;
            case RegistryRecord { Command: OpenNewOrigin command }:
                OriginOf(place, record, command).Write(writer);
                break;
            case RegistryRecord:
                WriteCommand(writer, place, record, bytes, CommandKind.Registry);
                break;
            default:
                WriteCommand(writer, place, record, bytes, CommandKind.Genesis);
                break;
        }
    }

    private KeyEntry KeyOf(in EntryPlace place, LedgerRecord record, KeyId id)
    {
        var key = state.Keys.Find(id);
        Invariant.Holds(key is not null);
        var statement = RegistryLeaves.KeyOf(state, key, state.Identity.Origins[^1], isRevoked: true);
        return new KeyEntry(
            place.Origin,
            place.LogIndex,
            place.BlockNo,
            record.At.Micros,
            statement.Participant,
            statement.Algorithm,
            statement.PublicKey,
            statement.ValidFrom,
            statement.ValidUntil,
            statement.RevokedAt,
            statement.PreviousKeyId,
            statement.Endorsement,
            statement.IsReset);
    }

    private KeyEntry RotationOf(in EntryPlace place, LedgerRecord record, RotateLedgerKey command)
    {
        var publicKey = command.PublicKey.ToBytes();
        var previous = state.Identity.Keys[^2].Key.ToBytes();
        return new KeyEntry(
            place.Origin,
            place.LogIndex,
            place.BlockNo,
            record.At.Micros,
            null,
            KeyStatements.Ed25519,
            publicKey,
            0,
            null,
            null,
            KeyStatements.KeyId(KeyStatements.Ed25519, previous),
            command.SignedByOld.ToBytes(),
            IsReset: false);
    }

    private OriginEntry OriginOf(in EntryPlace place, LedgerRecord record, OpenNewOrigin command) => new(
        command.Origin.Value,
        place.LogIndex,
        place.BlockNo,
        record.At.Micros,
        state.Identity.Origins[^2].Origin.Value,
        command.LostSize,
        command.LostRoot.ToHash32());

    private void WriteCommand(
        StatementWriter writer, in EntryPlace place, LedgerRecord record, ReadOnlySpan<byte> bytes, CommandKind kind)
    {
        var saltKey = record is GenesisRecord genesis ? genesis.SaltKey : state.Genesis!.SaltKey;
        var salt = Salts.OfCommand(saltKey.ToHash32(), place.LogIndex);
        var hash = CommandEntry.HashOf(_scratch, salt, record.RecordNo, bytes);
        new CommandEntry(place.Origin, place.LogIndex, place.BlockNo, record.At.Micros, (int)kind, hash).Write(writer);
    }

    private static CommandKind KindOf(Cause cause) => cause switch
    {
        Cause.Submit => CommandKind.WaitingSubmission,
        Cause.Consent or Cause.Approve => CommandKind.Consent,
        Cause.Cancel => CommandKind.CancelVote,
        Cause.EraseMetadata => CommandKind.EraseMetadata,
        // These decide, but for the abort of a prepared settlement that holds nothing: its nets are all zero.
        Cause.Resume or Cause.Reject or Cause.Expire or Cause.Execute => CommandKind.Progress,
        Cause.Hold or Cause.Release => CommandKind.HoldBack,
        Cause.Tombstone => CommandKind.Tombstone,
        Cause.ForeignReply => CommandKind.ForeignReply,
        Cause.Retry or Cause.Abort => CommandKind.Order,
        Cause.Wound => CommandKind.Progress,
        Cause.Finish => throw new InvariantException($"{cause} always decides"),
    };

    // The numbers of spec/entries.md.
    private enum CommandKind
    {
        Genesis = 1,
        Registry = 2,
        WaitingSubmission = 3,
        Consent = 4,
        CancelVote = 5,
        EraseMetadata = 6,
        Progress = 7,
        HoldBack = 8,
        Tombstone = 9,
        ForeignReply = 10,
        Order = 11,
    }
}
