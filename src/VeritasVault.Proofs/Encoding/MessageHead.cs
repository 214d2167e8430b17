using System.Runtime.Intrinsics;

namespace VeritasVault.Proofs;

/// <summary>What all messages of a kind begin with.</summary>
internal readonly struct MessageHead
{
    public MessageHead(ReadOnlySpan<byte> bytes)
    {
        Padded = new byte[bytes.Length + Vector256<byte>.Count];
        Size = bytes.Length;
        bytes.CopyTo(Padded);
    }

    /// <summary>The bytes, and as many behind them as a vector has.</summary>
    public byte[] Padded { get; }

    public int Size { get; }
}
