namespace VeritasVault.Engine;

/// <summary>The files that prove a decided settlement to a stranger (spec/proof-files.md).</summary>
/// <param name="TlogProof">The C2SP tlog-proof of its entry.</param>
/// <param name="Settlement">The settlement.json with what is opened.</param>
/// <param name="Vkey">The C2SP vkey of the key that signed their checkpoint, under the origin it was signed for: after
/// an accepted loss not the one in force.</param>
public sealed record ProofFiles(byte[] TlogProof, byte[] Settlement, string Vkey);
