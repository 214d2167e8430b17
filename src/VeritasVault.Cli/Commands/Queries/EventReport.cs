using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Events, for programs and for people.</summary>
internal static class EventReport
{
    public static void Json(CliOutput output, LedgerEvent happened) => output.Json(json =>
    {
        json.WriteNumber("no", happened.No);
        json.WriteString("at", happened.At.ToString());
        json.WriteString("actor", happened.Actor.Value);
        json.WriteString("kind", happened.Kind);
        json.WriteString("subject", happened.Subject);
        json.WriteString("from", happened.From is { } from ? Words.Of(from) : null);
        json.WriteString("to", happened.To is { } to ? Words.Of(to) : null);
        json.WriteString("code", happened.Code?.Name());
        json.WriteString("reason", happened.Reason);
        json.WriteNumber("recordNo", happened.RecordNo);
    });

    public static void Table(CliOutput output, string title, IEnumerable<LedgerEvent> events) => output.Table(
        title,
        [" no", "at", "actor", "kind", "subject", "from", "to", "code", "reason"],
        events.Select(e => new[]
        {
            Words.Of(e.No),
            e.At.ToString(),
            e.Actor.Value,
            e.Kind,
            e.Subject,
            e.From is { } from ? Words.Of(from) : string.Empty,
            e.To is { } to ? Words.Of(to) : string.Empty,
            e.Code?.Name() ?? string.Empty,
            e.Reason ?? string.Empty,
        }));
}
