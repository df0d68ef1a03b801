// The end of a segment: its seek table and INDEX (docs/format.md, section 8).
import { readScreenshotHeader } from './attachment.mjs';
import { judgeLimits, parseBlockHeader } from './block_header.mjs';
import { Cursor, FormatError, checkedBody, must } from './cursor.mjs';
import { ATTACHMENT, BLOCK, CATALOG, FILE_HEADER, INDEX, SEEK_TABLE, readFileHeader, skippableFrame } from './records.mjs';
import { measureZstdFrame, readZstdFrame, ZSTD_MAGIC } from './zstd_frame.mjs';

const SEEKABLE_MAGIC = 0x8F92EAB1;
const FOOTER_SIZE = 9;

/**
 * @typedef {{ kind: number, start: number, end: number, header: Uint8Array }} Entry offsets count from the file's start
 * @typedef {{ start: number, length: number, entries: Entry[], frames: { size: number, content: number }[] }} SegmentIndex length: from the start to the seek table
 */

/** @param {Uint8Array} file @param {number} end of the segment */
function readSeekTable(file, end) {
  must(end >= 8 + FOOTER_SIZE, 'seek table: no room');
  const footer = new Cursor(file.subarray(end - FOOTER_SIZE, end), 'seek table');
  const [count, descriptor, magic] = [footer.u32(), footer.u8(), footer.u32()];
  must(magic === SEEKABLE_MAGIC, 'seek table: magic at its end');
  must((descriptor & 0x7C) === 0, 'seek table: descriptor');
  const entrySize = (descriptor & 0x80) === 0 ? 8 : 12;
  const start = end - FOOTER_SIZE - count * entrySize - 8;
  must(count >= 2 && start >= 0, `seek table: ${count} frames`);
  const frame = skippableFrame(file, start);
  must(frame.magic === SEEK_TABLE && frame.end === end, 'seek table: its frame');
  const in_ = new Cursor(frame.payload, 'seek table');
  const frames = Array.from({ length: count }, () => {
    const [size, content] = [in_.u32(), in_.u32()];
    in_.take(entrySize - 8);
    return { size, content };
  });
  return { start, frames };
}

/** The length that a record must have. @param {number} kind @param {Uint8Array} header @returns {bigint | null} null: any */
function lengthOf(kind, header) {
  if (kind === 2) {
    const parsed = parseBlockHeader(header);
    judgeLimits(parsed);
    return BigInt(8 + header.length + 8) + parsed.storedSize;
  }
  if (kind !== 3) return null;
  try {
    return BigInt(8 + 4 + header.length + 8 + readScreenshotHeader(header).size);
  } catch (error) {
    if (error instanceof FormatError) return null; // costs the attachment alone
    throw error;
  }
}

/** @param {Cursor} in_ @param {number} start @param {number} indexStart @param {Uint8Array} file @returns {Entry[]} */
function readEntries(in_, start, indexStart, file) {
  const magics = /** @type {Record<number, number>} */ ({ 1: CATALOG, 2: BLOCK, 3: ATTACHMENT });
  const entries = [];
  for (let at = start; in_.left > 0;) {
    const kind = in_.varint64();
    const from = at + in_.upTo(indexStart - at, 'gap');
    at = from + in_.upTo(indexStart - from, 'length');
    const header = in_.take(in_.upTo(in_.left, 'header size'));
    if (kind < 1n || kind > 3n) continue;
    const entry = { kind: Number(kind), start: from, end: at, header };
    const length = lengthOf(entry.kind, header);
    must(length === null || length === BigInt(at - from), `index: record of ${at - from} bytes, its header says ${length}`);
    must(skippableFrame(file, from).magic === magics[entry.kind], `index: no record of kind ${kind} at ${from}`);
    entries.push(entry);
  }
  return entries;
}

/** Where the segment starts that ends there, by its seek table alone; 0 when that leads to no file header. @param {Uint8Array} file @param {number} end @returns {number} */
export function startBySeekTable(file, end) {
  try {
    const table = readSeekTable(file, end);
    const start = table.start - table.frames.reduce((sum, { size }) => sum + size, 0);
    must(start >= 0, 'seek table: more bytes than there are');
    readFileHeader(file, start);
    return start;
  } catch (error) {
    if (error instanceof FormatError) return 0;
    throw error;
  }
}

/**
 * Throws when the segment that ends there has no usable seek table or INDEX.
 * @param {Uint8Array} file @param {number} end @returns {SegmentIndex}
 */
export function readSegmentIndex(file, end) {
  const table = readSeekTable(file, end);
  const indexStart = table.start - table.frames[table.frames.length - 1].size;
  must(indexStart >= 0, 'index: starts before the file');
  const frame = skippableFrame(file, indexStart);
  must(frame.magic === INDEX && frame.end === table.start, 'index: not directly before the seek table');
  const body = new Cursor(checkedBody(frame.payload, 'index'), 'index');
  const size = body.upTo(indexStart, 'size of its content');
  const content = new Cursor(readZstdFrame(body.rest(), size, 'index'), 'index');
  const start = indexStart - content.upTo(indexStart, 'distance from the start');
  const total = table.frames.reduce((sum, { size: bytes }) => sum + bytes, 0);
  must(total === table.start - start, 'index: the seek table leads to another start');
  must(skippableFrame(file, start).magic === FILE_HEADER, 'index: no file header at the start');
  return { start, length: total, entries: readEntries(content, start, indexStart, file), frames: table.frames };
}

/** @param {Uint8Array} bytes starting with a frame @returns {{ length: number, contentSize: bigint | null } | null} null: damaged */
function frameAt(bytes) {
  try {
    const isZstd = new Cursor(bytes, 'seek table').u32() === ZSTD_MAGIC;
    return isZstd ? measureZstdFrame(bytes) : { length: skippableFrame(bytes, 0).end, contentSize: 0n };
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/**
 * Whether the seek table lists the frames that are there; reading needs only their sum.
 * @param {Uint8Array} file @param {SegmentIndex} index @returns {string | null} null: it does
 */
export function seekTableFault(file, index) {
  let at = index.start;
  for (const { size, content } of index.frames) {
    const found = frameAt(file.subarray(at, index.start + index.length));
    if (found === null) return `seek table: no whole frame at ${at}`;
    if (found.length !== size || found.contentSize !== BigInt(content)) {
      return `seek table: ${size} bytes with ${content} at ${at}, where a frame of ${found.length} with ${found.contentSize} stands`;
    }
    at += size;
  }
  return null;
}
