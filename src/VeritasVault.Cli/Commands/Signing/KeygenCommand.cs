using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Makes a participant's key. Needs no ledger.</summary>
internal sealed class KeygenCommand : VeritasCommand
{
    private readonly Option<string> _out = new("--out")
    {
        Description = "The file to write the private key to; it must not exist",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<bool> _encrypt = new("--encrypt")
    {
        Description = $"Encrypt it with the passphrase in ${SignerAccess.PassphraseVariable}, "
            + $"else in ${KeyAccess.PassphraseVariable}",
    };

    public KeygenCommand(CliHost host)
        : base(
            host,
            "keygen",
            "Makes a key with which a participant signs: the private half in a file, the public half printed.",
            "veritas keygen --out alice.key",
            "veritas keygen --out alice.key --encrypt",
            "veritas keygen --out alice.key --json")
    {
        Options.Add(_out);
        Options.Add(_encrypt);
    }

    protected override Task<int> RunAsync(CommandContext context)
    {
        var file = context.Value(_out)!;
        var encrypts = context.Value(_encrypt);
        var passphrase = encrypts ? SignerAccess.Passphrase(context) : null;
        if (encrypts && passphrase is null)
        {
            throw new CliException(
                ExitCode.BadInput,
                "PASSPHRASE_MISSING",
                "There is no passphrase to encrypt the key with.",
                $"Set ${SignerAccess.PassphraseVariable} or ${KeyAccess.PassphraseVariable}.");
        }

        using var key = SignerAccess.Create(file, passphrase);
        Report(context.Output, file, PublicKey.Read(key.PublicKey.Bytes), encrypts);
        return Task.FromResult(ExitCode.Ok);
    }

    private static void Report(CliOutput output, string file, PublicKey key, bool isEncrypted)
    {
        var id = ApprovalSigner.KeyIdOf(key);
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteString("file", file);
                json.WriteBoolean("encrypted", isEncrypted);
                json.WriteString("publicKey", KeyText.Of(key));
                json.WriteString("keyId", id.ToString());
            });
            return;
        }

        output.Line($"Wrote the private key to {file}: keep it, and show it to nobody.");
        output.Table(
            string.Empty, ["fact", "value"], [["public key", KeyText.Of(key)], ["key id", id.ToString()]]);
        output.Line($"Next: the operator's veritas participant key add NAME --public-key {KeyText.Of(key)}");
    }
}
