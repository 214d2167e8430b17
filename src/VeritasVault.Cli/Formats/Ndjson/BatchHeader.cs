using System.Text.Json;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>The line before a signed batch: how many settlements follow, and who signed them together.</summary>
/// <param name="Count">How many.</param>
/// <param name="Approvals">The signatures over all of them.</param>
internal sealed record BatchHeader(int Count, BatchApproval[] Approvals)
{
    /// <summary>The member that makes a line one.</summary>
    public const string Member = "approveBatch";

    /// <summary>Most settlements of one batch: they are held in memory together and answered together.</summary>
    public const int CountMax = 16_384;

    /// <summary>Most bytes of their lines.</summary>
    public const int BytesMax = 64 << 20;

    private const int ApprovalsMax = 1024;

    private static readonly string[] Outer = [Member];
    private static readonly string[] Members = ["count", "approvals"];

    /// <exception cref="LineProblemException">The line is none.</exception>
    public static BatchHeader Parse(ReadOnlySpan<byte> line)
    {
        var json = new StrictJson(line);
        json.Read("line");
        json.Expect(JsonTokenType.StartObject, "line", "an object");
        var (outer, header) = (0UL, (BatchHeader?)null);
        while (json.NextMember(Outer, ref outer, string.Empty, out _))
        {
            header = ReadValue(ref json);
        }

        json.End();
        return header ?? throw json.Problem("line", "the member is missing");
    }

    private static BatchHeader ReadValue(ref StrictJson json)
    {
        const string Path = Member + ".";
        json.Expect(JsonTokenType.StartObject, Member, "an object with count and approvals");
        var (start, seen, count) = (json.Offset, 0UL, 0);
        Approval[] approvals = [];
        LineProblemException? malformed = null;
        var reader = new ApprovalReader(problem => malformed ??= problem);
        while (json.NextMember(Members, ref seen, Path, out var member))
        {
            if (member == 0)
            {
                count = ApprovalReader.Number(ref json, Path + "count", 1, CountMax);
            }
            else
            {
                approvals = reader.ReadAll(ref json, Path + "approvals", mayNameBatch: false);
            }
        }

        ApprovalReader.Require(seen, 2, Members, start, Path);
        return malformed is not null ? throw malformed
            : approvals.Length is < 1 or > ApprovalsMax
                ? throw new LineProblemException(
                    OutcomeCode.ParameterOutOfRange,
                    start,
                    Path + "approvals",
                    $"{approvals.Length} approvals, not 1 to {ApprovalsMax}")
            : new BatchHeader(
                count,
                Array.ConvertAll(approvals, one => new BatchApproval(one.Participant, one.Key, one.Signature)));
    }
}
