// The frames a file is made of, and its FILE HEADER (docs/format.md, sections 2 and 3).
import { Cursor, checkedBody, must } from './cursor.mjs';

export const FILE_HEADER = 0x184D2A50;
export const BLOCK = 0x184D2A51;
export const INDEX = 0x184D2A52;
export const ATTACHMENT = 0x184D2A53;
export const CATALOG = 0x184D2A55;
export const SEEK_TABLE = 0x184D2A5E;

const FORMAT_MAGIC = [0x8B, 0x49, 0x53, 0x54, 0x0D, 0x0A, 0x1A, 0x0A];

/** @param {number} magic */
export const isSkippable = (magic) => magic >= 0x184D2A50 && magic <= 0x184D2A5F;

/** @param {Uint8Array} file @param {number} at @returns {{ magic: number, payload: Uint8Array, end: number }} */
export function skippableFrame(file, at) {
  const in_ = new Cursor(file.subarray(at), `record at ${at}`);
  const magic = in_.u32();
  must(isSkippable(magic), `no record at ${at}`);
  const payload = in_.take(in_.u32());
  return { magic, payload, end: at + in_.at };
}

/** Throws when the segment cannot be read. @param {Uint8Array} file @param {number} at @returns {string} metadata */
export function readFileHeader(file, at) {
  const frame = skippableFrame(file, at);
  must(frame.magic === FILE_HEADER, 'file header: missing');
  const in_ = new Cursor(frame.payload, 'file header');
  must(FORMAT_MAGIC.every((byte) => in_.u8() === byte), 'file header: format magic');
  const major = in_.u16();
  const minor = in_.u16();
  must(major === 1, `file header: version ${major}.${minor}`);
  const fields = new Cursor(checkedBody(frame.payload, 'file header').subarray(in_.at), 'file header');
  fields.u32();
  const length = fields.u32();
  must(length <= 2 ** 20, `file header: metadata of ${length} bytes`);
  const metadata = new TextDecoder().decode(fields.take(length));
  return metadata;
}
