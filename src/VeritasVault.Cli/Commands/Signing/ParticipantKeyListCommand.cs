using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Lists the participants' keys.</summary>
internal sealed class ParticipantKeyListCommand : VeritasCommand
{
    private readonly Argument<string?> _participant = new("NAME")
    {
        Description = "The participant's id [default: all participants]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public ParticipantKeyListCommand(CliHost host)
        : base(
            host,
            "list",
            "Lists the keys with which participants sign, in the order of registration.",
            "veritas participant key list",
            "veritas participant key list alice --json") => Arguments.Add(_participant);

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var name = context.Value(_participant);
        var participant = name is null ? (ParticipantId?)null : InputText.Participant(name);
        await using var ledger = await context.OpenAsync();
        if (participant is { } asked && ledger.View.Participants().All(known => known.Id != asked))
        {
            throw CliException.Of(OutcomeCode.ParticipantUnknown, "participant", asked.Value);
        }

        var keys = ledger.View.Keys(participant);
        if (context.Output.IsJson)
        {
            WriteJson(context.Output, keys);
        }
        else
        {
            WriteTable(context.Output, keys, ledger.View.AsOf.Time);
        }

        return ExitCode.Ok;
    }

    private static void WriteJson(CliOutput output, IReadOnlyList<KeyInfo> keys)
    {
        foreach (var key in keys)
        {
            output.Json(json =>
            {
                json.WriteString("participant", key.Participant.Value);
                json.WriteString("keyId", key.Id.ToString());
                json.WriteString("publicKey", KeyText.Of(key.PublicKey));
                json.WriteString("validFrom", key.ValidFrom.ToString());
                json.WriteString("validUntil", key.ValidUntil?.ToString());
                json.WriteString("registeredAt", key.RegisteredAt.ToString());
                json.WriteString("revokedAt", key.RevokedAt?.ToString());
                json.WriteString("previousKeyId", key.Previous?.ToString());
                json.WriteBoolean("reset", key.IsReset);
            });
        }
    }

    private static void WriteTable(CliOutput output, IReadOnlyList<KeyInfo> keys, Timestamp now) => output.Table(
        "Keys",
        ["participant", "key id", "valid from", "valid until", "stands on", "state"],
        keys.Select(key => new[]
        {
            key.Participant.Value,
            key.Id.ToString(),
            key.ValidFrom.ToString(),
            key.ValidUntil?.ToString() ?? string.Empty,
            key.IsReset ? "the operator's reset" : key.Previous?.ToString() ?? "the operator",
            key.RevokedAt is { } at ? $"revoked at {at}"
                : key.ValidUntil <= now ? "ended"
                : key.ValidFrom > now ? "not yet valid"
                : "valid",
        }));
}
