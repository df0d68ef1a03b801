// Decoding a recording to columns in a real Chromium, beside zstd alone on the same frames. Needs tests/browser/node_modules:
//   cmake --preset web -DISOTHERM_BENCH=ON && cmake --build --preset web --target decode_web
//   node tests/bench/decode_browser_bench.mjs FILE.ist [--rounds 60]
// The times are the shortest of all rounds, taken in turns.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { chromium } = createRequire(path.join(root, 'tests/browser/package.json'))('@playwright/test');
const [recording, ...rest] = process.argv.slice(2);
if (!recording) {
  console.error('decode_browser_bench: usage: node tests/bench/decode_browser_bench.mjs RECORDING.ist [--rounds N]');
  process.exit(2);
}
const rounds = rest[0] === '--rounds' ? Number(rest[1]) : 60;

const folder = path.join(root, 'build/web/tests/bench');
const files = new Map([
  ['/', { type: 'text/html', read: async () => '<!doctype html><title>decode bench</title>' }],
  ['/decode_web.mjs', { type: 'text/javascript', read: () => readFile(path.join(folder, 'decode_web.mjs')) }],
  ['/decode_web.wasm', { type: 'application/wasm', read: () => readFile(path.join(folder, 'decode_web.wasm')) }],
  ['/recording', { type: 'application/octet-stream', read: () => readFile(recording) }],
]);
const server = createServer(async (request, response) => {
  const file = files.get(request.url ?? '');
  if (!file) return response.writeHead(404).end();
  const body = await file.read();
  // Isolated pages have the finer clock.
  response.writeHead(200, { 'content-type': file.type, 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }).end(body);
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const result = await page.evaluate(async (count) => {
    const module = await (await import('/decode_web.mjs')).default();
    const bytes = new Uint8Array(await (await fetch('/recording')).arrayBuffer());
    const at = module._malloc(bytes.length);
    module.HEAPU8.set(bytes, at);
    const events = module._bench_open(at, bytes.length);
    if (events === 0) throw new Error('not a recording');
    // Small files several times, so that the clock can tell.
    const repeats = Math.max(1, Math.round(100_000 / events));
    const time = (work) => {
      const start = performance.now();
      for (let i = 0; i < repeats; ++i) if (work() === 0) throw new Error('cannot be decoded');
      return (performance.now() - start) / repeats;
    };
    const first = time(module._bench_decode);
    let decode = Infinity, zstd = Infinity;
    for (let i = 0; i < count; ++i) {
      decode = Math.min(decode, time(module._bench_decode));
      zstd = Math.min(zstd, time(module._bench_zstd));
    }
    return { events, first, decode, zstd };
  }, rounds);
  const speed = (ms) => `${(result.events / ms / 1000).toFixed(1)} M events/s`;
  console.log(`${recording}: ${result.events} events, ${await browser.version()}, shortest of ${rounds}`);
  console.log(`  all blocks to columns          ${result.decode.toFixed(3)} ms   ${speed(result.decode)} (the first ones, code still cold: ${speed(result.first)})`);
  console.log(`  zstd alone on the same frames  ${result.zstd.toFixed(3)} ms   ${speed(result.zstd)}`);
  console.log(`  ratio of the speeds ${(result.zstd / result.decode).toFixed(2)}`);
} finally {
  await browser.close();
  server.close();
}
