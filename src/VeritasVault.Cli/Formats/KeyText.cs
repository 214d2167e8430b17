using System.Buffers;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Keys, signatures and hashes as texts: public keys in base64, all else in lower-case hexadecimal
/// digits.</summary>
internal static class KeyText
{
    public const string PublicKeyForm = "a public key in base64, 44 characters";
    public const string KeyIdForm = "a key id of 32 lower-case hexadecimal digits";
    public const string SignatureForm = "a signature of 128 lower-case hexadecimal digits";
    public const string HashForm = "64 lower-case hexadecimal digits";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static string Of(PublicKey key)
    {
        Span<byte> bytes = stackalloc byte[Core.PublicKey.Size];
        key.Write(bytes);
        return Convert.ToBase64String(bytes);
    }

    public static PublicKey? PublicKey(string text)
    {
        Span<byte> bytes = stackalloc byte[Core.PublicKey.Size];

        // The decoder skips white space and padding bits; what it took must be what we would write.
        return Convert.TryFromBase64String(text, bytes, out var count) && count == bytes.Length
            && Convert.ToBase64String(bytes) == text
            ? Core.PublicKey.Read(bytes)
            : null;
    }

    public static KeyId? KeyId(string text)
    {
        Span<byte> bytes = stackalloc byte[Core.KeyId.Size];
        return IsHex(text, bytes) ? Core.KeyId.Read(bytes) : null;
    }

    public static Signature? Signature(string text)
    {
        Span<byte> bytes = stackalloc byte[Core.Signature.Size];
        return IsHex(text, bytes) ? Core.Signature.Read(bytes) : null;
    }

    public static Hash256? Hash(string text)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        return IsHex(text, bytes) ? Hash256.Read(bytes) : null;
    }

    private static bool IsHex(string text, Span<byte> bytes) =>
        text.Length == 2 * bytes.Length
        && !text.AsSpan().ContainsAnyExcept(HexDigits)
        && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done;
}
