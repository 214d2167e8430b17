namespace VeritasVault.Engine;

/// <summary>A key file cannot be used: missing, damaged, readable by others, or its passphrase is wrong or
/// missing.</summary>
public sealed class SigningKeyException(string message, Exception? cause = null) : Exception(message, cause);
