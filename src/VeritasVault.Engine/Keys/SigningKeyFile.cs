using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace VeritasVault.Engine;

/// <summary>
/// Private keys in files: PKCS #8 in PEM (RFC 5958, RFC 8410, RFC 7468), which openssl reads as well. With a passphrase
/// encrypted (PBES2, AES-256, PBKDF2 with SHA-256); without one readable by its owner only, and refused when it is not.
/// </summary>
public static class SigningKeyFile
{
    private const string PlainLabel = "PRIVATE KEY";
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";
    private const int Iterations = 600_000;
    private const int BytesMax = 16 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite;

    /// <summary>Writes a key to a file that does not exist yet; on return it is durable.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The key.</param>
    /// <param name="passphrase">Null: not encrypted.</param>
    /// <exception cref="SigningKeyException">There is a file already, or it cannot be written.</exception>
    public static void Create(string path, SigningKey key, string? passphrase = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        var plain = key.ExportPkcs8();
        try
        {
            var text = passphrase is null
                ? PemEncoding.WriteString(PlainLabel, plain)
                : PemEncoding.WriteString(EncryptedLabel, Encrypt(plain, passphrase));
            Write(path, text + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SigningKeyException($"the key cannot be written to {path}: {error.Message}", error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Reads a key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">What it was encrypted with; not looked at when it is not encrypted.</param>
    /// <exception cref="SigningKeyException">The file cannot be used; the message says why.</exception>
    public static SigningKey Read(string path, string? passphrase = null)
    {
        var text = ReadText(path);
        if (!PemEncoding.TryFind(text, out var fields))
        {
            throw new SigningKeyException($"{path} holds no private key in PEM");
        }

        var bytes = new byte[fields.DecodedDataLength];
        try
        {
            Convert.TryFromBase64String(text[fields.Base64Data], bytes, out _);
            return text[fields.Label] switch
            {
                PlainLabel => ReadPlain(path, bytes),
                EncryptedLabel => ReadEncrypted(path, bytes, passphrase),
                var other => throw new SigningKeyException($"{path} holds '{other}', not a private key"),
            };
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            throw new SigningKeyException($"{path} holds no Ed25519 key that can be read: {error.Message}", error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Whether the file holds an encrypted key, which is read with its passphrase only.</summary>
    /// <exception cref="SigningKeyException">The file cannot be read.</exception>
    public static bool IsEncrypted(string path) =>
        PemEncoding.TryFind(ReadText(path), out var fields) && ReadText(path)[fields.Label] == EncryptedLabel;

    /// <summary>Reads the key in a file, or makes a new one there when there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">Null: not encrypted.</param>
    /// <exception cref="SigningKeyException">The file cannot be used or made.</exception>
    public static SigningKey ReadOrCreate(string path, string? passphrase = null)
    {
        if (File.Exists(path))
        {
            return Read(path, passphrase);
        }

        var key = SigningKey.Generate();
        try
        {
            Create(path, key, passphrase);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > BytesMax)
            {
                throw new SigningKeyException($"{path} has {file.Length} bytes; a key file has at most {BytesMax}");
            }

            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SigningKeyException($"the key in {path} cannot be read: {error.Message}", error);
        }
    }

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static SigningKey ReadPlain(string path, byte[] bytes)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw new SigningKeyException(
                $"others may read or write {path}, which is not encrypted: chmod 600 it, and take the key for known");
        }

        return SigningKey.ImportPkcs8(bytes);
    }

    private static SigningKey ReadEncrypted(string path, byte[] bytes, string? passphrase)
    {
        if (passphrase is null)
        {
            throw new SigningKeyException($"{path} is encrypted: give its passphrase");
        }

        Pkcs8PrivateKeyInfo info;
        try
        {
            info = Pkcs8PrivateKeyInfo.DecryptAndDecode(passphrase, bytes, out _);
        }
        catch (CryptographicException error)
        {
            throw new SigningKeyException($"{path} does not open with this passphrase", error);
        }

        var plain = info.Encode();
        try
        {
            return SigningKey.ImportPkcs8(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static byte[] Encrypt(byte[] plain, string passphrase) =>
        Pkcs8PrivateKeyInfo.Decode(plain, out _).Encrypt(
            passphrase,
            new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations));
}
