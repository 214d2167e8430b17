namespace VeritasVault.Cli;

/// <summary>Lists the participants.</summary>
internal sealed class ParticipantListCommand(CliHost host) : VeritasCommand(
    host,
    "list",
    "Lists the participants.",
    "veritas participant list",
    "veritas participant list --json")
{
    protected override async Task<int> RunAsync(CommandContext context)
    {
        await using var ledger = await context.OpenAsync();
        var participants = ledger.View.Participants();
        var keys = ledger.View.Keys().CountBy(key => key.Participant).ToDictionary();
        if (!context.Output.IsJson)
        {
            context.Output.Table(
                "Participants",
                ["participant", "consent", "credits too", "coordinates", " keys", " version"],
                participants.Select(p => new[]
                {
                    p.Id.Value,
                    Words.Of(p.Policy),
                    p.ConsentsToCredits ? "yes" : "no",
                    p.MayCoordinate ? "yes" : "no",
                    Words.Of(keys.GetValueOrDefault(p.Id)),
                    Words.Of(p.Version),
                }));
            return ExitCode.Ok;
        }

        foreach (var participant in participants)
        {
            context.Output.Json(json =>
            {
                json.WriteString("participant", participant.Id.Value);
                json.WriteString("consent", Words.Of(participant.Policy));
                json.WriteBoolean("consentsToCredits", participant.ConsentsToCredits);
                json.WriteBoolean("mayCoordinate", participant.MayCoordinate);
                json.WriteNumber("keys", keys.GetValueOrDefault(participant.Id));
                json.WriteNumber("version", participant.Version);
                json.WriteString("lastModified", participant.LastModified.ToString());
            });
        }

        return ExitCode.Ok;
    }
}
