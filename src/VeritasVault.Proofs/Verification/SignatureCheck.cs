namespace VeritasVault.Proofs;

/// <summary>The list of signatures and who had to sign (V15).</summary>
internal static class SignatureCheck
{
    internal static string? Check(SettlementProof proof, SettlementEntry entry)
    {
        var list = new OpenedList(entry.SignatureCount);
        var last = "";
        foreach (var opened in proof.Signatures)
        {
            opened.Statement.Write(list.Writer);
            list.Add(opened.Statement.Position, opened.Path);
            if (string.CompareOrdinal(last, opened.Statement.Participant) >= 0)
            {
                return "the signatures are not in the order of participants, each once";
            }

            last = opened.Statement.Participant;
        }

        return list.Check(entry.SignaturesRoot) ?? CheckSigners(proof, entry.SignatureCount);
    }

    private static string? CheckSigners(SettlementProof proof, int signatureCount)
    {
        var due = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var opened in proof.Instructions)
        {
            due.UnionWith(new[] { opened.Statement.Authoriser, opened.Statement.CreditAuthoriser }.OfType<string>());
        }

        var signers = new SortedSet<string>(
            proof.Signatures.Select(signature => signature.Statement.Participant), StringComparer.Ordinal);
        var bothWhole = OpenedList.IsWhole(proof.Instructions, proof.Transaction.InstructionCount)
            && OpenedList.IsWhole(proof.Signatures, signatureCount);
        return bothWhole && !signers.SetEquals(due) ? "the signers are not exactly those who had to sign"
            : !due.IsSubsetOf(signers) ? "the signature of an opened leg's authoriser is missing"
            : null;
    }
}
