using System.Text;

namespace VeritasVault.Cli;

/// <summary>Changes to a line, from its front to its end; everything between them stays byte for byte.</summary>
internal sealed class LineEdits
{
    private readonly SortedDictionary<int, (int End, string Text)> _edits = [];

    public bool IsEmpty => _edits.Count == 0;

    public void Insert(int at, string text) =>
        _edits[at] = (at, _edits.TryGetValue(at, out var before) ? before.Text + text : text);

    /// <summary>Puts an approval in the place of an earlier one, or behind the others.</summary>
    /// <param name="places">Of the line.</param>
    /// <param name="earlier">The place of the one it replaces; negative for none.</param>
    /// <param name="approval">The approval as JSON.</param>
    public void PutApproval(JsonPlaces places, int earlier, string approval)
    {
        if (places.Approvals is not { } approvals)
        {
            Insert(places.End, $",\"approvals\":[{approval}]");
        }
        else if (earlier >= 0)
        {
            _edits.Add(approvals[earlier].Start.Value, (approvals[earlier].End.Value, approval));
        }
        else if (approvals.Count == 0)
        {
            Insert(places.ApprovalsEnd, approval);
        }
        else
        {
            Insert(approvals[^1].End.Value, "," + approval);
        }
    }

    public byte[] Apply(ReadOnlySpan<byte> line)
    {
        using var changed = new MemoryStream(line.Length + 512);
        var from = 0;
        foreach (var (start, (end, text)) in _edits)
        {
            changed.Write(line[from..start]);
            changed.Write(Encoding.UTF8.GetBytes(text));
            from = end;
        }

        changed.Write(line[from..]);
        return changed.ToArray();
    }
}
