using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Arguments of commands as values of the core, or a message with the code of what is wrong.</summary>
internal static class InputText
{
    public static ActorId Actor(string name) =>
        TextId.IsValid(name) ? ActorId.Local(name) : throw CliException.Of(OutcomeCode.ActorMalformed, "--as", name);

    public static AccountId Account(string text, string field = "account") =>
        AccountId.TryParse(text, out var id) ? id : throw CliException.Of(OutcomeCode.IdMalformed, field, text);

    public static AssetId Asset(string text, string field = "asset") =>
        AssetId.TryParse(text, out var id) ? id : throw CliException.Of(OutcomeCode.IdMalformed, field, text);

    public static ParticipantId Participant(string text, string field = "participant") =>
        ParticipantId.TryParse(text, out var id) ? id : throw CliException.Of(OutcomeCode.IdMalformed, field, text);

    /// <summary>The name of a log; null stays null.</summary>
    public static string? OriginOrNone(string? text, string field) => text is null || Origin.TryParse(text, out _)
        ? text
        : throw new CliException(
            ExitCode.BadInput,
            OutcomeCode.IdMalformed.Name(),
            $"{field} is '{text}', which is no name of a log.",
            "Use 1 to 200 of A-Z a-z 0-9 . _ : / - without a slash at either end.");

    public static LedgerId Ledger(string text, string field = "ledger") =>
        LedgerId.TryParse(text, out var id) ? id : throw CliException.Of(OutcomeCode.IdMalformed, field, text);

    public static SettlementId Settlement(string text) =>
        SettlementId.TryParse(text, out var id) && !id.IsNil
            ? id
            : throw CliException.Of(OutcomeCode.SettlementIdMalformed, "id", text);

    /// <summary>The id given, or a new one that sorts by time.</summary>
    public static SettlementId SettlementOrNew(string? text) =>
        text is null ? SettlementId.From(Guid.CreateVersion7()) : Settlement(text);

    /// <summary>The id given, or a new one that sorts by time.</summary>
    public static CommandId CommandOrNew(string? text) =>
        text is null ? CommandId.From(Guid.CreateVersion7()) : new CommandId(Settlement(text).Bits);

    public static Timestamp? Time(string? text, string field) =>
        text is null ? null
        : Timestamp.TryParse(text, out var time) ? time
        : throw new CliException(
            ExitCode.BadInput,
            OutcomeCode.MalformedInput.Name(),
            $"{field} is '{text}', which is no time.",
            "Give a day like 2026-11-23 or a time in UTC like 2026-11-23T14:30:00Z.");

    /// <summary>A quantity in minor units of an asset of the given scale.</summary>
    public static Int128 Quantity(string text, int scale, string field)
    {
        var code = QuantityText.Parse(text, scale, out var quantity);
        return code == OutcomeCode.None ? quantity : throw CliException.Of(code, field, text);
    }

    /// <summary>A quantity, or null for the word none.</summary>
    public static Int128? QuantityOrNone(string text, int scale, string field) =>
        text == "none" ? null : Quantity(text, scale, field);
}
