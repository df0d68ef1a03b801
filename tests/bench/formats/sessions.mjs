// The recordings to compare, as columns per session.
import { readFileSync } from 'node:fs';

/** Numbers that stand for the kinds of events in columns. @type {string[]} */
export const KINDS = ['move', 'mouse_down', 'mouse_up', 'click', 'double_click', 'context_menu', '', '', 'scroll'];
export const MOVE = 0, SCROLL = 8;

/**
 * @typedef {object} Session
 * @property {string} name
 * @property {string} header of its row in the table of sessions
 * @property {string} row the row itself
 * @property {string} url
 * @property {number} start Unix ms
 * @property {number} width of the viewport
 * @property {number} height
 * @property {string[]} lines its rows in the table of events
 * @property {Columns} events in time order
 *
 * @typedef {object} Columns
 * @property {Int32Array} time ms since the session's start
 * @property {Uint8Array} kind
 * @property {Int32Array} x page px, of scrolls the offset
 * @property {Int32Array} y
 */

/** @param {string} path */
function table(path) {
  const [header, ...rows] = readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => line.replace(/\r$/, ''));
  const names = header.split(',');
  return { header, rows, column: (/** @type {string} */ name) => names.indexOf(name) };
}

/** @param {number} count @returns {Columns} */
export function columns(count) {
  return { time: new Int32Array(count), kind: new Uint8Array(count), x: new Int32Array(count), y: new Int32Array(count) };
}

/** @param {string} eventsPath @param {string} sessionsPath @returns {{ eventsHeader: string, sessions: Session[] }} */
export function readSessions(eventsPath, sessionsPath) {
  const sessions = table(sessionsPath), events = table(eventsPath);
  const lines = new Map(sessions.rows.map((row) => [row.split(',')[sessions.column('session')], /** @type {string[]} */ ([])]));
  for (const line of events.rows) lines.get(line.split(',')[events.column('session')])?.push(line);
  return {
    eventsHeader: events.header,
    sessions: sessions.rows.map((row) => {
      const cells = row.split(',');
      const of = (/** @type {string} */ name) => cells[sessions.column(name)];
      const own = lines.get(of('session')) ?? [];
      const rows = own.map((line) => line.split(',')).sort((a, b) => Number(a[events.column('time_ms')]) - Number(b[events.column('time_ms')]));
      const result = columns(rows.length);
      rows.forEach((cell, i) => {
        const kind = KINDS.indexOf(cell[events.column('kind')]);
        const numbers = [events.column('time_ms'), events.column('x'), events.column('y')].map((column) => Number(cell[column]));
        if (kind < 0 || numbers.some((number) => !Number.isInteger(number))) throw new Error(`cannot compare: ${cell.join(',')}`);
        [result.time[i], result.x[i], result.y[i]] = numbers;
        result.kind[i] = kind;
      });
      return { name: of('session'), header: sessions.header, row, url: of('url'), start: Number(of('start_unix_ms')), width: Number(of('viewport_w')),
        height: Number(of('viewport_h')), lines: own, events: result };
    }),
  };
}

/** All events as sorted text, to compare formats that keep events of one time in different orders. @param {Columns} events */
export function fingerprint({ time, kind, x, y }) {
  return [...time].map((t, i) => `${t},${kind[i]},${x[i]},${y[i]}`).sort().join('\n');
}
