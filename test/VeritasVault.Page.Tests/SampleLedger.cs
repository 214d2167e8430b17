using System.Text.Json.Nodes;
using static VeritasVault.Page.Tests.SampleBytes;

namespace VeritasVault.Page.Tests;

/// <summary>A log with a registry of keys: as little of a ledger as its proofs need.</summary>
internal sealed class SampleLedger(string origin, string keyName = "log")
{
    private readonly List<byte[]> _entries = [];
    private readonly List<SampleRegistration> _keys = [];
    private readonly SampleKey _key = new(keyName);
    private int _blockStart;

    public string Origin => origin;

    public string Policy => $"log {_key.Vkey(origin)}\nquorum none\n";

    public int Size => _entries.Count;

    public int BlockNo { get; private set; } = 1;

    public IReadOnlyList<SampleRegistration> Keys => _keys;

    public SampleRegistration Register(SampleRegistration key)
    {
        _keys.Add(key);
        return key;
    }

    /// <summary>A later key with the endorsement of the one before.</summary>
    public SampleRegistration RegisterNext(SampleRegistration before, SampleRegistration key)
    {
        var message = Statement(
            "settle/endorse/v1", origin, key.Participant, 1, key.Key.Public, key.ValidFrom, key.ValidUntil);
        return Register(key with { Previous = before.Key.Id, Endorsement = before.Key.Sign(message) });
    }

    public void Append(byte[] entry) => _entries.Add(entry);

    public void AppendCommand(ulong time) =>
        Append(Statement("settle/command/v1", origin, Size, BlockNo, time, 2, Made($"command {Size}")));

    /// <summary>The block entry; <paramref name="bend"/> may spoil its items before it is sealed.</summary>
    public void EndBlock(ulong time, Action<object?[]>? bend = null)
    {
        var previous = Root([.. _entries.Take(_blockStart)]);
        object?[] block =
        [
            "settle/block/v1", origin, BlockNo, _blockStart, Size - _blockStart + 1, time, _blockStart, previous, null,
            2, Hash(Statement(RegistryItems())), 0, Made("params"),
        ];
        bend?.Invoke(block);
        Append(Statement(block));
        _blockStart = Size;
        BlockNo++;
    }

    public string Checkpoint(int size, Func<string, string>? otherLines = null)
    {
        var body = $"{origin}\n{size}\n{Convert.ToBase64String(RootAt(size))}\n";
        return $"{body}\n{_key.NoteLine(origin, body)}{otherLines?.Invoke(body)}";
    }

    public byte[] RootAt(int size) => Root([.. _entries.Take(size)]);

    public string Proof(int index, int size, Func<string, string>? otherLines = null) => Text(
        ["c2sp.org/tlog-proof@v1", $"extra {Convert.ToBase64String(_entries[index])}", $"index {index}"],
        Path(index, [.. _entries.Take(size)]),
        Checkpoint(size, otherLines));

    public string Consistency(int old, int size) =>
        Text([$"old {old}"], old == 0 ? [] : Growth(old, [.. _entries.Take(size)]), Checkpoint(size));

    public JsonObject Registry()
    {
        var items = RegistryItems();
        string[] names = ["participant", "key", "asset", "account", "limit"];
        var registry = new JsonObject();
        for (var i = 0; i < names.Length; i++)
        {
            registry[$"{names[i]}Count"] = $"{items[1 + 2 * i]}";
            registry[$"{names[i]}sRoot"] = Hex((byte[])items[2 + 2 * i]!);
        }

        return registry;
    }

    public int IndexOf(SampleRegistration key) => _keys.FindIndex(one => one.Key.Id.AsSpan().SequenceEqual(key.Key.Id));

    public JsonObject Open(SampleRegistration key)
    {
        var index = IndexOf(key);
        return new JsonObject
        {
            ["index"] = $"{index}",
            ["salt"] = Hex(Salt($"key {index}")),
            ["version"] = "1",
            ["participant"] = key.Participant,
            ["algorithm"] = 1,
            ["publicKey"] = Hex(key.Key.Public),
            ["validFrom"] = $"{key.ValidFrom}",
            ["validUntil"] = key.ValidUntil?.ToString(null, null),
            ["revokedAt"] = key.RevokedAt?.ToString(null, null),
            ["previousKeyId"] = key.Previous is null ? null : Hex(key.Previous),
            ["endorsement"] = key.Endorsement is null ? null : Hex(key.Endorsement),
            ["reset"] = key.Reset,
            ["path"] = Hashes(Path(index, KeyLeaves())),
        };
    }

    public static JsonArray Hashes(byte[][] hashes) => [.. hashes.Select(hash => (JsonNode)Hex(hash))];

    private static string Text(string[] lines, byte[][] hashes, string checkpoint) =>
        string.Join('\n', [.. lines, .. hashes.Select(hash => Convert.ToBase64String(hash)), "", checkpoint]);

    private object?[] RegistryItems() =>
    [
        "settle/registry/v1", 3, Made("participants"), _keys.Count, Root(KeyLeaves()), 2, Made("assets"), 4,
        Made("accounts"), 0, Hash([]),
    ];

    private byte[][] KeyLeaves() =>
    [
        .. _keys.Select((key, index) => Statement(
            "settle/registry-key/v1", index, Salt($"key {index}"), 1, key.Participant, key.Key.Id, 1, key.Key.Public,
            key.ValidFrom, key.ValidUntil, key.RevokedAt, key.Previous, key.Endorsement, key.Reset ? 1 : 0)),
    ];
}

/// <summary>A participant's key as the registry has it. Times are in microseconds.</summary>
internal sealed record SampleRegistration(string Participant, SampleKey Key)
{
    public ulong ValidFrom { get; init; }

    public ulong? ValidUntil { get; init; }

    public ulong? RevokedAt { get; init; }

    public byte[]? Previous { get; init; }

    public byte[]? Endorsement { get; init; }

    public bool Reset { get; init; }
}
