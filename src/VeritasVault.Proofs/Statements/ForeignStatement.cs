namespace VeritasVault.Proofs;

/// <summary>One instruction that an external ledger has carried out (spec/statements.md, Lists).</summary>
/// <param name="Position">Its place in the list, from 0.</param>
/// <param name="Salt">Derived from the settlement's secret.</param>
/// <param name="Ledger">The external ledger.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="Operation">The operation it was part of, its number in the plan, from 1: with id and attempt what that
/// ledger knows it by.</param>
/// <param name="Instruction">The instruction, from 0.</param>
public readonly record struct ForeignStatement(
    int Position, Bytes16 Salt, string Ledger, int Attempt, int Operation, int Instruction)
{
    /// <summary>Writes the statement.</summary>
    public void Write(StatementWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Array(7);
        writer.Text(StatementTypes.Foreign);
        writer.UInt(Position);
        Salt.WriteTo(writer);
        writer.Text(Ledger);
        writer.UInt(Attempt);
        writer.UInt(Operation);
        writer.UInt(Instruction);
    }
}
