// A settlement as people read it, from a file whose every step held.

function settlementViews({ file, sealed, whole, header, resets }) {
  return [
    summaryView(file, sealed), closedView(file, sealed.entry, header), legsView(file), partiesView(file),
    termsView(file.terms), statesView(file, sealed.entry), approvalsView(file, sealed.entry, resets),
    wholeNote(whole, sealed.entry),
  ];
}

function optionalTime(micros) {
  return micros === null ? 'none' : timeText(micros);
}

function number(value) {
  return element('td', { class: 'number' }, grouped(value));
}

/** Digits in groups of three, with a narrow space that does not break. */
function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

function summaryView({ transaction }, { entry }) {
  const failed = entry.type === 'failure';
  return part(failed ? 'This settlement failed' : 'This settlement happened', facts('Summary', [
    ['Settlement', code(uuidText(entry.settlementId))],
    [failed ? 'Decided (UTC)' : 'Settled (UTC)', timeText(entry.timestamp)],
    ...failed ? [['Failure code', `${entry.code} (category ${entry.category}, at stage ${entry.stage})`]] : [],
    ['Ledger', code(entry.origin)],
    ['Block and index', `${entry.blockNo}, ${entry.logIndex}`],
    ['Not before (UTC)', optionalTime(transaction.notBefore)],
    ['Deadline (UTC)', optionalTime(transaction.deadline)],
    ['Transaction hash', code(toHex(entry.transactionHash))],
  ]));
}

/** What the file keeps closed, in words; null when it opens everything. */
function closedView(file, entry, header) {
  const closed = [];
  const count = (total, listed, name) => {
    if (total > BigInt(listed)) {
      closed.push(`${total - BigInt(listed)} of ${total} ${name}`);
    }
  };
  count(file.transaction.instructionCount, file.instructions.length, 'legs');
  if (entry.type === 'settlement') {
    count(entry.stateCount, file.states.filter(({ opened }) => opened !== null).length, 'balances before and after');
    count(entry.signatureCount, file.signatures.length, 'signatures');
  }
  if (file.terms === null) {
    closed.push('the terms');
  }
  if (header === null) {
    closed.push('the end of the block');
  }
  return part('Not disclosed', closed.length === 0
    ? element('p', {}, 'Nothing: this file opens everything.')
    : element('ul', {}, closed.map(item => element('li', {}, item))));
}

const LEG_HEADS = ['Leg', 'Id', 'From', 'To', 'Asset', 'Quantity', 'Authorised by', 'Credit accepted by', ''];

function legsView({ instructions, transaction }) {
  const rows = [];
  let next = 0n;
  for (const leg of instructions) {
    addClosedLegs(rows, next, leg.position);
    rows.push(legRow(leg));
    next = leg.position + 1n;
  }
  addClosedLegs(rows, next, transaction.instructionCount);
  return part('Legs', element('p', { class: 'soft' }, 'Quantities are in the smallest unit of each asset.'),
    table('Legs', LEG_HEADS, rows));
}

/** One row for a run of closed legs: a count in a file never decides how many rows are made. */
function addClosedLegs(rows, from, to) {
  if (from < to) {
    const which = to - from === 1n ? `${from + 1n}` : `${from + 1n}\u2013${to}`;
    const span = { class: 'closed', colspan: String(LEG_HEADS.length - 1) };
    rows.push([which, element('td', span, 'not disclosed')]);
  }
}

function legRow(leg) {
  return [
    String(leg.position + 1n), code(leg.id), code(leg.debitAccount), code(leg.creditAccount), code(leg.asset),
    number(leg.quantity), nameOrDash(leg.authoriser), nameOrDash(leg.creditAuthoriser), 'disclosed',
  ];
}

function nameOrDash(name) {
  return name === null ? 'no signature due' : code(name);
}

/** Participants that opened legs or signatures name, and the accounts that the legs show to be theirs. */
function partiesView({ instructions, signatures }) {
  const parties = new Map();
  const know = (name, account) => {
    if (name !== null) {
      parties.set(name, (parties.get(name) ?? new Set()).add(account));
    }
  };
  for (const { debitAccount, creditAccount, authoriser, creditAuthoriser } of instructions) {
    know(authoriser, debitAccount);
    know(creditAuthoriser, creditAccount);
  }
  const signers = new Set(signatures.map(({ participant }) => participant));
  const names = [...new Set([...parties.keys(), ...signers])].sort(compareText);
  const rows = names.map(name => [
    code(name), [...parties.get(name) ?? []].map((account, i) => [i === 0 ? '' : ', ', code(account)]).flat(),
    signers.has(name) ? 'signed' : 'no signature',
  ]);
  return part('Parties', names.length === 0
    ? element('p', {}, 'No participant is named: nobody had to sign what is disclosed.')
    : tableOfLists('Parties', ['Participant', 'Accounts', 'Consent'], rows));
}

/** As `table`, for cells that hold several things. */
function tableOfLists(name, heads, rows) {
  return table(name, heads, rows.map(row => row.map(content =>
    Array.isArray(content) ? element('td', {}, content) : content)));
}

const KINDS = ['other', 'delivery versus payment', 'payment versus payment', 'free of payment', 'multilateral', 'issue',
  'redemption'];

const PREPARE_MODES = ['none', 'expiring', 'binding'];

function recoveryText({ tries, delayMs, delayMaxMs }) {
  return `${tries} tries, first wait up to ${delayMs} ms, no wait above ${delayMaxMs} ms`;
}

function termsView(terms) {
  if (terms === null) {
    return null;
  }
  const expected = terms.expectedVersions.map(
    ({ account, asset, version }) => `${account}${asset === null ? '' : ` ${asset}`}: ${version}`);
  return part('Terms', facts('Terms', [
    ['Kind', KINDS[Number(terms.kind)] ?? String(terms.kind)],
    ['On shortage', terms.onShortage === 0n ? 'fail' : 'wait'],
    ['Consent', terms.consent === 0n ? 'by policy' : 'explicit'],
    ['Expected versions', expected.length === 0 ? 'none' : expected.join(', ')],
    ['Isolation', terms.isolation === 0n ? 'escrow' : 'exclusive'],
    ['Prepare', PREPARE_MODES[Number(terms.prepareMode)] ?? String(terms.prepareMode)],
    ['Recovery', terms.recovery === null ? 'the operator’s own' : recoveryText(terms.recovery)],
    ['Replaces', terms.replaces === null ? 'nothing' : code(uuidText(terms.replaces))],
    ['Metadata (hash)', terms.metadataHash === null ? 'none' : code(toHex(terms.metadataHash))],
  ]));
}

function statesView({ states }, entry) {
  if (entry.type === 'failure') {
    return part('Balances', element('p', {}, 'A failure changes nothing.'));
  }
  const rows = states.map(state => state.opened === null
    ? [`${state.position + 1n}`, element('td', { class: 'closed', colspan: '2' }, 'not disclosed'),
      String(state.versionAfter), shortHash(state.preHash), shortHash(state.postHash), '', '']
    : [`${state.position + 1n}`, code(state.opened.account), code(state.opened.asset), String(state.versionAfter),
      number(state.opened.before.balance), number(state.opened.after.balance), number(state.opened.after.reserved),
      floorCell(state.opened.after)]);
  return part('Balances', table('Balances', [
    'State', 'Account', 'Asset', 'Version', 'Before', 'After', 'Reserved', 'At least'], rows));
}

function floorCell({ floor }) {
  return floor === null ? 'no limit' : number(floor);
}

function approvalsView({ signatures, keys }, entry, resets) {
  if (signatures.length === 0) {
    return null;
  }
  const opened = openedKeys({ keys });
  const rows = signatures.map(signature => {
    const key = keysOfSignature(signature, opened).find(({ participant }) => participant === signature.participant);
    return [
      code(signature.participant), code(toHex(signature.keyId)), howSigned(signature.batch),
      `${timeText(key.validFrom)} to ${key.validUntil === null ? 'open' : timeText(key.validUntil)}`, originOfKey(key),
    ];
  });
  return part('Signatures of participants',
    table('Signatures of participants', ['Participant', 'Key', 'Signed', 'Key valid', 'Origin of the key'], rows),
    resets.map(participant => element('p', { class: 'warning' },
      `The key of ${participant} was reset by the operator: no earlier key of ${participant} vouches for it.`)));
}

function howSigned(batch) {
  return batch === null ? 'this settlement' : `approval ${batch.index + 1n} of ${batch.count} signed together`;
}

function originOfKey({ reset, previousKeyId }) {
  return reset ? 'reset by the operator' : previousKeyId === null ? 'first key' : 'endorsed by the key before it';
}

function wholeNote({ legs, states, signatures }, entry) {
  return entry.type === 'failure' || (legs && states && signatures) ? null : element('p', { class: 'soft' },
    'Because some of it is closed, sums and the list of signers were checked only as far as they are disclosed.');
}

/** Every step with its result; what comes after a failure was not reached. */
function trailView({ results }) {
  const words = { good: '\u2713 holds', bad: '\u2717 fails', skipped: '\u2013 not applicable' };
  const rows = [...results].map(([step, result]) => [
    step, STEPS.get(step), result === null ? 'not reached' : words[result.state], result?.note ?? '',
  ]);
  return part('Every step', table('Every step', ['Step', 'Checks', 'Result', 'Remark'], rows));
}

/** Two signed checkpoints that contradict each other, as the log signed them. */
function evidenceView(checkpoints) {
  return part('Evidence', element('p', {}, 'The log signed both. Keep them: they convince anybody.'),
    checkpoints.map(({ text }) => element('pre', {}, text)));
}
