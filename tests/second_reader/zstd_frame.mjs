// zstd frames: their length without decompression, what the format asks of them, their content (RFC 8878, 3.1.1).
import { decompress } from 'fzstd';
import { Cursor, FormatError, must } from './cursor.mjs';
import { xxh64 } from './xxh64.mjs';

export const ZSTD_MAGIC = 0xFD2FB528;
const LARGEST_WINDOW = 1 << 20;

/**
 * @typedef {object} ZstdFrame
 * @property {number} length of the whole frame
 * @property {bigint | null} contentSize
 * @property {boolean} hasChecksum
 * @property {number} dictionary 0: none
 * @property {number} window 0 when the frame is a single segment
 */

/** @param {Cursor} in_ @param {number} size 0, 1, 2, 4 or 8 */
function unsigned(in_, size) {
  let value = 0n;
  for (let i = 0; i < size; i += 1) value |= BigInt(in_.u8()) << BigInt(8 * i);
  return value;
}

/** @param {Uint8Array} bytes starting with the frame @returns {ZstdFrame} */
export function measureZstdFrame(bytes) {
  const in_ = new Cursor(bytes, 'zstd frame');
  must(in_.u32() === ZSTD_MAGIC, 'zstd frame: magic');
  const descriptor = in_.u8();
  must((descriptor & 0x08) === 0, 'zstd frame: reserved bit');
  const single = (descriptor & 0x20) !== 0;
  const hasChecksum = (descriptor & 0x04) !== 0;
  let window = 0;
  if (!single) {
    const byte = in_.u8();
    const base = 2 ** (10 + (byte >> 3));
    window = base + (base / 8) * (byte & 7);
  }
  const dictionary = Number(unsigned(in_, [0, 1, 2, 4][descriptor & 3]));
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >> 6];
  const contentSize = sizeBytes === 0 ? null : unsigned(in_, sizeBytes) + (sizeBytes === 2 ? 256n : 0n);
  for (let last = false; !last;) {
    const header = Number(unsigned(in_, 3));
    last = (header & 1) !== 0;
    const type = (header >> 1) & 3;
    must(type !== 3, 'zstd frame: block type');
    in_.take(type === 1 ? 1 : header >> 3);
  }
  if (hasChecksum) in_.u32();
  return { length: in_.at, contentSize, hasChecksum, dictionary, window };
}

/**
 * @param {Uint8Array} bytes the frame and nothing else
 * @param {number} size that its content must have; the caller has checked it against the format's limits
 * @param {string} what
 */
export function readZstdFrame(bytes, size, what) {
  const frame = measureZstdFrame(bytes);
  must(frame.length === bytes.length, `${what}: its zstd frame has ${frame.length} bytes, ${bytes.length} are stated`);
  must(frame.contentSize === BigInt(size), `${what}: content of ${frame.contentSize} bytes, ${size} are stated`);
  must(frame.hasChecksum, `${what}: its zstd frame has no checksum`);
  must(frame.dictionary === 0, `${what}: its zstd frame needs a dictionary`);
  must(frame.window <= LARGEST_WINDOW, `${what}: window of ${frame.window} bytes`);
  let content;
  try {
    content = decompress(bytes);
  } catch (error) {
    throw new FormatError(`${what}: zstd frame: ${/** @type {Error} */ (error).message}`);
  }
  must(content.length === size, `${what}: zstd frame holds ${content.length} bytes instead of ${size}`);
  // fzstd skips the checksum.
  const stated = new Cursor(bytes.subarray(bytes.length - 4), what).u32();
  must(Number(xxh64(content) & 0xFFFFFFFFn) === stated, `${what}: checksum of its zstd frame`);
  return content;
}
