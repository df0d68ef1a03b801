// Which lengths a walk believes, and where it goes on behind bytes that are no frame (docs/format.md, section 9).
import { splitAttachment } from './attachment.mjs';
import { Cursor, FormatError, checkedBody } from './cursor.mjs';
import * as records from './records.mjs';
import { measureZstdFrame, ZSTD_MAGIC } from './zstd_frame.mjs';

/** @param {() => boolean} holds @returns {boolean} false also when the bytes are no such thing */
function whether(holds) {
  try {
    return holds();
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

/** Whether a frame can start there, or the bytes end. @param {Uint8Array} file @param {number} at */
export function startsFrame(file, at) {
  if (at >= file.length) return at === file.length;
  return whether(() => {
    const magic = new Cursor(file.subarray(at), 'frame').u32();
    return magic === ZSTD_MAGIC || records.isSkippable(magic);
  });
}

/** @param {Uint8Array} payload */
function isSeekTable(payload) {
  const footer = new Cursor(payload.subarray(-9), 'seek table');
  const count = footer.u32();
  footer.u8();
  return footer.u32() === 0x8F92EAB1 && [8, 12].some((size) => payload.length === 9 + count * size);
}

/** Whether a whole record of this format with a right checksum is there. @param {Uint8Array} file @param {number} at */
export function isRecord(file, at) {
  return whether(() => {
    const { magic, payload } = records.skippableFrame(file, at);
    if (magic === records.SEEK_TABLE) return isSeekTable(payload);
    if (magic === records.ATTACHMENT) return splitAttachment(payload).header.length > 0;
    if (![records.FILE_HEADER, records.BLOCK, records.INDEX, records.CATALOG].includes(magic)) return false;
    checkedBody(payload, 'record');
    return true;
  });
}

/** The first such record from there on; the end when there is none. @param {Uint8Array} file @param {number} from */
export function findRecord(file, from) {
  for (let at = file.indexOf(0x2A, from + 1); at !== -1; at = file.indexOf(0x2A, at + 1)) {
    if (file[at + 1] === 0x4D && file[at + 2] === 0x18 && isRecord(file, at - 1)) return at - 1;
  }
  return file.length;
}

/** @param {Uint8Array} file @param {number} at behind the header's record @param {import('./block_header.mjs').BlockHeader} header */
export function isWholeBlock(file, at, header) {
  if (header.storedSize > BigInt(file.length - at)) return false;
  if (startsFrame(file, at + Number(header.storedSize))) return true;
  return whether(() => header.groups.every(({ storedSize }) => {
    const { length } = measureZstdFrame(file.subarray(at));
    at += length;
    return BigInt(length) === storedSize;
  }));
}
