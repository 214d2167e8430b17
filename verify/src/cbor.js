// The profile of deterministic CBOR (RFC 8949) in which statements are written: unsigned integers as BigInt, byte
// strings as Uint8Array, text, arrays and null. One value has one spelling; the reader refuses every other.

function encodeCbor(value) {
  const parts = [];
  writeCbor(value, parts, 0);
  return concatBytes(...parts);
}

function writeCbor(value, parts, depth) {
  if (value === null) {
    parts.push(Uint8Array.of(0xf6));
  } else if (typeof value === 'bigint' && value >= 0n && value <= UINT64_MAX) {
    parts.push(cborHead(0, value));
  } else if (value instanceof Uint8Array) {
    parts.push(cborHead(2, BigInt(value.length)), value);
  } else if (typeof value === 'string') {
    const bytes = toUtf8(value);
    parts.push(cborHead(3, BigInt(bytes.length)), bytes);
  } else if (Array.isArray(value) && depth < CBOR_DEPTH_MAX) {
    parts.push(cborHead(4, BigInt(value.length)));
    value.forEach(item => writeCbor(item, parts, depth + 1));
  } else {
    throw new TypeError('a value outside the CBOR profile');
  }
}

/** The shortest head there is for this number. */
function cborHead(major, value) {
  const type = major << 5;
  if (value < 24n) {
    return Uint8Array.of(type | Number(value));
  }
  const size = value < 1n << 8n ? 1 : value < 1n << 16n ? 2 : value < 1n << 32n ? 4 : 8;
  const head = new Uint8Array(1 + size);
  head[0] = type | (24 + Math.log2(size));
  for (let i = size; i > 0; i--, value >>= 8n) {
    head[i] = Number(value & 0xffn);
  }
  return head;
}

/** Reads exactly one value that fills the bytes; everything outside the profile is refused. */
function decodeCbor(bytes) {
  const reader = { bytes, at: 0 };
  const value = readCbor(reader, 0);
  if (reader.at !== bytes.length) {
    refuseCbor('bytes after the value');
  }
  return value;
}

function readCbor(reader, depth) {
  const first = takeCbor(reader, 1n)[0];
  if (first === 0xf6) {
    return null;
  }
  const major = first >> 5;
  const number = readCborNumber(reader, first & 31);
  switch (major) {
    case 0: return number;
    case 2: return takeCbor(reader, number).slice();
    case 3: return fromUtf8(takeCbor(reader, number));
    case 4: return readCborArray(reader, number, depth + 1);
    default: return refuseCbor(`a value of major type ${major}`);
  }
}

function readCborNumber(reader, short) {
  if (short < 24) {
    return BigInt(short);
  }
  if (short > 27) {
    refuseCbor('an indefinite length or a reserved head');
  }
  const size = 1 << (short - 24);
  const number = bigEndian(takeCbor(reader, BigInt(size)));
  const least = size === 1 ? 24n : 1n << BigInt(4 * size);
  if (number < least) {
    refuseCbor('a number in a longer head than it needs');
  }
  return number;
}

function readCborArray(reader, count, depth) {
  if (depth > CBOR_DEPTH_MAX) {
    refuseCbor('arrays nested too deeply');
  }
  // Every item takes a byte at least, so a count beyond the bytes left is a lie.
  if (count > BigInt(reader.bytes.length - reader.at)) {
    refuseCbor('an array longer than the input');
  }
  const items = [];
  for (let i = 0n; i < count; i++) {
    items.push(readCbor(reader, depth));
  }
  return items;
}

function takeCbor(reader, count) {
  if (count > BigInt(reader.bytes.length - reader.at)) {
    refuseCbor('the input ends too early');
  }
  const start = reader.at;
  reader.at += Number(count);
  return reader.bytes.subarray(start, reader.at);
}

function refuseCbor(message) {
  return refuse(null, 'cbor', message);
}
