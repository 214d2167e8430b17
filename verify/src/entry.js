// The statements in the log (spec/entries.md), read from their bytes: step V3.

/** Type string, the short name people use, and the form of each item after the type. */
const ENTRY_FORMS = new Map([
  ['settle/settlement/v1', entryForm('settlement', `origin:text settlementId:b16 logIndex:uint blockNo:uint
    timestamp:time transactionHash:b32 alternative:zero statesRoot:b32 stateCount:uint signaturesRoot:b32
    signatureCount:uint`)],
  ['settle/hold/v1', entryForm('hold', `origin:text settlementId:b16 logIndex:uint blockNo:uint timestamp:time
    transactionHash:b32 change:change statesRoot:b32 stateCount:some`)],
  ['settle/confirmed/v1', entryForm('confirmed', `origin:text settlementId:b16 logIndex:uint blockNo:uint
    timestamp:time foreignRoot:b32 foreignCount:some`)],
  ['settle/failure/v1', entryForm('failure', `origin:text settlementId:b16 logIndex:uint blockNo:uint timestamp:time
    transactionHash:b32 category:uint code:uint stage:stage attempt:one statesRoot:null stateCount:zero`)],
  ['settle/command/v1', entryForm('command', `origin:text logIndex:uint blockNo:uint timestamp:time kind:uint
    commandHash:b32`)],
  ['settle/key/v1', entryForm('key', `origin:text logIndex:uint blockNo:uint timestamp:time participant:text?
    keyId:b16 algorithm:one publicKey:b32 validFrom:time validUntil:time? revokedAt:time? previousKeyId:b16?
    endorsement:b64? reset:flag`)],
  ['settle/origin/v1', entryForm('origin', `origin:text logIndex:uint blockNo:uint timestamp:time
    previousOrigin:text lostSize:uint lostRoot:b32`)],
  ['settle/block/v1', entryForm('block', `origin:text blockNo:uint firstIndex:uint entryCount:uint timestamp:time
    prevSize:uint prevRoot:b32 stateRoot:b32? positionCount:uint registryRoot:b32 saltEpoch:uint paramsHash:b32`)],
]);

function entryForm(name, items) {
  return { name, items: items.trim().split(/\s+/).map(item => item.split(':')) };
}

const ITEM_CHECKS = {
  text: value => typeof value === 'string' && value !== '',
  uint: value => typeof value === 'bigint',
  time: value => typeof value === 'bigint' && value < YEAR_10000_MICROS,
  zero: value => value === 0n,
  one: value => value === 1n,
  change: value => value === 1n || value === 2n,
  some: value => typeof value === 'bigint' && value > 0n && value < 2n ** 31n,
  flag: value => value === 0n || value === 1n,
  stage: value => typeof value === 'bigint' && value <= 5n,
  b16: value => value instanceof Uint8Array && value.length === 16,
  b32: value => value instanceof Uint8Array && value.length === 32,
  b64: value => value instanceof Uint8Array && value.length === 64,
  null: value => value === null,
};

/** The entry with its items by name and `type`, its short name. */
function readEntry(bytes) {
  return atStep('V3', () => {
    if (bytes === null) {
      refuse(null, 'entry', 'the proof has no line "extra" with the entry');
    }
    const statement = decodeCbor(bytes);
    if (!equalBytes(encodeCbor(statement), bytes)) {
      refuse(null, 'entry', 'written again, the entry is other bytes');
    }
    const form = Array.isArray(statement) ? ENTRY_FORMS.get(statement[0]) : undefined;
    if (form === undefined) {
      refuse(null, 'entry', 'the entry is not of a known type');
    }
    return namedItems(form, statement.slice(1));
  });
}

function namedItems({ name, items }, values) {
  if (values.length !== items.length) {
    refuse(null, 'entry', `an entry of type ${name} has ${items.length + 1} items, this has ${values.length + 1}`);
  }
  const entry = { type: name };
  items.forEach(([item, form], i) => {
    const optional = form.endsWith('?');
    if (!(optional && values[i] === null) && !ITEM_CHECKS[optional ? form.slice(0, -1) : form](values[i])) {
      refuse(null, 'entry', `${item} of the ${name} entry does not have its form`);
    }
    entry[item] = values[i];
  });
  if (name === 'failure' && entry.category !== entry.code / 100n) {
    refuse(null, 'entry', 'the category of the failure is not that of its code');
  }
  return entry;
}
