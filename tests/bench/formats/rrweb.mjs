// rrweb's recordings: viewport positions, moves in batches of 500 ms; as gzip'd JSON and as @rrweb/packer stores them.
import { gunzipSync, gzipSync } from 'node:zlib';
import { pack, unpack } from '@rrweb/packer';
import { columns, MOVE, SCROLL } from './sessions.mjs';

/** @typedef {import('./sessions.mjs').Session} Session @typedef {import('./sessions.mjs').Columns} Columns */

const META = 4, INCREMENTAL = 3;
const SOURCE_MOVE = 1, SOURCE_BUTTON = 2, SOURCE_SCROLL = 3;
const BATCH_MS = 500;
/** MouseInteractions by our kind. @type {Record<number, number>} */
const INTERACTION = { 1: 1, 2: 0, 3: 2, 4: 4, 5: 3 };
const KIND_OF_INTERACTION = new Map(Object.entries(INTERACTION).map(([kind, interaction]) => [interaction, Number(kind)]));

/** The scroll offset at each event: that of the last scroll up to its time. @param {Columns} events */
function scrollAt({ time, kind, x, y }) {
  const offsets = { x: new Int32Array(time.length), y: new Int32Array(time.length) };
  let left = 0, top = 0;
  for (let first = 0; first < time.length;) {
    let last = first;
    for (; last < time.length && time[last] === time[first]; last += 1) {
      if (kind[last] === SCROLL) [left, top] = [x[last], y[last]];
    }
    offsets.x.fill(left, first, last);
    offsets.y.fill(top, first, last);
    first = last;
  }
  return offsets;
}

/** @param {Session} session @returns {any[]} rrweb events */
function toRrweb({ url, start, width, height, events }) {
  const offset = scrollAt(events);
  /** @type {any[]} */
  const out = [{ type: META, timestamp: start, data: { href: url, width, height } }];
  /** @type {number[]} */
  let batch = [];
  const flush = () => {
    if (batch.length === 0) return;
    const end = events.time[batch[batch.length - 1]];
    out.push({ type: INCREMENTAL, timestamp: start + end, data: { source: SOURCE_MOVE,
      positions: batch.map((i) => ({ x: events.x[i] - offset.x[i], y: events.y[i] - offset.y[i], id: 1, timeOffset: events.time[i] - end })) } });
    batch = [];
  };
  for (let i = 0; i < events.time.length; i += 1) {
    const timestamp = start + events.time[i], kind = events.kind[i];
    if (batch.length > 0 && events.time[i] - events.time[batch[0]] >= BATCH_MS) flush();
    if (kind === MOVE) batch.push(i);
    else if (kind === SCROLL) out.push({ type: INCREMENTAL, timestamp, data: { source: SOURCE_SCROLL, id: 1, x: events.x[i], y: events.y[i] } });
    else out.push({ type: INCREMENTAL, timestamp, data: { source: SOURCE_BUTTON, type: INTERACTION[kind], id: 1, x: events.x[i] - offset.x[i], y: events.y[i] - offset.y[i] } });
  }
  flush();
  return out;
}

/** @param {any[]} recorded @returns {Columns} */
function fromRrweb(recorded) {
  const { timestamp: start } = recorded[0];
  /** @type {number[][]} time, kind, x, y */
  const rows = [];
  for (const { type, timestamp, data } of recorded) {
    if (type !== INCREMENTAL) continue;
    if (data.source === SOURCE_MOVE) {
      for (const position of data.positions) rows.push([timestamp - start + position.timeOffset, MOVE, position.x, position.y]);
    } else {
      rows.push([timestamp - start, data.source === SOURCE_SCROLL ? SCROLL : KIND_OF_INTERACTION.get(data.type) ?? 255, data.x, data.y]);
    }
  }
  rows.sort((a, b) => a[0] - b[0]);
  const events = columns(rows.length);
  rows.forEach(([time, kind, x, y], i) => { events.time[i] = time; events.kind[i] = kind; events.x[i] = x; events.y[i] = y; });
  const offset = scrollAt(events);
  for (let i = 0; i < rows.length; i += 1) {
    if (events.kind[i] === SCROLL) continue;
    events.x[i] += offset.x[i];
    events.y[i] += offset.y[i];
  }
  return events;
}

/** One array of events a line. */
export const rrwebGzip = {
  name: "rrweb JSON, gzip'd",
  /** @param {Session[]} sessions */
  encode: (sessions) => gzipSync(sessions.map((session) => JSON.stringify(toRrweb(session))).join('\n')),
  /** @param {Buffer} file @returns {Columns[]} */
  decode: (file) => gunzipSync(file).toString().split('\n').map((line) => fromRrweb(JSON.parse(line))),
};

/** Each packed event as UTF-8 behind its length, the least that keeps them apart; a zero behind a session's last. */
export const rrwebPacker = {
  name: '@rrweb/packer, per event',
  /** @param {Session[]} sessions */
  encode: (sessions) => Buffer.concat(sessions.flatMap((session) => [...toRrweb(session).map((event) => withLength(Buffer.from(pack(event)))), withLength(Buffer.alloc(0))])),
  /** @param {Buffer} file @returns {Columns[]} */
  decode: (file) => {
    /** @type {any[][]} */
    const sessions = [[]];
    for (let at = 0; at < file.length;) {
      const length = file.readUInt16LE(at);
      at += 2;
      if (length === 0) sessions.push([]);
      else sessions[sessions.length - 1].push(unpack(file.toString('utf8', at, at + length)));
      at += length;
    }
    return sessions.slice(0, -1).map(fromRrweb);
  },
};

/** @param {Buffer} text */
function withLength(text) {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(text.length);
  return Buffer.concat([length, text]);
}
