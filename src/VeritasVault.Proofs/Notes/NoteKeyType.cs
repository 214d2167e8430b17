namespace VeritasVault.Proofs;

/// <summary>Signature types of C2SP signed-note, by their identifier bytes.</summary>
public enum NoteKeyType : byte
{
    /// <summary>Ed25519 over the note's text: what a log signs its checkpoints with.</summary>
    Ed25519 = 0x01,

    /// <summary>Ed25519 cosignature/v1 with a time (C2SP tlog-cosignature): what a witness adds.</summary>
    CosignatureV1 = 0x04,

    /// <summary>ML-DSA-44 (C2SP tlog-cosignature). Known by its byte so that it is refused by name.</summary>
    MlDsa44 = 0x06,
}
