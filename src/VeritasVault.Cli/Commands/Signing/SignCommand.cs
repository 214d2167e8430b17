using System.CommandLine;
using System.Globalization;
using System.Text;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Signs a file of settlements for a participant.</summary>
internal sealed class SignCommand : VeritasCommand
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "Settlements, one JSON object a line, or - for the standard input",
    };

    private readonly Option<string> _signWith = SignWithOption.Create(isRequired: true);

    private readonly Option<string> _participant = new("--participant")
    {
        Description = "Who signs",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string> _origin = new("--origin")
    {
        Description = "The origin of the ledger's log, instead of opening the ledger; veritas keys --json shows it",
        HelpName = "TEXT",
    };

    private readonly Option<string[]> _scales = new("--scale")
    {
        Description = "With --origin: how many decimals an asset has, ASSET=N; may be given often",
        HelpName = "ASSET=N",
    };

    private readonly Option<string> _authorise = new("--authorise")
    {
        Description = "Name the signer as authoriser of legs that debit these accounts, ACCOUNT[,ACCOUNT]; "
            + "ACCOUNT=NAME names another, who signs later",
        HelpName = "LIST",
    };

    private readonly Option<bool> _batch = new("--batch")
    {
        Description = "One signature over all settlements of the file",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The file to write to [default: the standard output]",
        HelpName = "FILE",
    };

    public SignCommand(CliHost host)
        : base(
            host,
            "sign",
            "Signs the settlements of a file for a participant, who is named as authoriser of legs in them.",
            "veritas sign trades.ndjson --participant alice --sign-with alice.key "
                + "--authorise alice-cash,bob-cash=bob --out signed.ndjson",
            "veritas sign signed.ndjson --participant bob --sign-with bob.key --origin main/2f1e0d9c --scale USD=2 "
                + "--scale BOND=0",
            "veritas sign day.ndjson --participant alice --sign-with alice.key --batch --out day.signed.ndjson --json")
    {
        Arguments.Add(_file);
        Options.Add(_participant);
        Options.Add(_signWith);
        Options.Add(_authorise);
        Options.Add(_batch);
        Options.Add(_origin);
        Options.Add(_scales);
        Options.Add(_out);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var participant = InputText.Participant(context.Value(_participant)!, "--participant");
        var authorise = AuthorisersOf(context.Value(_authorise), participant);
        using var key = SignerAccess.Read(context, context.Value(_signWith)!);
        var signer = new ApprovalSigner(participant, key);
        if (context.Value(_origin) is { } given)
        {
            return await SignAsync(
                context,
                signer,
                Origin.TryParse(given, out var origin)
                    ? origin
                    : throw CliException.Of(OutcomeCode.IdMalformed, "--origin", given),
                new AssetScales(null),
                authorise);
        }

        await using var ledger = await context.OpenAsync();
        if (ledger.View.Keys(participant).All(known => known.Id != signer.KeyId || known.RevokedAt is not null))
        {
            context.Output.Note($"Warning: the ledger knows no valid key {signer.KeyId} of {participant}.");
        }

        return await SignAsync(
            context, signer, Origin.Parse(ledger.View.Origin), new AssetScales(ledger.View), authorise);
    }

    private async Task<int> SignAsync(
        CommandContext context,
        ApprovalSigner signer,
        Origin origin,
        AssetScales scales,
        Dictionary<AccountId, ParticipantId> authorise)
    {
        foreach (var text in context.Value(_scales) ?? [])
        {
            ProposeScale(scales, text);
        }

        var parser = new NdjsonParser(scales, ActorId.Local(signer.Participant.Value));
        SigningFile file;
        await using (var input = context.Io.OpenFile(context.Value(_file)))
        {
            file = SigningFile.Read(input, parser, scales);
        }

        var work = new FileSigner(parser, signer, origin, authorise);
        var signed = context.Value(_batch) ? work.SignBatch(file) : work.SignEach(file);
        if (signed == 0)
        {
            throw new CliException(
                ExitCode.BadInput,
                "NOTHING_TO_SIGN",
                $"{signer.Participant} is no authoriser of any leg of the file.",
                "Name the debited accounts of the signer with --authorise ACCOUNT, or the authoriser in the legs.");
        }

        await WriteAsync(context, file);
        Report(context, signer, signed, file.Settlements.Count());
        return ExitCode.Ok;
    }

    private async Task WriteAsync(CommandContext context, SigningFile file)
    {
        if (context.Value(_out) is not { } path)
        {
            file.Write(context.Io.Output);
            return;
        }

        // The file may be the one that was read: a crash leaves the one or the other, whole.
        var partial = path + ".partial";
        await using (var writer = new StreamWriter(partial, append: false, new UTF8Encoding(false)))
        {
            file.Write(writer);
        }

        File.Move(partial, path, overwrite: true);
    }

    private void Report(CommandContext context, ApprovalSigner signer, int signed, int settlements)
    {
        var path = context.Value(_out);
        if (path is null)
        {
            return;
        }

        if (!context.Output.IsJson)
        {
            context.Output.Line(
                $"Signed {signed} of {settlements} settlements for {signer.Participant} with key {signer.KeyId}: "
                + $"{path}.");
            context.Output.Line($"Next: the other signers' veritas sign {path}, then veritas run {path}.");
            return;
        }

        context.Output.Json(json =>
        {
            json.WriteString("out", path);
            json.WriteString("participant", signer.Participant.Value);
            json.WriteString("keyId", signer.KeyId.ToString());
            json.WriteNumber("settlements", settlements);
            json.WriteNumber("signed", signed);
            json.WriteBoolean("batch", context.Value(_batch));
        });
    }

    private static Dictionary<AccountId, ParticipantId> AuthorisersOf(string? text, ParticipantId signer)
    {
        var authorisers = new Dictionary<AccountId, ParticipantId>();
        foreach (var one in text?.Split(',') ?? [])
        {
            var parts = one.Split('=', 2);
            authorisers[InputText.Account(parts[0], "--authorise")] =
                parts.Length == 1 ? signer : InputText.Participant(parts[1], "--authorise");
        }

        return authorisers;
    }

    private static void ProposeScale(AssetScales scales, string text)
    {
        var parts = text.Split('=');
        if (parts.Length != 2 || !AssetId.TryParse(parts[0], out var asset)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var scale)
            || scale > Limits.ScaleMax)
        {
            throw CliException.Of(OutcomeCode.ParameterOutOfRange, "--scale", text);
        }

        scales.Propose(asset, scale);
    }
}
