using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Reads approvals, of one settlement or of a batch. Malformed ids are noted, anything else ends the
/// line.</summary>
internal sealed class ApprovalReader(Action<LineProblemException> note)
{
    private static readonly string[] Members = ["participant", "keyId", "signature", "batch"];
    private static readonly string[] BatchMembers = ["index", "count", "path"];

    /// <summary>Reads the array that the current token begins.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="field">The path of the array.</param>
    /// <param name="mayNameBatch">Whether an approval may say where in a batch its settlement stands.</param>
    public Approval[] ReadAll(ref StrictJson json, string field, bool mayNameBatch)
    {
        json.Expect(JsonTokenType.StartArray, field, "an array of approvals");
        var approvals = new List<Approval>();
        for (json.Read(field); json.Token != JsonTokenType.EndArray; json.Read(field))
        {
            approvals.Add(Read(ref json, $"{field}[{approvals.Count}].", mayNameBatch ? Members : Members[..3]));
        }

        return [.. approvals];
    }

    private Approval Read(ref StrictJson json, string path, string[] members)
    {
        json.Expect(JsonTokenType.StartObject, path[..^1], "an approval");
        var (start, seen) = (json.Offset, 0UL);
        ParticipantId participant = default;
        KeyId key = default;
        Signature signature = default;
        ApprovalBatch? batch = null;
        while (json.NextMember(members, ref seen, path, out var member))
        {
            switch (member)
            {
                case 0:
                    participant = Participant(ref json, path + "participant");
                    break;
                case 1:
                    key = Value(ref json, path + "keyId", KeyText.KeyIdForm, KeyText.KeyId);
                    break;
                case 2:
                    signature = Value(ref json, path + "signature", KeyText.SignatureForm, KeyText.Signature);
                    break;
                default:
                    batch = Batch(ref json, path + "batch.");
                    break;
            }
        }

        Require(seen, 3, Members, start, path);
        return new Approval(participant, key, signature) { Batch = batch };
    }

    private static ApprovalBatch Batch(ref StrictJson json, string path)
    {
        json.Expect(JsonTokenType.StartObject, path[..^1], "an object with index, count and path");
        var (start, seen, index, count) = (json.Offset, 0UL, 0, 0);
        var hashes = new List<Hash256>();
        while (json.NextMember(BatchMembers, ref seen, path, out var member))
        {
            if (member == 0)
            {
                index = Number(ref json, path + "index", 0, Limits.ApprovalBatchMax - 1);
            }
            else if (member == 1)
            {
                count = Number(ref json, path + "count", 1, Limits.ApprovalBatchMax);
            }
            else
            {
                json.Expect(JsonTokenType.StartArray, path + "path", "an array of hashes");
                for (json.Read(path + "path"); json.Token != JsonTokenType.EndArray; json.Read(path + "path"))
                {
                    hashes.Add(Value(ref json, $"{path}path[{hashes.Count}]", KeyText.HashForm, KeyText.Hash));
                }
            }
        }

        Require(seen, 3, BatchMembers, start, path);
        return new ApprovalBatch(index, count, [.. hashes]);
    }

    /// <summary>A whole number between two bounds.</summary>
    public static int Number(ref StrictJson json, string field, int least, int most)
    {
        var number = json.Integer(field);
        return number >= least && number <= most
            ? (int)number
            : throw new LineProblemException(
                OutcomeCode.ParameterOutOfRange, json.Offset, field, $"{number} is not between {least} and {most}");
    }

    /// <summary>A text of a form of its own.</summary>
    public static T Value<T>(ref StrictJson json, string field, string form, Func<string, T?> parse)
        where T : struct =>
        parse(json.String(field, form)) ?? throw json.Problem(field, $"expected {form}");

    /// <summary>Refuses an object without one of its first members.</summary>
    public static void Require(ulong seen, int count, string[] members, int start, string path)
    {
        for (var member = 0; member < count; member++)
        {
            if ((seen & (1UL << member)) == 0)
            {
                throw new LineProblemException(
                    OutcomeCode.MalformedInput, start, path + members[member], "the member is missing");
            }
        }
    }

    private ParticipantId Participant(ref StrictJson json, string field)
    {
        if (ParticipantId.TryParse(json.String(field, "an id as a string"), out var id))
        {
            return id;
        }

        note(new LineProblemException(
            OutcomeCode.IdMalformed, json.Offset, field, "an id is 1 to 64 of A-Z a-z 0-9 . _ : -"));
        return default;
    }
}
