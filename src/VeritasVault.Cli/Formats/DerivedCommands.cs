using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>
/// Registrations whose command id follows from their content when none is given: what can happen only once needs no
/// other id, and a file that is run again registers nothing anew.
/// </summary>
internal static class DerivedCommands
{
    public static RegisterParticipant RegisterParticipant(
        CommandId? id, ActorId actor, ParticipantId participant, ConsentPolicy policy, bool consentsToCredits)
    {
        var credits = consentsToCredits ? "credits" : string.Empty;
        return new RegisterParticipant
        {
            Id = id ?? Derive("registerParticipant", participant.Value, Words.Of(policy), credits),
            Actor = actor,
            Participant = participant,
            Policy = policy,
            ConsentsToCredits = consentsToCredits,
        };
    }

    public static RegisterAsset RegisterAsset(
        CommandId? id, ActorId actor, AssetId asset, int scale, AccountId issuer, Int128? issuanceLimit)
    {
        var limit = issuanceLimit is { } bound ? Words.Of(bound) : string.Empty;
        return new RegisterAsset
        {
            Id = id ?? Derive("registerAsset", asset.Value, Words.Of(scale), issuer.Value, limit),
            Actor = actor,
            Asset = asset,
            Scale = scale,
            Issuer = issuer,
            IssuanceLimit = issuanceLimit,
        };
    }

    public static OpenAccount OpenAccount(
        CommandId? id, ActorId actor, AccountId account, ParticipantId owner, LedgerId ledger = default)
    {
        // Ids of accounts that are kept here do not change because others can be kept elsewhere.
        string[] parts = ledger.IsEmpty ? [account.Value, owner.Value] : [account.Value, owner.Value, ledger.Value];
        return new OpenAccount
        {
            Id = id ?? Derive("openAccount", parts),
            Actor = actor,
            Account = account,
            Owner = owner,
            Ledger = ledger,
        };
    }

    public static RegisterLedger RegisterLedger(
        CommandId? id, ActorId actor, LedgerId ledger, LedgerHold hold, int? seconds)
    {
        var most = seconds is { } given ? Words.Of(given) : string.Empty;
        return new RegisterLedger
        {
            Id = id ?? Derive("registerLedger", ledger.Value, Words.Of(hold), most),
            Actor = actor,
            Ledger = ledger,
            Hold = hold,
            HoldSecondsMax = seconds,
        };
    }

    /// <summary>The command, with an id that follows from the rest of it where it has none.</summary>
    public static RegisterKey RegisterKey(RegisterKey command) => !command.Id.IsNil ? command : command with
    {
        Id = Derive(
            "registerKey",
            command.Participant.Value,
            KeyText.Of(command.PublicKey),
            command.ValidFrom?.ToString() ?? string.Empty,
            command.ValidUntil?.ToString() ?? string.Empty,
            command.Endorsement is { } endorsement ? $"{endorsement.By}{endorsement.Signature}" : string.Empty,
            command.IsReset ? "reset" : string.Empty),
    };

    public static RevokeKey RevokeKey(CommandId? id, ActorId actor, ParticipantId participant, KeyId key) => new()
    {
        Id = id ?? Derive("revokeKey", participant.Value, key.ToString()),
        Actor = actor,
        Participant = participant,
        Key = key,
    };

    private static CommandId Derive(string command, params ReadOnlySpan<string> parts) =>
        CommandId.From(Uuid8.Of(command, parts));
}
