// The file X.settlement.json (spec/proof-files.md): the form of every member, and nothing of what the members prove.

const INT128_MAX = (1n << 127n) - 1n;
const SMALL_MAX = (1n << 31n) - 1n;

/** A form takes a value of parseJson and gives what the verifier works with, or refuses it. */
const jsonText = value => typeof value === 'string' ? value : refuseForm('a text');
const jsonName = value => /^[A-Za-z0-9._:-]{1,64}$/.test(jsonText(value)) ? value : refuseForm('an id');
const jsonFlag = value => typeof value === 'boolean' ? value : refuseForm('true or false');
const jsonSmall = value => typeof value === 'bigint' && value <= SMALL_MAX ? value : refuseForm('a small number');
const jsonDecimal = value => fromDecimal(jsonText(value), UINT64_MAX);

function jsonOrigin(value) {
  const good = /^[A-Za-z0-9._:/-]{1,200}$/.test(jsonText(value)) && !value.startsWith('/') && !value.endsWith('/');
  return good ? value : refuseForm('an origin');
}

function jsonHex(length) {
  return value => {
    const bytes = fromHex(jsonText(value));
    return bytes.length === length ? bytes : refuseForm(`${length} bytes in hexadecimal`);
  };
}

const jsonHash = jsonHex(32);

function jsonUuid(value) {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
  return form.test(jsonText(value)) ? fromHex(value.replaceAll('-', '')) : refuseForm('a UUID in lower case');
}

function jsonQuantity(value) {
  if (!/^(0|-?[1-9][0-9]{0,38})$/.test(jsonText(value))) {
    refuseForm('a whole number in its shortest spelling');
  }
  const number = BigInt(value);
  return number >= -INT128_MAX - 1n && number <= INT128_MAX ? number : refuseForm('a number of 128 bits');
}

function jsonOneOf(...values) {
  return value => values.includes(value) ? value : refuseForm(values.map(String).join(' or '));
}

function jsonOrNull(form) {
  return value => value === null ? null : form(value);
}

function jsonList(form) {
  return value => {
    if (!Array.isArray(value)) {
      refuseForm('a list');
    }
    return value.map((item, i) => inMember(`[${i}]`, () => form(item)));
  };
}

/** Exactly these members in this order. */
function jsonObject(members) {
  const names = Object.keys(members);
  return value => {
    if (!(value instanceof Map)) {
      refuseForm('an object');
    }
    const given = [...value.keys()];
    if (given.length !== names.length || given.some((name, i) => name !== names[i])) {
      refuseForm(`an object of the members ${names.join(', ')} in this order`);
    }
    return Object.fromEntries(names.map(
      name => [name, inMember(`.${name}`, () => members[name](value.get(name)))]));
  };
}

function refuseForm(form) {
  return refuse(null, 'form', `is not ${form}`);
}

/** Puts the place before the reason, once for each level: ".states[2].preHash is not ...". */
function inMember(place, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    const gap = /^[.[]/.test(error.message) ? '' : ' ';
    return refuse(null, error.kind, `${place}${gap}${error.message}`);
  }
}

const JSON_PATH = jsonOrNull(jsonList(jsonHash));
const JSON_SIDE = jsonObject({
  balance: jsonQuantity, reserved: jsonQuantity, floor: jsonOrNull(jsonQuantity), salt: jsonHex(16),
});
const JSON_TRANSACTION = jsonObject({
  notBefore: jsonOrNull(jsonDecimal), deadline: jsonOrNull(jsonDecimal), nonce: jsonHash, termsHash: jsonHash,
  instructionsRoot: jsonHash, instructionCount: jsonSmall,
});
const JSON_TERMS = jsonObject({
  salt: jsonHex(16), kind: jsonSmall, isolation: jsonSmall, onShortage: jsonSmall, prepareMode: jsonSmall,
  consent: jsonSmall,
  expectedVersions: jsonList(jsonObject({ account: jsonName, asset: jsonOrNull(jsonName), version: jsonDecimal })),
  replaces: jsonOrNull(jsonUuid), metadataHash: jsonOrNull(jsonHash),
  recovery: jsonOrNull(jsonObject({ tries: jsonSmall, delayMs: jsonSmall, delayMaxMs: jsonSmall })),
});
const JSON_LEG = jsonObject({
  position: jsonSmall, salt: jsonHex(16), id: jsonText, kind: jsonOneOf(1n, 2n),
  ledger: jsonOrNull(jsonName), debitAccount: jsonName,
  creditAccount: jsonName, asset: jsonName, quantity: jsonQuantity, authoriser: jsonOrNull(jsonName),
  creditAuthoriser: jsonOrNull(jsonName), path: JSON_PATH,
});

/** A leg of kind 1 is on this ledger and names none, one of kind 2 names the external ledger it is on. */
function JSON_INSTRUCTION(value) {
  const leg = JSON_LEG(value);
  return (leg.kind === 1n) === (leg.ledger === null) ? leg : refuseForm('a leg of this kind');
}

const JSON_STATE = jsonObject({
  position: jsonSmall, positionIndex: jsonDecimal, versionAfter: jsonDecimal, preHash: jsonHash, postHash: jsonHash,
  opened: jsonOrNull(jsonObject({ account: jsonName, asset: jsonName, before: JSON_SIDE, after: JSON_SIDE })),
  path: JSON_PATH,
});
const JSON_SIGNATURE = jsonObject({
  position: jsonSmall, participant: jsonName, keyId: jsonHex(16), algorithm: jsonOneOf(ALGORITHM_ED25519),
  signature: jsonHex(64),
  batch: jsonOrNull(jsonObject({ index: jsonSmall, count: jsonSmall, root: jsonHash, path: jsonList(jsonHash) })),
  path: JSON_PATH,
});
const JSON_KEYS = jsonObject({
  registry: jsonObject({
    participantCount: jsonDecimal, participantsRoot: jsonHash, keyCount: jsonDecimal, keysRoot: jsonHash,
    assetCount: jsonDecimal, assetsRoot: jsonHash, accountCount: jsonDecimal, accountsRoot: jsonHash,
    limitCount: jsonDecimal, limitsRoot: jsonHash,
  }),
  opened: jsonList(jsonObject({
    index: jsonDecimal, salt: jsonHex(16), version: jsonDecimal, participant: jsonName,
    algorithm: jsonOneOf(ALGORITHM_ED25519), publicKey: jsonHash, validFrom: jsonDecimal,
    validUntil: jsonOrNull(jsonDecimal), revokedAt: jsonOrNull(jsonDecimal), previousKeyId: jsonOrNull(jsonHex(16)),
    endorsement: jsonOrNull(jsonHex(64)), reset: jsonFlag, path: jsonList(jsonHash),
  })),
});
const JSON_SETTLEMENT = jsonObject({
  format: jsonOneOf('settle/proof/v1'), outcome: jsonOneOf('SETTLED', 'FAILED'), origin: jsonOrigin,
  settlementId: jsonUuid, timestamp: jsonDecimal, transactionHash: jsonHash,
  failure: jsonOrNull(jsonObject({ category: jsonSmall, code: jsonSmall, stage: jsonSmall, attempt: jsonSmall })),
  transaction: JSON_TRANSACTION, terms: jsonOrNull(JSON_TERMS), instructions: jsonList(JSON_INSTRUCTION),
  states: jsonList(JSON_STATE), signatures: jsonList(JSON_SIGNATURE),
  blockReference: jsonObject({
    origin: jsonOrigin, blockNo: jsonDecimal, index: jsonDecimal, size: jsonDecimal, root: jsonHash,
  }),
  proof: jsonText, headerProof: jsonOrNull(jsonText), keys: jsonOrNull(JSON_KEYS), consistency: jsonOrNull(jsonText),
});

/** Bytes to text within the limits of step V1. */
function readSettlementText(bytes) {
  if (bytes.length > SETTLEMENT_BYTES_MAX) {
    refuse('V1', 'size', `the file has ${bytes.length} bytes; at most ${SETTLEMENT_BYTES_MAX} are allowed`);
  }
  const text = atStep('V1', () => fromUtf8(bytes));
  if (hasControlCharacter(text)) {
    refuse('V1', 'control', 'the file holds a control character');
  }
  return text;
}

/** The members with their values as bytes and numbers; step V22 in so far as the file alone can tell. */
function parseSettlement(text) {
  return atStep('V22', () => {
    const tree = parseJson(text);
    const settlement = JSON_SETTLEMENT(tree);
    if (formatJson(tree) !== text) {
      refuse(null, 'spelling', 'written again, the file is another text');
    }
    return settlement;
  });
}

/** The one spelling of a tree of parseJson, whose members are known and whose numbers are small by now. */
function formatJson(tree) {
  return `${JSON.stringify(tree, plainJson, 2)}\n`;
}

function plainJson(_, value) {
  if (value instanceof Map) {
    return Object.fromEntries(value);
  }
  return typeof value === 'bigint' ? Number(value) : value;
}

/** A settlement id as people write it. */
function uuidText(bytes) {
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
