// Writes the same events in every format, reads them back, compares, and prints sizes and speeds.
import assert from 'node:assert/strict';
import { clarity } from './clarity.mjs';
import { isotherm } from './isotherm.mjs';
import { parquet } from './parquet.mjs';
import { rrwebGzip, rrwebPacker } from './rrweb.mjs';
import { fingerprint, readSessions } from './sessions.mjs';

/** @typedef {import('./sessions.mjs').Session} Session @typedef {import('./sessions.mjs').Columns} Columns
 *  @typedef {{ name: string, encode(sessions: Session[]): Buffer, decode(file: Buffer): Columns[] | Promise<Columns[]>, speed?(file: Buffer): number }} Format */

const [eventsPath, sessionsPath] = process.argv.slice(2);
const { eventsHeader, sessions } = readSessions(eventsPath, sessionsPath);
const eventCount = sessions.reduce((sum, { events }) => sum + events.time.length, 0);
const groupSizes = [...new Set([1, 10, sessions.length])].filter((size) => size <= sessions.length);

/** @type {Format[]} */
const formats = [isotherm(eventsHeader, '3'), isotherm(eventsHeader, '9'), isotherm(eventsHeader, '19'), parquet, clarity, rrwebGzip, rrwebPacker];

/** @param {Session[]} all @param {number} size */
const inGroups = (all, size) => Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

/** Events per second of CPU time, the best of several rounds, each long enough for the clock. @param {Format} format @param {Buffer} file */
async function decodeSpeed(format, file) {
  if (format.speed) return format.speed(file);
  let best = 0;
  for (let round = 0; round < 12; round += 1) {
    const start = process.cpuUsage();
    let turns = 0, seconds = 0;
    for (; seconds < 0.05; turns += 1) {
      await format.decode(file);
      seconds = process.cpuUsage(start).user / 1e6;
    }
    best = Math.max(best, (turns * eventCount) / seconds);
  }
  return best;
}

console.log(`${eventCount} events of ${sessions.length} sessions; bytes per event by sessions in a file, and decoding to columns on one thread`);
console.log(['format'.padEnd(30), ...groupSizes.map((size) => `${size}`.padStart(8)), 'M events/s'.padStart(12)].join(''));
for (const format of formats) {
  const sizes = [];
  /** @type {Buffer | undefined} */
  let whole;
  for (const size of groupSizes) {
    let bytes = 0;
    for (const group of inGroups(sessions, size)) {
      const file = format.encode(group);
      const decoded = await format.decode(file);
      assert.equal(decoded.length, group.length, `${format.name} loses sessions`);
      group.forEach(({ name, events }, i) => assert.equal(fingerprint(decoded[i]), fingerprint(events), `${format.name}, session ${name}`));
      bytes += file.length;
      whole = file;
    }
    sizes.push((bytes / eventCount).toFixed(3).padStart(8));
  }
  const speed = await decodeSpeed(format, /** @type {Buffer} */ (whole));
  console.log([format.name.padEnd(30), ...sizes, (speed / 1e6).toFixed(2).padStart(12)].join(''));
}
