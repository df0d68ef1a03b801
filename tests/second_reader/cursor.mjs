// Reads numbers from bytes (docs/format.md, section 1).
import { xxh64 } from './xxh64.mjs';

/** What the file does wrong. Everything else that is thrown is a mistake of this reader. */
export class FormatError extends Error {}

/** @param {boolean} holds @param {string} otherwise @returns {asserts holds} */
export function must(holds, otherwise) {
  if (!holds) throw new FormatError(otherwise);
}

export class Cursor {
  /** @param {Uint8Array} bytes @param {string} what for messages */
  constructor(bytes, what) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.what = what;
    this.at = 0;
  }

  get left() { return this.bytes.length - this.at; }

  /** @param {number} size @returns {number} where the bytes start */
  x_advance(size) {
    must(size <= this.left, `${this.what}: ${size} bytes wanted, ${this.left} left`);
    this.at += size;
    return this.at - size;
  }

  u8() { return this.view.getUint8(this.x_advance(1)); }
  u16() { return this.view.getUint16(this.x_advance(2), true); }
  u32() { return this.view.getUint32(this.x_advance(4), true); }
  u64() { return this.view.getBigUint64(this.x_advance(8), true); }

  /** @param {number} size */
  take(size) {
    const start = this.x_advance(size);
    return this.bytes.subarray(start, start + size);
  }

  rest() { return this.take(this.left); }

  /** @returns {number} of at most 32 bits */
  varint32() {
    let value = 0;
    for (let i = 0; i < 5; i += 1) {
      const byte = this.u8();
      must(i < 4 || byte <= 0x0F, `${this.what}: a number of more than 32 bits`);
      value += (byte & 0x7F) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw new FormatError(`${this.what}: a number of more than 5 bytes`);
  }

  /** @returns {number} zigzag of a signed 32-bit number */
  svarint32() {
    const zigzag = this.varint32();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** @returns {bigint} of at most 64 bits */
  varint64() {
    let value = 0n;
    for (let i = 0; i < 10; i += 1) {
      const byte = this.u8();
      must(i < 9 || byte <= 1, `${this.what}: a number of more than 64 bits`);
      value |= BigInt(byte & 0x7F) << BigInt(7 * i);
      if (byte < 0x80) return value;
    }
    throw new FormatError(`${this.what}: a number of more than 10 bytes`);
  }

  /** @returns {bigint} */
  svarint64() {
    const zigzag = this.varint64();
    return (zigzag >> 1n) ^ -(zigzag & 1n);
  }

  /** A varint within limits. @param {number} limit inclusive @param {string} name @param {number} least */
  upTo(limit, name, least = 0) {
    const value = this.varint64();
    must(value >= BigInt(least) && value <= BigInt(limit), `${this.what}: ${name} ${value} is not in ${least}…${limit}`);
    return Number(value);
  }

  end() { must(this.left === 0, `${this.what}: ${this.left} bytes too many`); }
}

/**
 * Splits a payload into its body and the checksum behind it.
 * @param {Uint8Array} payload @param {string} what
 */
export function checkedBody(payload, what) {
  must(payload.length >= 8, `${what}: no room for a checksum`);
  const body = payload.subarray(0, payload.length - 8);
  const stated = new Cursor(payload.subarray(payload.length - 8), what).u64();
  must(xxh64(body) === stated, `${what}: checksum`);
  return body;
}
