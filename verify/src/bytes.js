// Bytes, text and numbers in their one accepted spelling.

const BASE64_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64_VALUES = base64Values();
const UTF8_ENCODER = new TextEncoder();

function base64Values() {
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < BASE64_LETTERS.length; i++) {
    values[BASE64_LETTERS.charCodeAt(i)] = i;
  }
  return values;
}

function toUtf8(text) {
  // The encoder would put U+FFFD where half a surrogate pair stands: two texts with the same bytes.
  if (!text.isWellFormed()) {
    refuse(null, 'text', 'text holds half a surrogate pair');
  }
  return UTF8_ENCODER.encode(text);
}

/** Strict UTF-8: no overlong forms, no surrogates; a byte order mark stays what it is, a character. */
function fromUtf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse(null, 'utf8', 'text is not valid UTF-8');
  }
}

function toHex(bytes) {
  let text = '';
  for (const byte of bytes) {
    text += byte.toString(16).padStart(2, '0');
  }
  return text;
}

/** Lower-case hexadecimal of whole bytes. */
function fromHex(text) {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) {
    refuse(null, 'hex', 'not lower-case hexadecimal');
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = parseInt(text.substring(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

function toBase64(bytes) {
  const parts = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    parts.push(
      BASE64_LETTERS[group >> 18],
      BASE64_LETTERS[(group >> 12) & 63],
      left > 1 ? BASE64_LETTERS[(group >> 6) & 63] : '=',
      left > 2 ? BASE64_LETTERS[group & 63] : '=');
  }
  return parts.join('');
}

/** RFC 4648 section 4 with padding; line breaks, missing padding and padding bits that are not zero are refused. */
function fromBase64(text) {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const letters = text.length - padding;
  if (text.length % 4 !== 0) {
    refuse(null, 'base64', 'base64 of a length that is not a multiple of 4');
  }
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let count = 0;
  let at = 0;
  for (let i = 0; i < letters; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? BASE64_VALUES[code] : -1;
    if (value < 0) {
      refuse(null, 'base64', 'a character that is not base64');
    }
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = (bits >> count) & 0xff;
    }
  }
  if ((bits & ((1 << count) - 1)) !== 0) {
    refuse(null, 'base64', 'base64 whose padding bits are not zero');
  }
  return bytes;
}

/** One SHA-256 hash in base64. */
function fromHash(text) {
  const hash = fromBase64(text);
  if (hash.length !== 32) {
    refuse(null, 'hash', 'a hash that does not have 32 bytes');
  }
  return hash;
}

/** A decimal without sign or leading zeros, at most `max`. */
function fromDecimal(text, max) {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(text)) {
    refuse(null, 'decimal', 'not a whole number in its shortest spelling');
  }
  const value = BigInt(text);
  if (value > max) {
    refuse(null, 'range', `the number ${text} is above ${max}`);
  }
  return value;
}

function equalBytes(a, b) {
  return a.length === b.length && compareBytes(a, b) === 0;
}

/** Order by bytes; of two with a common beginning the shorter comes first. */
function compareBytes(a, b) {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    if (a[i] !== b[i]) {
      return a[i] - b[i];
    }
  }
  return a.length - b.length;
}

function concatBytes(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The bytes as a number, the first byte counting most. */
function bigEndian(bytes) {
  return bytes.length === 0 ? 0n : BigInt('0x' + toHex(bytes));
}

function littleEndian(bytes) {
  return bigEndian(bytes.slice().reverse());
}

/** A 16-byte two's complement number, the form of every quantity. */
function int128(bytes) {
  return BigInt.asIntN(128, bigEndian(bytes));
}

/** A control character other than LF, which no text of ours may hold. */
function hasControlCharacter(text) {
  return /[\u0000-\u0009\u000b-\u001f]/.test(text);
}
