namespace VeritasVault.Proofs;

/// <summary>
/// Bytes are not of the form they must have. Thrown by <see cref="StatementReader"/> and by readers of tiles; parsers
/// of whole files and entries catch it and answer with a <see cref="ProofFault"/>.
/// </summary>
public sealed class ProofFormatException : Exception
{
    /// <summary>A refusal with its place.</summary>
    /// <param name="reason">What is wrong, without the offending bytes.</param>
    /// <param name="offset">Offset in bytes of the item that is refused; at least 0.</param>
    public ProofFormatException(string reason, int offset)
        : base($"{reason} (byte {offset})")
    {
        Reason = reason;
        Offset = offset;
    }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }

    /// <summary>Offset in bytes of the item that is refused.</summary>
    public int Offset { get; }
}
