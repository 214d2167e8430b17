using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Says what the ledger answered, and which exit code that is.</summary>
internal static class AnswerReport
{
    /// <summary>Reports the answer to a submission or to a command about a settlement.</summary>
    public static int Settlement(CliOutput output, SettlementId id, in Answer answer, bool isDryRun = false) =>
        Write(output, id.ToString(), answer, withStage: !answer.IsRefused, isDryRun);

    /// <summary>Reports the answer to a command about the registry.</summary>
    public static int Registry(CliOutput output, CommandId id, in Answer answer) =>
        Write(output, id.ToString(), answer, withStage: false, isDryRun: false);

    public static void WriteDetail(Utf8JsonWriter json, OutcomeDetail? detail)
    {
        if (detail is null)
        {
            return;
        }

        json.WriteStartObject("detail");
        json.WriteString("field", detail.Field);
        WriteIfAny(json, "value", detail.Value);
        WriteIfAny(json, "limit", detail.Limit);
        WriteIfAny(json, "current", detail.Current);
        WriteIfAny(json, "expected", detail.Expected);
        json.WriteEndObject();
    }

    public static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static int Write(CliOutput output, string id, Answer answer, bool withStage, bool isDryRun)
    {
        if (output.IsJson)
        {
            output.Json(json => WriteMembers(json, id, answer, withStage, isDryRun));
        }
        else
        {
            WriteText(output, id, answer, withStage, isDryRun);
        }

        return ExitCode.Of(answer.Code);
    }

    private static void WriteMembers(Utf8JsonWriter json, string id, Answer answer, bool withStage, bool isDryRun)
    {
        var info = answer.Code.Describe();
        json.WriteString("id", id);
        json.WriteString("code", info.Name);
        if (withStage)
        {
            json.WriteString("stage", Words.Of(answer.Stage));
            json.WriteString("decision", Words.Of(answer.Decision));
        }

        if (answer.RecordNo > 0)
        {
            json.WriteNumber("recordNo", answer.RecordNo);
            json.WriteString("at", answer.At.ToString());
        }

        json.WriteBoolean("replayed", answer.IsReplay);
        if (isDryRun)
        {
            json.WriteBoolean("dryRun", value: true);
        }

        WriteDetail(json, answer.Detail);
        if (info.Category != FailureCategory.None)
        {
            json.WriteString("meaning", info.Meaning);
            json.WriteString("cure", info.Cure);
        }
    }

    private static void WriteText(CliOutput output, string id, Answer answer, bool withStage, bool isDryRun)
    {
        var info = answer.Code.Describe();
        var stage = withStage ? $" ({Words.Of(answer.Stage)})" : string.Empty;
        var prefix = isDryRun ? "Would answer: " : string.Empty;
        var repeat = answer.IsReplay ? ", as answered before; nothing changed" : string.Empty;
        output.Line($"{prefix}{info.Name}{stage}  {id}{repeat}");
        output.Line($"  {info.Meaning}");
        if (answer.Detail is { } detail)
        {
            output.Line($"  {detail}");
        }

        if (answer.Code is not (OutcomeCode.Settled or OutcomeCode.Applied))
        {
            output.Line($"  Next: {info.Cure}");
        }
    }
}
