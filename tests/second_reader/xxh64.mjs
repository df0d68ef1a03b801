// XXH64 with seed 0, after the xxHash specification. BigInt: slow, but it cannot share a mistake with 64-bit C++.
const P1 = 0x9E3779B185EBCA87n;
const P2 = 0xC2B2AE3D27D4EB4Fn;
const P3 = 0x165667B19E3779F9n;
const P4 = 0x85EBCA77C2B2AE63n;
const P5 = 0x27D4EB2F165667C5n;
const MASK = 0xFFFFFFFFFFFFFFFFn;

/** @param {bigint} value @param {bigint} bits */
const rotate = (value, bits) => ((value << bits) | (value >> (64n - bits))) & MASK;
/** @param {bigint} lane @param {bigint} input */
const round = (lane, input) => (rotate((lane + input * P2) & MASK, 31n) * P1) & MASK;
/** @param {bigint} hash @param {bigint} lane */
const merge = (hash, lane) => ((hash ^ round(0n, lane)) * P1 + P4) & MASK;

/**
 * @param {Uint8Array} bytes
 * @returns {bigint} 0 … 2^64 − 1
 */
export function xxh64(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  let hash = P5;
  if (bytes.length >= 32) {
    let [a, b, c, d] = [(P1 + P2) & MASK, P2, 0n, (-P1) & MASK];
    for (; at + 32 <= bytes.length; at += 32) {
      a = round(a, view.getBigUint64(at, true));
      b = round(b, view.getBigUint64(at + 8, true));
      c = round(c, view.getBigUint64(at + 16, true));
      d = round(d, view.getBigUint64(at + 24, true));
    }
    hash = (rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n)) & MASK;
    hash = merge(merge(merge(merge(hash, a), b), c), d);
  }
  hash = (hash + BigInt(bytes.length)) & MASK;
  for (; at + 8 <= bytes.length; at += 8) {
    hash = (rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & MASK;
  }
  if (at + 4 <= bytes.length) {
    hash = (rotate(hash ^ ((BigInt(view.getUint32(at, true)) * P1) & MASK), 23n) * P2 + P3) & MASK;
    at += 4;
  }
  for (; at < bytes.length; at += 1) hash = (rotate(hash ^ ((BigInt(bytes[at]) * P5) & MASK), 11n) * P1) & MASK;
  hash = ((hash ^ (hash >> 33n)) * P2) & MASK;
  hash = ((hash ^ (hash >> 29n)) * P3) & MASK;
  return hash ^ (hash >> 32n);
}
