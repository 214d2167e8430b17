namespace VeritasVault.Proofs;

/// <summary>The instructions (V12).</summary>
internal static class InstructionCheck
{
    internal static string? Check(SettlementProof proof)
    {
        var list = new OpenedList(proof.Transaction.InstructionCount);
        foreach (var opened in proof.Instructions)
        {
            if (opened.Statement.Quantity < Int128.One)
            {
                return "a quantity is below 1";
            }

            opened.Statement.Write(list.Writer);
            list.Add(opened.Statement.Position, opened.Path);
        }

        return list.Check(proof.Transaction.InstructionsRoot);
    }
}
