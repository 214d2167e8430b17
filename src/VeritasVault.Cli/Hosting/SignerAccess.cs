using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Finds a participant's own private key: a file that has nothing to do with the ledger's.</summary>
internal static class SignerAccess
{
    /// <summary>The environment variable with the passphrase of a participant's key file, where it is another than
    /// that of the ledger's.</summary>
    public const string PassphraseVariable = "VERITAS_SIGN_PASSPHRASE";

    /// <summary>The passphrase for participants' key files; null when there is none.</summary>
    public static string? Passphrase(CommandContext context) =>
        Variable(context, PassphraseVariable) ?? Variable(context, KeyAccess.PassphraseVariable);

    /// <exception cref="CliException">The file cannot be used.</exception>
    public static SigningKey Read(CommandContext context, string path)
    {
        try
        {
            return SigningKeyFile.Read(path, Passphrase(context));
        }
        catch (SigningKeyException error)
        {
            throw Unusable(error);
        }
    }

    /// <summary>A new key in a new file.</summary>
    /// <exception cref="CliException">The file is there already or cannot be written.</exception>
    public static SigningKey Create(string path, string? passphrase)
    {
        if (File.Exists(path))
        {
            throw new CliException(
                ExitCode.BadInput,
                "FILE_EXISTS",
                $"There is a file {path} already, and a key that is overwritten is lost.",
                "Name another file with --out.");
        }

        var key = SigningKey.Generate();
        try
        {
            SigningKeyFile.Create(path, key, passphrase);
            return key;
        }
        catch (SigningKeyException error)
        {
            key.Dispose();
            throw Unusable(error);
        }
    }

    private static string? Variable(CommandContext context, string name) =>
        context.Io.Variable(name) is { Length: > 0 } given ? given : null;

    private static CliException Unusable(SigningKeyException error) => new(
        ExitCode.BadInput,
        "KEY_UNUSABLE",
        error.Message,
        $"Name the participant's key file, and give its passphrase in ${PassphraseVariable} "
        + $"(or ${KeyAccess.PassphraseVariable}) when it is encrypted.");
}
