using System.Globalization;

namespace VeritasVault.Proofs;

/// <summary>The answer in one line (spec/verification.md, Answer).</summary>
internal static class VerdictLine
{
    private const string InPart = "V13 V14 V15 in part: closed legs";

    internal static string Valid(LogEntry entry, Checkpoint checkpoint, SettlementProof? proof) =>
        proof is null
            ? Invariant($"VALID entry {entry.Name} in {entry.Origin} index {entry.LogIndex} of {checkpoint.Size}")
            : Invariant($"VALID {Decided(proof)} in {entry.Origin} block {entry.BlockNo} index {entry.LogIndex}: ")
                + Disclosed(proof);

    internal static string Invalid(ProofFault fault) => $"INVALID {fault.Code}: {fault.Reason}";

    internal static string Split(ProofFault fault) => $"SPLIT VIEW: {fault.Reason}";

    /// <summary>What is appended to the line.</summary>
    internal static List<string> Notes(LogEntry entry, SettlementProof proof)
    {
        var notes = new List<string>();
        if (entry is SettlementEntry settled && !IsWhole(proof, settled))
        {
            notes.Add(InPart);
        }

        var resets = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in proof.Keys?.Opened ?? [])
        {
            if (key.Statement.IsReset)
            {
                resets.Add(key.Statement.Participant);
            }
        }

        notes.AddRange(resets.Select(participant => $"key of {participant} was reset by the operator"));
        return notes;
    }

    // Of a verified file: the signature of each authoriser of an opened leg is then listed, and good.
    internal static int SignedLegs(SettlementProof proof) =>
        proof.Instructions.Count(opened => opened.Statement.Authoriser is not null);

    private static string Decided(SettlementProof proof)
    {
        var (id, time) = (ProofTexts.Uuid(proof.Transaction.SettlementId), ProofTexts.Time(proof.Timestamp));
        return proof.Failure is { } failure
            ? Invariant($"failed {id} with code {failure.Code} at {time}")
            : $"settled {id} at {time}";
    }

    private static string Disclosed(SettlementProof proof)
    {
        var count = proof.Transaction.InstructionCount;
        var disclosed = Invariant($"instructions disclosed {proof.Instructions.Count} of {count}");
        return proof.Failure is null
            ? disclosed + Invariant($", signed {SignedLegs(proof)} of {count} legs")
            : disclosed;
    }

    private static bool IsWhole(SettlementProof proof, SettlementEntry entry) =>
        StateCheck.IsAllOpen(proof, entry.StateCount) && OpenedList.IsWhole(proof.Signatures, entry.SignatureCount);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
