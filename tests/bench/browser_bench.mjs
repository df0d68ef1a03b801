// The web viewer in a real Chromium: from the bytes of a recording to the first picture, and from a change of a setting
// to the pixels on the canvas and on the screen. Needs build/web/site, tests/browser/node_modules and a recording:
//   build/bench/tests/bench/make_synthetic 1000000 /tmp/million.ist
//   node tests/bench/browser_bench.mjs /tmp/million.ist [--rounds 9]
import { readFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { chromium } = createRequire(path.join(root, 'tests/browser/package.json'))('@playwright/test');
const [recording, ...rest] = process.argv.slice(2);
if (!recording) {
  console.error('browser_bench: usage: node tests/bench/browser_bench.mjs RECORDING.ist [--rounds N] [--site DIR] [--heat automatic|gpu|cpu]');
  process.exit(2);
}
const option = (name, otherwise) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : otherwise);
const rounds = Number(option('--rounds', 9)) | 1;  // odd: of two times as many, every other one is a setting's turn

const server = spawn('node', [path.join(root, 'web/serve.mjs'), option('--site', path.join(root, 'build/web/site')), '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const url = await new Promise((resolve) => {
  server.stdout.on('data', (text) => {
    const match = String(text).match(/http:\/\/[^\s]+/);
    if (match) resolve(match[0]);
  });
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-quic',
    '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
await page.route('**/bench-recording.ist', async (route) => route.fulfill({ body: await readFile(recording), contentType: 'application/octet-stream' }));
await page.goto(new URL('/', url).href);

const result = await page.evaluate(async ({ count, heat }) => {
  const { createViewer } = await import('./viewer.mjs');
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:fixed;inset:0;width:1440px;height:900px;z-index:1000';
  // What lies below would be composited, too: the start screen that users no longer see.
  for (const below of document.body.children) below.style.display = 'none';
  document.body.append(canvas);
  const viewer = await createViewer(canvas, { heat });
  const gl = canvas.getContext('webgl2'), flat = gl ? null : canvas.getContext('2d');
  // Reading a pixel back waits until everything before it has been drawn.
  const drawn = () => (gl ? gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4)) : flat.getImageData(0, 0, 1, 1));
  // What was drawn before the first of two animation frames has been handed to the screen when the second begins.
  const shown = async () => {
    for (let i = 0; i < 2; ++i) await new Promise(requestAnimationFrame);
  };
  const bytes = new Uint8Array(await (await fetch('bench-recording.ist')).arrayBuffer());
  const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
  const frame = () => new Promise((resolve) => viewer.addEventListener('change', resolve, { once: true }));

  const loads = [];
  for (let i = 0; i < Math.min(count, bytes.length > 1e7 ? 3 : 5); ++i) {
    const start = performance.now();
    await viewer.open(bytes.slice(), { name: 'bench' });
    await viewer.settled();
    drawn();
    loads.push(performance.now() - start);
  }
  // From the command to its pixels on the canvas; `issued`: until our part of it is done; `shown`: until they are on the
  // screen, of rounds of their own, because reading back is work, too.
  const change = async (settings) => {
    const times = [], issued = [], showings = [];
    for (const [i, one] of [...settings, ...settings].entries()) {
      await viewer.settled();
      drawn();  // nothing is under way when the clock starts
      await new Promise((resolve) => { setTimeout(resolve, Math.random() * 17); });  // wherever the screen's rhythm is
      const next = frame();
      const start = performance.now();
      if (typeof one === 'function') one();
      else viewer.set(one);
      await next;
      if (i % 2 === 0) {
        issued.push(performance.now() - start);
        drawn();
        times.push(performance.now() - start);
      } else {
        await shown();
        showings.push(performance.now() - start);
      }
    }
    return { ms: median(times), issued: median(issued), shown: median(showings) };
  };
  const range = [...Array(count).keys()];
  const ramps = ['viridis', 'inferno', 'cividis', 'mono', 'classic'];
  const state = viewer.state();
  const result = { events: state.events, graphics: viewer.graphics, renderer: state.renderer, first: loads[0], load: median(loads) };
  result.changes = {
    radius: await change(range.map((i) => ({ radius: 25 + i }))),
    ramp: await change(range.map((i) => ({ ramp: ramps[i % ramps.length] }))),
    opacity: await change(range.map((i) => ({ opacity: 0.5 + i / 100 }))),
    pan: await change(range.map((i) => () => viewer.panBy(0, i % 2 ? 40 : -40))),
  };
  viewer.set({ ramp: 'classic', opacity: 0.8, radius: 40, layer: 'clicks' });
  // About half of the recording, then the other half, then all of it but an hour.
  const hours = ['0-7', '8-23', '0-14', '2-23', '0-22'];
  result.changes.filter = await change(range.map((i) => ({ hours: hours[i % hours.length], zone: 'utc' })));
  viewer.set({ hours: null });
  await viewer.settled();
  const length = state.timeEnd - state.timeBegin;
  const brush = (share) => ({ from: Math.round(state.timeBegin + share * length), to: Math.round(state.timeBegin + (share + 0.5) * length) });
  viewer.set(brush(0));  // by itself a filter like any other: the second step on is a drag
  await viewer.settled();
  const sorted = performance.now();
  await change([brush(0.005)]);
  result.firstStep = performance.now() - sorted;
  result.changes.brush = await change(range.map((i) => brush(0.01 + i * 0.005)));
  return result;
}, { count: rounds, heat: option('--heat', 'automatic') });

console.log(`${result.events} events, canvas 1440 x 900, ${result.graphics}, ${result.renderer}`);
const row = (name, ms, parts) => console.log(`  ${name.padEnd(52)} ${ms.toFixed(1).padStart(8)} ms${parts === undefined ? '' : `   ${parts.issued.toFixed(1).padStart(6)} ms of it ours   ${parts.shown.toFixed(1).padStart(6)} ms to the screen`}`);
row('bytes to first picture, first time', result.first);
row('bytes to first picture, median', result.load);
const { radius, ramp, opacity, pan, filter, brush } = result.changes;
row('radius change to pixels', radius.ms, radius);
row('ramp change to pixels', ramp.ms, ramp);
row('opacity change to pixels', opacity.ms, opacity);
row('pan by 40 px to pixels', pan.ms, pan);
row('filter change (hours of the day) to pixels', filter.ms, filter);
row('time brush, the first step of a drag', result.firstStep);
row('time brush, a step of 1/200 of the recording', brush.ms, brush);
await browser.close();
server.kill();
