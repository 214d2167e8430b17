using System.Runtime.CompilerServices;

namespace VeritasVault.Proofs;

/// <summary>
/// The statements of ordinary settlements (spec/statements.md, spec/entries.md), written many at a time and hashed
/// together: from indices instead of names, with salts and hashes left open. The bytes are those of the statements of
/// the same names, which proofs are made of: each checks the other.
/// </summary>
public static class StatementMessages
{
    /// <summary>From where one hash is left open to the next one, where they follow each other.</summary>
    public const int HashStep = MessageWriter.HashSize;

    /// <summary>Where the salt of a <see cref="TermsStatement"/> begins.</summary>
    public const int TermsSaltAt = 1 + 1 + 15 + 1;

    // Upper bounds of the sizes of messages: what messages are begun with.
    private const int NameSize = 2 + LogEntry.NameBytesMax;
    private const int HeadSize = 32;
    private const int InstructionSize =
        HeadSize + (2 * MessageWriter.NumberSizeMax) + (2 * MessageWriter.ShortSize) + (3 * NameSize) + 16;

    private const int PositionSize =
        HeadSize + (2 * NameSize) + (2 * MessageWriter.NumberSizeMax) + (4 * MessageWriter.ShortSize);

    private const int StateSize = HeadSize + (3 * MessageWriter.NumberSizeMax) + (2 * MessageWriter.HashSize);
    private const int TermsSize = HeadSize + MessageWriter.ShortSize + 16 + MessageWriter.HashSize;
    private const byte Null = StatementWriter.NullByte;
    private const byte EmptyArray = (int)CborMajor.Array << 5;
    private const byte TextHead = (int)CborMajor.TextString << 5;

    private static readonly MessageHead InstructionHead =
        new([MerkleHash.LeafPrefix, .. Head(13, StatementTypes.Instruction)]);

    private static readonly MessageHead PositionHead = new(Head(9, StatementTypes.Position));
    private static readonly MessageHead StateHead = new([MerkleHash.LeafPrefix, .. Head(6, StatementTypes.State)]);
    private static readonly MessageHead TermsHead = new(Head(11, StatementTypes.Terms));

    /// <summary>An <see cref="InstructionStatement"/> within this ledger, without an id of its own and without
    /// authorisers, as a leaf.</summary>
    /// <returns>Where its salt is open.</returns>
    public static int Instruction(
        PaddedMessages messages,
        EncodedNames accounts,
        EncodedNames assets,
        int position,
        int from,
        int to,
        int asset,
        Int128 quantity)
    {
        var writer = messages.Begin(InstructionSize);
        writer.Head(InstructionHead);
        writer.UInt(position);
        var salt = writer.OpenSalt();
        PlaceFromOne(ref writer, position);
        writer.Byte(InstructionStatement.InternalKind);
        writer.Byte(Null);
        writer.Name(accounts, from);
        writer.Name(accounts, to);
        writer.Name(assets, asset);
        writer.Amount(quantity);
        writer.Byte(Null);
        writer.Byte(Null);
        writer.Byte(Null);
        messages.End(writer);
        return salt;
    }

    /// <summary>A <see cref="TermsStatement"/> that says nothing but what the settlement is for.</summary>
    /// <returns>Where its salt is open.</returns>
    public static int Terms(PaddedMessages messages, int kind, Hash32? metadataHash)
    {
        var writer = messages.Begin(TermsSize);
        writer.Head(TermsHead);
        var salt = writer.OpenSalt();
        writer.UInt(kind);
        writer.Byte(0);
        writer.Byte(0);
        writer.Byte(0);
        writer.Byte(0);
        writer.Byte(EmptyArray);
        writer.Byte(EmptyArray);
        writer.Byte(Null);
        if (metadataHash is { } hash)
        {
            writer.Hash(hash);
        }
        else
        {
            writer.Byte(Null);
        }

        messages.End(writer);
        return salt;
    }

    /// <summary>A <see cref="PositionStatement"/>.</summary>
    /// <returns>Where its salt is open.</returns>
    public static int Position(
        PaddedMessages messages,
        EncodedNames accounts,
        EncodedNames assets,
        int account,
        int asset,
        long positionIndex,
        long version,
        Int128 balance,
        Int128 reserved,
        Int128? floor)
    {
        var writer = messages.Begin(PositionSize);
        writer.Head(PositionHead);
        writer.Name(accounts, account);
        writer.Name(assets, asset);
        writer.UInt(positionIndex);
        writer.UInt(version);
        writer.Amount(balance);
        writer.Amount(reserved);
        writer.AmountOrNull(floor);
        var salt = writer.OpenSalt();
        messages.End(writer);
        return salt;
    }

    /// <summary>A <see cref="StateStatement"/>, as a leaf.</summary>
    /// <returns>Where the hash before is open; that after follows it.</returns>
    public static int State(PaddedMessages messages, int position, long positionIndex, long versionAfter)
    {
        var writer = messages.Begin(StateSize);
        writer.Head(StateHead);
        writer.UInt(position);
        writer.UInt(positionIndex);
        writer.UInt(versionAfter);
        var before = writer.OpenHash();
        writer.OpenHash();
        messages.End(writer);
        return before;
    }

    /// <summary>Where the salt of an <see cref="InstructionStatement"/> begins that is written as a leaf.</summary>
    /// <param name="position">Its place in the list.</param>
    public static int InstructionSaltAt(int position) =>
        InstructionHead.Size + (position < 24 ? 1 : position <= byte.MaxValue ? 2 : 3) + 1;

    internal static byte[] Head(int count, ReadOnlySpan<byte> type)
    {
        var writer = new StatementWriter();
        writer.Array(count);
        writer.Text(type);
        return writer.Written.ToArray();
    }

    // The id of an instruction that was given none: its place from 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PlaceFromOne(ref MessageWriter writer, int position)
    {
        if (position < 9)
        {
            writer.Byte(TextHead | 1);
            writer.Byte(unchecked((byte)('1' + position)));
            return;
        }

        var (digits, scale) = (2, 10);
        for (; (position + 1) / scale >= 10; scale *= 10)
        {
            digits++;
        }

        writer.Byte((byte)(TextHead | digits));
        for (; scale > 0; scale /= 10)
        {
            writer.Byte((byte)('0' + ((position + 1) / scale % 10)));
        }
    }
}
