// Clarity's payloads: token arrays with page positions and ms since the start, gzip'd.
import { gunzipSync, gzipSync } from 'node:zlib';
import { columns, SCROLL } from './sessions.mjs';

/** @typedef {import('./sessions.mjs').Session} Session @typedef {import('./sessions.mjs').Columns} Columns */

/** Clarity's events by our kind. @type {Record<number, number>} */
const EVENT = { 0: 12, 1: 13, 2: 14, 3: 9, 4: 16, 5: 48, 8: 10 };
const KIND = new Map(Object.entries(EVENT).map(([kind, event]) => [event, Number(kind)]));
const CLICK = 3;

/** @param {Session} session @param {number} number */
function payload({ url, events }, number) {
  const { time, kind, x, y } = events;
  const tokens = [...time].map((t, i) => {
    if (kind[i] === SCROLL) return [t, EVENT[SCROLL], 1, x[i], y[i], null, null, 'true'];
    if (kind[i] === CLICK) return [t, EVENT[CLICK], 1, x[i], y[i], 0, 0, 0, 1, 0, '', null, '', 'true', 0, 0, 0, '', '', '', 0];
    return [t, EVENT[kind[i]], 1, x[i], y[i], '', 'true'];
  });
  return { e: ['0.8.0', 1, 0, time[time.length - 1] ?? 0, 'project', `user${number}`, `session${number}`, 1, 0, 1, 0, url], a: tokens, p: [] };
}

export const clarity = {
  name: "Clarity-style tokens, gzip'd",
  /** @param {Session[]} sessions */
  encode: (sessions) => gzipSync(sessions.map((session, number) => JSON.stringify(payload(session, number))).join('\n')),
  /** @param {Buffer} file @returns {Columns[]} */
  decode: (file) => gunzipSync(file).toString().split('\n').map((line) => {
    const { a } = JSON.parse(line);
    const events = columns(a.length);
    a.forEach((/** @type {any[]} */ token, /** @type {number} */ i) => {
      [events.time[i], , , events.x[i], events.y[i]] = token;
      events.kind[i] = KIND.get(token[1]) ?? 255;
    });
    return events;
  }),
};
