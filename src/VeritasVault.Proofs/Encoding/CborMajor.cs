namespace VeritasVault.Proofs;

/// <summary>The major types of RFC 8949 that statements use; each is the head's high three bits.</summary>
internal enum CborMajor
{
    UnsignedInteger = 0,
    ByteString = 2,
    TextString = 3,
    Array = 4,
}
