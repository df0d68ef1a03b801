// A BLOCK's header (docs/format.md, section 5).
import { Cursor, must } from './cursor.mjs';

/**
 * @typedef {{ id: bigint, encoding: bigint, critical: boolean, rawSize: bigint, storedSize: bigint }} Group
 * @typedef {{ least: bigint, most: bigint }} Range both inclusive
 * @typedef {object} BlockHeader
 * @property {bigint} class_
 * @property {bigint} scale
 * @property {bigint} order
 * @property {bigint} resetGap
 * @property {bigint} events
 * @property {bigint} runs
 * @property {Range} page
 * @property {Range} pageView
 * @property {Range} viewportWidth
 * @property {Range} time Unix ms
 * @property {Range} x 1/16 px
 * @property {Range} y 1/16 px
 * @property {Group[]} groups
 * @property {bigint} storedSize of all groups' frames
 */

/** @param {Cursor} in_ @param {boolean} signed @returns {Range} */
function readRange(in_, signed) {
  const least = signed ? in_.svarint64() : in_.varint64();
  return { least, most: least + in_.varint64() };
}

/**
 * Reads the fields without judging them: a block that cannot be read still has a length.
 * @param {Uint8Array} body @returns {BlockHeader}
 */
export function parseBlockHeader(body) {
  must(body.length <= 4096, `block header: ${body.length} bytes`);
  const in_ = new Cursor(body, 'block header');
  const header = {
    class_: in_.varint64(), scale: in_.varint64(), order: in_.varint64(), resetGap: in_.varint64(),
    events: in_.varint64(), runs: in_.varint64(),
    page: readRange(in_, false), pageView: readRange(in_, false), viewportWidth: readRange(in_, false),
    time: readRange(in_, true), x: readRange(in_, true), y: readRange(in_, true),
    groups: /** @type {Group[]} */ ([]), storedSize: 0n,
  };
  for (let left = in_.upTo(16, 'number of groups'); left > 0; left -= 1) {
    const [id, encoding, flags, rawSize, storedSize] = Array.from({ length: 5 }, () => in_.varint64());
    must(header.groups.every((group) => group.id < id), 'block header: group ids do not ascend');
    header.groups.push({ id, encoding, critical: (flags & 1n) === 1n, rawSize, storedSize });
    header.storedSize += storedSize;
  }
  return header;
}

/** Throws when a number breaks a limit. @param {BlockHeader} header */
export function judgeLimits(header) {
  must(header.events >= 1n && header.events <= 2n ** 20n, `block: ${header.events} events`);
  must(header.runs >= 1n && header.runs <= header.events, `block: ${header.runs} runs`);
  for (const [{ least, most }, limit] of /** @type {[Range, bigint][]} */ ([[header.x, 2n ** 25n], [header.y, 2n ** 25n],
    [header.time, 2n ** 53n + 604_800_000n]])) must(least >= -limit && most <= limit, `block: a range of ${least} to ${most}`);
  const rawLimit = 10n * header.events + 65_536n;
  for (const { id, rawSize, storedSize } of header.groups) {
    must(rawSize <= rawLimit, `block: group ${id} of ${rawSize} bytes`);
    must(storedSize <= (rawLimit * 257n) / 256n + 64n, `block: group ${id} stored in ${storedSize} bytes`);
  }
}

/** Throws when this reader cannot read the block. @param {BlockHeader} header */
export function judgeBlockHeader(header) {
  judgeLimits(header);
  must(header.class_ >= 1n && header.class_ <= 5n, `block: unknown class ${header.class_}`);
  must(header.scale <= 4n, `block: unknown scale ${header.scale}`);
  must(header.order === 1n || header.order === 2n, `block: unknown predictor order ${header.order}`);
}
