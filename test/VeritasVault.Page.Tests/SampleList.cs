using System.Text.Json.Nodes;

namespace VeritasVault.Page.Tests;

/// <summary>Elements under one root: what is hashed beside what is shown.</summary>
internal sealed class SampleList
{
    private readonly List<byte[]> _elements = [];
    private readonly List<JsonObject> _shown = [];

    public int Count => _elements.Count;

    public byte[] Root => SampleBytes.Root([.. _elements]);

    public void Add(byte[] element, JsonObject shown)
    {
        _elements.Add(element);
        _shown.Add(shown);
    }

    public JsonArray Whole() => [.. _shown.Select(shown => (JsonNode)WithPath(shown, null))];

    public JsonArray Some(int[] positions) =>
    [
        .. positions.Select(i =>
            (JsonNode)WithPath(_shown[i], SampleLedger.Hashes(SampleBytes.Path(i, [.. _elements])))),
    ];

    private static JsonObject WithPath(JsonObject shown, JsonArray? path)
    {
        var copy = shown.DeepClone().AsObject();
        copy["path"] = path;
        return copy;
    }
}
