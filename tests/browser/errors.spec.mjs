// Bad input: a sentence that says what is wrong, and what was shown stays.
import { serve } from '../../web/serve.mjs';
import { DEMO_QUERY, SITE, demoBytes, expect, test } from './fixtures.mjs';
import { decode, difference } from './pictures.mjs';

const READABLE = /^[A-Z“"]?.{20,}/;

test('a file that is no recording is refused, on the start screen', async ({ app, page }) => {
  await app.goto();
  await app.drop([{ name: 'notes.ist', bytes: Buffer.from('These are notes, not a recording.\n'.repeat(50)) }]);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('#toast-text')).toHaveText(READABLE);
  await expect(page.locator('#start')).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
});

test('a bad file leaves the picture that is shown', async ({ app, page }) => {
  await app.gotoDemo();
  const before = await app.state();
  const picture = decode(await app.shootPicture());
  await app.drop([{ name: 'bad.ist', bytes: Buffer.alloc(20_000, 0x5a) }]);
  await expect(page.locator('#toast-text')).toHaveText(READABLE);
  await app.settled();
  const state = await app.state();
  expect(state.error.message).toMatch(READABLE);
  expect(state.events).toBe(before.events);
  expect(state.title).toBe(before.title);
  await page.locator('#canvas').focus();
  await page.keyboard.press('Escape');
  await app.settled();
  expect((await app.state()).error).toBeNull();
  expect(difference(picture, decode(await app.shootPicture())).largest).toBe(0);
});

test('an empty file is refused', async ({ app, page }) => {
  await app.goto();
  await app.drop([{ name: 'empty.ist', bytes: Buffer.alloc(0) }]);
  await expect(page.locator('#toast-text')).toHaveText(READABLE);
});

for (const share of [0.02, 0.5, 0.9, 0.999]) {
  test(`a recording cut off at ${share * 100} % says so`, async ({ app, page }) => {
    const bytes = demoBytes();
    await app.goto();
    await app.drop([{ name: 'cut.ist', bytes: bytes.subarray(0, Math.floor(bytes.length * share)) }]);
    await expect.poll(async () => (await app.state()).phase).not.toBe('loading');
    await app.settled();
    const state = await app.state();
    const told = [state.error?.message, ...state.warnings, await page.locator('#toast-text').textContent()].filter(Boolean);
    expect(told.join('\n')).toMatch(/end|cut|truncat|complete|missing/i);
  });
}

test('a damaged block costs only itself', async ({ app, page }) => {
  const bytes = Buffer.from(demoBytes());
  // somewhere in the middle of the compressed data
  for (let at = 0; at < 64; at += 1) bytes[Math.floor(bytes.length * 0.55) + at] ^= 0xa5;
  await app.goto();
  await app.drop([{ name: 'damaged.ist', bytes }]);
  await expect.poll(async () => (await app.state()).phase).not.toBe('loading');
  await page.evaluate(() => globalThis.isotherm.replay.showSessions(true));  // reads all blocks, whatever the picture needs
  await app.settled();
  const state = await app.state();
  expect(state.isPartial).toBe(false);
  expect([...state.warnings, state.error?.message].filter(Boolean).join()).toMatch(/damage|corrupt|checksum/i);
});

test('an address that does not exist names the status', async ({ app, page }) => {
  app.expectProblem(/404/);
  await app.goto('?stream=nothing/here.ist');
  await expect(page.locator('#toast-text')).toHaveText(/here\.ist.*404/);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('#start')).toBeVisible();
});

test('another server that does not share is told apart', async ({ app, page }) => {
  app.expectProblem(/CORS|ERR_FAILED|ERR_BLOCKED/);
  const other = await serve(SITE);
  await app.goto(`?stream=${encodeURIComponent(`${other.url}/demo/demo.ist`)}`);
  await expect(page.locator('#toast-text')).toHaveText(/Access-Control-Allow-Origin/);
  await other.close();
});

test('a screenshot that does not exist leaves the recording open', async ({ app, page }) => {
  app.expectProblem(/404/);
  await app.goto(`${DEMO_QUERY}&screenshot=no/shot.png`);
  await expect(page.locator('#toast-text')).toHaveText(/shot\.png.*404/);
  expect(await app.state()).toMatchObject({ phase: 'ready', name: 'demo.ist' });
  await expect(page.locator('#start')).toBeHidden();
});

test('a picture that cannot be read is refused', async ({ app, page }) => {
  await app.gotoDemo();
  const broken = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(200, 7)]);
  await app.drop([{ name: 'broken.png', bytes: broken, type: 'image/png' }]);
  await expect(page.locator('#toast-text')).toHaveText(READABLE);
  expect((await app.state()).hasScreenshot).toBe(true);
});

test('wrong settings in the address are named', async ({ app, page }) => {
  await app.goto(`${DEMO_QUERY}&ramp=rainbow`);
  await expect(page.locator('#toast-text')).toHaveText(/ramp.*rainbow/);
  expect((await app.state()).phase).toBe('ready');
});

test('errors reach callers of the API too', async ({ app, page }) => {
  app.expectProblem(/404/);
  await app.gotoDemo();
  const errors = await page.evaluate(() => Promise.all([
    globalThis.isotherm.open(new Uint8Array(500).fill(9)).catch((error) => [error.name, error.code]),
  ].concat(globalThis.isotherm.setScreenshot('nothing.png').catch((error) => [error.name, error.code]))));
  expect(errors[0][0]).toBe('ViewerError');
  expect(['damaged', 'unsupported', 'truncated']).toContain(errors[0][1]);
  expect(errors[1]).toEqual(['ViewerError', 'not_found']);
});

test('without WebGL 2 everything is drawn, and asked for it the page says what to do', async ({ app, page }) => {
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (type, ...rest) {
      return type === 'webgl2' ? null : getContext.call(this, type, ...rest);
    };
  });
  await app.gotoDemo();
  expect((await app.state()).renderer).toBe('Drawn on the CPU');
  expect(new Set(decode(await app.shootPicture()).data).size).toBeGreaterThan(100);
  await page.goto(`${app.origin}/?heat=gpu`);
  await expect(page.getByRole('alert')).toContainText('hardware acceleration');
});

test('a program that cannot be loaded is told', async ({ app, page }) => {
  app.expectProblem(/503/);
  await page.route('**/isotherm.wasm', (route) => route.fulfill({ status: 503, body: 'later' }));
  await page.goto(app.origin);
  await expect(page.getByRole('alert')).toContainText('503');
});
