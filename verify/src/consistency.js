// A consistency proof in the form of the body of an add-checkpoint request (c2sp.org/tlog-witness): the older size, the
// hashes, a blank line and the newer checkpoint.

function parseConsistency(text) {
  const split = text.indexOf('\n\n');
  if (split < 0 || !text.startsWith('old ')) {
    refuse('V21', 'grammar', 'the consistency proof is not of the form: old size, hashes, blank line, checkpoint');
  }
  const [first, ...hashes] = text.substring(0, split).split('\n');
  if (hashes.length > PATH_HASHES_MAX) {
    refuse('V21', 'hashes', `the consistency proof has more than ${PATH_HASHES_MAX} hashes`);
  }
  return {
    old: atStep('V21', () => fromDecimal(first.substring(4), UINT63_MAX)),
    path: hashes.map(line => atStep('V21', () => fromHash(line))),
    checkpoint: text.substring(split + 2),
  };
}
