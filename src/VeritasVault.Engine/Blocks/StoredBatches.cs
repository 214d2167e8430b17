using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>What a block stores once for many of its records (spec/blocks.md, Signed batches).</summary>
internal sealed class StoredBatches : ISharedBatches
{
    private readonly StoredBatch[] _batches;
    private ApprovalBatch? _last;
    private int _lastNumber;

    private StoredBatches(StoredBatch[] batches) => _batches = batches;

    /// <summary>Reads it from a copy of the bytes: what it gives away lives longer than the block's buffer.</summary>
    /// <param name="bytes">What the block stores; may be nothing.</param>
    /// <exception cref="RecordFormatException">The bytes are no such thing.</exception>
    public static StoredBatches? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        var copy = bytes.ToArray();
        var reader = new ByteReader(copy);
        var batches = new StoredBatch[reader.IndexBelow(copy.Length)];
        for (var i = 0; i < batches.Length; i++)
        {
            batches[i] = StoredBatch.Read(copy, ref reader);
        }

        return reader.AtEnd ? new StoredBatches(batches)
            : throw new RecordFormatException("bytes left over behind the signed batches");
    }

    public void Check()
    {
        foreach (var batch in _batches)
        {
            batch.Check();
        }
    }

    public ApprovalBatch Batch(int number, int index)
    {
        // All signers of a settlement have the same place in their batch.
        if (_last is { } last && _lastNumber == number && last.Index == index)
        {
            return last;
        }

        _lastNumber = number;
        return _last = Of(number).At(index);
    }

    public int Share(HeldApproval approval) => approval.Batch?.Tree is StoredBatch stored
        && stored.SignatureOf(approval.KeyIndex) == approval.Signature
            ? Array.IndexOf(_batches, stored)
            : -1;

    public Signature SignatureOf(int number, int keyIndex) => Of(number).SignatureOf(keyIndex);

    private StoredBatch Of(int number) => number < _batches.Length ? _batches[number]
        : throw new RecordFormatException($"the block has no signed batch {number}");
}
