// The statements that a proof file opens (spec/statements.md), built from what the file says: arrays for encodeCbor.

const ALGORITHM_ED25519 = 1n;

function hashOf(statement) {
  return sha256(encodeCbor(statement));
}

/** 16 bytes, big-endian two's complement. */
function quantityBytes(value) {
  return fromHex(BigInt.asUintN(128, value).toString(16).padStart(32, '0'));
}

function transactionStatement(origin, settlementId, transaction) {
  return ['settle/tx/v1', origin, settlementId, transaction.notBefore, transaction.deadline, transaction.nonce,
    transaction.termsHash, transaction.instructionsRoot, transaction.instructionCount, null, 0n];
}

function termsStatement(terms) {
  const expected = terms.expectedVersions.map(({ account, asset, version }) => [account, asset, version]);
  const policy = terms.recovery;
  const recovery = policy === null ? [] : [policy.tries, policy.delayMs, policy.delayMaxMs];
  return ['settle/terms/v1', terms.salt, terms.kind, terms.isolation, terms.onShortage, terms.prepareMode,
    terms.consent, expected, recovery, terms.replaces, terms.metadataHash];
}

function instructionStatement(leg) {
  return ['settle/instruction/v1', leg.position, leg.salt, leg.id, leg.kind, leg.ledger, leg.debitAccount,
    leg.creditAccount, leg.asset, quantityBytes(leg.quantity), leg.authoriser, leg.creditAuthoriser, null];
}

function stateStatement(state) {
  return ['settle/state/v1', state.position, state.positionIndex, state.versionAfter, state.preHash, state.postHash];
}

/** `side` is what was opened of the position before or after. */
function positionStatement({ account, asset }, positionIndex, version, side) {
  const floor = side.floor === null ? null : quantityBytes(side.floor);
  return ['settle/position/v1', account, asset, positionIndex, version, quantityBytes(side.balance),
    quantityBytes(side.reserved), floor, side.salt];
}

function signatureStatement({ position, participant, keyId: id, algorithm, signature, batch }) {
  const inBatch = batch === null ? null : [batch.index, batch.count, batch.root];
  return ['settle/signature/v1', position, participant, id, algorithm, signature, inBatch];
}

function approvalStatement(transactionHash) {
  return ['settle/approve/v1', transactionHash];
}

function batchStatement({ count, root }) {
  return ['settle/approve-batch/v1', count, root];
}

/** The id of a participant's key. */
function participantKeyId({ algorithm, publicKey }) {
  return hashOf(['settle/pk/v1', algorithm, publicKey]).slice(0, 16);
}

function endorsementStatement(origin, { participant, algorithm, publicKey, validFrom, validUntil }) {
  return ['settle/endorse/v1', origin, participant, algorithm, publicKey, validFrom, validUntil];
}

function registryStatement(registry) {
  return ['settle/registry/v1', registry.participantCount, registry.participantsRoot, registry.keyCount,
    registry.keysRoot, registry.assetCount, registry.assetsRoot, registry.accountCount, registry.accountsRoot,
    registry.limitCount, registry.limitsRoot];
}

function registryKeyStatement(key) {
  return ['settle/registry-key/v1', key.index, key.salt, key.version, key.participant, participantKeyId(key),
    key.algorithm, key.publicKey, key.validFrom, key.validUntil, key.revokedAt, key.previousKeyId, key.endorsement,
    key.reset ? 1n : 0n];
}
