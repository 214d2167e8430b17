using System.Globalization;
using System.Text;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>The reference page of outcome codes, written from the catalogue.</summary>
internal static class OutcomePage
{
    private static readonly (string Title, string Text, int From, int To)[] Sections =
    [
        ("Progress", "What went well or is under way.", 0, 99),
        ("Refused: input and authority", "Refused at the door: nothing is recorded and the id stays free.", 100, 129),
        ("Refused: registry and state of a settlement", "Refused at the door for what the ledger holds.", 130, 199),
        ("Decided: validation", "Recorded once and pinned to the id.", 200, 299),
        ("Decided: resources", "Recorded once and pinned to the id.", 300, 399),
        ("Decided: concurrency", "Recorded once and pinned to the id.", 400, 499),
        ("System", "Never pinned: the same content can be sent again under the same id.", 500, 599),
        ("Decided: participants", "Recorded once and pinned to the id.", 600, 699),
    ];

    public static string Markdown()
    {
        var page = new StringBuilder();
        page.Append("# Outcome codes\n\n");
        page.Append("Every answer of the ledger is one of these codes. `veritas codes --markdown` writes this page.\n");
        page.Append(
            "Checks run in the order of the numbers within each hundred of the refusals, then in the 200s, 300s and\n");
        page.Append("400s; the first that fails is the answer.\n");
        foreach (var (title, text, from, to) in Sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{text}\n\n");
            page.Append("| number | name | category | retry | meaning | what to do |\n|---|---|---|---|---|---|\n");
            foreach (var code in OutcomeCatalog.All.Where(code => (int)code >= from && (int)code <= to))
            {
                AppendRow(page, code);
            }
        }

        return page.ToString();
    }

    public static string NameOf(FailureCategory category) => category switch
    {
        FailureCategory.None => "NONE",
        FailureCategory.Validation => "VALIDATION",
        FailureCategory.ResourceUnavailable => "RESOURCE_UNAVAILABLE",
        FailureCategory.ConcurrencyConflict => "CONCURRENCY_CONFLICT",
        FailureCategory.System => "SYSTEM",
        FailureCategory.ParticipantRejection => "PARTICIPANT_REJECTION",
    };

    private static void AppendRow(StringBuilder page, OutcomeCode code)
    {
        var info = code.Describe();
        var category = info.Category == FailureCategory.None ? "" : NameOf(info.Category);
        var retry = info.Category == FailureCategory.None ? "" : Words.Camel(info.Retry.ToString());
        page.Append(
            CultureInfo.InvariantCulture,
            $"| {(int)code} | `{info.Name}` | {category} | {retry} | {info.Meaning} | {info.Cure} |\n");
    }
}
