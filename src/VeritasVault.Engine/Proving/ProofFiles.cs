namespace VeritasVault.Engine;

/// <summary>The files that prove a decided settlement to a stranger (spec/proof-files.md).</summary>
/// <param name="TlogProof">The C2SP tlog-proof of its entry.</param>
/// <param name="Settlement">The settlement.json with what is opened.</param>
public sealed record ProofFiles(byte[] TlogProof, byte[] Settlement);
