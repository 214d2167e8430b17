using System.Buffers.Binary;

namespace VeritasVault.Storage;

/// <summary>
/// A batch of derived rows, applied in order; a later change of the same key wins. The rows lie one after the other in
/// one buffer, which is used again after <see cref="Clear"/>: a hundred thousand of them cost no allocation.
/// </summary>
/// <remarks>Not thread-safe. Every row in it keeps the limits of <see cref="StoreLimits"/>: they are checked as rows
/// come in.</remarks>
public sealed class DerivedWrite
{
    // Table, length of the key, length of the value (-1: a removal), then both.
    internal const int HeadBytes = 1 + 1 + sizeof(int);

    // One huge write must not keep its memory for ever.
    private const int KeptBytesMax = 16 << 20;

    private byte[] _rows = [];
    private int _length;

    /// <summary>An empty batch.</summary>
    public DerivedWrite()
    {
    }

    /// <summary>A batch of these changes.</summary>
    public DerivedWrite(IEnumerable<StoreChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        foreach (StoreChange change in changes)
        {
            Add(change);
        }
    }

    /// <summary>How many changes it has.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all keys and values.</summary>
    public long Bytes => _length - ((long)Count * HeadBytes);

    /// <summary>The changes one by one, as copies.</summary>
    public IEnumerable<StoreChange> Changes
    {
        get
        {
            for (int at = 0; at < _length;)
            {
                yield return Copy(ref at);
            }
        }
    }

    /// <summary>Adds a put.</summary>
    /// <exception cref="ArgumentException">Outside the limits; the batch is as it was.</exception>
    public void Put(StoreTable table, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        StoreGuard.Check(table);
        StoreGuard.Check(key);
        StoreGuard.CheckValue(value.Length);
        value.CopyTo(Append(table, key, value.Length, value.Length));
    }

    /// <summary>Adds a removal; removing an absent key is no error.</summary>
    /// <exception cref="ArgumentException">Outside the limits; the batch is as it was.</exception>
    public void Remove(StoreTable table, ReadOnlySpan<byte> key)
    {
        StoreGuard.Check(table);
        StoreGuard.Check(key);
        Append(table, key, -1, 0);
    }

    /// <summary>Adds a change of either kind.</summary>
    /// <exception cref="ArgumentException">Outside the limits; the batch is as it was.</exception>
    public void Add(StoreChange change)
    {
        if (change.Value is { } value)
        {
            Put(change.Table, change.Key, value);
        }
        else
        {
            Remove(change.Table, change.Key);
        }
    }

    /// <summary>Takes everything out.</summary>
    public void Clear()
    {
        _rows = _rows.Length > KeptBytesMax ? [] : _rows;
        _length = 0;
        Count = 0;
    }

    /// <summary>Walks the changes without copying them.</summary>
    public Enumerator GetEnumerator() => new(_rows.AsSpan(0, _length));

    private Span<byte> Append(StoreTable table, ReadOnlySpan<byte> key, int valueLength, int room)
    {
        int needed = checked(_length + HeadBytes + key.Length + room);
        if (needed > _rows.Length)
        {
            Array.Resize(ref _rows, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _rows.Length)));
        }

        Span<byte> row = _rows.AsSpan(_length, needed - _length);
        row[0] = (byte)table;
        row[1] = (byte)key.Length;
        BinaryPrimitives.WriteInt32LittleEndian(row[2..], valueLength);
        key.CopyTo(row[HeadBytes..]);
        _length = needed;
        Count++;
        return row[(HeadBytes + key.Length)..];
    }

    private StoreChange Copy(ref int at)
    {
        DerivedRow row = Enumerator.Read(_rows.AsSpan(0, _length), at);
        at += row.Size;
        return new StoreChange(row.Table, row.Key.ToArray(), row.IsRemoval ? null : row.Value.ToArray());
    }

    /// <summary>Walks the changes of a batch; valid until the batch changes.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _rows;
        private int _next;

        internal Enumerator(ReadOnlySpan<byte> rows)
        {
            _rows = rows;
            _next = 0;
            Current = default;
        }

        /// <summary>The change it stands at.</summary>
        public DerivedRow Current { get; private set; }

        /// <summary>Goes to the next change, if there is one.</summary>
        public bool MoveNext()
        {
            if (_next >= _rows.Length)
            {
                return false;
            }

            Current = Read(_rows, _next);
            _next += Current.Size;
            return true;
        }

        internal static DerivedRow Read(ReadOnlySpan<byte> rows, int at)
        {
            ReadOnlySpan<byte> row = rows[at..];
            int keyLength = row[1];
            int valueLength = BinaryPrimitives.ReadInt32LittleEndian(row[2..]);
            ReadOnlySpan<byte> key = row.Slice(HeadBytes, keyLength);
            ReadOnlySpan<byte> value = row.Slice(HeadBytes + keyLength, Math.Max(0, valueLength));
            return new DerivedRow((StoreTable)row[0], key, value, valueLength < 0);
        }
    }
}

/// <summary>One change of a batch, in the batch's own memory.</summary>
public readonly ref struct DerivedRow
{
    internal DerivedRow(StoreTable table, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isRemoval)
    {
        Table = table;
        Key = key;
        Value = value;
        IsRemoval = isRemoval;
    }

    /// <summary>The table written.</summary>
    public StoreTable Table { get; }

    /// <summary>1 to 64 bytes.</summary>
    public ReadOnlySpan<byte> Key { get; }

    /// <summary>The new value; empty for a removal.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Whether the key is removed.</summary>
    public bool IsRemoval { get; }

    internal int Size => DerivedWrite.HeadBytes + Key.Length + Value.Length;
}
