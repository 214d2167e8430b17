// Steps V1 to V8: a proof that a leaf is in the tree of a checkpoint which the policy accepts.

/**
 * Checks a tlog-proof. `now` is in seconds; a cosignature of a later time is refused. `maxAge` in seconds, or null,
 * bounds the age of the least time among the cosignatures. The leaf is `extra`, or `leaf` when the file has none.
 */
async function verifyLogProof(bytes, policy, { now, maxAge = null, leaf = null }) {
  const proof = parseProof(readProofText(bytes));
  const note = parseNote(proof.checkpoint);
  const checkpoint = parseCheckpoint(note.body);
  const findings = await checkNote(note, policyKeys(policy));
  checkLogSignature(policy, checkpoint, findings);
  const witnesses = checkWitnesses(policy, findings, now, maxAge);
  const entry = proof.extra ?? leaf;
  if (entry === null) {
    refuse('V8', 'leaf', 'the proof carries no leaf, and none was given');
  }
  const top = climb(leafHash(entry), proof.index, checkpoint.size, proof.path);
  if (top === null || !equalBytes(top.root, checkpoint.root)) {
    refuse('V8', 'inclusion', 'the path does not lead from the leaf to the root of the checkpoint');
  }
  return { proof, note, checkpoint, findings, witnesses, entry, steps: top.steps };
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
      if (finding.time < 1n || finding.time > UINT63_MAX || finding.time > now) {
        refuse('V7', 'time', `the time of the cosignature of ${key.name} is zero, too large or in the future`);
      }
      witnesses.push({ name, key, time: finding.time });
    }
  }
  if (!quorumIsMet(policy, witnesses.map(witness => witness.name))) {
    refuse('V7', 'quorum', 'the cosignatures do not fill the quorum of the policy');
  }
  const least = leastTime(witnesses);
  if (maxAge !== null && least !== null && least + maxAge < now) {
    refuse('V7', 'age', 'the cosignatures are older than allowed');
  }
  return witnesses;
}

/** The least time among cosignatures; null without any. */
function leastTime(witnesses) {
  return witnesses.reduce((least, { time }) => least === null || time < least ? time : least, null);
}
