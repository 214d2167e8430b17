// Signed notes (c2sp.org/signed-note), verifier keys, cosignatures (c2sp.org/tlog-cosignature) and checkpoints
// (c2sp.org/tlog-checkpoint).

const KEY_ED25519 = 1;
const KEY_COSIGNATURE = 4;
const KEY_MLDSA44 = 6;
const KEY_BYTES = new Map([[KEY_ED25519, 32], [KEY_COSIGNATURE, 32], [KEY_MLDSA44, 1312]]);
const EM_DASH = '\u2014';

function isKeyName(name) {
  return name !== '' && !/[\p{White_Space}+]/u.test(name);
}

function keyId(name, type, key) {
  return toHex(sha256(concatBytes(toUtf8(name), Uint8Array.of(0x0a, type), key)).subarray(0, 4));
}

/** name+id+base64(type and key): the id must be that of the key, and an Ed25519 key must be fully valid. */
function parseVkey(text) {
  const parts = /^([^+]*)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  if (parts === null || !isKeyName(parts[1])) {
    refuse(null, 'vkey', 'a verifier key is not of the form name+id+key');
  }
  const [, name, id, encoded] = parts;
  const material = fromBase64(encoded);
  const type = material[0];
  const key = material.slice(1);
  if (KEY_BYTES.get(type) !== key.length) {
    refuse(null, 'vkey', `the verifier key ${name} has an unknown type or a key of a wrong length`);
  }
  if (keyId(name, type, key) !== id) {
    refuse(null, 'vkey', `the id of the verifier key ${name} is not that of its key`);
  }
  if (type !== KEY_MLDSA44 && !isValidPublicKey(key)) {
    refuse(null, 'vkey', `the verifier key ${name} is not a valid Ed25519 key`);
  }
  return { name, id, type, key, text };
}

/** Splits a note into its body and its signature lines; checks the grammar and no signature. */
function parseNote(text) {
  if (hasControlCharacter(text)) {
    refuse('V4', 'malformed', 'the note holds a control character');
  }
  const split = text.lastIndexOf('\n\n');
  if (split < 0 || !text.endsWith('\n')) {
    refuse('V4', 'malformed', 'the note has no signatures or no final line feed');
  }
  const body = text.substring(0, split + 1);
  const lines = text.substring(split + 2).split('\n').slice(0, -1);
  if (lines.length === 0) {
    refuse('V4', 'malformed', 'the note has no signature line');
  }
  if (lines.length > SIGNATURE_LINES_MAX) {
    refuse('V1', 'malformed',
      `the note has ${lines.length} signature lines; at most ${SIGNATURE_LINES_MAX} are allowed`);
  }
  const signatures = lines.map(parseSignatureLine);
  const seen = new Set();
  for (const { name, id } of signatures) {
    if (seen.has(`${name}+${id}`)) {
      refuse('V4', 'duplicate line', `the note has two signature lines of ${name}+${id}`);
    }
    seen.add(`${name}+${id}`);
  }
  return { body, signatures };
}

function parseSignatureLine(line) {
  const parts = line.split(' ');
  if (parts.length !== 3 || parts[0] !== EM_DASH || !isKeyName(parts[1])) {
    refuse('V4', 'malformed', 'a signature line is not of the form — name signature');
  }
  const bytes = atStep('V4', () => fromBase64(parts[2]));
  if (bytes.length < 5) {
    refuse('V4', 'malformed', 'a signature line holds no signature');
  }
  return { name: parts[1], id: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

/**
 * Checks every line of a known key; one bad signature refuses the note. Returns a finding for each line: `known` is its
 * key or null, `good` whether the signature was checked and holds, `time` that of a cosignature in seconds, else null.
 * Lines of ML-DSA keys are known and never good: browsers have no such algorithm.
 */
async function checkNote(note, keys) {
  const findings = [];
  for (const line of note.signatures) {
    const known = keyOfLine(line, keys);
    const checked = known !== null && known.type !== KEY_MLDSA44;
    const time = checked && known.type === KEY_COSIGNATURE ? cosignatureTime(line) : null;
    if (checked && !await isGoodLine(note.body, line, known, time)) {
      refuse('V6', 'invalid signature', `the signature of ${line.name}+${line.id} does not hold`);
    }
    findings.push({ name: line.name, id: line.id, known, good: checked, time });
  }
  return findings;
}

function keyOfLine(line, keys) {
  const known = keys.filter(key => key.name === line.name && key.id === line.id);
  if (known.length > 1) {
    refuse('V6', 'ambiguous key', `two keys are known as ${line.name}+${line.id}`);
  }
  return known[0] ?? null;
}

function cosignatureTime(line) {
  return bigEndian(line.signature.subarray(0, 8));
}

async function isGoodLine(body, line, key, time) {
  if (key.type === KEY_ED25519) {
    return verifyEd25519(key.key, toUtf8(body), line.signature);
  }
  const message = `cosignature/v1\ntime ${time}\n${body}`;
  return verifyEd25519(key.key, toUtf8(message), line.signature.subarray(8));
}

/** Exactly three lines: origin, size, root. Extension lines are not of our profile. */
function parseCheckpoint(body) {
  const lines = body.split('\n');
  if (lines.length !== 4 || lines[3] !== '' || lines[0] === '') {
    refuse('V5', 'checkpoint', 'the checkpoint is not of three lines');
  }
  const size = atStep('V5', () => fromDecimal(lines[1], UINT63_MAX));
  const root = atStep('V5', () => fromHash(lines[2]));
  if (size === 0n && !equalBytes(root, EMPTY_ROOT)) {
    refuse('V5', 'checkpoint', 'the checkpoint of an empty tree has a root that is not of an empty tree');
  }
  return { origin: lines[0], size, root };
}
