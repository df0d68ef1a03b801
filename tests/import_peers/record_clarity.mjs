// Made the payloads in clarity/: Clarity's recorder (clarity-js) in a real Chromium on a page of our own. The recordings
// are kept; run this only for new ones: node record_clarity.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../browser/package.json', import.meta.url))('playwright-core');
const recorder = readFileSync(createRequire(import.meta.url).resolve('clarity-js/build/clarity.min.js'), 'utf8');

const page = (title) => `<!doctype html><html><head><meta name=viewport content="width=device-width"><title>${title}</title><style>
  body { margin: 0; height: 4000px; font: 16px sans-serif } #list { height: 120px; width: 200px; overflow: auto; border: 1px solid }</style></head>
  <body><h1>Shop</h1><a href="#x">link</a> <button id=buy>Buy</button><div id=list><div style="height:900px">inner</div></div></body></html>`;

async function useMouse(tab) {
  for (let step = 0; step < 25; step += 1) {
    await tab.mouse.move(100 + step * 17, 80 + step * 9);
    await tab.waitForTimeout(18);
  }
  await tab.mouse.click(140, 90);
  await tab.mouse.click(200, 300, { button: 'right' });
  await tab.mouse.dblclick(220, 100);
  for (const distance of [500, 300]) {
    await tab.mouse.wheel(0, distance);
    await tab.waitForTimeout(500);
  }
  await tab.evaluate(() => window.scrollTo(0, 0));
  await tab.waitForTimeout(300);
  await tab.evaluate(() => document.getElementById('list').scrollTo(0, 123));
  await tab.waitForTimeout(700);
  await tab.locator('#buy').click();
  await tab.setViewportSize({ width: 1000, height: 600 });
  await tab.waitForTimeout(700);
  await tab.mouse.move(300, 300, { steps: 8 });
}

async function useFinger(tab) {
  await tab.touchscreen.tap(100, 200);
  await tab.waitForTimeout(300);
  await tab.touchscreen.tap(120, 260);
  await tab.evaluate(() => window.scrollTo(0, 600));
  await tab.waitForTimeout(600);
}

async function record(browser, title, { isTouch, isLean }) {
  const context = await browser.newContext({ viewport: { width: isTouch ? 390 : 1280, height: 720 }, hasTouch: isTouch, isMobile: isTouch,
    deviceScaleFactor: isTouch ? 2 : 1 });
  const tab = await context.newPage();
  await tab.route('https://shop.example/**', (route) => route.fulfill({ contentType: 'text/html', body: page(title) }));
  await tab.goto(`https://shop.example/${title}`);
  const payloads = [];
  await tab.exposeFunction('keep', (payload) => { payloads.push(payload); });
  await tab.addScriptTag({ content: recorder });
  await tab.evaluate((lean) => window.clarity('start', { projectId: 'test', track: false, content: true, lean, delay: 500,
    upload: (payload) => { window.keep(payload); } }), isLean);
  await tab.waitForTimeout(700);
  await (isTouch ? useFinger : useMouse)(tab);
  await tab.waitForTimeout(900);
  await tab.evaluate(() => window.clarity('stop'));
  await tab.waitForTimeout(300);
  await context.close();
  writeFileSync(new URL(`clarity/${title}.ndjson`, import.meta.url), `${payloads.join('\n')}\n`);
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
await record(browser, 'mouse', { isTouch: false, isLean: false });
await record(browser, 'lean', { isTouch: false, isLean: true }); // without the page's content
await record(browser, 'touch', { isTouch: true, isLean: false });
await browser.close();
