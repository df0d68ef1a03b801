// The web viewer in a real Chromium: from the bytes of a recording to the first picture, and from a change of a setting
// to the pixels on the canvas. Needs build/web/site, tests/browser/node_modules and a recording:
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
  console.error('browser_bench: usage: node tests/bench/browser_bench.mjs RECORDING.ist [--rounds N]');
  process.exit(2);
}
const rounds = rest[0] === '--rounds' ? Number(rest[1]) : 9;

const server = spawn('node', [path.join(root, 'web/serve.mjs'), path.join(root, 'build/web/site'), '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
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

const result = await page.evaluate(async (count) => {
  const { createViewer } = await import('./viewer.mjs');
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:fixed;inset:0;width:1440px;height:900px;z-index:1000';
  document.body.append(canvas);
  const viewer = await createViewer(canvas);
  const gl = canvas.getContext('webgl2');
  // Reading a pixel back waits until everything before it has been drawn.
  const drawn = () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  const bytes = new Uint8Array(await (await fetch('bench-recording.ist')).arrayBuffer());
  const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
  const nextFrame = async (from) => {
    while (viewer.state().frames === from) await new Promise((resolve) => setTimeout(resolve));
    drawn();
  };

  const loads = [];
  for (let i = 0; i < Math.min(count, 5); ++i) {
    const start = performance.now();
    await viewer.open(bytes.slice(), { name: 'bench' });
    await viewer.settled();
    drawn();
    loads.push(performance.now() - start);
  }
  const change = async (settings) => {
    const times = [];
    for (const one of settings) {
      await viewer.settled();
      drawn();  // nothing is under way when the clock starts
      const frames = viewer.state().frames;
      const start = performance.now();
      viewer.set(one);
      await nextFrame(frames);
      times.push(performance.now() - start);
    }
    return median(times);
  };
  const range = [...Array(count).keys()];
  const ramps = ['viridis', 'inferno', 'cividis', 'mono', 'classic'];
  return {
    events: viewer.state().events, graphics: viewer.graphics,
    first: loads[0], load: median(loads),
    radius: await change(range.map((i) => ({ radius: 25 + i }))),
    ramp: await change(range.map((i) => ({ ramp: ramps[i % ramps.length] }))),
    opacity: await change(range.map((i) => ({ opacity: 0.5 + i / 100 }))),
    clear: await (async () => {
      const times = [];
      for (let i = 0; i < count; ++i) {
        const start = performance.now();
        await new Promise((resolve) => requestAnimationFrame(resolve));
        times.push(performance.now() - start);
      }
      return median(times);
    })(),
  };
}, rounds);

console.log(`${result.events} events, canvas 1440 x 900, ${result.graphics}`);
const row = (name, ms) => console.log(`  ${name.padEnd(52)} ${ms.toFixed(1).padStart(8)} ms`);
row('bytes to first picture, first time', result.first);
row('bytes to first picture, median', result.load);
row('radius change to pixels, median', result.radius);
row('ramp change to pixels, median', result.ramp);
row('opacity change to pixels, median', result.opacity);
row('(an empty animation frame, for comparison)', result.clear);
await browser.close();
server.kill();
