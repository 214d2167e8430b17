using System.Text;

namespace VeritasVault.Page.Tests;

/// <summary>Files and what they are to be compared with; null where nothing is.</summary>
internal sealed record Submission(byte[] File, string Policy)
{
    public Submission(string file, string policy)
        : this(Encoding.UTF8.GetBytes(file), policy)
    {
    }

    public string? Remembered { get; init; }

    public string? Consistency { get; init; }

    public ulong? Now { get; init; }

    /// <summary>How many seconds old a witness's signature may be.</summary>
    public ulong? AgeMax { get; init; }

    /// <summary>Whether the file is a tlog-proof alone.</summary>
    public bool Alone { get; init; }
}

internal static class Judge
{
    /// <summary>The answers of the page, all in one call.</summary>
    public static Task<string[]> AnswersAsync(this Chromium chromium, IEnumerable<Submission> submissions) =>
        chromium.RunAsync<string[]>(
            """
            (v, all) => Promise.all(all.map(async one => {
              const judge = one.alone ? v.judgeProof : v.judgeSettlement;
              const [now, maxAge] = [one.now, one.ageMax].map(seconds => seconds === null ? null : BigInt(seconds));
              const { line, outcome, trail } = await judge(
                v.fromBase64(one.file), v.parsePolicy(v.toUtf8(one.policy)),
                { remembered: one.remembered, consistency: one.consistency, now, maxAge });
              const failed = [...trail.results].filter(([, result]) => result?.state === 'bad').map(([step]) => step);
              const told = { valid: failed.length === 0, invalid: line.startsWith(`INVALID ${failed.join()}: `),
                split: failed.length === 1 };
              return told[outcome] ? line : `${line} but the steps say ${failed}`;
            }))
            """,
            submissions.Select(one => new Dictionary<string, object?>
            {
                ["file"] = Convert.ToBase64String(one.File),
                ["policy"] = one.Policy,
                ["remembered"] = one.Remembered,
                ["consistency"] = one.Consistency,
                ["now"] = one.Now?.ToString(null, null),
                ["ageMax"] = one.AgeMax?.ToString(null, null),
                ["alone"] = one.Alone,
            }).ToArray());

    /// <summary>Step or outcome of an answer: what all verifiers agree on.</summary>
    public static string Step(string answer) => answer.StartsWith("VALID ", StringComparison.Ordinal)
        ? answer
        : answer[..answer.IndexOf(':', StringComparison.Ordinal)];
}
