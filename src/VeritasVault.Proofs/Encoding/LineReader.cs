namespace VeritasVault.Proofs;

/// <summary>Takes lines off a text of which each ends in a line feed, the last one too.</summary>
internal ref struct LineReader(ReadOnlySpan<byte> text)
{
    /// <summary>What was not taken yet.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = text;

    public readonly bool AtEnd => Rest.IsEmpty;

    /// <summary>The next line without its line feed; false when nothing or no line feed is left.</summary>
    public bool TryLine(out ReadOnlySpan<byte> line)
    {
        var end = Rest.IndexOf((byte)'\n');
        line = end < 0 ? default : Rest[..end];
        if (end >= 0)
        {
            Rest = Rest[(end + 1)..];
        }

        return end >= 0;
    }
}
