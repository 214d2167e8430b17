// The Merkle tree of RFC 6962 section 2.1, checked as RFC 9162 section 2.1 describes. Sizes and indexes are BigInts.

const HASH_BYTES = 32;
const EMPTY_ROOT = sha256(new Uint8Array(0));

function leafHash(bytes) {
  return sha256(concatBytes(Uint8Array.of(0), bytes));
}

function nodeHash(left, right) {
  const input = new Uint8Array(1 + 2 * HASH_BYTES);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + HASH_BYTES);
  return sha256(input);
}

/** The root over leaf hashes. A stack of complete subtrees, like the digits of a binary counter, takes no recursion. */
function treeRoot(leafHashes) {
  if (leafHashes.length === 0) {
    return EMPTY_ROOT;
  }
  const subtrees = [];
  leafHashes.forEach((hash, i) => {
    for (let done = i + 1; done % 2 === 0; done /= 2) {
      hash = nodeHash(subtrees.pop(), hash);
    }
    subtrees.push(hash);
  });
  return subtrees.reduceRight((right, left) => nodeHash(left, right));
}

/**
 * Climbs from a leaf to the root. Returns the root and each step (the sibling, its side, the node that results), or
 * null when the path does not have the length and form that index and size demand.
 */
function climb(leaf, index, size, path) {
  if (index < 0n || index >= size || !hashesOnly([leaf, ...path])) {
    return null;
  }
  const steps = [];
  let node = leaf;
  let last = size - 1n;
  for (const sibling of path) {
    if (last === 0n) {
      return null;
    }
    const leftSide = (index & 1n) === 1n || index === last;
    node = leftSide ? nodeHash(sibling, node) : nodeHash(node, sibling);
    steps.push({ sibling, side: leftSide ? 'left' : 'right', node });
    // A node without a sibling moves up unchanged until it is a right child.
    while (leftSide && (index & 1n) === 0n && index !== 0n) {
      index >>= 1n;
      last >>= 1n;
    }
    index >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? { root: node, steps } : null;
}

function includes(leaf, index, size, path, root) {
  const top = climb(leaf, index, size, path);
  return top !== null && equalBytes(top.root, root);
}

/** Whether the tree of `size2` begins with the tree of `size1`. A tree of no leaves proves nothing and is refused. */
function consistent(size1, root1, size2, root2, path) {
  if (size1 < 1n || size1 > size2) {
    return false;
  }
  if (size1 === size2) {
    return path.length === 0 && equalBytes(root1, root2);
  }
  if (!hashesOnly([root1, root2, ...path])) {
    return false;
  }
  const powerOfTwo = (size1 & (size1 - 1n)) === 0n;
  const hashes = powerOfTwo ? [root1, ...path] : path;
  return hashes.length > 0 && growsInto(size1, root1, size2, root2, hashes);
}

function growsInto(size1, root1, size2, root2, hashes) {
  let first = size1 - 1n;
  let last = size2 - 1n;
  while ((first & 1n) === 1n) {
    first >>= 1n;
    last >>= 1n;
  }
  let before = hashes[0];
  let after = hashes[0];
  for (const hash of hashes.slice(1)) {
    if (last === 0n) {
      return false;
    }
    if ((first & 1n) === 1n || first === last) {
      before = nodeHash(hash, before);
      after = nodeHash(hash, after);
      while ((first & 1n) === 0n && first !== 0n) {
        first >>= 1n;
        last >>= 1n;
      }
    } else {
      after = nodeHash(after, hash);
    }
    first >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equalBytes(before, root1) && equalBytes(after, root2);
}

function hashesOnly(hashes) {
  return hashes.every(hash => hash.length === HASH_BYTES);
}
