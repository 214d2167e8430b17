// Steps V19 and V16 to V18: the end of the block, and from it the keys that signed.

const BATCH_MAX = 1n << 20n;

/** The block entry under the same checkpoint, or null where the file has none. */
async function checkHeader({ headerProof, keys }, sealed, policy) {
  if (headerProof === null) {
    if (keys !== null) {
      refuse('V19', 'header', 'keys were opened without the end of the block that names their registry');
    }
    return null;
  }
  const proof = parseProof(readProofText(toUtf8(headerProof)));
  const header = readEntry(proof.extra);
  if (proof.checkpoint !== sealed.proof.checkpoint) {
    await refuseOtherCheckpoint(proof.checkpoint, sealed.checkpoint, policy);
  }
  checkInclusion(proof.extra, proof, sealed.checkpoint);
  checkBlock(header, proof.index, sealed.entry);
  return header;
}

/** Another checkpoint than the entry's is never accepted; one that contradicts it is a split view. */
async function refuseOtherCheckpoint(text, checkpoint, policy) {
  const other = await readSigned(text, policy);
  refuseSplit(checkpoint, other);
  refuse('V19', 'checkpoint', 'the end of the block is proven under another checkpoint');
}

function checkBlock(header, index, entry) {
  if (header.type !== 'block' || header.origin !== entry.origin || header.blockNo !== entry.blockNo) {
    refuse('V19', 'block', 'the header proof is not of the block that holds the entry');
  }
  const end = header.firstIndex + header.entryCount;
  if (index !== end - 1n || entry.logIndex < header.firstIndex || entry.logIndex >= end) {
    refuse('V19', 'bounds', 'the bounds of the block do not fit its own index or that of the entry');
  }
  if (header.prevSize !== header.firstIndex || header.timestamp < entry.timestamp) {
    refuse('V19', 'block', 'the block does not begin where the one before ended, or ended before the entry');
  }
}

/** Each key with its id as text. */
function openedKeys({ keys }) {
  return keys === null ? [] : keys.opened.map(key => ({ ...key, id: toHex(participantKeyId(key)) }));
}

function keysOfSignature({ keyId }, opened) {
  const id = toHex(keyId);
  return opened.filter(key => key.id === id);
}

async function checkEachSignature({ signatures }, opened, transactionHash) {
  for (const signature of signatures) {
    const [key] = keysOfSignature(signature, opened);
    if (key === undefined) {
      refuse(null, 'key', `the key that signed for ${signature.participant} is not opened`);
    }
    const message = signature.batch === null ? approvalStatement(transactionHash) : batchStatement(signature.batch);
    if (!await verifyEd25519(key.publicKey, encodeCbor(message), signature.signature)) {
      refuse(null, 'signature', `the signature of ${signature.participant} does not hold`);
    }
  }
}

function checkBatches({ signatures }, transactionHash) {
  const leaf = leafHash(encodeCbor(approvalStatement(transactionHash)));
  for (const { participant, batch } of signatures) {
    if (batch !== null) {
      if (batch.count > BATCH_MAX || batch.index >= batch.count) {
        refuse(null, 'batch', `the batch of ${participant} has an index or a count out of bounds`);
      }
      if (!includes(leaf, batch.index, batch.count, batch.path, batch.root)) {
        refuse(null, 'batch', `the approval is not in the batch that ${participant} signed`);
      }
    }
  }
}

/** The participants whose verdict rests on a key that the operator reset, sorted. */
async function checkKeys({ keys, signatures }, opened, header, { origin, timestamp }) {
  if (keys === null) {
    return [];
  }
  if (signatures.length === 0) {
    refuse(null, 'surplus', 'keys are opened and no signature is disclosed');
  }
  if (!equalBytes(hashOf(registryStatement(keys.registry)), header.registryRoot)) {
    refuse(null, 'registry', 'the registry is not that of the block');
  }
  if (!isStrictlySorted(opened, (a, b) => a.index < b.index ? -1 : a.index > b.index ? 1 : 0)) {
    refuse(null, 'order', 'the keys are not sorted by their index');
  }
  for (const key of opened) {
    const leaf = leafHash(encodeCbor(registryKeyStatement(key)));
    if (!includes(leaf, key.index, keys.registry.keyCount, key.path, keys.registry.keysRoot)) {
      refuse(null, 'path', `the path of key ${key.id} does not lead to the registry`);
    }
  }
  const needed = new Set(signatures.map(signature => checkOwner(signature, opened, timestamp)));
  // A set grows while it is walked: from each key to the one before it, back to the first or to a reset.
  for (const key of needed) {
    const previous = await checkDescent(key, opened, origin);
    if (previous !== null) {
      needed.add(previous);
    }
  }
  const surplus = opened.find(key => !needed.has(key));
  if (surplus !== undefined) {
    refuse(null, 'surplus', `key ${surplus.id} is opened and nothing rests on it`);
  }
  return [...new Set(opened.filter(key => key.reset).map(key => key.participant))].sort(compareText);
}

/** The key of the signature that belongs to the signer and was valid at the time. */
function checkOwner(signature, opened, time) {
  const own = keysOfSignature(signature, opened).filter(key => key.participant === signature.participant);
  if (own.length === 0) {
    refuse(null, 'owner', `the key that signed for ${signature.participant} belongs to somebody else`);
  }
  const valid = own.find(({ validFrom, validUntil, revokedAt }) => validFrom <= time
    && (validUntil === null || time < validUntil) && (revokedAt === null || time <= revokedAt));
  return valid ?? refuse(null, 'validity', `the key of ${signature.participant} was not valid at the time`);
}

/** The key before this one, whose signature endorses it; null for a first key and one that was reset. */
async function checkDescent(key, opened, origin) {
  const { previousKeyId, endorsement, reset, participant } = key;
  if (previousKeyId === null || reset) {
    if (endorsement !== null || (reset && previousKeyId === null)) {
      refuse(null, 'descent', `key ${key.id} is a first or a reset key and does not have the form of one`);
    }
    return null;
  }
  const previousId = toHex(previousKeyId);
  const previous = opened.find(other => other.id === previousId
    && other.participant === participant && other.index < key.index);
  if (previous === undefined || endorsement === null) {
    refuse(null, 'descent', `key ${key.id} has no endorsement, or the key that gave it is not opened`);
  }
  const message = encodeCbor(endorsementStatement(origin, key));
  if (!await verifyEd25519(previous.publicKey, message, endorsement)) {
    refuse(null, 'endorsement', `the endorsement of key ${key.id} does not hold`);
  }
  return previous;
}
