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
  const roots = grow(size1, root1, size2, path);
  return roots !== null && equalBytes(roots.before, root1) && equalBytes(roots.after, root2);
}

/**
 * The roots of both trees as the path of a consistency proof gives them, or null when it does not have the length that
 * 0 < size1 < size2 demand. The path holds the first root only where `size1` is no power of two: then `before` comes
 * from the path alone, and is the root of the first `size1` leaves of any tree whose root is `after`.
 */
function grow(size1, root1, size2, path) {
  const hashes = isPowerOfTwo(size1) ? [root1, ...path] : path;
  return hashes.length > 0 && hashesOnly(hashes) ? growFrom(size1 - 1n, size2 - 1n, hashes) : null;
}

function isPowerOfTwo(size) {
  return (size & (size - 1n)) === 0n;
}

function growFrom(first, last, hashes) {
  while ((first & 1n) === 1n) {
    first >>= 1n;
    last >>= 1n;
  }
  let before = hashes[0];
  let after = hashes[0];
  for (const hash of hashes.slice(1)) {
    if (last === 0n) {
      return null;
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
  return last === 0n ? { before, after } : null;
}

function hashesOnly(hashes) {
  return hashes.every(hash => hash.length === HASH_BYTES);
}
