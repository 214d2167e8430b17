using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>A settlement for people: what it is, where it stands, whose move it is.</summary>
internal static class SettlementText
{
    public static void Write(CliOutput output, SettlementInfo settlement, AssetScales scales, bool withPlan)
    {
        var info = settlement.Code.Describe();
        var doubt = settlement.InDoubtSince is { } since ? $"  IN DOUBT since {since}" : string.Empty;
        output.Line(
            $"{settlement.Id}  {Words.Of(settlement.Stage)}  decision: {Words.Of(settlement.Decision)}{doubt}");
        output.Line($"  {info.Name}: {info.Meaning}");
        if (settlement.Detail is { } detail)
        {
            output.Line($"  {detail}");
        }

        if (settlement.Code != OutcomeCode.Settled)
        {
            output.Line($"  Next: {info.Cure}");
        }

        WriteFacts(output, settlement);
        output.Table(
            "Stages", ["stage", "at"], settlement.Trail.Select(s => new[] { Words.Of(s.Stage), s.At.ToString() }));
        if (settlement.WaitingFor.Count > 0)
        {
            output.Table(
                "Waiting for",
                ["what", "subject", " missing (minor units)", "meaning"],
                settlement.WaitingFor.Select(w => new[]
                {
                    Words.Camel(w.Kind.ToString()), w.Subject, w.Missing is { } missing
                        ? Words.Of(missing)
                        : string.Empty, w.Text,
                }));
        }

        WriteLegs(output, settlement.Request.Legs, scales);
        if (withPlan)
        {
            PlanReport.Table(output, settlement.Plan, scales);
        }

        if (settlement.Signatures.Count > 0)
        {
            WriteSignatures(output, settlement.Signatures);
        }

        if (settlement.Moves.Count > 0)
        {
            WriteMoves(output, settlement.Moves, scales);
        }
    }

    private static void WriteFacts(CliOutput output, SettlementInfo settlement)
    {
        var request = settlement.Request;
        var facts = new List<string[]>
        {
            new[] { "kind", Words.Of(request.Kind) },
            new[] { "proposer", settlement.Proposer.Value },
            new[] { "on shortage", Words.Of(request.Terms.OnShortage) },
            new[] { "consent", Words.Of(request.Terms.Consent) },
            new[] { "isolation", Words.Of(request.Terms.Isolation) },
            new[] { "prepare", Words.Of(request.Terms.Prepare) },
            new[] { "recovery", RecoveryText.Of(request.Terms.Recovery) },
            new[] { "attempt", Words.Of(settlement.Attempt) },
            new[] { "on hold", string.Join(", ", settlement.OnHold.Select(p => p.Value)) },
            new[] { "consented", string.Join(", ", settlement.Consents.Select(p => p.Value)) },
            new[] { "not before", request.NotBefore?.ToString() ?? string.Empty },
            new[] { "deadline", request.Deadline?.ToString() ?? string.Empty },
            new[] { "replaces", request.Terms.Replaces?.ToString() ?? string.Empty },
            new[] { "reference", request.Reference ?? string.Empty },
            new[] { "metadata", request.Metadata ?? string.Empty },
            new[] { "record", Words.Of(settlement.RecordNo) },
        };
        output.Table(string.Empty, ["fact", "value"], facts.Where(fact => fact[1].Length > 0));
    }

    private static void WriteLegs(CliOutput output, Instruction[] legs, AssetScales scales)
    {
        var isSigned = Array.Exists(legs, leg => !leg.Authoriser.IsEmpty || !leg.CreditAuthoriser.IsEmpty);
        var isForeign = Array.Exists(legs, leg => !leg.Ledger.IsEmpty);
        string[] columns = ["leg", "from", "to", " quantity", "asset"];
        output.Table(
            "Legs",
            [
                .. columns,
                .. (string[])(isForeign ? ["ledger"] : []),
                .. (string[])(isSigned ? ["authoriser", "credit authoriser"] : []),
            ],
            legs.Select((leg, place) => RowOf(leg, place, scales, isForeign, isSigned)));
    }

    private static string[] RowOf(in Instruction leg, int place, AssetScales scales, bool isForeign, bool isSigned)
    {
        string[] row =
        [
            leg.Id.IsEmpty ? Words.Of(place + 1) : leg.Id.Value,
            leg.From.Value,
            leg.To.Value,
            scales.Format(leg.Asset, leg.Quantity),
            leg.Asset.Value,
        ];
        return
        [
            .. row,
            .. (string[])(isForeign ? [leg.Ledger.Value] : []),
            .. (string[])(isSigned ? [leg.Authoriser.Value, leg.CreditAuthoriser.Value] : []),
        ];
    }

    private static void WriteSignatures(CliOutput output, IReadOnlyList<SignatureInfo> signatures) => output.Table(
        "Signed",
        ["participant", "key id", "at", " settlements under the signature"],
        signatures.Select(signature => new[]
        {
            signature.Participant.Value,
            signature.Key.ToString(),
            signature.At.ToString(),
            Words.Of(signature.BatchCount),
        }));

    private static void WriteMoves(CliOutput output, IReadOnlyList<PositionMove> moves, AssetScales scales) =>
        output.Table(
        "Moved, net per position",
        ["account", "asset", " change", " balance after", " version"],
        moves.Select(move => new[]
        {
            move.Account.Value,
            move.Asset.Value,
            scales.Format(move.Asset, move.Delta),
            scales.Format(move.Asset, move.BalanceAfter),
            Words.Of(move.VersionAfter),
        }));
}
