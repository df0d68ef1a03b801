// Recordings that are read in places: what is transferred, what is shown meanwhile, and what can go wrong.
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { serve } from '../../web/serve.mjs';
import { CLICKS_PER_PAGE, PAGES, makeBigRecording } from './big_recording.mjs';
import { expect, test as base } from './fixtures.mjs';
import { decode, difference } from './pictures.mjs';

/** A folder of its own on a server of its own (another origin would need CORS: the page's requests are routed to it). */
const test = base.extend({
  remote: async ({ page }, use, info) => {
    const folder = info.outputPath('remote');
    mkdirSync(folder, { recursive: true });
    const path = `${folder}/big.ist`;
    copyFileSync(makeBigRecording(), path);
    utimesSync(path, 1_750_000_000, 1_750_000_000);  // whole seconds, which a test can set again
    const remote = { path, size: statSync(path).size, sent: 0, requests: 0, options: { ranges: true } };
    remote.options.onAnswer = (_path, _status, bytes) => {
      remote.sent += bytes;
      remote.requests += 1;
    };
    const server = await serve(folder, 0, '', remote.options);
    await page.route('**/remote/*', async (route) => {
      const url = `${server.url}/${new URL(route.request().url()).pathname.split('/').pop()}`;
      await remote.hold?.(route.request());
      const response = await route.fetch({ url }).catch(() => null);
      if (response) await route.fulfill({ response });
      else await route.abort('connectionrefused');
    });
    remote.close = () => server.close();
    await use(remote);
    await server.close().catch(() => undefined);
  },
});

const OPEN = 'remote/big.ist';

async function openBig(app) {
  await app.goto();
  await app.page.evaluate((address) => globalThis.isotherm.open(address), OPEN);
  await app.settled();
}

test('one page of fifty transfers at most 5 % of the file', async ({ app, remote }) => {
  await openBig(app);
  const first = await app.state();
  expect(first).toMatchObject({ phase: 'ready', isOutlined: true, isPartial: false, layerEvents: CLICKS_PER_PAGE, pageViews: 500, error: null });
  expect(first.events).toBe(PAGES * 17_000);  // of the file, of which few are in memory
  expect(first.eventsInMemory).toBeLessThan(2 * CLICKS_PER_PAGE);
  expect(remote.sent).toBeLessThanOrEqual(0.05 * remote.size);
  console.log(`one page's clicks: ${remote.sent} of ${remote.size} bytes (${(100 * remote.sent / remote.size).toFixed(2)} %) in ${remote.requests} requests`);
  expect(first.receivedBytes).toBe(remote.sent);

  // another page brings its own blocks, the first one's stay
  await app.set({ page: 'https://shop.example/page/31' });
  expect(await app.state()).toMatchObject({ isPartial: false, layerEvents: CLICKS_PER_PAGE });
  const afterTwo = remote.sent;
  expect(afterTwo).toBeLessThanOrEqual(0.08 * remote.size);
  await app.set({ page: first.settings.page });
  expect(remote.sent).toBe(afterTwo);
  await app.set({ layer: 'moves' });
  expect(remote.sent).toBeGreaterThan(afterTwo);
  expect(await app.state()).toMatchObject({ isPartial: false, layerEvents: 12_000 });
});

test('the picture is that of a whole download', async ({ app, remote }) => {
  await openBig(app);
  await app.set({ layer: 'moves' });
  const inPlaces = await app.state();
  const picture = decode(await app.shootPicture());
  remote.options.ranges = false;
  remote.sent = remote.requests = 0;
  await openBig(app);
  expect(remote).toMatchObject({ sent: remote.size, requests: 1 });
  await app.set({ layer: 'moves' });
  const whole = await app.state();
  expect(whole).toMatchObject({ isOutlined: false, isPartial: false, events: inPlaces.events, eventsInMemory: inPlaces.events });
  for (const name of ['sampleLine', 'layerEvents', 'layerWeight', 'maximum', 'sessions', 'timeBegin', 'timeEnd']) expect(whole[name], name).toEqual(inPlaces[name]);
  expect(difference(picture, decode(await app.shootPicture())).largest).toBe(0);
});

test('a file from disk is read in places, too', async ({ app, page }) => {
  await app.goto();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open recording…' }).last().click();
  await (await chooser).setFiles(makeBigRecording());
  await expect.poll(async () => (await app.state()).phase).toBe('ready');
  await app.settled();
  expect(await app.state()).toMatchObject({ isOutlined: true, isPartial: false, layerEvents: CLICKS_PER_PAGE });
});

test('what is still to come is said, and the picture follows', async ({ app, page, remote }) => {
  await openBig(app);
  let release = () => {};
  const held = new Promise((resolve) => { release = resolve; });
  remote.hold = () => held;
  await page.evaluate(() => globalThis.isotherm.set({ layer: 'moves' }));
  await expect.poll(async () => (await app.state()).isPartial).toBe(true);
  const waiting = await app.state();
  expect(waiting.layerEvents).toBe(0);
  expect(waiting.sampleLine).toContain('still loading');
  const refusal = await page.evaluate(() => {
    const settled = globalThis.isotherm.settled().then(() => 'settled');
    return Promise.race([settled, new Promise((resolve) => { setTimeout(() => resolve('waits'), 300); })]);
  });
  expect(refusal).toBe('waits');
  release();
  await app.settled();
  const whole = await app.state();
  expect(whole.layerEvents).toBe(12_000);
  expect(whole.sampleLine).not.toContain('loading');
});

test('a file that changes while it is read is told', async ({ app, page, remote }) => {
  await openBig(app);
  writeFileSync(remote.path, readFileSync(remote.path));
  utimesSync(remote.path, new Date(), new Date(Date.now() + 5000));
  await page.evaluate(() => globalThis.isotherm.set({ layer: 'moves' }));
  await expect.poll(async () => (await app.state()).error?.message ?? '').toMatch(/big\.ist has changed on the server.*Open it again/);
  await app.settled();
  const state = await app.state();
  expect(state).toMatchObject({ phase: 'ready', isPartial: true });
  expect(state.sampleLine).toContain('could not be loaded');
  const refusal = await page.evaluate(() => globalThis.isotherm.exportPng().catch((error) => error.message));
  expect(refusal).toContain('not been loaded');
  await page.evaluate((address) => globalThis.isotherm.open(address), OPEN);
  await app.settled();
  expect(await app.state()).toMatchObject({ isPartial: false, error: null, layerEvents: 12_000 });
});

test('a file that goes away is told, and is asked for again', async ({ app, page, remote }) => {
  app.expectProblem(/404/);
  await openBig(app);
  const copy = readFileSync(remote.path);
  const { mtime } = statSync(remote.path);
  rmSync(remote.path);
  await page.evaluate(() => globalThis.isotherm.set({ page: 7 }));
  await expect.poll(async () => (await app.state()).error?.message ?? '').toMatch(/big\.ist.*404/);
  writeFileSync(remote.path, copy);
  utimesSync(remote.path, mtime, mtime);
  await page.evaluate(() => globalThis.isotherm.dismissError());
  await app.set({ page: 8 });
  expect(await app.state()).toMatchObject({ isPartial: false, layerEvents: CLICKS_PER_PAGE });
});

test('an answer that comes to nothing is tried again', async ({ app, page, remote }) => {
  app.expectProblem(/ERR_CONNECTION|Failed to load/);
  await openBig(app);
  let failures = 0;
  await page.route('**/remote/*', async (route) => {
    if (failures >= 2) return route.fallback();
    failures += 1;
    return route.abort('connectionreset');
  });
  await app.set({ page: 12 });
  expect(failures).toBe(2);
  expect(await app.state()).toMatchObject({ isPartial: false, error: null, layerEvents: CLICKS_PER_PAGE });
  expect(remote.sent).toBeLessThan(0.1 * remote.size);
});

for (const share of [0.3, 0.999]) {
  test(`a file cut off at ${share * 100} % on the server says so`, async ({ app, page, remote }) => {
    truncateSync(remote.path, Math.floor(remote.size * share));
    await app.goto();
    await page.evaluate((address) => globalThis.isotherm.open(address).catch(() => undefined), OPEN);
    await app.settled();
    const state = await app.state();
    expect(state.isOutlined).toBe(false);  // without an index it is read in order
    expect([state.error?.message, ...state.warnings].join('\n')).toMatch(/end|cut|truncat|complete|missing/i);
    expect(state.events).toBeGreaterThan(0);
  });
}

test('a newer page is not held up by the blocks of the one before', async ({ app, page, remote }) => {
  await openBig(app);
  remote.hold = () => new Promise((resolve) => { setTimeout(resolve, 100); });
  await page.evaluate(async () => {
    for (let number = 10; number < 20; number += 1) {
      globalThis.isotherm.set({ page: number });
      await new Promise((resolve) => { setTimeout(resolve, 30); });
    }
  });
  await app.settled();
  expect(await app.state()).toMatchObject({ isPartial: false, layerEvents: CLICKS_PER_PAGE });
  expect((await app.state()).settings.page).toBe(19);
});
