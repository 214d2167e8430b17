namespace VeritasVault.Proofs.Tests;

public sealed class PaddedMessagesTests
{
    [Fact]
    public void Messages_come_back_without_their_padding()
    {
        var messages = new PaddedMessages();
        var bytes = new byte[300];
        new Random(1).NextBytes(bytes);
        var blocks = 0;
        for (var length = 0; length < bytes.Length; length++)
        {
            messages.Add(bytes.AsSpan(0, length));
            messages.AddLeaf(bytes.AsSpan(0, length));
            blocks += PackedMessages.BlocksOf(length) + PackedMessages.BlocksOf(1 + length);
        }

        Assert.Equal(2 * bytes.Length, messages.Count);
        Assert.Equal(blocks, messages.Blocks);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(bytes.AsSpan(0, length), messages[2 * length]);
            Assert.Equal([MerkleHash.LeafPrefix, .. bytes.AsSpan(0, length)], messages[(2 * length) + 1].ToArray());
        }
    }

    [Fact]
    public void What_was_left_open_is_filled_and_the_rest_is_left_alone()
    {
        var messages = new PaddedMessages();
        var hash = Hash32.Of([1]);
        messages.Add(new byte[10]);
        var start = messages.NextStart;
        messages.Add(new byte[100]);
        messages.Put(start + 3, hash);
        messages.PutSalt(start + 60, hash);
        Assert.Equal(new byte[10], messages[0]);
        Assert.Equal(
            [0, 0, 0, .. hash.Bytes, .. new byte[25], .. hash.Bytes[..16], .. new byte[24]], messages[1].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => messages.Put(int.MaxValue - 64, hash));
    }

    [Fact]
    public void Cleared_it_takes_other_messages()
    {
        var messages = new PaddedMessages();
        messages.Add([1, 2, 3]);
        messages.Clear();
        messages.Add([4]);
        Assert.Equal(1, messages.Count);
        var hashes = new Hash32[1];
        messages.Hash(MessageHasher.Best, hashes);
        Assert.Equal(Hash32.Of([4]), hashes[0]);
    }
}
