using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Finds the key that signs a ledger's checkpoints: a file beside the ledger's directory, not in it.</summary>
internal static class KeyAccess
{
    /// <summary>The environment variable with the passphrase of the key file.</summary>
    public const string PassphraseVariable = "VERITAS_KEY_PASSPHRASE";

    /// <summary>A new key in a new file, encrypted when there is a passphrase.</summary>
    /// <exception cref="CliException">The file is there already or cannot be written.</exception>
    public static SigningKey Create(CommandContext context, string path)
    {
        var key = SigningKey.Generate();
        try
        {
            SigningKeyFile.Create(path, key, Passphrase(context));
            return key;
        }
        catch (SigningKeyException error)
        {
            key.Dispose();
            throw Unusable(error);
        }
    }

    /// <summary>The key in a file that an unfinished rotation left, which may be the only copy of it.</summary>
    /// <exception cref="CliException">The file cannot be used.</exception>
    public static SigningKey ReadLeftOver(CommandContext context, string path)
    {
        try
        {
            var passphrase = Passphrase(context);
            if (passphrase is not null && !SigningKeyFile.IsEncrypted(path))
            {
                context.Output.Note($"Warning: the key in {path} is not encrypted, although there is a passphrase.");
            }

            return SigningKeyFile.Read(path, passphrase);
        }
        catch (SigningKeyException error)
        {
            throw new CliException(
                ExitCode.Store,
                "KEY_UNUSABLE",
                $"A rotation of the key did not end, and what it left cannot be used: {error.Message}",
                $"Give its passphrase in ${PassphraseVariable} when it is encrypted. When the ledger opens with its "
                + $"key, {path} is not needed: move it away.");
        }
    }

    /// <summary>The key; null when there is no file, or no passphrase for it: the ledger then opens for questions
    /// only.</summary>
    /// <exception cref="CliException">The file cannot be used.</exception>
    public static SigningKey? Find(CommandContext context, bool mayCreate)
    {
        var passphrase = Passphrase(context);
        try
        {
            if (mayCreate)
            {
                return SigningKeyFile.ReadOrCreate(context.KeyFile, passphrase);
            }

            return !File.Exists(context.KeyFile) || (passphrase is null && SigningKeyFile.IsEncrypted(context.KeyFile))
                ? null
                : SigningKeyFile.Read(context.KeyFile, passphrase);
        }
        catch (SigningKeyException error)
        {
            throw Unusable(error);
        }
    }

    private static string? Passphrase(CommandContext context) =>
        context.Io.Variable(PassphraseVariable) is { Length: > 0 } given ? given : null;

    private static CliException Unusable(SigningKeyException error) => new(
        ExitCode.Store,
        "KEY_UNUSABLE",
        error.Message,
        $"Name the right file with --key, and give its passphrase in ${PassphraseVariable} when it is encrypted.");
}
