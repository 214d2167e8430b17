namespace VeritasVault.Core;

/// <summary>The stored form of approvals: in the order of participants, each once. Whose it is follows from the
/// key.</summary>
internal static class ApprovalFormat
{
    // How an approval tells what was signed.
    private const byte Alone = 0;
    private const byte OfBatch = 1;
    private const byte OfSharedBatch = 2;

    /// <param name="writer">Where to.</param>
    /// <param name="approvals">What is written.</param>
    /// <param name="shared">What the block stores once for all its records; null where the record must stand for
    /// itself.</param>
    public static void Write(ByteWriter writer, HeldApprovals approvals, ISharedBatchWriter? shared)
    {
        writer.Var(approvals.Count);
        for (var i = 0; i < approvals.Count; i++)
        {
            var approval = approvals[i];
            if (shared is null || shared.Share(approval) is not (>= 0 and var number))
            {
                Write(writer, approval);
                continue;
            }

            writer.Var(approval.KeyIndex);
            writer.U8(OfSharedBatch);
            writer.Var(number);
            writer.Var(approval.Batch!.Index);
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
        writer.U8(batch is null ? Alone : OfBatch);
        writer.Signature(signature);
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

    /// <param name="reader">Stands at the count.</param>
    /// <param name="approvals">Receives them.</param>
    /// <param name="names">Knows the keys.</param>
    /// <param name="shared">What the record's block stores once; null where no record may refer to it.</param>
    public static void Read(
        ref ByteReader reader, HeldApprovals approvals, LedgerState names, ISharedBatches? shared)
    {
        var count = reader.VarInt();
        if (count > Limits.ApprovalsMax)
        {
            throw new RecordFormatException($"{count} approvals");
        }

        for (var i = 0; i < count; i++)
        {
            Add(approvals, Read(ref reader, names, shared));
        }
    }

    public static HeldApproval Read(ref ByteReader reader, LedgerState names, ISharedBatches? shared = null)
    {
        var key = names.Keys[reader.IndexBelow(names.Keys.Count)];
        var form = reader.UpTo(OfSharedBatch);
        if (form != OfSharedBatch)
        {
            var signature = reader.Signature();
            return new HeldApproval(
                key.ParticipantIndex, key.Index, signature, form == Alone ? null : ReadBatch(ref reader));
        }

        if (shared is null)
        {
            throw new RecordFormatException($"a batch of no block before offset {reader.Offset}");
        }

        var number = reader.VarInt();
        var batch = shared.Batch(number, reader.VarInt());
        return new HeldApproval(key.ParticipantIndex, key.Index, shared.SignatureOf(number, key.Index), batch);
    }

    public static void Add(HeldApprovals approvals, HeldApproval approval)
    {
        if (approvals.Count > 0 && approvals[^1].ParticipantIndex >= approval.ParticipantIndex)
        {
            throw new RecordFormatException("approvals out of order");
        }

        approvals.Set(approval);
    }

    private static ApprovalBatch ReadBatch(ref ByteReader reader)
    {
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

/// <summary>Decides which approvals of a batch are written as a reference to what their block stores once.</summary>
internal interface ISharedBatchWriter
{
    /// <summary>Takes an approval's batch and signature into what the block stores.</summary>
    /// <returns>The number of the batch in the block; negative when the approval is to be written whole.</returns>
    int Share(HeldApproval approval);
}

/// <summary>What a block stores once for approvals of many of its records. Records read with it can be written again
/// as they were.</summary>
internal interface ISharedBatches : ISharedBatchWriter
{
    /// <summary>Checks that all hashes are of the trees that their roots name.</summary>
    /// <exception cref="RecordFormatException">They are not.</exception>
    void Check();

    /// <summary>The place of an approval in a batch of the block.</summary>
    /// <exception cref="RecordFormatException">The block stores no such batch, or not that part of it.</exception>
    ApprovalBatch Batch(int number, int index);

    /// <summary>The signature over a batch by a key.</summary>
    /// <exception cref="RecordFormatException">The block stores no such signature.</exception>
    Signature SignatureOf(int number, int keyIndex);
}
