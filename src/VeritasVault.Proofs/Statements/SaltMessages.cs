using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace VeritasVault.Proofs;

/// <summary>
/// The messages whose hashes <see cref="Salts"/> takes, one block each, for whoever hashes many of them at once. Those
/// that begin with the secret of a settlement leave it open: it belongs to their first 32 bytes.
/// </summary>
/// <param name="saltKey">The ledger's.</param>
public sealed class SaltMessages(in Hash32 saltKey)
{
    private const int AfterTag = Hash32.Size + 1;

    private static readonly byte[] NonceBlock = Template(default, Salts.NonceTag, 0);
    private static readonly byte[] ElementBlock = Template(default, Salts.ElementTag, sizeof(uint));

    private readonly byte[] _secretBlock = Template(saltKey, Salts.SecretTag, Bytes16.Size);
    private readonly byte[] _stateBlock = Template(saltKey, Salts.StateTag, 2 * sizeof(long));

    /// <summary>Of <see cref="Salts.Nonce"/>, the secret open.</summary>
    public static void Nonce(PaddedMessages messages) => messages.AddBlock(NonceBlock);

    /// <summary>Of <see cref="Salts.OfInstruction"/>, the secret open.</summary>
    public static void Instruction(PaddedMessages messages, int position) => Element(messages, (uint)position);

    /// <summary>Of <see cref="Salts.OfTerms"/>, the secret open.</summary>
    public static void Terms(PaddedMessages messages) => Element(messages, uint.MaxValue);

    /// <summary>Of <see cref="Salts.Secret"/>.</summary>
    public void Secret(PaddedMessages messages, Bytes16 settlementId)
    {
        ref var block = ref messages.AddBlock(_secretBlock);
        unchecked
        {
            Write(ref block, AfterTag, (ulong)(settlementId.Bits >> 64));
            Write(ref block, AfterTag + sizeof(ulong), (ulong)settlementId.Bits);
        }
    }

    /// <summary>Of <see cref="Salts.OfState"/>.</summary>
    public void State(PaddedMessages messages, long positionIndex, long version)
    {
        ref var block = ref messages.AddBlock(_stateBlock);
        Write(ref block, AfterTag, unchecked((ulong)positionIndex));
        Write(ref block, AfterTag + sizeof(ulong), unchecked((ulong)version));
    }

    private static void Element(PaddedMessages messages, uint position)
    {
        ref var block = ref messages.AddBlock(ElementBlock);
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref block, AfterTag),
            BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(position) : position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(ref byte block, int at, ulong value) => Unsafe.WriteUnaligned(
        ref Unsafe.Add(ref block, at),
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    // All of the messages here fit one block with their padding, however they are filled.
    private static byte[] Template(in Hash32 key, byte tag, int rest)
    {
        Span<byte> message = stackalloc byte[AfterTag + rest];
        message.Clear();
        key.Bytes.CopyTo(message);
        message[Hash32.Size] = tag;
        var messages = new PaddedMessages();
        messages.Add(message);
        return messages.Bytes[..PaddedMessages.BlockSize].ToArray();
    }
}
