using System.Text.Json;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>An execution plan, for programs and for people.</summary>
internal static class PlanReport
{
    public static void Table(CliOutput output, IReadOnlyList<PlanStep> plan, AssetScales scales)
    {
        output.Table(
            "Plan, in the order of preparing; undone from the last to the first",
            [" no", "state", "where", "what", "undone by", " tries", "last words"],
            plan.Select(step => new[]
            {
                Words.Of(step.Number),
                Words.Of(step.State) + (step.IsStuck ? ", waits for the operator" : string.Empty),
                step.Ledger is { } ledger ? $"{ledger} ({Words.Of(step.Hold!.Value)})" : "here",
                WhatOf(step),
                step.Rollback,
                step.Tries > 0 ? Words.Of(step.Tries) : string.Empty,
                step.Said,
            }));
        if (plan.Count > 0 && plan[0].Positions.Count > 0)
        {
            output.Table(
                "Operation 0, net per position",
                ["account", "asset", " net", "lock"],
                plan[0].Positions.Select(position => new[]
                {
                    position.Account.Value,
                    position.Asset.Value,
                    scales.Format(position.Asset, position.Net),
                    Words.Of(position.Lock),
                }));
        }
    }

    public static void Json(Utf8JsonWriter json, IReadOnlyList<PlanStep> plan)
    {
        json.WriteStartArray("plan");
        foreach (var step in plan)
        {
            json.WriteStartObject();
            json.WriteNumber("operation", step.Number);
            json.WriteString("state", Words.Of(step.State));
            json.WriteString("rollback", step.Rollback);
            if (step.Ledger is { } ledger)
            {
                json.WriteString("ledger", ledger.Value);
                json.WriteString("hold", Words.Of(step.Hold!.Value));
                WriteLegs(json, step.Legs);
                json.WriteNumber("tries", step.Tries);
                json.WriteBoolean("stuck", step.IsStuck);
                json.WriteString("said", step.Said);
                AnswerReport.WriteIfAny(json, "heldUntil", step.HeldUntil?.ToString());
            }
            else
            {
                WritePositions(json, step.Positions);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string WhatOf(PlanStep step) => step.Legs switch
    {
        [] => "reservation and locks",
        [var leg] => $"leg {leg}",
        var legs => $"legs {string.Join(", ", legs)}",
    };

    private static void WriteLegs(Utf8JsonWriter json, IReadOnlyList<int> legs)
    {
        json.WriteStartArray("legs");
        foreach (var leg in legs)
        {
            json.WriteNumberValue(leg);
        }

        json.WriteEndArray();
    }

    private static void WritePositions(Utf8JsonWriter json, IReadOnlyList<PlannedPosition> positions)
    {
        json.WriteStartArray("positions");
        foreach (var position in positions)
        {
            json.WriteStartObject();
            json.WriteString("account", position.Account.Value);
            json.WriteString("asset", position.Asset.Value);
            json.WriteString("net", Words.Of(position.Net));
            json.WriteString("lock", Words.Of(position.Lock));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
