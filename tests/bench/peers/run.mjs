// Isotherm beside other heatmap libraries, in one run of one Chromium: columns of positions in, finished pixels of a whole
// page out. Each draws a tenth of them first, untimed; medians. Not part of the tests. Needs build/web/site and tests/browser/node_modules (for Playwright):
//   cd tests/bench/peers && npm ci --ignore-scripts && node run.mjs [--events 100000,1000000] [--rounds 5] [--only NAME,NAME] [--limit-s 180] [--site DIR]
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { buildSync } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const { chromium } = createRequire(path.join(root, 'tests/browser/package.json'))('@playwright/test');

/** @param {string} name @param {string} otherwise */
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const counts = option('--events', '100000,1000000').split(',').map(Number);
const rounds = Number(option('--rounds', '5'));
const only = option('--only', '');
const limitMs = Number(option('--limit-s', '180')) * 1000;
const site = option('--site', path.join(root, 'build/web/site'));
const page_px = { width: 1440, height: 6000 };
const radius = 30;
const spot = { x: 700, y: 3000, count: 1000 };

const bundle = buildSync({ entryPoints: [path.join(here, 'adapters.mjs')], bundle: true, format: 'esm', write: false, logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"' } }).outputFiles[0].contents;

const types = { '.mjs': 'text/javascript', '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };
const server = createServer(async (request, response) => {
  const name = new URL(request.url ?? '/', 'http://localhost').pathname;
  try {
    const body = name === '/' ? '<!doctype html><meta charset="utf-8"><title>peers</title><script src="/heatmap.js"></script><body>' : name === '/heatmap.js' ? await readFile(path.join(here, 'node_modules/heatmap.js/build/heatmap.js')) : name === '/adapters.mjs' ? bundle
      : await readFile(path.join(site, path.basename(name)));
    response.writeHead(200, { 'Content-Type': types[path.extname(name)] ?? 'text/html' });
    response.end(body);
  } catch {
    response.writeHead(404);
    response.end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const address = `http://127.0.0.1:${server.address().port}/`;

const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-quic',
    '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-accelerated-2d-canvas'],  // without a GPU it makes canvases four times as fast: fair to those that use them
});

// Runs in the page. Points everywhere but near the spot, where `spot.count` of them are.
async function measure({ tool, count, rounds, page_px, radius, spot }) {
  let state = 12345;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const x = new Float32Array(count), y = new Float32Array(count);
  for (let i = 0; i < count; ++i) {
    if (i < spot.count) {
      x[i] = spot.x + 0.5;
      y[i] = spot.y + 0.5;
      continue;
    }
    let isTooNear = false;
    do {
      // Two thirds in clusters, as clicks are.
      const cluster = i % 3 && !isTooNear ? i % 41 : -1;
      x[i] = cluster < 0 ? random() * page_px.width : 40 + (cluster * 337) % 1360 + (random() + random() - 1) * 60;
      y[i] = cluster < 0 ? random() * page_px.height : 50 + (cluster * 1483) % 5900 + (random() + random() - 1) * 60;
      isTooNear = Math.hypot(x[i] - spot.x, y[i] - spot.y) < 6 * radius;
    } while (isTooNear || x[i] < 0 || y[i] < 0 || x[i] >= page_px.width || y[i] >= page_px.height);
  }
  const times = [];
  let value = null, exact = null;
  if (tool === 'Isotherm') {
    const { default: create } = await import('/isotherm.mjs');
    const module = await create();
    const fill = (events) => {
      const at = module._isotherm_bench_columns(events);
      const columns = new Int32Array((module.wasmMemory ?? module.asm?.memory ?? module.HEAP8).buffer);
      for (let i = 0; i < events; ++i) {
        columns[at / 4 + i] = x[i] * 16;
        columns[at / 4 + events + i] = y[i] * 16;
      }
    };
    const draw = () => {
      const start = performance.now();
      if (module._isotherm_bench_page(page_px.width, page_px.height, radius) === 0) throw new Error('it did not draw');
      return performance.now() - start;
    };
    fill(Math.floor(count / 10));
    draw();
    fill(count);
    for (let i = 0; i < rounds; ++i) times.push(draw());
    value = module._isotherm_bench_density(spot.x + 0.5, spot.y + 0.5);
    exact = module._isotherm_bench_count(spot.x, spot.y);
    module._isotherm_bench_end();
  } else {
    const { adapters } = await import('/adapters.mjs');
    const draw = (events) => adapters[tool](x.subarray(0, events), y.subarray(0, events), { ...page_px, radius, most: spot.count, spot });
    (await draw(Math.floor(count / 10))).end();
    for (let i = 0; i < rounds; ++i) {
      const result = await draw(count);
      times.push(result.ms);
      value = result.value;
      result.end();
    }
  }
  times.sort((a, b) => a - b);
  return { ms: times[times.length >> 1], value, exact };
}

const tools = ['Isotherm', 'heatmap.js 2.0.5', 'simpleheat 0.4.0', 'clarity-visualize 0.8.70', 'd3-contour 4.0.3 (20 bands)', 'visual-heatmap 2.2.0',
  'deck.gl HeatmapLayer 9.4.0'].filter((name) => name === 'Isotherm' || only.split(',').some((part) => name.includes(part)));
console.log(`page ${page_px.width} x ${page_px.height}, radius ${radius}; ${spot.count} clicks on one spot, nothing else near it`);
for (const count of counts) {
  console.log(`\n${count.toLocaleString('en')} events${' '.repeat(26)}ms   x ours   value at the spot`);
  let ours = 0;
  for (const tool of tools) {
    const browser = await launch();
    const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    let line = tool.padEnd(32);
    try {
      await tab.goto(address);
      const given_up = new Promise((_, reject) => setTimeout(() => reject(new Error(`gave up after ${limitMs / 1000} s`)), limitMs));
      const result = await Promise.race([tab.evaluate(measure, { tool, count, rounds, page_px, radius, spot }), given_up]);
      if (tool === 'Isotherm') ours = result.ms;
      const value = result.value === null ? 'tells none' : result.value.toFixed(1) + (result.exact === null ? '' : ` (count ${result.exact})`);
      line += `${result.ms.toFixed(0).padStart(10)}${(result.ms / ours).toFixed(1).padStart(9)}   ${value}`;
    } catch (error) {
      line += `         –        –   ${String(error.message).split('\n')[0].slice(0, 90)}`;
    }
    console.log(line);
    await browser.close().catch(() => {});
  }
}
server.close();
process.exit(0);
