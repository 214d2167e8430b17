using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Finds the key that signs a ledger's checkpoints: a file beside the ledger's directory, not in it.</summary>
internal static class KeyAccess
{
    /// <summary>The environment variable with the passphrase of the key file.</summary>
    public const string PassphraseVariable = "VERITAS_KEY_PASSPHRASE";

    /// <summary>The key; null when there is no file, or no passphrase for it: the ledger then opens for questions
    /// only.</summary>
    /// <exception cref="CliException">The file cannot be used.</exception>
    public static SigningKey? Find(CommandContext context, bool mayCreate)
    {
        var passphrase = context.Io.Variable(PassphraseVariable) is { Length: > 0 } given ? given : null;
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
            throw new CliException(
                ExitCode.Store,
                "KEY_UNUSABLE",
                error.Message,
                $"Name the right file with --key, and give its passphrase in ${PassphraseVariable} when it is encrypted.");
        }
    }
}
