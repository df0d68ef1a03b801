// Chromium's canvas.toBlob('image/png') on a picture, to be read beside png_bench on the same file:
//   build/bench/tests/bench/png_bench FILE.png && node tests/bench/png_browser_bench.mjs FILE.png
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { chromium } = createRequire(path.join(root, 'tests/browser/package.json'))('@playwright/test');
const [file] = process.argv.slice(2);
if (!file) {
  console.error('png_browser_bench: usage: node tests/bench/png_browser_bench.mjs FILE.png');
  process.exit(2);
}
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
await page.route('**/*', async (route) => {
  const isPicture = route.request().url().endsWith('/picture.png');
  await route.fulfill(isPicture ? { body: await readFile(file), contentType: 'image/png' } : { body: '<!doctype html>', contentType: 'text/html' });
});
await page.goto('http://bench.localhost/');
const result = await page.evaluate(async () => {
  const bitmap = await createImageBitmap(await (await fetch('picture.png')).blob());
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  // Opaque and in memory: what a heatmap library that knows its picture has no alpha would ask for.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  context.getImageData(0, 0, 1, 1);
  const times = [];
  let bytes = 0;
  for (let i = 0; i < 6; ++i) {
    const start = performance.now();
    bytes = (await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))).size;
    if (i > 0) times.push(performance.now() - start);
  }
  return { width: bitmap.width, height: bitmap.height, bytes, ms: times.sort((a, b) => a - b)[times.length >> 1] };
});
console.log(`${file} ${result.width} x ${result.height}: canvas.toBlob ${result.ms.toFixed(1)} ms (median of 5), ${result.bytes} bytes`);
await browser.close();
