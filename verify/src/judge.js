// The whole check of a file and its answer in one line (spec/verification.md).

/**
 * Judges a settlement.json. Options, each null where nothing is to be compared: `now` and `maxAge` in seconds,
 * `remembered` (the text of a checkpoint), `consistency` (the text of a consistency file). Returns the answer: `line`,
 * `outcome` (valid, invalid, split), `trail`, and what was `found` as far as the check came.
 */
function judgeSettlement(bytes, policy, options = {}) {
  return judged(new Trail(STEPS.keys()), async (trail, found) => {
    const text = await trail.run('V1', () => readSettlementText(bytes));
    const file = await trail.run('V22', () => parseSettlement(text));
    const sealed = await verifyEntryProof(toUtf8(file.proof), policy, options, trail);
    await trail.run('V22', () => checkRepeated(file, sealed));
    Object.assign(found, { file, sealed });
    const whole = await checkContent(trail, file, sealed.entry);
    const header = await trail.run(
      'V19', async () => withSplit(() => checkHeader(file, sealed, policy)));
    skipIf(trail, 'V19', header === null, 'the file does not prove the end of the block');
    const resets = await checkApprovals(trail, file, sealed.entry, header);
    await checkKnown(trail, sealed.checkpoint, policy, options, file.consistency);
    Object.assign(found, { whole, header, resets });
    return settlementLine(found);
  });
}

/** Judges a tlog-proof alone; options and answer as above. */
function judgeProof(bytes, policy, options = {}) {
  return judged(new Trail(ENTRY_STEPS), async (trail, found) => {
    const sealed = await verifyEntryProof(bytes, policy, options, trail);
    Object.assign(found, { sealed });
    await checkKnown(trail, sealed.checkpoint, policy, options, null);
    const { entry, proof, checkpoint } = sealed;
    return `VALID entry ${entry.type} in ${entry.origin} index ${proof.index} of ${checkpoint.size}`;
  });
}

async function judged(trail, check) {
  const found = {};
  try {
    return { line: await check(trail, found), outcome: 'valid', trail, found };
  } catch (error) {
    if (error instanceof SplitView) {
      return { line: `SPLIT VIEW: ${error.message}`, outcome: 'split', trail, found, evidence: error.checkpoints };
    }
    if (error instanceof Refusal) {
      return { line: `INVALID ${error.step}: ${error.message}`, outcome: 'invalid', trail, found };
    }
    throw error;
  }
}

/** Refusals inside a header proof are all of V19; a split view passes. */
function withSplit(check) {
  return asStep('V19', check);
}

/** Steps V10 to V15. Returns which lists are whole. */
async function checkContent(trail, file, entry) {
  await trail.run('V10', () => checkTransaction(file, entry));
  await trail.run('V11', () => checkTerms(file, entry));
  const legs = await trail.run('V12', () => checkInstructions(file));
  const states = await trail.run('V13', () => checkStates(file, entry, legs));
  await trail.run('V14', () => checkBalances(file, legs && states && entry.type === 'settlement'));
  const signatures = await trail.run('V15', () => checkSigners(file, entry, legs));
  noteContent(trail, file, entry, { legs, states, signatures });
  return { legs, states, signatures };
}

function noteContent(trail, file, entry, { legs, states, signatures }) {
  if (file.terms === null) {
    trail.note('V11', 'the terms are not disclosed');
  }
  if (entry.type === 'failure') {
    ['V13', 'V14', 'V15'].forEach(step => trail.skip(step, 'a failure changes nothing'));
  } else if (!(legs && states && signatures)) {
    ['V13', 'V14', 'V15'].forEach(step => trail.note(step, 'in part: closed legs'));
  }
}

/** Steps V16 to V18. */
async function checkApprovals(trail, file, entry, header) {
  const opened = openedKeys(file);
  await trail.run('V16', () => checkEachSignature(file, opened, entry.transactionHash));
  await trail.run('V17', () => checkBatches(file, entry.transactionHash));
  const resets = await trail.run('V18', () => checkKeys(file, opened, header, entry));
  const unsigned = file.signatures.length === 0;
  skipIf(trail, 'V16', unsigned, 'no signature is disclosed');
  skipIf(trail, 'V17', file.signatures.every(({ batch }) => batch === null), 'no signature was given for many');
  skipIf(trail, 'V18', unsigned, 'no signature is disclosed');
  return resets;
}

/** Step V21. */
async function checkKnown(trail, checkpoint, policy, { remembered = null, consistency = null }, inside) {
  await trail.run('V21', () => checkHistory(checkpoint, policy, { remembered, inside, beside: consistency }));
  skipIf(trail, 'V21', remembered === null, 'you gave no checkpoint that you accepted earlier');
}

function skipIf(trail, step, condition, why) {
  if (condition) {
    trail.skip(step, why);
  }
}

function settlementLine({ file, sealed: { entry }, whole, resets }) {
  const failed = entry.type === 'failure';
  const head = `${failed ? 'failed' : 'settled'} ${uuidText(entry.settlementId)}`;
  const place = `at ${answerTime(entry.timestamp)} in ${entry.origin} block ${entry.blockNo} index ${entry.logIndex}`;
  const total = file.transaction.instructionCount;
  const legs = `instructions disclosed ${file.instructions.length} of ${total}`;
  const answer = failed
    ? `VALID ${head} with code ${entry.code} ${place}: ${legs}`
    : `VALID ${head} ${place}: ${legs}, signed ${signedLegs(file)} of ${total} legs`;
  const inPart = !failed && !(whole.legs && whole.states && whole.signatures);
  return [
    answer,
    ...inPart ? ['V13 V14 V15 in part: closed legs'] : [],
    ...resets.map(participant => `key of ${participant} was reset by the operator`),
  ].join('; ');
}

/** Every listed signature is verified by now, and that of each authoriser of an opened leg is listed. */
function signedLegs({ instructions }) {
  return instructions.filter(({ authoriser }) => authoriser !== null).length;
}

/** Microseconds as yyyy-MM-ddTHH:mm:ss.ffffffZ. */
function answerTime(micros) {
  return timeText(micros).replace(/^(\S+) (\S+) UTC$/, '$1T$2Z');
}
