// Steps V22 (second half) and V10 to V15: what the file opens is what the entry commits to.

/** The members that repeat what is sealed, against entry and checkpoint. */
function checkRepeated(file, { entry, checkpoint }) {
  const kind = { settlement: 'SETTLED', failure: 'FAILED' }[entry.type];
  const reference = file.blockReference;
  const failed = entry.type === 'failure'
    && ['category', 'code', 'stage', 'attempt'].every(name => file.failure?.[name] === entry[name]);
  const repeated = [
    ['outcome', kind === file.outcome],
    ['origin', file.origin === entry.origin],
    ['settlementId', kind !== undefined && equalBytes(file.settlementId, entry.settlementId)],
    ['timestamp', file.timestamp === entry.timestamp],
    ['transactionHash', kind !== undefined && equalBytes(file.transactionHash, entry.transactionHash)],
    ['failure', entry.type === 'failure' ? failed : file.failure === null],
    ['blockReference.origin', reference.origin === checkpoint.origin],
    ['blockReference.blockNo', reference.blockNo === entry.blockNo],
    ['blockReference.index', reference.index === entry.logIndex],
    ['blockReference.size', reference.size === checkpoint.size],
    ['blockReference.root', equalBytes(reference.root, checkpoint.root)],
  ];
  for (const [name, same] of repeated) {
    if (!same) {
      refuse(null, 'repeated', `${name} is not what was sealed`);
    }
  }
}

function checkTransaction(file, entry) {
  const hash = hashOf(transactionStatement(entry.origin, entry.settlementId, file.transaction));
  if (!equalBytes(hash, entry.transactionHash)) {
    refuse(null, 'transaction', 'the transaction does not have the hash that was sealed');
  }
}

const BINDING_PREPARE = 2n;

function checkTerms({ transaction, terms }, entry) {
  if (entry.type === 'settlement') {
    if (transaction.notBefore !== null && entry.timestamp < transaction.notBefore) {
      refuse(null, 'early', 'it was settled before its earliest time');
    }
    // What is prepared for good ends only by its parties' word; that it is, only disclosed terms can say.
    if (transaction.deadline !== null && entry.timestamp >= transaction.deadline
        && terms?.prepareMode !== BINDING_PREPARE) {
      refuse(null, 'late', 'it was settled when its deadline had passed');
    }
  }
  if (terms !== null) {
    if (!isStrictlySorted(terms.expectedVersions, comparePositions)) {
      refuse(null, 'terms', 'the expected versions are not sorted by account and asset');
    }
    if (!equalBytes(hashOf(termsStatement(terms)), transaction.termsHash)) {
      refuse(null, 'terms', 'the terms do not have the hash that the transaction names');
    }
  }
}

/** Whether all legs are listed. */
function checkInstructions({ instructions, transaction }) {
  for (const { position, quantity } of instructions) {
    if (quantity < 1n) {
      refuse(null, 'quantity', `leg ${position} moves less than 1`);
    }
  }
  return checkList('legs', instructions, transaction.instructionCount, transaction.instructionsRoot,
    instructionStatement);
}

/** Whether all states are listed and opened. */
function checkStates({ instructions, states }, entry, wholeLegs) {
  if (entry.type === 'failure') {
    refuseListed(states, 'states');
    return true;
  }
  const whole = checkList('states', states, entry.stateCount, entry.statesRoot, stateStatement);
  const untouched = states.find(({ versionAfter }) => versionAfter < 1n);
  if (untouched !== undefined) {
    refuse(null, 'version', `the position of state ${untouched.position} has no version before`);
  }
  const opened = states.map(state => state.opened).filter(position => position !== null);
  if (!isStrictlySorted(opened, comparePositions)) {
    refuse(null, 'order', 'the states are not sorted by account and asset');
  }
  const allOpened = whole && opened.length === states.length;
  if (allOpened && wholeLegs && !sameTexts(opened.map(nameOfPosition), namedPositions(instructions))) {
    refuse(null, 'positions', 'the states are not those of exactly the positions that the legs name');
  }
  return allOpened;
}

function refuseListed(elements, name) {
  if (elements.length > 0) {
    refuse(null, 'failed', `a failure has no ${name}`);
  }
}

/** Account and asset as one text that no other pair has: a name holds no space. */
function nameOfPosition({ account, asset }) {
  return `${account} ${asset}`;
}

/** The positions that legs name, sorted like states. */
function namedPositions(legs) {
  const named = new Map();
  for (const { debitAccount, creditAccount, asset } of legs.filter(isOwn)) {
    for (const account of [debitAccount, creditAccount]) {
      named.set(nameOfPosition({ account, asset }), { account, asset });
    }
  }
  return [...named.values()].sort(comparePositions).map(nameOfPosition);
}

function checkBalances({ instructions, states }, complete) {
  for (const state of states) {
    if (state.opened !== null) {
      checkOpened(state, state.opened);
    }
  }
  if (complete) {
    checkMoved(states, netOfLegs(instructions));
  }
}

/** Whether a leg is on this ledger and so moves its positions. */
function isOwn(leg) {
  return leg.ledger === null;
}

function netOfLegs(legs) {
  const net = new Map();
  const add = (account, asset, quantity) => {
    const name = nameOfPosition({ account, asset });
    net.set(name, (net.get(name) ?? 0n) + quantity);
  };
  for (const { debitAccount, creditAccount, asset, quantity } of legs.filter(isOwn)) {
    add(debitAccount, asset, -quantity);
    add(creditAccount, asset, quantity);
  }
  return net;
}

function checkOpened({ position, positionIndex, versionAfter, preHash, postHash }, opened) {
  const { before, after } = opened;
  const hashOfSide = (version, side) => hashOf(positionStatement(opened, positionIndex, version, side));
  if (!equalBytes(hashOfSide(versionAfter - 1n, before), preHash)) {
    refuse(null, 'before', `what was opened of state ${position} before does not have its hash`);
  }
  if (!equalBytes(hashOfSide(versionAfter, after), postHash)) {
    refuse(null, 'after', `what was opened of state ${position} after does not have its hash`);
  }
  if (versionAfter === 1n && (before.balance !== 0n || before.reserved !== 0n || before.floor !== after.floor)) {
    refuse(null, 'before', `the position of state ${position} was never touched and yet not empty`);
  }
  if (after.floor !== null && after.balance - after.reserved < after.floor) {
    refuse(null, 'floor', `the position of state ${position} is below what it may hold at least`);
  }
}

// Settled at once nothing was set aside; out of a hold, what goes out was: one or the other for all.
function checkMoved(states, moved) {
  const follows = held => states.every(({ opened }) => {
    const { before, after } = opened;
    const net = moved.get(nameOfPosition(opened));
    const ofHold = held && net < 0n ? net : 0n;
    return before.balance + net === after.balance && before.reserved + ofHold === after.reserved;
  });
  if (!follows(false) && !follows(true)) {
    refuse(null, 'sum', 'a state after does not follow from the one before and the legs');
  }
}

/** Whether all signatures are listed. */
function checkSigners({ instructions, signatures }, entry, wholeLegs) {
  if (entry.type === 'failure') {
    refuseListed(signatures, 'signatures');
    return true;
  }
  const whole = checkList('signatures', signatures, entry.signatureCount, entry.signaturesRoot, signatureStatement);
  const signers = signatures.map(signature => signature.participant);
  if (!isStrictlySorted(signers, compareText)) {
    refuse(null, 'order', 'the signatures are not sorted by participant, or a participant signed twice');
  }
  const due = authorisersOf(instructions);
  const signed = new Set(signers);
  const missing = due.find(participant => !signed.has(participant));
  if (missing !== undefined) {
    refuse(null, 'missing', `the signature of ${missing} is missing`);
  }
  if (whole && wholeLegs && signers.length !== due.length) {
    refuse(null, 'surplus', 'somebody signed who did not have to');
  }
  return whole;
}

function authorisersOf(legs) {
  return [...new Set(legs.flatMap(({ authoriser, creditAuthoriser }) => [authoriser, creditAuthoriser]))]
    .filter(participant => participant !== null);
}
