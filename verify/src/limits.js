// What the page accepts at most. Every limit is checked before anything of that size is built.

const PROOF_BYTES_MAX = 64 * 1024;
const SETTLEMENT_BYTES_MAX = 8 * 1024 * 1024;
const POLICY_BYTES_MAX = 64 * 1024;
const POLICY_LINES_MAX = 512;
const PATH_HASHES_MAX = 63;
const SIGNATURE_LINES_MAX = 100;
const CBOR_DEPTH_MAX = 6;
const JSON_DEPTH_MAX = 16;
const YEAR_10000_MICROS = 253402300800000000n;
const UINT63_MAX = (1n << 63n) - 1n;
const UINT64_MAX = (1n << 64n) - 1n;
