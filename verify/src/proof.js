// The file X.tlog-proof (c2sp.org/tlog-proof).

const PROOF_HEADER = 'c2sp.org/tlog-proof@v1';

/** Bytes to text within the limits of step V1. */
function readProofText(bytes) {
  if (bytes.length > PROOF_BYTES_MAX) {
    refuse('V1', 'size', `the proof has ${bytes.length} bytes; at most ${PROOF_BYTES_MAX} are allowed`);
  }
  const text = atStep('V1', () => fromUtf8(bytes));
  if (hasControlCharacter(text)) {
    refuse('V1', 'control', 'the proof holds a control character');
  }
  checkCounts(text);
  return text;
}

/** The limits on lines come before anything that the lines say, as far as blank lines tell which is which. */
function checkCounts(text) {
  const first = text.indexOf('\n\n');
  const last = text.lastIndexOf('\n\n');
  const lines = first < 0 ? [] : text.substring(0, first).split('\n');
  const hashes = lines.length - (lines[1]?.startsWith('extra ') ? 3 : 2);
  if (hashes > PATH_HASHES_MAX) {
    refuse('V1', 'hashes', `the path has ${hashes} hashes; at most ${PATH_HASHES_MAX} are allowed`);
  }
  const signatures = last > first ? text.substring(last + 2).split('\n').length - 1 : 0;
  if (signatures > SIGNATURE_LINES_MAX) {
    refuse('V1', 'lines', `the note has ${signatures} signature lines; at most ${SIGNATURE_LINES_MAX} are allowed`);
  }
}

/** `extra` is null when the line is absent. The checkpoint is the text after the blank line, not yet looked at. */
function parseProof(text) {
  const split = text.indexOf('\n\n');
  if (split < 0 || !text.endsWith('\n') || split + 2 >= text.length) {
    refuse('V2', 'grammar', 'the proof has no blank line with a checkpoint after it, or no final line feed');
  }
  const lines = text.substring(0, split).split('\n');
  if (lines.shift() !== PROOF_HEADER) {
    refuse('V2', 'grammar', `the proof does not begin with ${PROOF_HEADER}`);
  }
  const extra = lines[0]?.startsWith('extra ') ? valueOfLine(lines.shift(), 'extra', fromBase64) : null;
  const index = valueOfLine(lines.shift(), 'index', value => fromDecimal(value, UINT63_MAX));
  const path = lines.map(line => atStep('V2', () => fromHash(line)));
  const proof = { extra, index, path, checkpoint: text.substring(split + 2) };
  if (formatProof(proof) !== text) {
    refuse('V2', 'spelling', 'written again, the proof is another text');
  }
  return proof;
}

function formatProof({ extra, index, path, checkpoint }) {
  const lines = [PROOF_HEADER];
  if (extra !== null) {
    lines.push(`extra ${toBase64(extra)}`);
  }
  lines.push(`index ${index}`, ...path.map(toBase64), '', checkpoint);
  return lines.join('\n');
}

function valueOfLine(line, word, read) {
  if (line === undefined || !line.startsWith(word + ' ')) {
    refuse('V2', 'grammar', `the proof has no line "${word}" where it belongs`);
  }
  return atStep('V2', () => read(line.substring(word.length + 1)));
}
