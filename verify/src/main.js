// What tests and other scripts may call. Everything else in the page is private.

window.veritas = Object.freeze({
  Refusal, fromBase64, toBase64, fromHex, toHex, fromUtf8, toUtf8, sha256, decodeCbor, encodeCbor, parseJson,
  leafHash, nodeHash, treeRoot, climb, includes, consistent, isValidPublicKey, isWellFormedSignature, verifyEd25519,
  parseVkey, parseNote, checkNote, parseCheckpoint, readProofText, parseProof, formatProof, parsePolicy, policyKeys,
  quorumIsMet, parseConsistency, verifyLogProof, readEntry,
  judgeSettlement, judgeProof,
});
