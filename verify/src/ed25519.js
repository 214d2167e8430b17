// Ed25519 (RFC 8032) by WebCrypto, with the checks around it that make every implementation give one answer: the key is
// canonical, free of torsion and not the identity; R is canonical and not of small order; S is below the group order.

const FIELD_PRIME = (1n << 255n) - 19n;
const GROUP_ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
const CURVE_D = fieldMod(-121665n * fieldPower(121666n, FIELD_PRIME - 2n));
const ROOT_OF_MINUS_ONE = fieldPower(2n, (FIELD_PRIME - 1n) / 4n);
const IDENTITY_POINT = Object.freeze({ x: 0n, y: 1n, z: 1n, t: 0n });

function fieldMod(value) {
  const rest = value % FIELD_PRIME;
  return rest < 0n ? rest + FIELD_PRIME : rest;
}

function fieldPower(base, exponent) {
  let result = 1n;
  for (let square = fieldMod(base); exponent > 0n; exponent >>= 1n, square = fieldMod(square * square)) {
    if ((exponent & 1n) === 1n) {
      result = fieldMod(result * square);
    }
  }
  return result;
}

/** The point that 32 bytes spell, in extended coordinates; null when they spell none or are not its one spelling. */
function decodePoint(bytes) {
  if (bytes.length !== 32) {
    return null;
  }
  const number = littleEndian(bytes);
  const sign = number >> 255n;
  const y = number & ((1n << 255n) - 1n);
  if (y >= FIELD_PRIME) {
    return null;
  }
  let x = xOfPoint(y);
  if (x === null || (x === 0n && sign === 1n)) {
    return null;
  }
  if ((x & 1n) !== sign) {
    x = FIELD_PRIME - x;
  }
  return { x, y, z: 1n, t: fieldMod(x * y) };
}

/** A square root of (y² - 1) / (d y² + 1), by RFC 8032 section 5.1.3. */
function xOfPoint(y) {
  const u = fieldMod(y * y - 1n);
  const v = fieldMod(CURVE_D * y * y + 1n);
  const v3 = fieldMod(v * v * v);
  const v7 = fieldMod(v3 * v3 * v);
  const x = fieldMod(u * v3 * fieldPower(u * v7, (FIELD_PRIME - 5n) / 8n));
  const check = fieldMod(v * x * x);
  if (check === u) {
    return x;
  }
  return check === fieldMod(-u) ? fieldMod(x * ROOT_OF_MINUS_ONE) : null;
}

/** The complete addition law of twisted Edwards curves with a = -1; it holds for doubling and the identity as well. */
function addPoints(p, q) {
  const a = fieldMod((p.y - p.x) * (q.y - q.x));
  const b = fieldMod((p.y + p.x) * (q.y + q.x));
  const c = fieldMod(2n * CURVE_D * fieldMod(p.t * q.t));
  const d = fieldMod(2n * p.z * q.z);
  const e = b - a;
  const f = d - c;
  const g = d + c;
  const h = b + a;
  return { x: fieldMod(e * f), y: fieldMod(g * h), z: fieldMod(f * g), t: fieldMod(e * h) };
}

function multiplyPoint(point, factor) {
  let result = IDENTITY_POINT;
  for (let power = point; factor > 0n; factor >>= 1n, power = addPoints(power, power)) {
    if ((factor & 1n) === 1n) {
      result = addPoints(result, power);
    }
  }
  return result;
}

function isIdentity(point) {
  return point.x === 0n && point.y === point.z;
}

/** Whether a public key may be used at all. */
function isValidPublicKey(key) {
  const point = decodePoint(key);
  return point !== null && !isIdentity(point) && isIdentity(multiplyPoint(point, GROUP_ORDER));
}

/** Whether R and S have the form that the rule asks for; costs no signature check. */
function isWellFormedSignature(signature) {
  if (signature.length !== 64 || littleEndian(signature.subarray(32)) >= GROUP_ORDER) {
    return false;
  }
  const point = decodePoint(signature.subarray(0, 32));
  return point !== null && !isIdentity(multiplyPoint(point, 8n));
}

/** Imported keys by their hexadecimal form; null for a key that is not valid. */
const importedKeys = new Map();

async function importPublicKey(key) {
  const name = toHex(key);
  if (!importedKeys.has(name)) {
    const usable = isValidPublicKey(key);
    importedKeys.set(name, usable ? await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']) : null);
  }
  return importedKeys.get(name);
}

/** True only when key and signature keep the whole rule. Throws when the browser has no Ed25519. */
async function verifyEd25519(key, message, signature) {
  if (!isWellFormedSignature(signature)) {
    return false;
  }
  const imported = await importPublicKey(key);
  return imported !== null && crypto.subtle.verify('Ed25519', imported, signature, message);
}

/** Whether this browser can check Ed25519 signatures here: asked before anything is judged. */
async function hasEd25519() {
  try {
    // The base point, a valid key of every deployment and of none.
    const key = fromHex('58' + '66'.repeat(31));
    await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}
