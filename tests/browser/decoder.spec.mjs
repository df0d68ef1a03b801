// Decoding happens in a worker: the page stays free meanwhile, and outlives the worker.
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { makeBigRecording } from './big_recording.mjs';
import { DEMO_QUERY, demoBytes, expect, test } from './fixtures.mjs';
import { decode, difference } from './pictures.mjs';

const workers = (page) => page.workers().length;

test('a large picture is decoded while the page stays free', async ({ app, page }) => {
  // noise takes long to unpack: most of the time until it is shown
  const picture = new PNG({ width: 3000, height: 4000, colorType: 2 });
  let state = 1;
  for (let at = 0; at < picture.data.length; at += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    picture.data[at] = at % 4 === 3 ? 255 : state >>> 24;
  }
  const bytes = PNG.sync.write(picture, { colorType: 2, deflateLevel: 1, filterType: 4 });
  await page.route('**/noise.png', (route) => route.fulfill({ contentType: 'image/png', body: bytes }));
  await app.gotoDemo();
  const times = await page.evaluate(async () => {
    const bytesOfPicture = new Uint8Array(await (await fetch('noise.png')).arrayBuffer());
    // between the wish and the answer the worker decodes: how long the page's own tasks take meanwhile
    const { postMessage } = Worker.prototype;
    const wish = new Promise((resolve) => {
      Worker.prototype.postMessage = function (message, ...rest) {
        postMessage.call(this, message, ...rest);
        if (message.type !== 'image') return;
        const begin = performance.now();
        this.addEventListener('message', ({ data }) => {
          if (data.type === 'parcel') resolve({ begin, end: performance.now() });
        });
      };
    });
    const beats = [];
    const beating = setInterval(() => beats.push(performance.now()), 4);
    const shown = globalThis.isotherm.setScreenshot(bytesOfPicture, { name: 'noise.png' });
    const { begin, end } = await wish;
    clearInterval(beating);
    await shown;
    const within = [begin, ...beats.filter((beat) => beat > begin && beat < end), end];
    return { decode: end - begin, longest: Math.max(...within.slice(1).map((beat, i) => beat - within[i])) };
  });
  expect(times.longest).toBeLessThan(times.decode / 2);
  expect((await app.state()).hasScreenshot).toBe(true);
});

/** A download of halves.ist that stands still in the middle, until the page says go on the channel of that name. */
async function serveHalves(page) {
  const bytes = readFileSync(makeBigRecording());
  const middle = Math.floor(bytes.length / 2);
  await page.route('**/parts/*', (route) => {
    const [begin, end] = new URL(route.request().url()).pathname.split('/').pop().split('-').map(Number);
    return route.fulfill({ body: bytes.subarray(begin, end) });
  });
  const hook = `
    const original = self.fetch;
    self.fetch = async (url, options) => {
      if (!String(url).includes('halves.ist')) return original(url, options);
      const part = async (begin, end) => new Uint8Array(await (await original(new URL('parts/' + begin + '-' + end, self.location.href))).arrayBuffer());
      const go = new Promise((resolve) => { new BroadcastChannel('go').onmessage = resolve; });
      let turn = 0;
      const body = new ReadableStream({ async pull(controller) {
        turn += 1;
        if (turn === 1) return controller.enqueue(await part(0, ${middle}));
        if (turn === 2) { await go; return controller.enqueue(await part(${middle}, ${bytes.length})); }
        return controller.close();
      } }, { highWaterMark: 0 });
      return new Response(body, { headers: { 'Content-Length': '${bytes.length}' } });
    };`;
  await page.route('**/decoder_worker.mjs', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${hook}\n${await response.text()}` });
  });
  return bytes;
}

test('the first picture comes while the rest still loads, and ends as the picture of a whole load', async ({ app, page }) => {
  const bytes = await serveHalves(page);
  await app.goto();
  await page.evaluate(() => { globalThis.opened = globalThis.isotherm.open('halves.ist'); });
  await expect.poll(async () => (await app.state()).events).toBeGreaterThan(0);
  const half = await app.state();
  expect(half).toMatchObject({ phase: 'loading', isPartial: true, totalBytes: bytes.length });
  expect(half.sampleLine).toContain('still loading');
  expect(half.receivedBytes).toBeLessThan(bytes.length);
  expect(half.pageSize.width).toBe(1440);
  await page.evaluate(() => { new BroadcastChannel('go').postMessage('go'); return globalThis.opened; });
  await app.settled();
  const whole = await app.state();
  expect(whole).toMatchObject({ phase: 'ready', isPartial: false, events: 850_000 });
  const picture = decode(await app.shootPicture());
  await page.evaluate((all) => globalThis.isotherm.open(Uint8Array.from(atob(all), (c) => c.charCodeAt(0)), { name: 'halves.ist' }), bytes.toString('base64'));
  await app.settled();
  expect(difference(picture, decode(await app.shootPicture())).largest).toBe(0);
});

test('Escape ends a load and frees what it brought', async ({ app, page }) => {
  await page.route('**/never.ist', () => undefined);
  await app.goto();
  expect(workers(page)).toBe(0);
  const outcome = page.evaluate(() => globalThis.isotherm.open('never.ist').catch((error) => error.name));
  await expect.poll(() => workers(page)).toBe(1);
  await page.keyboard.press('Escape');
  expect(await outcome).toBe('AbortError');
  await expect.poll(() => workers(page)).toBe(0);
  expect(await app.state()).toMatchObject({ phase: 'empty', eventsInMemory: 0, error: null });
  await expect(page.locator('#start')).toBeVisible();
});

test('loads that are cancelled again and again leave no memory behind', async ({ app, page }) => {
  await serveHalves(page);
  await app.goto();
  const sizes = await page.evaluate(async () => {
    const viewer = globalThis.isotherm;
    const measured = [];
    for (let round = 0; round < 6; round += 1) {
      const given = new AbortController();
      const opened = viewer.open('halves.ist', { signal: given.signal }).catch((error) => error.name);
      while (viewer.state().eventsInMemory < 100_000) await new Promise((resolve) => { setTimeout(resolve, 20); });
      given.abort();
      const outcome = await opened;
      await viewer.settled();
      const { phase, eventsInMemory } = viewer.state();
      measured.push({ outcome, phase, eventsInMemory, memory: viewer.memoryBytes });
    }
    return measured;
  });
  for (const { outcome, phase, eventsInMemory } of sizes) expect({ outcome, phase, eventsInMemory }).toEqual({ outcome: 'AbortError', phase: 'empty', eventsInMemory: 0 });
  expect(sizes.at(-1).memory).toBe(sizes[2].memory);
  await expect.poll(() => workers(page)).toBe(0);
});

test('one worker serves the recording on screen', async ({ app, page }) => {
  await app.gotoDemo();
  expect(workers(page)).toBe(1);
  for (let round = 0; round < 3; round += 1) await page.evaluate(() => globalThis.isotherm.open('demo/demo.ist'));
  await expect.poll(() => workers(page)).toBe(1);
});

test('a decoder that crashes is told, and the viewer lives on', async ({ app, page }) => {
  await app.goto(DEMO_QUERY);
  await expect.poll(async () => (await app.state()).phase).toBe('ready');
  await app.settled();
  const before = decode(await app.shootPicture());
  await page.route('**/decoder_worker.mjs', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\nself.addEventListener('message', () => setTimeout(() => { throw new Error('out of order'); }));` });
  });
  const error = await page.evaluate(() => globalThis.isotherm.open('demo/demo.ist', { name: 'second.ist' }).catch(({ code, message }) => ({ code, message })));
  expect(error.code).toBe('crashed');
  expect(error.message).toMatch(/decoder stopped.*out of order/);
  expect((await app.state()).error.message).toContain('decoder');
  await page.evaluate(() => globalThis.isotherm.dismissError());
  expect(difference(before, decode(await app.shootPicture())).largest).toBe(0);
  await page.unroute('**/decoder_worker.mjs');
  await page.evaluate((base64) => globalThis.isotherm.open(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)), { name: 'third.ist' }), demoBytes().toString('base64'));
  expect(await app.state()).toMatchObject({ phase: 'ready', name: 'third.ist', error: null });
});

test('a decoder that cannot be loaded is told', async ({ app, page }) => {
  app.expectProblem(/503/);
  await page.route('**/isotherm_decoder.wasm', (route) => route.fulfill({ status: 503, body: 'later' }));
  await app.goto(DEMO_QUERY);
  await expect(page.locator('#toast-text')).toHaveText(/decoder could not be loaded/);
});
