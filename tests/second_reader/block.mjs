// A BLOCK's events (docs/format.md, sections 5 and 6).
import { judgeBlockHeader } from './block_header.mjs';
import { Cursor, must } from './cursor.mjs';
import { readZstdFrame } from './zstd_frame.mjs';

/**
 * @typedef {import('./block_header.mjs').BlockHeader} BlockHeader
 * @typedef {import('./block_header.mjs').Range} Range
 * @typedef {object} Block columns of one length, one row per event
 * @property {number} class_
 * @property {Uint32Array} pageView of the segment
 * @property {Uint8Array} tag
 * @property {Int32Array} time ms
 * @property {Int32Array} x 1/16 px
 * @property {Int32Array} y 1/16 px
 * @property {Uint32Array} target
 */

const RUNS = 0n, TAGS = 1n, TIME = 2n, COORDINATES = 3n, TARGETS = 4n;
const LONGEST_TIME = 604_800_000;
const FARTHEST = 2 ** 25;

/** Class by class: the kind of events without tags, and all kinds. @type {Record<number, { default_: number, kinds: number[] }>} */
const CLASSES = {
  1: { default_: 0, kinds: [0] }, 2: { default_: 3, kinds: [1, 2, 3, 4, 5] }, 3: { default_: 8, kinds: [8, 9] },
  4: { default_: 12, kinds: [12] }, 5: { default_: 17, kinds: [16, 17, 18, 19] },
};
const KNOWN_KINDS = new Set(Object.values(CLASSES).flatMap(({ kinds }) => kinds));

/** @param {BlockHeader} header @param {Uint8Array} stored @returns {Map<bigint, { in_: Cursor, encoding: bigint }>} */
function openGroups(header, stored) {
  const groups = new Map();
  let at = 0;
  for (const { id, encoding, critical, rawSize, storedSize } of header.groups) {
    const frame = stored.subarray(at, at + Number(storedSize));
    at += Number(storedSize);
    const known = id <= TARGETS && (encoding === 1n || (encoding === 2n && id === COORDINATES));
    must(known || !critical, `block: unknown encoding ${encoding} of critical group ${id}`);
    if (known) {
      const what = `block: group ${id}`;
      groups.set(id, { in_: new Cursor(readZstdFrame(frame, Number(rawSize), what), what), encoding });
    }
  }
  for (const id of [RUNS, TIME, COORDINATES]) must(groups.has(id), `block: group ${id} is missing`);
  return groups;
}

/** @param {Cursor} in_ @param {BlockHeader} header @returns {{ pageView: Uint32Array, startsRun: Uint8Array }} per event */
function readRuns(in_, header) {
  const views = new Array(Number(header.runs));
  let view = Number(header.pageView.least);
  for (let run = 0; run < views.length; run += 1) {
    view = (view + in_.svarint32()) | 0;
    must(view >= 0, `block: page view ${view}`);
    views[run] = view;
  }
  const column = new Uint32Array(Number(header.events));
  const startsRun = new Uint8Array(column.length);
  let at = 0;
  for (const of of views) {
    const count = in_.varint32();
    must(count >= 1 && count <= column.length - at, `block: a run of ${count} events, ${column.length - at} are left`);
    column.fill(of, at, at + count);
    startsRun[at] = 1;
    at += count;
  }
  must(at === column.length, `block: runs of ${at} events instead of ${column.length}`);
  return { pageView: column, startsRun };
}

/** @param {Cursor} in_ @param {Uint8Array} startsRun */
function readTimes(in_, startsRun) {
  const column = new Int32Array(startsRun.length);
  let time = 0;
  for (let i = 0; i < column.length; i += 1) {
    const before = time;
    time = (time + in_.svarint32()) | 0;
    must(time >= 0 && time <= LONGEST_TIME, `block: time ${time} of event ${i}`);
    must(startsRun[i] === 1 || time >= before, `block: time goes back at event ${i}`);
    column[i] = time;
  }
  return column;
}

/** @param {Cursor} in_ @param {bigint} encoding @param {number} count @returns {[Int32Array, Int32Array]} residuals */
function readResiduals(in_, encoding, count) {
  const x = new Int32Array(count);
  const y = new Int32Array(count);
  if (encoding === 1n) {
    for (const column of [x, y]) for (let i = 0; i < count; i += 1) column[i] = in_.svarint32();
    return [x, y];
  }
  const pairs = in_.take(count);
  /** @param {number} nibble */
  const residual = (nibble) => {
    const zigzag = nibble < 15 ? nibble : (15 + in_.varint32()) >>> 0;
    return (zigzag >>> 1) ^ -(zigzag & 1);
  };
  for (let i = 0; i < count; i += 1) {
    x[i] = residual(pairs[i] >> 4);
    y[i] = residual(pairs[i] & 15);
  }
  return [x, y];
}

/** Residuals to 1/16 px, in place. @param {Int32Array} column @param {Int32Array} times @param {BlockHeader} header */
function integrate(column, times, header) {
  const gap = Number(header.resetGap);
  const factor = 2 ** (4 - Number(header.scale));
  let step = 0;
  let value = 0;
  for (let i = 0; i < column.length; i += 1) {
    const resets = i === 0 || (gap !== 0 && ((times[i] - times[i - 1]) >>> 0) > gap);
    if (header.order === 1n) {
      value = (value + column[i]) | 0;
    } else if (resets) {
      value = (value + column[i]) | 0;
      step = 0;
    } else {
      step = (step + column[i]) | 0;
      value = (value + step) | 0;
    }
    must(Math.abs(value) * factor <= FARTHEST, `block: position ${value} of event ${i}`);
    column[i] = value * factor;
  }
}

/** @param {Cursor | undefined} in_ @param {number} class_ @param {number} count */
function readTags(in_, class_, count) {
  const { default_, kinds } = CLASSES[class_];
  if (in_ === undefined) return new Uint8Array(count).fill(default_);
  const tags = in_.take(count);
  for (const tag of tags) {
    const kind = tag & 31;
    must(kinds.includes(kind) || !KNOWN_KINDS.has(kind), `block: kind ${kind} in class ${class_}`);
  }
  return tags;
}

/** @param {Range} range @param {number} value @param {string} what */
function mustHold(range, value, what) {
  must(value >= range.least && value <= range.most, `block: ${what} ${value} is not in ${range.least}…${range.most}`);
}

/** @param {Block} block @param {BlockHeader} header @param {import('./catalog.mjs').PageView[]} pageViews */
function checkRanges(block, header, pageViews) {
  for (let i = 0; i < block.time.length; i += 1) {
    const view = pageViews[block.pageView[i]];
    mustHold(header.pageView, block.pageView[i], 'page view');
    mustHold(header.page, view.page, 'page');
    mustHold(header.viewportWidth, view.viewportWidth, 'viewport width');
    mustHold(header.time, view.start + block.time[i], 'time');
    mustHold(header.x, block.x[i], 'x');
    mustHold(header.y, block.y[i], 'y');
  }
}

/**
 * @param {BlockHeader} header
 * @param {Uint8Array} stored the groups' frames
 * @param {import('./catalog.mjs').Catalog} catalog of the records before
 * @returns {Block}
 */
export function readBlock(header, stored, { pages, pageViews }) {
  judgeBlockHeader(header);
  must(header.page.most < pages.length, `block: page ${header.page.most} does not exist`);
  must(header.pageView.most < pageViews.length, `block: page view ${header.pageView.most} does not exist`);
  const class_ = Number(header.class_);
  const count = Number(header.events);
  const groups = openGroups(header, stored);
  /** @param {bigint} id */
  const group = (id) => groups.get(id)?.in_;
  const { pageView, startsRun } = readRuns(/** @type {Cursor} */ (group(RUNS)), header);
  const time = readTimes(/** @type {Cursor} */ (group(TIME)), startsRun);
  const tag = readTags(group(TAGS), class_, count);
  const { in_, encoding } = /** @type {{ in_: Cursor, encoding: bigint }} */ (groups.get(COORDINATES));
  const [x, y] = readResiduals(in_, encoding, count);
  integrate(x, time, header);
  integrate(y, time, header);
  const targets = group(TARGETS);
  const target = new Uint32Array(count);
  if (targets !== undefined) for (let i = 0; i < count; i += 1) target[i] = targets.varint32();
  for (const opened of groups.values()) opened.in_.end();
  const block = { class_, pageView, tag, time, x, y, target };
  checkRanges(block, header, pageViews);
  return block;
}
