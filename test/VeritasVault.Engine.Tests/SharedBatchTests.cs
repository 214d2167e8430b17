using VeritasVault.Core;
using VeritasVault.Proofs;
using Xunit;

namespace VeritasVault.Engine.Tests;

/// <summary>What a block stores of signed batches, once for all of its records.</summary>
public sealed class SharedBatchTests
{
    private static readonly int[] Counts = [1, 2, 15, 16, 17, 31, 255, 256, 257, 300, 4_095, 4_097, 5_000];

    [Fact]
    public void Every_place_that_was_shared_has_its_path_and_signature_again()
    {
        foreach (var count in Counts)
        {
            var tree = TreeOf(count);
            int[] places =
            [
                .. new[] { 0, 1, count / 3, count / 2, count - 2, count - 1 }
                    .Where(i => i >= 0 && i < count).Distinct(),
            ];
            var stored = Stored(tree, places);
            stored.Check();
            foreach (var place in places)
            {
                Assert.Equal(tree.At(place).Path, stored.Batch(0, place).Path);
                Assert.Equal(tree.Root, stored.Batch(0, place).Tree!.Root);
                Assert.Equal(SignatureOf(place % 3), stored.SignatureOf(0, place % 3));
            }
        }
    }

    [Fact]
    public void A_place_a_key_or_a_batch_that_the_block_does_not_store_is_damage()
    {
        var stored = Stored(TreeOf(5_000), 16, 17, 4_000);
        Assert.Throws<RecordFormatException>(() => stored.Batch(0, 32));
        Assert.Throws<RecordFormatException>(() => stored.Batch(0, 5_000));
        Assert.Throws<RecordFormatException>(() => stored.Batch(1, 16));
        Assert.Throws<RecordFormatException>(() => stored.SignatureOf(0, 77));
    }

    [Fact]
    public void Every_changed_byte_of_a_stored_tree_is_found()
    {
        var tree = TreeOf(300);
        var bytes = Bytes(Shared(tree, [3, 270]));
        var hashesFrom = bytes.Length - (((16 * 2) + 16 + 3 + 2) * Hash256.Size);
        for (var at = hashesFrom; at < bytes.Length; at += 7)
        {
            bytes[at] ^= 0x10;
            Assert.Throws<RecordFormatException>(() => StoredBatches.Read(bytes)!.Check());
            bytes[at] ^= 0x10;
        }
    }

    [Fact]
    public void What_is_cut_short_or_too_long_is_no_such_thing()
    {
        var bytes = Bytes(Shared(TreeOf(40), [3, 39]));
        for (var length = 1; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<RecordFormatException>(() => StoredBatches.Read(cut));
        }

        Assert.Throws<RecordFormatException>(() => StoredBatches.Read([.. bytes, 0]));
        Assert.Null(StoredBatches.Read([]));
    }

    [Fact]
    public void Another_signature_of_the_same_key_is_written_whole_and_so_is_what_has_no_tree()
    {
        var tree = TreeOf(20);
        var shared = new SharedBatches();
        Assert.Equal(0, shared.Share(Approval(tree.At(1), 5, SignatureOf(1))));
        Assert.True(shared.Share(Approval(tree.At(2), 5, SignatureOf(2))) < 0);
        Assert.True(shared.Share(Approval(new ApprovalBatch(3, 20, tree.At(3).Path), 5, SignatureOf(1))) < 0);
        Assert.True(shared.Share(Approval(null, 5, SignatureOf(1))) < 0);
        Assert.Equal(1, shared.Share(Approval(TreeOf(20).At(2), 5, SignatureOf(1))));
    }

    [Fact]
    public void What_was_read_is_written_as_it_was_read_and_nothing_else_is()
    {
        var stored = Stored(TreeOf(40), 1, 2);
        var other = Stored(TreeOf(40), 1, 2);
        Assert.Equal(0, stored.Share(Approval(stored.Batch(0, 1), 1, SignatureOf(1))));
        Assert.True(stored.Share(Approval(stored.Batch(0, 1), 1, SignatureOf(2))) < 0);
        Assert.True(stored.Share(Approval(other.Batch(0, 1), 1, SignatureOf(1))) < 0);
        Assert.True(stored.Share(Approval(TreeOf(40).At(1), 1, SignatureOf(1))) < 0);
    }

    [Fact]
    public void It_is_empty_and_can_be_used_again_once_cleared_and_says_before_how_much_it_will_take()
    {
        var sparse = Shared(TreeOf(70_000), [1, 69_999, 35_000, 35_016, 40_000]);
        Assert.InRange(Bytes(sparse).Length, 20 * 16 * Hash256.Size / 2, sparse.Size);
        var shared = Shared(TreeOf(5_000), [.. Enumerable.Range(0, 1_000).Select(i => i * 5)]);
        Assert.InRange(Bytes(shared).Length, 5_000 * Hash256.Size, shared.Size);
        shared.Clear();
        Assert.Equal(0, shared.Size);
        Assert.Empty(Bytes(shared));
        Assert.Equal(0, shared.Share(Approval(TreeOf(3).At(1), 5, SignatureOf(1))));
        StoredBatches.Read(Bytes(shared))!.Check();
    }

    private static StoredBatches Stored(BatchTree tree, params int[] places) =>
        StoredBatches.Read(Bytes(Shared(tree, places)))!;

    // Three signers take turns.
    private static SharedBatches Shared(BatchTree tree, int[] places)
    {
        var shared = new SharedBatches();
        foreach (var place in places)
        {
            Assert.Equal(0, shared.Share(Approval(tree.At(place), place % 3, SignatureOf(place % 3))));
        }

        return shared;
    }

    private static byte[] Bytes(SharedBatches shared)
    {
        var writer = new ByteWriter();
        shared.Write(writer);
        return writer.Written.ToArray();
    }

    private static HeldApproval Approval(ApprovalBatch? batch, int key, Signature signature) =>
        new(key, key, signature, batch);

    private static Signature SignatureOf(int signer) =>
        Signature.Read(Enumerable.Repeat((byte)(signer + 1), 64).ToArray());

    private static BatchTree TreeOf(int count) =>
        new(Enumerable.Range(0, count).Select(i => Hash32.Of(BitConverter.GetBytes(i))));
}
