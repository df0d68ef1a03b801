// This format: written by the command line, timed by decode_bench, checked with the independent reader.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRecording } from '../../second_reader/recording.mjs';
import { columns } from './sessions.mjs';

/** @typedef {import('./sessions.mjs').Session} Session @typedef {import('./sessions.mjs').Columns} Columns */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const program = process.env.ISOTHERM_CLI ?? path.join(root, 'build/bench/native/isotherm');
const bench = process.env.DECODE_BENCH ?? path.join(root, 'build/bench/tests/bench/decode_bench');

/** @template T @param {(folder: string) => T} work */
function inTemporaryFolder(work) {
  const folder = mkdtempSync(path.join(tmpdir(), 'isotherm-formats-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} eventsHeader @param {string} level of `isotherm import` */
export function isotherm(eventsHeader, level) {
  return {
    name: `Isotherm, level ${level}`,
    /** @param {Session[]} sessions */
    encode: (sessions) => inTemporaryFolder((folder) => {
      const [events, table, out] = ['events.csv', 'sessions.csv', 'out.ist'].map((name) => path.join(folder, name));
      writeFileSync(events, [eventsHeader, ...sessions.flatMap(({ lines }) => lines)].join('\n'));
      writeFileSync(table, [sessions[0].header, ...sessions.map(({ row }) => row)].join('\n'));
      execFileSync(program, ['import', 'csv', events, '--sessions', table, '--no-screenshots', '--level', level, '-o', out], { stdio: 'pipe' });
      return readFileSync(out);
    }),
    /** @param {Buffer} file @returns {Columns[]} */
    decode: (file) => {
      const [segment] = readRecording(new Uint8Array(file)).segments;
      const rows = segment.pageViews.map(() => /** @type {number[][]} */ ([]));
      for (const block of segment.blocks) {
        block.time.forEach((time, i) => rows[block.pageView[i]].push([time, block.tag[i] & 31, block.x[i] / 16, block.y[i] / 16]));
      }
      return rows.map((view) => {
        const events = columns(view.length);
        view.sort((a, b) => a[0] - b[0]).forEach(([time, kind, x, y], i) => { events.time[i] = time; events.kind[i] = kind; events.x[i] = x; events.y[i] = y; });
        return events;
      });
    },
    /** Events per second to columns, by the C++ reader in this process's place. @param {Buffer} file */
    speed: (file) => inTemporaryFolder((folder) => {
      const recording = path.join(folder, 'all.ist');
      writeFileSync(recording, file);
      const text = execFileSync(bench, [recording]).toString();
      return Number(/([\d.]+) M events\/s/.exec(text)?.[1]) * 1e6;
    }),
  };
}
