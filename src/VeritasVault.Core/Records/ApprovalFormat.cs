namespace VeritasVault.Core;

/// <summary>The stored form of approvals: in the order of participants, each once. Whose it is follows from the
/// key.</summary>
internal static class ApprovalFormat
{
    public static void Write(ByteWriter writer, HeldApprovals approvals)
    {
        writer.Var(approvals.Count);
        for (var i = 0; i < approvals.Count; i++)
        {
            Write(writer, approvals[i]);
        }
    }

    public static void Write(ByteWriter writer, HeldApproval approval)
    {
        writer.Var(approval.KeyIndex);
        WriteSignature(writer, approval.Signature, approval.Batch);
    }

    /// <summary>The signature with the place in the batch, as it also counts for the content of a command.</summary>
    public static void WriteSignature(ByteWriter writer, Signature signature, ApprovalBatch? batch)
    {
        writer.Signature(signature);
        writer.U8(batch is null ? (byte)0 : (byte)1);
        if (batch is null)
        {
            return;
        }

        writer.Var(batch.Count);
        writer.Var(batch.Index);
        var path = batch.PathIn(stackalloc Hash256[Limits.ApprovalPathMax]);
        writer.Var(path.Length);
        foreach (ref readonly var hash in path)
        {
            writer.Hash(hash);
        }
    }

    public static void Read(ref ByteReader reader, HeldApprovals approvals, LedgerState names)
    {
        var count = reader.VarInt();
        if (count > Limits.ApprovalsMax)
        {
            throw new RecordFormatException($"{count} approvals");
        }

        for (var i = 0; i < count; i++)
        {
            Add(approvals, Read(ref reader, names));
        }
    }

    public static HeldApproval Read(ref ByteReader reader, LedgerState names)
    {
        var key = names.Keys[reader.IndexBelow(names.Keys.Count)];
        return new HeldApproval(key.ParticipantIndex, key.Index, reader.Signature(), ReadBatch(ref reader));
    }

    public static void Add(HeldApprovals approvals, HeldApproval approval)
    {
        if (approvals.Count > 0 && approvals[^1].ParticipantIndex >= approval.ParticipantIndex)
        {
            throw new RecordFormatException("approvals out of order");
        }

        approvals.Set(approval);
    }

    private static ApprovalBatch? ReadBatch(ref ByteReader reader)
    {
        if (!reader.Bool())
        {
            return null;
        }

        var count = reader.VarInt();
        var index = reader.VarInt();
        var length = reader.VarInt();
        if (count is < 1 or > Limits.ApprovalBatchMax || index >= count || length > Limits.ApprovalPathMax)
        {
            throw new RecordFormatException($"no place in a batch before offset {reader.Offset}");
        }

        var path = new Hash256[length];
        for (var i = 0; i < length; i++)
        {
            path[i] = reader.Hash();
        }

        return new ApprovalBatch(index, count, path);
    }
}
