// Reads the conformance files and the demo, and compares with what they are known to hold.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { FormatError } from './cursor.mjs';
import { readRecording } from './recording.mjs';
import { rowsOf } from './rows.mjs';
import { xxh64 } from './xxh64.mjs';

const root = new URL('../../', import.meta.url);
/** @param {string} path */
const bytes = (path) => new Uint8Array(readFileSync(new URL(path, root)));
/** @param {string} path */
const lines = (path) => readFileSync(new URL(path, root), 'utf8').split('\n').filter((line) => line !== '');
/** @param {string} folder */
const recordings = (folder) => readdirSync(new URL(folder, root)).filter((name) => name.endsWith('.ist')).map((name) => name.slice(0, -4)).sort();
/** @param {import('./recording.mjs').Recording} recording */
const eventsOf = ({ segments }) => segments.flatMap(({ blocks }) => blocks).reduce((sum, { time }) => sum + time.length, 0);

let passed = 0;
let failed = 0;
/** @param {string} name @param {() => void} check */
function test(name, check) {
  try {
    check();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.error(`FAILED ${name}: ${/** @type {Error} */ (error).stack}\n`);
  }
}

test('xxh64', () => {
  // Known values; long inputs are covered by the checksums of the files.
  assert.equal(xxh64(new Uint8Array(0)), 0xEF46DB3751D8E999n);
  assert.equal(xxh64(new TextEncoder().encode('abc')), 0x44BC2CF5AD770999n);
});

test('the lists name every file', () => {
  assert.deepEqual(lines('tests/data/valid/files.txt').sort(), recordings('tests/data/valid/'));
  assert.deepEqual(lines('tests/data/invalid/expected.csv').slice(1).map((line) => line.split(',')[0]).sort(), recordings('tests/data/invalid/'));
});

for (const name of recordings('tests/data/valid/')) {
  test(`valid/${name}`, () => {
    const recording = readRecording(bytes(`tests/data/valid/${name}.ist`));
    assert.deepEqual(rowsOf(recording), lines(`tests/data/valid/${name}.csv`));
    assert.deepEqual(recording.warnings, []);
    assert.deepEqual(recording.seekTableFaults, []);
  });
}

for (const line of lines('tests/data/invalid/expected.csv').slice(1)) {
  const [name, opens, events] = line.split(',');
  test(`invalid/${name}`, () => {
    const file = bytes(`tests/data/invalid/${name}.ist`);
    if (opens === 'no') {
      assert.throws(() => readRecording(file), FormatError);
      return;
    }
    const recording = readRecording(file);
    if (process.env.VERBOSE) console.log(`${name}: ${recording.warnings.join('; ')}`);
    assert.equal(eventsOf(recording), Number(events));
    assert.notDeepEqual(recording.warnings, []);
  });
}

test('every changed byte is noticed', () => {
  for (const name of ['minimal', 'screenshot', 'units_per_px_2']) {
    const whole = bytes(`tests/data/valid/${name}.ist`);
    const good = readRecording(whole).seekTableFaults;
    for (let at = 0; at < whole.length; at += 1) {
      if (at === whole.length - 5) continue; // The seek table's descriptor has bits without a meaning.
      const changed = whole.slice();
      changed[at] ^= 1 << (at % 8);
      try {
        const { warnings, seekTableFaults } = readRecording(changed);
        assert.ok(warnings.length > 0 || seekTableFaults.join() !== good.join(), `byte ${at} of ${name}`);
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
      }
    }
  }
});

test('demo', () => {
  const recording = readRecording(bytes('assets/demo/demo.ist'));
  assert.deepEqual([...recording.warnings, ...recording.seekTableFaults], []);
  assert.equal(eventsOf(recording), 374_248);
  assert.equal(recording.segments.reduce((sum, { sessions }) => sum + sessions.length, 0), 2_400);
});

console.log(`second_reader: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
