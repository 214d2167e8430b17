using System.Security.Cryptography;
using System.Text;
using CsCheck;

namespace VeritasVault.Proofs.Tests;

public sealed class MessageHasherTests
{
    [Fact]
    public void A_batch_hashes_each_message_for_itself() =>
        Gen.Byte.Array[0, 300].Array[0, 80].Sample(messages =>
        {
            var batch = new MessageBatch();
            batch.Writer.Raw([1, 2, 3]);
            batch.EndMessage();
            batch.Clear();
            foreach (var message in messages)
            {
                batch.Writer.Raw(message);
                batch.EndMessage();
            }

            var hashes = new Hash32[batch.Count];
            batch.Hash(Sha256Hasher.Instance, hashes);
            var expected = messages.Select(message => Convert.ToHexStringLower(SHA256.HashData(message)));
            Assert.Equal(expected, hashes.Select(hash => hash.ToString()));
            Assert.All(messages.Index(), entry => Assert.Equal(entry.Item, batch[entry.Index].ToArray()));
        });

    [Fact]
    public void A_leaf_in_a_batch_has_the_hash_of_a_leaf()
    {
        var batch = new MessageBatch();
        batch.BeginLeaf();
        batch.Writer.Text("entry");
        batch.EndMessage();
        var hashes = new Hash32[1];
        batch.Hash(Sha256Hasher.Instance, hashes);
        Assert.Equal(MerkleHash.Leaf(batch[0][1..]), hashes[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch[1].Length);
    }

    [Fact]
    public void Pairs_can_be_hashed_where_they_lie()
    {
        var nodes = Enumerable.Range(0, 64).Select(i => Hash32.Of([(byte)i])).ToArray();
        var parents = new Hash32[32];
        Sha256Hasher.Instance.HashPairs(nodes, parents);
        Sha256Hasher.Instance.HashPairs(nodes, nodes.AsSpan(0, 32));
        Assert.Equal(parents, nodes[..32]);
        Assert.Throws<ArgumentException>(() => Sha256Hasher.Instance.HashPairs(nodes.AsSpan(0, 3), parents));
    }

    [Fact]
    public void A_hash_has_one_spelling_in_hex_and_base64() =>
        Gen.Byte.Array[32].Sample(bytes =>
        {
            var hash = new Hash32(bytes);
            Assert.True(Hash32.TryParseHex(hash.ToString(), out var fromHex));
            Assert.True(Hash32.TryParseBase64(Encoding.ASCII.GetBytes(hash.ToBase64()), out var fromBase64));
            Assert.True(hash == fromHex && hash == fromBase64 && hash.Equals((object)fromHex) && !(hash != fromHex));
            Assert.Equal(bytes, hash.Bytes.ToArray());
            Assert.Equal(hash.GetHashCode(), fromHex.GetHashCode());
            bytes[7] ^= 1;
            Assert.NotEqual(hash, new Hash32(bytes));
        });

    [Theory]
    [InlineData("")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA")]
    [InlineData("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData(" 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NM\npJWZG3hSuF=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n   ")]
    public void Base64_of_another_form_is_no_hash(string text) =>
        Assert.False(Hash32.TryParseBase64(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Hex_of_another_form_is_no_hash(string text)
    {
        Assert.False(Hash32.TryParseHex(text, out var hash));
        Assert.Equal(default, hash);
        Assert.Throws<ArgumentException>(() => new Hash32(new byte[31]));
    }

    [Fact]
    public void The_hash_of_nothing_is_known() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Hash32.OfNothing.ToString());
}
