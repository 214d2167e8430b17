namespace VeritasVault.Proofs;

/// <summary>The messages that participants sign (spec/statements.md, What participants sign).</summary>
public static class ApprovalStatement
{
    /// <summary>Most approvals under one signature.</summary>
    public const int BatchMax = 1 << 20;

    /// <summary>The approval of one transaction: signed as it is, or a leaf of a batch.</summary>
    public static byte[] Single(in Hash32 transactionHash)
    {
        var writer = new StatementWriter(64);
        WriteSingle(writer, transactionHash);
        return writer.Written.ToArray();
    }

    /// <summary>The approval of many at once.</summary>
    /// <param name="count">1 to <see cref="BatchMax"/>.</param>
    /// <param name="root">MTH over the single approvals, in order.</param>
    public static byte[] Batch(int count, in Hash32 root)
    {
        var writer = new StatementWriter(96);
        writer.Array(3);
        writer.Text(StatementTypes.ApproveBatch);
        writer.UInt(count);
        writer.Hash(root);
        return writer.Written.ToArray();
    }

    /// <summary>The leaf hash of a transaction's approval in a batch.</summary>
    public static Hash32 LeafHash(in Hash32 transactionHash)
    {
        var writer = new StatementWriter(64);
        WriteSingle(writer, transactionHash);
        return MerkleHash.Leaf(writer.Written);
    }

    private static void WriteSingle(StatementWriter writer, in Hash32 transactionHash)
    {
        writer.Array(2);
        writer.Text(StatementTypes.Approve);
        writer.Hash(transactionHash);
    }
}
