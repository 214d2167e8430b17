// What a person sees. Text enters the document as text only, never as markup.

const HASH_LETTERS_SHOWN = 16;

/** An element with attributes and children; a child is a node or text, null is left out. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter(child => child !== null));
  return made;
}

function code(text) {
  return element('code', {}, String(text));
}

function shortHash(bytes) {
  const text = toHex(bytes);
  return element('code', { title: text }, text.slice(0, HASH_LETTERS_SHOWN) + '\u2026');
}

/** A table with a caption for those who do not see it; cells are nodes, text, or elements td that stay as they are. */
function table(name, heads, rows) {
  const cell = content => content instanceof HTMLTableCellElement ? content : element('td', {}, content);
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name },
    element('table', {},
      element('thead', {}, element('tr', {}, heads.map(head => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, rows.map(row => element('tr', {}, row.map(cell))))));
}

function facts(name, rows) {
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name },
    element('table', {}, element('tbody', {}, rows.map(([head, value]) =>
      element('tr', {}, element('th', { scope: 'row' }, head), element('td', {}, value))))));
}

function part(title, ...content) {
  return element('section', {}, element('h2', {}, title), content);
}

function verdictView(line, good, id = 'verdict') {
  const mark = good === null ? '' : good ? '\u2713 ' : '\u2717 ';
  const kind = good === null ? 'verdict' : good ? 'verdict good' : 'verdict bad';
  return element('p', { class: kind, id }, element('span', { 'aria-hidden': 'true' }, mark), line);
}

function checkpointView({ checkpoint }) {
  return part('Checkpoint', facts('Checkpoint', [
    ['Log', code(checkpoint.origin)],
    ['Entries', String(checkpoint.size)],
    ['Root', code(toHex(checkpoint.root))],
  ]));
}

function signaturesOfNoteView({ findings, witnesses }) {
  const rows = findings.map(finding => [
    code(`${finding.name}+${finding.id}`), roleOfFinding(finding, witnesses), meaningOfFinding(finding),
    finding.good && finding.time !== null ? secondsText(finding.time) : '',
  ]);
  return part('Signatures under the checkpoint', table(
    'Signatures under the checkpoint', ['Key', 'Whose', 'Checked', 'Time'], rows));
}

function roleOfFinding({ known }, witnesses) {
  if (known === null) {
    return 'not in your policy';
  }
  const witness = witnesses.find(({ key }) => key === known);
  return witness === undefined ? 'the log' : `witness ${fromUtf8(Uint8Array.from(witness.name, octet))}`;
}

function octet(character) {
  return character.charCodeAt(0);
}

function meaningOfFinding({ good }) {
  return good ? 'the signature holds' : 'ignored';
}

/** The way from the leaf to the root, one line a level: what was computed stands framed beside its sibling. */
function pathView({ leaf, proof, steps }) {
  let node = leafHash(leaf);
  const rows = steps.map(({ sibling, side, node: parent }, level) => {
    const own = element('td', { class: 'way' }, shortHash(node));
    const other = element('td', {}, shortHash(sibling));
    node = parent;
    return [String(level), ...side === 'left' ? [other, own] : [own, other], shortHash(parent)];
  });
  const told = steps.length === 0
    ? 'The log has one entry: its hash is the root.'
    : `Entry ${proof.index}. Framed is what this page computed; its sibling comes from the proof. `
      + 'The last result is the root of the checkpoint.';
  const drawn = element('div', { class: 'path' }, table(
    'Path from the entry to the root', ['Level', 'Left', 'Right', 'Hash of both'], rows));
  return part('From the entry to the root', element('p', { class: 'soft' }, told), steps.length === 0 ? null : drawn);
}

function entryView({ leaf }) {
  return part('The entry in the log', element('p', {}, code(entryText(leaf))));
}

/** The statement in the diagnostic notation of RFC 8949, or its bytes when it is none of ours. */
function entryText(entry) {
  try {
    return diagnostic(decodeCbor(entry));
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    return toHex(entry);
  }
}

function diagnostic(value) {
  if (Array.isArray(value)) {
    return `[${value.map(diagnostic).join(', ')}]`;
  }
  if (value instanceof Uint8Array) {
    return `h'${toHex(value)}'`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function secondsText(seconds) {
  return timeText(seconds * 1000000n);
}

/** Microseconds since 1970 in UTC, to the microsecond; years beyond 9999 as the number they are. */
function timeText(micros) {
  if (micros >= YEAR_10000_MICROS) {
    return `${micros} \u00b5s`;
  }
  const text = new Date(Number(micros / 1000n)).toISOString().slice(0, -1);
  return `${text.replace('T', ' ')}${String(micros % 1000n).padStart(3, '0')} UTC`;
}
