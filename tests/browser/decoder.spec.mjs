// Decoding happens in a worker: the page stays free meanwhile, and outlives the worker.
import { readFileSync } from 'node:fs';
import { makeBigRecording } from './big_recording.mjs';
import { DEMO_QUERY, demoBytes, expect, test } from './fixtures.mjs';
import { decode, difference } from './pictures.mjs';

const workers = (page) => page.workers().length;

// A viewer that decoded by itself would show something here.
test('the page decodes nothing and fetches nothing: without its worker nothing comes', async ({ app, page }) => {
  await page.route('**/decoder_worker.mjs', (route) => route.fulfill({
    contentType: 'text/javascript', headers: { 'Cross-Origin-Embedder-Policy': 'require-corp' }, body: 'self.onmessage = () => undefined;',
  }));
  await page.addInitScript(() => {
    const { fetch, Blob } = globalThis;
    globalThis.fetched = [];
    globalThis.fetch = (resource, ...rest) => {
      globalThis.fetched.push(String(resource));
      return fetch(resource, ...rest);
    };
    // nor does it look into a file that was given to it, beyond the bytes that tell a picture from a recording
    for (const name of ['arrayBuffer', 'stream', 'text']) {
      const original = Blob.prototype[name];
      Blob.prototype[name] = function () {
        if (this.size > 4) globalThis.fetched.push(`${name} of ${this.size} bytes`);
        return original.call(this);
      };
    }
  });
  await app.goto();
  const used = () => page.evaluate(() => globalThis.isotherm.usedMemoryBytes);
  await app.settled();
  const before = await used();
  await page.evaluate(() => { globalThis.isotherm.open('demo/demo.ist').catch(() => undefined); });
  await expect.poll(() => workers(page)).toBe(1);
  await page.waitForTimeout(300);
  expect(await app.state()).toMatchObject({ phase: 'loading', eventsInMemory: 0, pages: [] });
  await app.drop([{ name: 'given.ist', bytes: demoBytes() }]);
  await expect.poll(async () => (await app.state()).name).toBe('given.ist');
  await page.waitForTimeout(300);
  expect(await app.state()).toMatchObject({ phase: 'loading', eventsInMemory: 0, pages: [] });
  expect(await used() - before).toBeLessThan(100_000);
  expect((await page.evaluate(() => globalThis.fetched)).filter((what) => !what.endsWith('.wasm'))).toEqual([]);
});

test('a picture is decoded in the worker, and moving the page goes on meanwhile', async ({ app, page }) => {
  await page.route('**/decoder_worker.mjs', async (route) => {
    const response = await route.fetch();
    // answers to wishes for pictures wait until the page says go
    const hook = `{
      const held = [];
      const post = self.postMessage.bind(self);
      let isHeld = true;
      self.postMessage = (message, ...rest) => (isHeld && message.type === 'parcel' && message.parcel.bytes > 1_000_000 ? held.push([message, ...rest]) : post(message, ...rest));
      new BroadcastChannel('go').onmessage = () => { isHeld = false; for (const message of held) post(...message); };
    }`;
    await route.fulfill({ response, body: `${hook}\n${await response.text()}` });
  });
  await app.goto(DEMO_QUERY);
  await expect.poll(async () => (await app.state()).phase).toBe('ready');
  const waiting = decode(await page.screenshot({ clip: await app.pictureClip() }));
  await page.evaluate(() => globalThis.isotherm.panBy(0, -200));
  await expect.poll(async () => (await app.state()).view.originY).toBeGreaterThan(0);
  await page.evaluate(() => { globalThis.isotherm.fitWidth(); new BroadcastChannel('go').postMessage('go'); });
  await app.settled();
  expect(difference(waiting, decode(await app.shootPicture())).largest).toBeGreaterThan(40);
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
  await expect.poll(() => workers(page)).toBe(1);  // waits for the first recording
  const outcome = page.evaluate(() => globalThis.isotherm.open('never.ist').catch((error) => error.name));
  await expect.poll(async () => (await app.state()).phase).toBe('loading');
  await page.keyboard.press('Escape');
  expect(await outcome).toBe('AbortError');
  await expect.poll(() => workers(page)).toBe(0);
  expect(await app.state()).toMatchObject({ phase: 'empty', eventsInMemory: 0, error: null });
  await expect(page.locator('#start')).toBeVisible();
});

test('a cancelled load frees its memory, in the viewer and with its worker', async ({ app, page }) => {
  await serveHalves(page);
  await app.goto();
  await app.settled();
  const rounds = await page.evaluate(async () => {
    const viewer = globalThis.isotherm;
    const measured = [];
    for (let round = 0; round < 7; round += 1) {
      const given = new AbortController();
      const opened = viewer.open('halves.ist', { signal: given.signal }).catch((error) => error.name);
      while (viewer.state().eventsInMemory < 100_000) await new Promise((resolve) => { setTimeout(resolve, 20); });
      const loaded = viewer.usedMemoryBytes;
      given.abort();
      const outcome = await opened;
      await viewer.settled();
      const { phase, eventsInMemory } = viewer.state();
      measured.push({ outcome, phase, eventsInMemory, loaded, used: viewer.usedMemoryBytes, memory: viewer.memoryBytes });
    }
    return measured;
  });
  for (const { outcome, phase, eventsInMemory } of rounds) expect({ outcome, phase, eventsInMemory }).toEqual({ outcome: 'AbortError', phase: 'empty', eventsInMemory: 0 });
  // more than 100,000 events at 9 bytes and more; after a round as much as after the one before, but for a few texts and, once
  // or twice, for room that the panel's drawing keeps
  const [first, last] = [rounds[0], rounds.at(-1)];
  expect(first.loaded - first.used).toBeGreaterThan(900_000);
  const grown = rounds.slice(1).filter((round, i) => round.used - rounds[i].used > 10_000);
  expect(grown.length, JSON.stringify(rounds.map(({ used }) => used))).toBeLessThanOrEqual(2);
  expect(last.used - first.used).toBeLessThan(400_000);
  expect(last.memory).toBe(rounds[1].memory);
  await expect.poll(() => workers(page)).toBe(0);
});

test('one worker serves the recording on screen', async ({ app, page }) => {
  await app.gotoDemo();
  expect(workers(page)).toBe(1);
  for (let round = 0; round < 3; round += 1) await page.evaluate(() => globalThis.isotherm.open('demo/demo.ist'));
  await expect.poll(() => workers(page)).toBe(1);
});

const FAILURES = {
  'crashes': {
    code: 'crashed', message: /decoder stopped.*out of order/,
    hook: "self.addEventListener('message', () => setTimeout(() => { throw new Error('out of order'); }));",
  },
  'is of another build': {
    code: 'damaged', message: /unreadable.*not of one build/,
    hook: `{
      const post = self.postMessage.bind(self);
      self.postMessage = (message, ...rest) => { message.parcel?.header.fill(0x7e); post(message, ...rest); };
    }`,
  },
  'cannot be started': { code: 'unsupported', message: /worker-src/, hook: '' },
};

for (const [name, { code, message, hook }] of Object.entries(FAILURES)) {
  test(`a decoder that ${name} is told, and the viewer lives on`, async ({ app, page }) => {
    await app.gotoDemo();
    const before = decode(await app.shootPicture());
    await page.route('**/decoder_worker.mjs', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${hook}\n${await response.text()}` });
    });
    const error = await page.evaluate((isAllowed) => {
      const { Worker } = globalThis;
      if (!isAllowed) globalThis.Worker = class { constructor() { throw new DOMException('refused', 'SecurityError'); } };
      return globalThis.isotherm.open('demo/demo.ist', { name: 'second.ist' }).catch((caught) => ({ code: caught.code, message: caught.message }))
        .finally(() => { globalThis.Worker = Worker; });
    }, hook !== '');
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect((await app.state()).error.message).toMatch(message);
    await page.evaluate(() => globalThis.isotherm.dismissError());
    expect(difference(before, decode(await app.shootPicture())).largest).toBe(0);
    await page.unroute('**/decoder_worker.mjs');
    await page.evaluate((base64) => globalThis.isotherm.open(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)), { name: 'third.ist' }), demoBytes().toString('base64'));
    expect(await app.state()).toMatchObject({ phase: 'ready', name: 'third.ist', error: null });
  });
}

test('a decoder that cannot be loaded is told', async ({ app, page }) => {
  app.expectProblem(/503/);
  await page.route('**/isotherm_decoder.wasm', (route) => route.fulfill({ status: 503, body: 'later' }));
  await app.goto(DEMO_QUERY);
  await expect(page.locator('#toast-text')).toHaveText(/decoder could not be loaded/);
});
