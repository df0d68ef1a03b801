// ATTACHMENT: screenshots (docs/format.md, section 7).
import { Cursor, checkedBody, must } from './cursor.mjs';
import { xxh64 } from './xxh64.mjs';

/**
 * @typedef {object} Screenshot
 * @property {number} page
 * @property {number} cssWidth
 * @property {number} cssHeight
 * @property {number} tileX
 * @property {number} tileY
 * @property {number} format 1 PNG, 2 JPEG, 3 WebP
 * @property {number} imageWidth
 * @property {number} imageHeight
 * @property {number} size
 * @property {bigint} checksum
 */

/** @param {Uint8Array} payload @returns {{ header: Uint8Array, file: Uint8Array }} */
export function splitAttachment(payload) {
  const in_ = new Cursor(payload, 'attachment');
  const length = in_.u32();
  must(length >= 8 && length <= 4096, `attachment: header of ${length} bytes`);
  return { header: checkedBody(in_.take(length), 'attachment header'), file: in_.rest() };
}

/** @param {Cursor} in_ @param {string} name */
function tilePosition(in_, name) {
  const value = in_.svarint64();
  must(value >= -(2n ** 21n) && value <= 2n ** 21n, `screenshot: ${name} ${value}`);
  return Number(value);
}

/**
 * @param {Uint8Array} header body
 * @returns {Screenshot} throws when it is of an unknown kind or format, or breaks a rule
 */
export function readScreenshotHeader(header) {
  const in_ = new Cursor(header, 'screenshot');
  must(in_.varint64() === 1n, 'attachment: unknown kind');
  return {
    page: in_.upTo(2 ** 20, 'page'),
    cssWidth: in_.upTo(2 ** 21, 'CSS width', 1),
    cssHeight: in_.upTo(2 ** 21, 'CSS height', 1),
    tileX: tilePosition(in_, 'tile x'),
    tileY: tilePosition(in_, 'tile y'),
    format: in_.upTo(3, 'format', 1),
    imageWidth: in_.upTo(16_384, 'image width', 1),
    imageHeight: in_.upTo(262_144, 'image height', 1),
    size: in_.upTo(256 * 2 ** 20, 'size', 1),
    checksum: in_.u64(),
  };
}

/** @param {Uint8Array} payload @param {number} pages that exist @returns {Screenshot} */
export function readAttachment(payload, pages) {
  const { header, file } = splitAttachment(payload);
  const shot = readScreenshotHeader(header);
  must(shot.page < pages, `screenshot: of page ${shot.page}, which does not exist`);
  must(shot.size === file.length, `screenshot: ${file.length} bytes instead of ${shot.size}`);
  must(xxh64(file) === shot.checksum, 'screenshot: checksum');
  return shot;
}
