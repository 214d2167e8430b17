using System.Text;

namespace VeritasVault.Proofs;

/// <summary>One verification under way: what was found so far, and the steps in their order.</summary>
internal sealed class VerificationRun(
    TlogPolicy policy, IEd25519Verifier ed25519, VerifierKnowledge knowledge)
{
    private readonly List<ProofStep> _passed = [];
    private SettlementProof? _settlement;
    private TlogProofFile? _file;
    private LogEntry? _entry;
    private Checkpoint? _checkpoint;
    private PolicyVerdict? _signers;
    private BlockEntry? _header;
    private SplitView? _split;
    private bool _isConsistentWithRemembered;

    /// <summary>V1 and V22 of a settlement file, then its proof.</summary>
    internal ProofFault? CheckSettlementFile(ReadOnlySpan<byte> bytes) =>
        SettlementProof.TryParse(bytes, out _settlement, out var fault)
            ? CheckProof(Encoding.UTF8.GetBytes(_settlement.Proof))
            : fault;

    /// <summary>V1 to V9.</summary>
    internal ProofFault? CheckProof(ReadOnlySpan<byte> bytes)
    {
        if (!TlogProofFile.TryParse(bytes, out _file, out var fault))
        {
            return fault;
        }

        Pass(ProofStep.Limits, ProofStep.ProofFile);
        if (_file.Extra is not { } leaf)
        {
            return new ProofFault(ProofStep.Entry, "the proof holds no entry");
        }

        _entry = LogEntry.TryRead(leaf.Span, out var reason);
        if (_entry is null)
        {
            return new ProofFault(ProofStep.Entry, $"the entry is refused: {reason}");
        }

        Pass(ProofStep.Entry);
        var note = _file.CheckpointNote.Span;
        if (!policy.TryVerify(note, knowledge.Clock, ed25519, out _checkpoint, out _signers, out fault))
        {
            return fault;
        }

        Pass(ProofStep.Note, ProofStep.Checkpoint, ProofStep.LogSignature, ProofStep.Witnesses);
        return CheckPlace(leaf.Span);
    }

    /// <summary>V10 to V19 of a settlement file.</summary>
    internal ProofFault? CheckSettlement()
    {
        var (proof, entry) = (_settlement!, _entry!);
        if (SettlementMembers.Check(proof, entry, _checkpoint!) is { } unequal)
        {
            return unequal;
        }

        Pass(ProofStep.SettlementFile);
        var decision = (DecisionEntry)entry;
        var fault = Step(ProofStep.Transaction, SettlementMembers.CheckTransaction(proof, decision))
            ?? Step(ProofStep.Times, SettlementMembers.CheckTimes(proof, decision))
            ?? Step(ProofStep.Instructions, InstructionCheck.Check(proof));
        if (fault is not null)
        {
            return fault;
        }

        return entry is SettlementEntry settled
            ? CheckSettled(proof, settled)
            : FailureCheck.Check(proof) ?? CheckHeader(proof, decision);
    }

    /// <summary>V21.</summary>
    internal ProofFault? CheckHistory()
    {
        var history = new HistoryCheck(policy, ed25519, _checkpoint!, _file!.CheckpointNote);
        var fault = history.Check(knowledge, _settlement?.Consistency);
        _split = history.Split;
        _isConsistentWithRemembered = fault is null && knowledge.Remembered is not null;
        return Step(ProofStep.Consistency, fault);
    }

    internal VerificationResult Result(ProofFault? fault)
    {
        var isValid = fault is null;
        var outcome = isValid ? VerificationOutcome.Valid
            : _split is null ? VerificationOutcome.Invalid
            : VerificationOutcome.SplitView;
        var line = outcome switch
        {
            VerificationOutcome.Valid => VerdictLine.Valid(_entry!, _checkpoint!, _settlement),
            VerificationOutcome.Invalid => VerdictLine.Invalid(fault!),
            VerificationOutcome.SplitView => VerdictLine.Split(fault!),
        };
        var notes = isValid && _settlement is { } proof ? VerdictLine.Notes(_entry!, proof) : [];
        return new VerificationResult(outcome, string.Join("; ", [line, .. notes]))
        {
            Fault = fault,
            Split = _split,
            Passed = _passed,
            Notes = notes,
            Entry = _entry,
            Checkpoint = _checkpoint,
            CheckpointNote = _checkpoint is null ? default : _file!.CheckpointNote,
            Signers = _signers,
            Settlement = _settlement,
            Header = _header,
            SignedLegs = isValid && _settlement is { Failure: null } settled ? VerdictLine.SignedLegs(settled) : 0,
            IsConsistentWithRemembered = _isConsistentWithRemembered,
        };
    }

    private ProofFault? CheckPlace(ReadOnlySpan<byte> leaf)
    {
        var (file, entry, checkpoint) = (_file!, _entry!, _checkpoint!);
        var hash = MerkleHash.Leaf(leaf);
        if (!MerkleProof.IsIncluded(hash, file.Index, checkpoint.Size, file.Path.Span, checkpoint.Root))
        {
            return new ProofFault(ProofStep.Inclusion, "the path does not lead from the entry to the root");
        }

        Pass(ProofStep.Inclusion);
        return Step(
            ProofStep.EntryPlace,
            entry.Origin != checkpoint.Origin ? "the entry is of another log"
                : entry.LogIndex != file.Index ? "the entry is of another place"
                : null);
    }

    // The keys are opened against the registry of the block, so the block comes first where there are any.
    private ProofFault? CheckSettled(SettlementProof proof, SettlementEntry entry)
    {
        var keys = new KeyCheck(proof, entry, ed25519);
        return Step(ProofStep.States, StateCheck.Check(proof, entry))
            ?? Step(ProofStep.Positions, PositionCheck.Check(proof, entry.StateCount))
            ?? Step(ProofStep.Signatures, SignatureCheck.Check(proof, entry))
            ?? (proof.Keys is null ? null : CheckHeader(proof, entry))
            ?? Step(ProofStep.SignatureValues, keys.CheckSignatures())
            ?? Step(ProofStep.ApprovalBatch, keys.CheckBatches())
            ?? Step(ProofStep.Keys, keys.CheckKeys(_header))
            ?? (proof.Keys is null ? CheckHeader(proof, entry) : null);
    }

    private ProofFault? CheckHeader(SettlementProof proof, DecisionEntry entry)
    {
        if (proof.HeaderProof is not { } text)
        {
            return proof.Keys is null
                ? null
                : new ProofFault(ProofStep.BlockHeader, "keys are opened without a proof of the block");
        }

        var header = new HeaderCheck(policy, ed25519, _checkpoint!, _file!.CheckpointNote);
        var reason = header.Check(Encoding.UTF8.GetBytes(text), entry);
        (_header, _split) = (header.Header, header.Split);
        return Step(ProofStep.BlockHeader, reason);
    }

    private ProofFault? Step(ProofStep step, string? reason)
    {
        if (reason is not null)
        {
            return new ProofFault(step, reason);
        }

        Pass(step);
        return null;
    }

    private void Pass(params ReadOnlySpan<ProofStep> steps) => _passed.AddRange(steps);
}
