using System.Diagnostics.CodeAnalysis;

namespace VeritasVault.Core;

/// <summary>A hash table that offers lookup but no enumeration, so that no hash order can reach state or
/// bytes.</summary>
internal sealed class Index<TKey, TValue>(int capacity = 0)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _entries = new(capacity);

    public int Count => _entries.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _entries.TryGetValue(key, out value);

    public bool Contains(TKey key) => _entries.ContainsKey(key);

    public void Add(TKey key, TValue value) => _entries.Add(key, value);

    public void Set(TKey key, TValue value) => _entries[key] = value;

    public bool Remove(TKey key) => _entries.Remove(key);

    public void Clear() => _entries.Clear();
}
