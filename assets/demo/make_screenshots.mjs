// Run by scripts/make-demo-screenshots. Speaks the DevTools protocol over a pipe (no packages needed).
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

const [chromium, profile] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const widths = [
  { width: 1440, height: 900, scale: 1, quality: 88, mobile: false },
  { width: 768, height: 1024, scale: 1, quality: 88, mobile: false },
  { width: 390, height: 844, scale: 2, quality: 82, mobile: true },
];

const flags = ['--headless=new', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars',
  '--force-color-profile=srgb', '--font-render-hinting=none', `--user-data-dir=${profile}`, '--remote-debugging-pipe', 'about:blank'];
const browser = spawn(chromium, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
browser.on('error', (error) => { console.error(`make-demo-screenshots: cannot start ${chromium}: ${error.message}`); process.exit(1); });

let received = Buffer.alloc(0), lastId = 0;
const waiting = new Map(), listeners = new Map();
browser.stdio[4].on('data', (piece) => {
  received = Buffer.concat([received, piece]);
  for (let end; (end = received.indexOf(0)) >= 0; received = received.subarray(end + 1)) {
    const message = JSON.parse(received.subarray(0, end).toString());
    if (message.id) waiting.get(message.id)(message);
    else listeners.get(message.method)?.(message.params);
  }
});
const call = (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
  const id = ++lastId;
  waiting.set(id, (answer) => { waiting.delete(id); answer.error ? reject(new Error(`${method}: ${answer.error.message}`)) : resolve(answer.result); });
  browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
});

const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
const page = (method, params) => call(method, params, sessionId);
await page('Page.enable');

const measure = `JSON.stringify({ height: document.documentElement.scrollHeight, overflow: document.documentElement.scrollWidth,
  elements: [...document.querySelectorAll('[data-demo]')].map((element) => {
    const box = element.getBoundingClientRect();
    return { name: element.dataset.demo, x: Math.round(box.x + scrollX), y: Math.round(box.y + scrollY), width: Math.round(box.width), height: Math.round(box.height) };
  }).filter((element) => element.width > 0 && element.height > 0) })`;

const evaluate = async (expression) => {
  const { result, exceptionDetails } = await page('Runtime.evaluate', { expression, awaitPromise: true });
  if (exceptionDetails) throw new Error(`in the page: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
  return result.value;
};

// The whole page, band by band: one picture of all of it would repeat itself beyond the largest texture (8192 px here).
async function capture(width, height, scale, quality, mobile) {
  const band = 1000, bands = [];
  for (let y = 0; y < height; y += band) {
    const rows = Math.min(band, height - y);
    await page('Emulation.setDeviceMetricsOverride', { width, height: rows, deviceScaleFactor: scale, mobile });
    const at = await evaluate(`scrollTo(0, ${y}); new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY))))`);
    if (at !== y) throw new Error(`at ${width} px the page scrolls to ${at}, not to ${y}`);
    const { data } = await page('Page.captureScreenshot', { format: 'png' });
    bands.push({ y: y * scale, data });
  }
  const url = await evaluate(`(async () => {
    const canvas = new OffscreenCanvas(${width * scale}, ${height * scale}), context = canvas.getContext('2d', { willReadFrequently: true });
    for (const { y, data } of ${JSON.stringify(bands)}) {
      const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
      if (image.width !== ${width * scale}) throw new Error('a band is ' + image.width + ' px wide');
      context.drawImage(image, 0, y);
    }
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: ${quality / 100} });
    return new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(blob); });
  })()`);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

const layouts = [];
for (const { width, height, scale, quality, mobile } of widths) {
  await page('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile });
  const loaded = new Promise((resolve) => listeners.set('Page.loadEventFired', resolve));
  await page('Page.navigate', { url: `file://${join(here, 'shop.html')}` });
  await loaded;
  const layout = JSON.parse(await evaluate(measure));
  if (layout.overflow !== width) throw new Error(`at ${width} px the page is ${layout.overflow} px wide`);
  writeFileSync(join(here, `shop_${width}.webp`), await capture(width, layout.height, scale, quality, mobile));
  layouts.push({ css_width: width, css_height: layout.height, elements: layout.elements });
}
await call('Browser.close').catch(() => {});

const json = layouts.map(({ css_width, css_height, elements }) => `  {\n    "css_width": ${css_width}, "css_height": ${css_height},\n    "elements": [\n`
  + elements.map((element) => `      ${JSON.stringify(element)}`).join(',\n') + '\n    ]\n  }').join(',\n');
writeFileSync(join(here, 'layout.json'), `[\n${json}\n]\n`);

const table = layouts.map(({ css_width, elements }) => `constexpr ElementBox k${css_width}[] = {\n`
  + elements.map(({ name, x, y, width, height }) => `{"${name}", ${x}, ${y}, ${width}, ${height}},`).join('\n') + '\n};\n').join('\n');
const list = layouts.map(({ css_width, css_height }) => `{${css_width}, ${css_height}, k${css_width}},`).join('\n');
writeFileSync(join(here, '../../src/demo/layout_table.cpp'), `// Generated by scripts/make-demo-screenshots from assets/demo/shop.html. Do not edit.
#include "demo/layout.h"

namespace isotherm {
namespace {

${table}
constexpr PageLayout kLayouts[] = {
${list}
};

}  // namespace

std::span<const PageLayout> page_layouts() { return kLayouts; }

}  // namespace isotherm
`);
