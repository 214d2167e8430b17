using System.Text.Json;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>A settlement as one JSON object; quantities in minor units.</summary>
internal static class SettlementJson
{
    public static void Write(Utf8JsonWriter json, SettlementInfo settlement, bool withPlan)
    {
        var info = settlement.Code.Describe();
        json.WriteString("id", settlement.Id.ToString());
        json.WriteString("stage", Words.Of(settlement.Stage));
        json.WriteString("decision", Words.Of(settlement.Decision));
        json.WriteString("code", info.Name);
        json.WriteString("meaning", info.Meaning);
        json.WriteString("cure", info.Cure);
        AnswerReport.WriteDetail(json, settlement.Detail);
        json.WriteString("proposer", settlement.Proposer.Value);
        json.WriteNumber("recordNo", settlement.RecordNo);
        json.WriteString("at", settlement.At.ToString());
        json.WriteNumber("attempt", settlement.Attempt);
        AnswerReport.WriteIfAny(json, "decidedAt", settlement.DecidedAt?.ToString());
        json.WriteBoolean("inDoubt", settlement.InDoubtSince is not null);
        AnswerReport.WriteIfAny(json, "inDoubtSince", settlement.InDoubtSince?.ToString());
        WriteTerms(json, settlement.Request);
        WriteLegs(json, settlement.Request.Legs);
        WriteProgress(json, settlement);
        if (withPlan)
        {
            PlanReport.Json(json, settlement.Plan);
        }

        WriteMoves(json, settlement.Moves);
    }

    private static void WriteTerms(Utf8JsonWriter json, SettlementRequest request)
    {
        json.WriteString("kind", Words.Of(request.Kind));
        json.WriteString("onShortage", Words.Of(request.Terms.OnShortage));
        json.WriteString("consent", Words.Of(request.Terms.Consent));
        json.WriteString("isolation", Words.Of(request.Terms.Isolation));
        json.WriteString("prepare", Words.Of(request.Terms.Prepare));
        if (request.Terms.Recovery is { } recovery)
        {
            json.WriteStartObject("recovery");
            json.WriteNumber("tries", recovery.Tries);
            json.WriteNumber("delayMs", recovery.DelayMs);
            json.WriteNumber("delayMaxMs", recovery.DelayMaxMs);
            json.WriteEndObject();
        }

        AnswerReport.WriteIfAny(json, "notBefore", request.NotBefore?.ToString());
        AnswerReport.WriteIfAny(json, "deadline", request.Deadline?.ToString());
        AnswerReport.WriteIfAny(json, "replaces", request.Terms.Replaces?.ToString());
        AnswerReport.WriteIfAny(json, "reference", request.Reference);
        AnswerReport.WriteIfAny(json, "metadata", request.Metadata);
        if (request.Terms.ExpectedVersions.Length == 0)
        {
            return;
        }

        json.WriteStartArray("expectedVersions");
        foreach (var expected in request.Terms.ExpectedVersions)
        {
            json.WriteStartObject();
            json.WriteString("account", expected.Account.Value);
            AnswerReport.WriteIfAny(json, "asset", expected.Asset?.Value);
            json.WriteNumber("version", expected.Version);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLegs(Utf8JsonWriter json, Instruction[] legs)
    {
        json.WriteStartArray("legs");
        for (var i = 0; i < legs.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("id", legs[i].Id.IsEmpty ? Words.Of(i + 1) : legs[i].Id.Value);
            json.WriteString("from", legs[i].From.Value);
            json.WriteString("to", legs[i].To.Value);
            json.WriteString("asset", legs[i].Asset.Value);
            json.WriteString("quantity", Words.Of(legs[i].Quantity));
            AnswerReport.WriteIfAny(json, "ledger", legs[i].Ledger.IsEmpty ? null : legs[i].Ledger.Value);
            WriteName(json, "authoriser", legs[i].Authoriser);
            WriteName(json, "creditAuthoriser", legs[i].CreditAuthoriser);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProgress(Utf8JsonWriter json, SettlementInfo settlement)
    {
        json.WriteStartArray("trail");
        foreach (var step in settlement.Trail)
        {
            json.WriteStartObject();
            json.WriteString("stage", Words.Of(step.Stage));
            json.WriteString("at", step.At.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("waitingFor");
        foreach (var reason in settlement.WaitingFor)
        {
            json.WriteStartObject();
            json.WriteString("kind", Words.Camel(reason.Kind.ToString()));
            json.WriteString("subject", reason.Subject);
            AnswerReport.WriteIfAny(json, "missing", reason.Missing is { } missing ? Words.Of(missing) : null);
            json.WriteString("text", reason.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteNames(json, "onHold", settlement.OnHold);
        WriteNames(json, "consents", settlement.Consents);
        json.WriteStartArray("signatures");
        foreach (var signature in settlement.Signatures)
        {
            json.WriteStartObject();
            json.WriteString("participant", signature.Participant.Value);
            json.WriteString("keyId", signature.Key.ToString());
            json.WriteString("at", signature.At.ToString());
            json.WriteNumber("batchCount", signature.BatchCount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IReadOnlyList<ParticipantId> participants)
    {
        json.WriteStartArray(name);
        foreach (var participant in participants)
        {
            json.WriteStringValue(participant.Value);
        }

        json.WriteEndArray();
    }

    private static void WriteName(Utf8JsonWriter json, string name, ParticipantId participant) =>
        AnswerReport.WriteIfAny(json, name, participant.IsEmpty ? null : participant.Value);

    private static void WriteMoves(Utf8JsonWriter json, IReadOnlyList<PositionMove> moves)
    {
        json.WriteStartArray("moves");
        foreach (var move in moves)
        {
            json.WriteStartObject();
            json.WriteString("account", move.Account.Value);
            json.WriteString("asset", move.Asset.Value);
            json.WriteString("delta", Words.Of(move.Delta));
            json.WriteString("balanceAfter", Words.Of(move.BalanceAfter));
            json.WriteNumber("version", move.VersionAfter);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
