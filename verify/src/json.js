// A strict reader of JSON (RFC 8259): objects become Maps, whole numbers BigInts. Duplicate members, fractions,
// exponents, signs, and escapes that a shorter spelling exists for are refused, so that each value has one spelling.

const JSON_SHORT_ESCAPES = new Map([
  ['"', '"'], ['\\', '\\'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t'],
]);

function parseJson(text) {
  const reader = { text, at: 0 };
  const value = readJson(reader, 1);
  skipJsonSpace(reader);
  if (reader.at !== text.length) {
    refuseJson(reader, 'text after the value');
  }
  return value;
}

function readJson(reader, depth) {
  if (depth > JSON_DEPTH_MAX) {
    refuseJson(reader, 'values nested too deeply');
  }
  skipJsonSpace(reader);
  const next = reader.text[reader.at];
  switch (next) {
    case '{': return readJsonObject(reader, depth);
    case '[': return readJsonArray(reader, depth);
    case '"': return readJsonString(reader);
    case 't': return readJsonWord(reader, 'true', true);
    case 'f': return readJsonWord(reader, 'false', false);
    case 'n': return readJsonWord(reader, 'null', null);
    default: return readJsonNumber(reader);
  }
}

function readJsonObject(reader, depth) {
  const members = new Map();
  readJsonList(reader, '}', () => {
    skipJsonSpace(reader);
    const name = readJsonString(reader);
    if (members.has(name)) {
      refuseJson(reader, `the member ${JSON.stringify(name.slice(0, 40))} occurs twice`);
    }
    skipJsonSpace(reader);
    expectJson(reader, ':');
    members.set(name, readJson(reader, depth + 1));
  });
  return members;
}

function readJsonArray(reader, depth) {
  const items = [];
  readJsonList(reader, ']', () => items.push(readJson(reader, depth + 1)));
  return items;
}

/** The items between the bracket that is next and the closing one, with commas between them and none after the last. */
function readJsonList(reader, closing, readItem) {
  reader.at++;
  skipJsonSpace(reader);
  if (reader.text[reader.at] === closing) {
    reader.at++;
    return;
  }
  for (;;) {
    readItem();
    skipJsonSpace(reader);
    if (reader.text[reader.at] === closing) {
      reader.at++;
      return;
    }
    expectJson(reader, ',');
  }
}

function readJsonString(reader) {
  expectJson(reader, '"');
  const parts = [];
  for (;;) {
    const plain = /[^"\\\u0000-\u001f]*/y;
    plain.lastIndex = reader.at;
    const run = plain.exec(reader.text)[0];
    parts.push(run);
    reader.at += run.length;
    const next = reader.text[reader.at];
    if (next === '"') {
      reader.at++;
      break;
    }
    if (next !== '\\') {
      refuseJson(reader, next === undefined ? 'a string does not end' : 'a control character in a string');
    }
    parts.push(readJsonEscape(reader));
  }
  const value = parts.join('');
  if (!value.isWellFormed()) {
    refuseJson(reader, 'half a surrogate pair');
  }
  return value;
}

function readJsonEscape(reader) {
  const letter = reader.text[reader.at + 1];
  const short = JSON_SHORT_ESCAPES.get(letter);
  if (short !== undefined) {
    reader.at += 2;
    return short;
  }
  const code = /^\\u(00[01][0-9a-f])$/.exec(reader.text.substring(reader.at, reader.at + 6));
  const value = code === null ? '' : String.fromCharCode(parseInt(code[1], 16));
  if (value === '' || '\b\f\n\r\t'.includes(value)) {
    refuseJson(reader, 'an escape that is not the shortest spelling of its character');
  }
  reader.at += 6;
  return value;
}

function readJsonNumber(reader) {
  const number = /(0|[1-9][0-9]{0,19})(?![0-9.eE])/y;
  number.lastIndex = reader.at;
  const found = number.exec(reader.text);
  if (found === null) {
    refuseJson(reader, 'neither a value nor a whole number in its shortest spelling');
  }
  reader.at += found[0].length;
  return fromDecimal(found[0], UINT64_MAX);
}

function readJsonWord(reader, word, value) {
  if (!reader.text.startsWith(word, reader.at)) {
    refuseJson(reader, 'an unknown word');
  }
  reader.at += word.length;
  return value;
}

function expectJson(reader, character) {
  if (reader.text[reader.at] !== character) {
    refuseJson(reader, `${character} is missing`);
  }
  reader.at++;
}

function skipJsonSpace(reader) {
  while (' \n\r\t'.includes(reader.text[reader.at] ?? 'x')) {
    reader.at++;
  }
}

function refuseJson(reader, message) {
  return refuse(null, 'json', `${message} (at character ${reader.at + 1})`);
}
