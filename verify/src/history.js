// Step V21: the log that was shown before and the log that is shown now are one.

/** A note of the log: signed by a log of the policy, its other known signatures good. Returns its checkpoint. */
async function readSigned(text, policy) {
  const note = parseNote(text);
  const checkpoint = parseCheckpoint(note.body);
  await checkSignatures(policy, note, checkpoint);
  return { ...checkpoint, text };
}

/** Two trees of one log and one size have one root. Both checkpoints must be well signed. */
function refuseSplit(one, other) {
  if (one.origin === other.origin && one.size === other.size && !equalBytes(one.root, other.root)) {
    throw new SplitView(`${one.origin} signed two roots of its tree of ${one.size} entries`, [one, other]);
  }
}

function isSameTree(one, other) {
  return one.origin === other.origin && one.size === other.size && equalBytes(one.root, other.root);
}

/**
 * Checks the checkpoint that was sealed with the entry against what else is known, each a text or null: the checkpoint
 * that the user remembers, the consistency proof inside the file and one beside it.
 */
async function checkHistory(sealed, policy, { remembered = null, inside = null, beside = null }) {
  const files = [];
  if (inside !== null) {
    const file = await readConsistency(inside, policy);
    refuseSplit(sealed, file.newer);
    if (!isSameTree(sealed, file.newer)) {
      refuse('V21', 'consistency', 'the consistency proof in the file leads to another checkpoint');
    }
    files.push(file);
  }
  if (beside !== null) {
    files.push(await readConsistency(beside, policy));
  }
  if (remembered === null) {
    return;
  }
  const known = await asStep('V21', () => readSigned(remembered, policy));
  if (known.origin !== sealed.origin) {
    refuse('V21', 'origin', `the remembered checkpoint is of ${known.origin}, not of ${sealed.origin}`);
  }
  refuseSplit(known, sealed);
  if (known.size !== sealed.size) {
    checkGrowth(...known.size < sealed.size ? [known, sealed] : [sealed, known], files);
  }
}

/** One consistency file, checked as far as it goes without the root of the older tree. */
async function readConsistency(text, policy) {
  const { old, path, checkpoint } = parseConsistency(text);
  const newer = await asStep('V21', () => readSigned(checkpoint, policy));
  const sizesFit = old <= newer.size && (old !== 0n && old !== newer.size || path.length === 0);
  // The root of a complete tree is not in the path: any 32 bytes in its place show whether the length is right.
  const roots = old === 0n || old === newer.size ? null : grow(old, EMPTY_ROOT, newer.size, path);
  const followed = old === 0n || old === newer.size
    || (roots !== null && (isPowerOfTwo(old) || equalBytes(roots.after, newer.root)));
  if (!sizesFit || !followed) {
    refuse('V21', 'consistency', `the consistency proof does not lead to the tree of ${newer.size} entries`);
  }
  return { old, path, newer };
}

function checkGrowth(older, newer, files) {
  if (older.size === 0n) {
    return;
  }
  // What is signed twice over, once in a file, once elsewhere, must agree before anything is built on it.
  for (const file of files) {
    refuseSplit(file.newer, older);
    refuseSplit(file.newer, newer);
  }
  const file = files.find(candidate => candidate.old === older.size && isSameTree(candidate.newer, newer));
  if (file === undefined) {
    refuse('V21', 'consistency',
      `a consistency proof from ${older.size} to ${newer.size} entries is needed and not there`);
  }
  if (!consistent(older.size, older.root, newer.size, newer.root, file.path)) {
    if (!isPowerOfTwo(older.size)) {
      // The path fits the newer root, so the newer tree begins with another tree than the older one.
      throw new SplitView(
        `${older.origin} signed a tree of ${newer.size} entries that does not begin with its tree of ${older.size}`,
        [older, newer]);
    }
    refuse('V21', 'consistency', `the tree of ${newer.size} entries does not begin with that of ${older.size}`);
  }
}
