// Ways in: the demo, the address, files dropped and picked.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { CLI, DEMO_PATH, DEMO_QUERY, demoBytes, expect, test } from './fixtures.mjs';
import { colors, decode, difference, heatPixels } from './pictures.mjs';
import { flatPng } from './samples.mjs';

test('the start screen leads to the demo, whose counts are those of the command line', async ({ app, page }) => {
  await app.goto();
  await expect(page.getByRole('heading', { name: 'Isotherm' })).toBeVisible();
  await expect(page.getByText('never leave your machine')).toBeVisible();
  await page.getByRole('button', { name: 'Open the demo' }).click();
  await expect(page.locator('#start')).toBeHidden();
  await app.settled();

  const info = JSON.parse(execFileSync(CLI, ['info', '--json', DEMO_PATH], { encoding: 'utf8', maxBuffer: 1 << 28 }));
  const state = await app.state();
  expect(state.phase).toBe('ready');
  expect(state.events).toBe(info.events);
  expect(state.sessions).toBe(info.sessions);
  expect(state.pages.length).toBe(info.pages.length);
  expect(state.layerEvents).toBeGreaterThan(0);
  await expect(page).toHaveTitle(/demo\.ist/);
  await expect(page.locator('#canvas')).toHaveAttribute('aria-label', new RegExp('Heatmap\\. Clicks'));
});

test('the picture is on the screen: page, heat and panel', async ({ app, page }) => {
  await app.gotoDemo();
  const picture = decode(await app.shootPicture());
  expect(colors(picture)).toBeGreaterThan(1000);
  expect(heatPixels(picture)).toBeGreaterThan(500);
  const panel = decode(await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 600 } }));
  expect(colors(panel)).toBeGreaterThan(50);
});

test('a recording can be dropped on the start screen', async ({ app, page }) => {
  await app.goto();
  await app.drop([{ name: 'dropped.ist', bytes: demoBytes() }], '#drop-zone');
  await expect(page.locator('#start')).toBeHidden();
  await app.settled();
  expect(await app.state()).toMatchObject({ phase: 'ready', name: 'dropped.ist', error: null });
});

test('files can be picked, with the button and with Ctrl+O', async ({ app, page }, info) => {
  const path = info.outputPath('picked.ist');
  writeFileSync(path, demoBytes());
  await app.goto();
  let chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open recording…' }).last().click();
  await (await chooser).setFiles(path);
  await expect(page.locator('#start')).toBeHidden();
  await app.settled();
  expect(await app.state()).toMatchObject({ phase: 'ready', name: 'picked.ist' });

  chooser = page.waitForEvent('filechooser');
  await page.locator('#canvas').focus();
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles(DEMO_PATH);
  await expect.poll(async () => (await app.state()).name).toBe('demo.ist');
});

test('a picture that is dropped becomes the screenshot of the page', async ({ app }) => {
  await app.gotoDemo();
  const before = decode(await app.shootPicture());
  await app.drop([{ name: 'grey.png', bytes: flatPng(1440, 3000, [200, 205, 210]), type: 'image/png' }]);
  await expect.poll(async () => (await app.state()).pageSize.height).toBe(3000);
  await app.settled();
  const state = await app.state();
  expect(state.error).toBeNull();
  expect(state.hasScreenshot).toBe(true);
  expect(state.pageSize.width).toBe(1440);
  expect(state.pageSize.height).toBe(3000);
  expect(difference(before, decode(await app.shootPicture())).differing).toBeGreaterThan(100_000);
});

test('a recording and its screenshot can be dropped together', async ({ app, page }) => {
  await app.goto();
  await app.drop([
    { name: 'grey.png', bytes: flatPng(720, 1500, [200, 205, 210]), type: 'image/png' },
    { name: 'both.ist', bytes: demoBytes() },
  ]);
  await expect(page.locator('#start')).toBeHidden();
  await expect.poll(async () => (await app.state()).pageSize.height).toBeGreaterThan(0);
  await app.settled();
  const { name, pageSize } = await app.state();
  expect(name).toBe('both.ist');
  // half as wide as the page: shown at the page's width, so twice as tall
  expect(pageSize.height / pageSize.width).toBeCloseTo(1500 / 720, 1);
});

test('an address opens a recording, a screenshot and settings', async ({ app, page }) => {
  await page.route('**/extra/shot.png', (route) => route.fulfill({ contentType: 'image/png', body: flatPng(1440, 2500, [180, 190, 200]) }));
  await app.goto(`${DEMO_QUERY}&screenshot=extra/shot.png&layer=moves&ramp=viridis&radius=64&opacity=0.6&dimming=0.25`);
  await expect(page.locator('#start')).toBeHidden();
  await expect.poll(async () => (await app.state()).pageSize.height).toBe(2500);
  await app.settled();
  expect((await app.state()).settings).toMatchObject({ layer: 'moves', ramp: 'viridis', radius: 64, opacity: 0.6, dimming: 0.25 });
});

test('an address can name the page by a part of its URL', async ({ app }) => {
  await app.gotoDemo();
  const { pages } = await app.state();
  const last = pages.at(-1);
  await app.gotoDemo(`&page=${encodeURIComponent(last.url)}`);
  await expect.poll(async () => (await app.state()).settings.page).toBe(last.page);
});

test('the progress bar shows while a slow recording loads', async ({ app, page }) => {
  const bytes = demoBytes();
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/slow/demo.ist', async (route) => {
    await held;
    await route.fulfill({ body: bytes });
  });
  await app.goto('?stream=slow/demo.ist');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.locator('#progress-label')).toContainText('demo.ist');
  release();
  await expect(page.locator('#progress')).toBeHidden();
  expect((await app.state()).phase).toBe('ready');
});

test('a newer load replaces one that is still running', async ({ app, page }) => {
  await page.route('**/never.ist', () => undefined);
  await app.goto();
  const outcome = await page.evaluate(async () => {
    const first = globalThis.isotherm.open('never.ist').catch((error) => error.name);
    await globalThis.isotherm.open('demo/demo.ist');
    return first;
  });
  expect(outcome).toBe('AbortError');
  expect(await app.state()).toMatchObject({ phase: 'ready', name: 'demo.ist', error: null });
});
