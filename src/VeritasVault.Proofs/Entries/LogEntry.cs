namespace VeritasVault.Proofs;

/// <summary>
/// An entry of the log (spec/entries.md): its bytes are a leaf of the tree and the <c>extra</c> line of its proof.
/// Where it
/// stands is part of it.
/// </summary>
/// <param name="Origin">The log.</param>
/// <param name="LogIndex">Its place in the log; of a block entry the last of the block.</param>
/// <param name="BlockNo">Its block.</param>
/// <param name="Timestamp">Microseconds since 1970.</param>
public abstract record LogEntry(string Origin, long LogIndex, long BlockNo, long Timestamp)
{
    /// <summary>Bytes of the longest origin.</summary>
    public const int OriginBytesMax = 200;

    /// <summary>Bytes of the longest name of a participant, account or asset.</summary>
    public const int NameBytesMax = 64;

    /// <summary>The latest time of an entry: 9999-12-31T23:59:59.999999Z in microseconds since 1970.</summary>
    public const long TimeMax = 253_402_300_799_999_999;

    /// <summary>The type string.</summary>
    public abstract string TypeName { get; }

    /// <summary>What the entry is called: settlement, failure, command, key, origin or block.</summary>
    public string Name => TypeName.Split('/')[1];

    /// <summary>Writes the statement.</summary>
    public abstract void Write(StatementWriter writer);

    /// <summary>The entry's bytes.</summary>
    public byte[] ToBytes()
    {
        var writer = new StatementWriter();
        Write(writer);
        return writer.Written.ToArray();
    }

    /// <summary>Reads an entry of any known type; written again it is the same bytes.</summary>
    /// <param name="bytes">The entry; hostile bytes are refused, never thrown about.</param>
    /// <param name="reason">Why it is refused.</param>
    /// <returns>Null when the bytes are no entry.</returns>
    public static LogEntry? TryRead(ReadOnlySpan<byte> bytes, out string reason)
    {
        LogEntry entry;
        try
        {
            entry = EntryReader.Read(bytes);
        }
        catch (ProofFormatException refused)
        {
            reason = refused.Message;
            return null;
        }

        var writer = new StatementWriter(bytes.Length);
        entry.Write(writer);
        var same = writer.Written.SequenceEqual(bytes);
        reason = same ? "" : "written again it has other bytes";
        return same ? entry : null;
    }

    private protected void Begin(StatementWriter writer, int count, ReadOnlySpan<byte> type)
    {
        writer.Array(count);
        writer.Text(type);
        writer.Text(Origin);
    }

    private protected void Place(StatementWriter writer)
    {
        writer.UInt(LogIndex);
        writer.UInt(BlockNo);
        writer.UInt(Timestamp);
    }
}
