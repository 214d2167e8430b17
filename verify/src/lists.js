// Lists under a Merkle root: every element, or some of them with a path each.

/**
 * Whether the list is whole; refuses one that is neither whole nor rightly in part. `statementOf` gives the statement
 * of an element. Names of things in refusals come from `name`.
 */
function checkList(name, elements, count, root, statementOf) {
  const whole = BigInt(elements.length) === count && elements.every(({ path }) => path === null);
  if (whole) {
    checkWholeList(name, elements, root, statementOf);
    return true;
  }
  let next = 0n;
  for (const element of elements) {
    const { position, path } = element;
    if (path === null) {
      refuse(null, 'list', `${elements.length} of ${count} ${name} are listed, and one of them has no path`);
    }
    if (position < next || position >= count) {
      refuse(null, 'list', `the positions of the ${name} do not rise within 0 to ${count - 1n}`);
    }
    if (!includes(leafHash(encodeCbor(statementOf(element))), position, count, path, root)) {
      refuse(null, 'list', `the path of element ${position} of the ${name} does not lead to their root`);
    }
    next = position + 1n;
  }
  return false;
}

function checkWholeList(name, elements, root, statementOf) {
  if (elements.some(({ position }, i) => position !== BigInt(i))) {
    refuse(null, 'list', `the ${name} are not numbered from 0 without a gap`);
  }
  const top = treeRoot(elements.map(element => leafHash(encodeCbor(statementOf(element)))));
  if (!equalBytes(top, root)) {
    refuse(null, 'list', `the ${name} do not have the root that was sealed`);
  }
}

function compareText(a, b) {
  return compareBytes(toUtf8(a), toUtf8(b));
}

/** By account, then asset; null before every asset. */
function comparePositions(a, b) {
  const order = compareText(a.account, b.account);
  if (order !== 0 || a.asset === b.asset) {
    return order;
  }
  return a.asset === null ? -1 : b.asset === null ? 1 : compareText(a.asset, b.asset);
}

function isStrictlySorted(items, compare) {
  return items.every((item, i) => i === 0 || compare(items[i - 1], item) < 0);
}

function sameTexts(a, b) {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
