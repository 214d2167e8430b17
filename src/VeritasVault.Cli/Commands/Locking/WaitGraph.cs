using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>The wait-for graph as a Mermaid flowchart: an arrow leads from whoever waits to whoever holds.</summary>
internal static class WaitGraph
{
    /// <summary>Writes the chart; under JSON as the member <c>graph</c>.</summary>
    public static void Write(CliOutput output, LockList locks)
    {
        var lines = Lines(locks).ToList();
        if (output.IsJson)
        {
            output.Json(json => json.WriteString("graph", string.Join('\n', lines)));
        }
        else
        {
            lines.ForEach(output.Line);
        }
    }

    private static IEnumerable<string> Lines(LockList locks)
    {
        var reasons = locks.Held.Where(held => held.Holder.Lock > 0)
            .ToDictionary(held => held.Holder.Lock, held => held.Reason);
        var named = new HashSet<string>(StringComparer.Ordinal);
        yield return "flowchart LR";
        foreach (var wait in locks.Waits)
        {
            var from = Node(wait.Settlement);
            foreach (var blocker in wait.For)
            {
                var to = Node(blocker, reasons);
                foreach (var node in new[] { from, to }.Where(node => named.Add(node.Name)))
                {
                    yield return $"  {node.Name}[\"{node.Label}\"]";
                }

                yield return $"  {from.Name} --> {to.Name}";
            }
        }
    }

    private static (string Name, string Label) Node(SettlementId id) =>
        ("s" + id.ToString().Replace("-", string.Empty, StringComparison.Ordinal), $"settlement {id}");

    private static (string Name, string Label) Node(LockParty party, Dictionary<long, string> reasons) =>
        party.Settlement is { } id
            ? Node(id)
            : ($"l{Words.Of(party.Lock)}", Label($"{party}: {reasons[party.Lock]}"));

    // A reason is anybody's text; quotes and entities are the chart's own signs, and a line ends a node.
    private static string Label(string text) => Words.Printable(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("#", "&num;", StringComparison.Ordinal);
}
