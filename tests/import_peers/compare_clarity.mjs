// Imports Clarity payloads and compares every event with what clarity-decode, Clarity's own decoder, finds in them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecording } from '../second_reader/recording.mjs';
import { rowsOf } from '../second_reader/rows.mjs';

const { decode } = createRequire(import.meta.url)('clarity-decode');
const payloads = new URL('clarity/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'isotherm-peers-'));

const KINDS = new Map([[9, 'click'], [12, 'move'], [13, 'mouse_down'], [14, 'mouse_up'], [16, 'double_click'], [17, 'touch_start'],
  [18, 'touch_end'], [19, 'touch_move'], [20, 'touch_cancel'], [48, 'context_menu']]);

/** The number of the page's <html>, from the page content where it was sent. @param {any[]} decoded */
function htmlId(decoded) {
  for (const { dom } of decoded) {
    for (const { data } of dom ?? []) {
      const html = Array.isArray(data) ? data.find(({ tag }) => tag === 'HTML') : undefined;
      if (html) return html.id;
    }
  }
  return 3; // document, doctype, <html>
}

/** @param {any[]} decoded @returns {string[]} "time kind x y target" */
function expectedEvents(decoded) {
  const html = htmlId(decoded);
  const events = [];
  let hasViewport = false;
  for (const { pointer = [], click = [], contextMenu = [], scroll = [], resize = [] } of decoded) {
    for (const { time, event, data } of [...pointer, ...click, ...contextMenu]) {
      const kind = KINDS.get(event);
      if (kind) events.push([time, kind, data.x, data.y, kind === 'move' ? 0 : data.target]);
    }
    for (const { time, data } of scroll) {
      const isPage = data.target === html;
      events.push([time, isPage ? 'scroll' : 'element_scroll', data.x, data.y, isPage ? 0 : data.target]);
    }
    for (const { time, data } of resize) {
      if (hasViewport) events.push([time, 'resize', data.width, data.height, 0]);
      hasViewport = true; // the first one is the page view's own
    }
  }
  return events.map((event) => event.join(' ')).sort();
}

/** @param {string[]} rows @returns {string[]} */
function importedEvents(rows) {
  return rows.filter((row) => row.startsWith('event,')).map((row) => {
    const [, , kind, , time, x, y, target] = row.split(',');
    return [time, kind, Number(x) / 16, Number(y) / 16, target].join(' ');
  }).sort();
}

let passed = 0;
let failed = 0;
for (const name of readdirSync(payloads).filter((file) => file.endsWith('.ndjson')).sort()) {
  try {
    const path = new URL(name, payloads).pathname;
    const output = join(folder, `${name}.ist`);
    execFileSync(process.env.ISOTHERM_CLI ?? 'isotherm', ['import', 'clarity', path, '-o', output, '--strict'], { stdio: 'pipe' });
    const rows = rowsOf(readRecording(new Uint8Array(readFileSync(output))));
    const decoded = readFileSync(path, 'utf8').trim().split('\n').map((line) => decode(line));
    const expected = expectedEvents(decoded);
    assert.ok(expected.length >= 10, 'a recording worth comparing');
    assert.deepEqual(importedEvents(rows), expected);

    const [, , , start, , width, height, documentWidth, documentHeight] = rows.find((row) => row.startsWith('page_view,')).split(',');
    const first = decoded[0];
    assert.deepEqual([Number(width), Number(height)], [first.resize[0].data.width, first.resize[0].data.height]);
    assert.deepEqual([Number(documentWidth), Number(documentHeight)], [first.doc[0].data.width, first.doc[0].data.height]);
    assert.equal(Number(start), first.metric[0].data[0]);
    assert.equal(rows.find((row) => row.startsWith('page,')).split(',')[1], first.envelope.url);
    assert.ok(rows.includes(`session,${first.envelope.sessionId}`));
    console.log(`clarity/${name}: ${expected.length} events agree`);
    passed += 1;
  } catch (error) {
    failed += 1;
    console.error(`FAILED clarity/${name}: ${error.stack}\n${error.stderr ?? ''}`);
  }
}
rmSync(folder, { recursive: true });
console.log(`import_peers: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
