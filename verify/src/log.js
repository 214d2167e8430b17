// Steps V1 to V8: a leaf is in the tree of a checkpoint that the policy accepts. V9: it belongs just there.

/**
 * Checks a tlog-proof. `now` is in seconds; a cosignature of a later time is refused. `maxAge` in seconds bounds the
 * age of every cosignature. Either is null where nothing is to be compared. The leaf is `extra`, or `leaf` when the
 * file has none; `readLeaf` reads it where it must be one of our entries.
 */
async function verifyLogProof(bytes, policy, options, trail = new Trail(STEPS.keys())) {
  const { now = null, maxAge = null, leaf = null, readLeaf = () => null } = options;
  const text = await trail.run('V1', () => readProofText(bytes));
  const proof = await trail.run('V2', () => parseProof(text));
  const entry = await trail.run('V3', () => readLeaf(proof.extra));
  const note = await trail.run('V4', () => parseNote(proof.checkpoint));
  const checkpoint = await trail.run('V5', () => ({ ...parseCheckpoint(note.body), text: proof.checkpoint }));
  const findings = await trail.run('V6', () => checkSignatures(policy, note, checkpoint));
  const witnesses = await trail.run('V7', () => checkWitnesses(policy, findings, now, maxAge));
  const leafBytes = proof.extra ?? leaf;
  const steps = await trail.run('V8', () => checkInclusion(leafBytes, proof, checkpoint));
  return { proof, note, checkpoint, findings, witnesses, entry, leaf: leafBytes, steps };
}

/** As above for one of our entries, which must say itself where it stands. */
async function verifyEntryProof(bytes, policy, options, trail) {
  const found = await verifyLogProof(bytes, policy, { ...options, readLeaf: readEntry }, trail);
  await trail.run('V9', () => checkPlace(found));
  return found;
}

async function checkSignatures(policy, note, checkpoint) {
  const findings = await checkNote(note, policyKeys(policy));
  checkLogSignature(policy, checkpoint, findings);
  return findings;
}

/** A log of the policy signed under the name that the checkpoint has as its origin. */
function checkLogSignature(policy, checkpoint, findings) {
  const signed = findings.some(
    ({ known, good }) => good && policy.logs.includes(known) && known.name === checkpoint.origin);
  if (!signed) {
    refuse('V6', 'unverified', 'no log of the policy signed this checkpoint under its own name');
  }
}

/** The witnesses whose cosignatures hold, with their times in seconds. */
function checkWitnesses(policy, findings, now, maxAge) {
  const witnesses = [];
  for (const [name, key] of policy.witnesses) {
    const finding = findings.find(({ known, good }) => good && known === key);
    if (finding !== undefined) {
      if (finding.time < 1n || finding.time > UINT63_MAX || (now !== null && finding.time > now)) {
        refuse('V7', 'time', `the time of the cosignature of ${key.name} is zero, too large or in the future`);
      }
      witnesses.push({ name, key, time: finding.time });
    }
  }
  if (!quorumIsMet(policy, witnesses.map(witness => witness.name))) {
    refuse('V7', 'quorum', 'the cosignatures do not fill the quorum of the policy');
  }
  if (maxAge !== null && now !== null && witnesses.some(({ time }) => time + maxAge < now)) {
    refuse('V7', 'age', 'the cosignatures are older than allowed');
  }
  return witnesses;
}

function checkInclusion(leaf, proof, checkpoint) {
  if (leaf === null) {
    refuse(null, 'leaf', 'the proof carries no leaf, and none was given');
  }
  const top = climb(leafHash(leaf), proof.index, checkpoint.size, proof.path);
  if (top === null || !equalBytes(top.root, checkpoint.root)) {
    refuse(null, 'inclusion', 'the path does not lead from the leaf to the root of the checkpoint');
  }
  return top.steps;
}

/** A block entry is the last of its block and says so by the block's bounds. */
function checkPlace({ entry, proof, checkpoint }) {
  if (entry.origin !== checkpoint.origin) {
    refuse(null, 'place', `the entry belongs to ${entry.origin}, not to ${checkpoint.origin}`);
  }
  const index = entry.type === 'block' ? entry.firstIndex + entry.entryCount - 1n : entry.logIndex;
  if (index !== proof.index) {
    refuse(null, 'place', `the entry was written for the index ${index}, not for ${proof.index}`);
  }
}
