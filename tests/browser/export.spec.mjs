// The same picture everywhere: the browser's export and its canvas against the native command line.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { CLI, DEMO_PATH, expect, test } from './fixtures.mjs';
import { crop, decode, difference, texts } from './pictures.mjs';

// What the project promises for two renderers of one scene: rounding may fall differently in the blend of two
// 8-bit colours, and once more where it is drawn over.
const TOLERANCE = 2;

function exportNatively(info, name, options) {
  const path = info.outputPath(`${name}.png`);
  execFileSync(CLI, ['export', DEMO_PATH, ...options, '-o', path], { stdio: 'pipe' });
  return decode(readFileSync(path));
}

const CASES = [
  { name: 'clicks', settings: { layer: 'clicks' }, options: ['--layer', 'clicks'] },
  { name: 'moves under clicks', settings: { layer: 'moves', radius: 24, ramp: 'inferno', opacity: 0.65, overlays: 'clicks:cividis@0.7' }, options: ['--layer', 'moves', '--radius', '24', '--ramp', 'inferno', '--opacity', '0.65', '--overlay', 'clicks:cividis@0.7'] },
  { name: 'scroll', settings: { layer: 'scroll' }, options: ['--layer', 'scroll'] },
];

for (const { name, settings, options } of CASES) {
  test(`the browser exports ${name} as the command line does, on both renderers`, async ({ app }, info) => {
    await app.gotoDemo();
    await app.set(settings);
    const { url } = (await app.state()).pages[0];
    const ours = decode(await app.exportPng());
    for (const renderer of ['cpu', 'gpu']) {
      const theirs = exportNatively(info, renderer, ['--page', url, '--renderer', renderer, ...options]);
      const found = difference(ours, theirs);
      expect(found.largest, `${renderer}: ${found.where}`).toBeLessThanOrEqual(TOLERANCE);
      if (renderer === 'cpu') expect(found.differing, 'the same code on the same numbers').toBe(0);
    }
  });
}

test('the browser writes the very file that the command line writes', async ({ app }, info) => {
  await app.gotoDemo();
  const path = info.outputPath('cpu.png');
  for (const { settings, options } of CASES) {
    await app.set({ radius: 40, ramp: 'classic', opacity: null, overlays: '', ...settings });
    const { url } = (await app.state()).pages[0];
    execFileSync(CLI, ['export', DEMO_PATH, '--page', url, '--renderer', 'cpu', ...options, '-o', path], { stdio: 'pipe' });
    expect(Buffer.compare(Buffer.from(await app.exportPng()), readFileSync(path)), settings.layer).toBe(0);
  }
});

const LOOKS = [
  { settings: { scale: 'log', contours: true, overlays: 'confetti:order@0.6,reach' }, options: ['--scale', 'log', '--contours', '--overlay', 'confetti:order@0.6,reach'] },
  { settings: { scale: 'equalised', radius: 13, ramp: 'fog' }, options: ['--scale', 'equalised', '--radius', '13', '--ramp', 'fog'] },
  { settings: { scale: 'clip', clip: 97, fadeBelow: 3, ramp: 'mono', color: '#1a5ac8' }, options: ['--scale', 'clip', '--clip', '97', '--fade-below', '3', '--ramp', 'mono', '--color', '#1a5ac8'] },
];

test('scales and drawings come out as the same file, too', async ({ app }, info) => {
  test.slow();  // the exact maximum of a whole page, three times, with whatever processor is left
  await app.gotoDemo();
  const path = info.outputPath('cpu.png');
  const plain = { layer: 'clicks', radius: 40, ramp: 'classic', scale: 'linear', clip: null, fadeBelow: 0, contours: false, overlays: '' };
  for (const { settings, options } of LOOKS) {
    await app.set({ ...plain, ...settings });
    const { url } = (await app.state()).pages[0];
    execFileSync(CLI, ['export', DEMO_PATH, '--page', url, '--renderer', 'cpu', ...options, '-o', path], { stdio: 'pipe' });
    expect(Buffer.compare(Buffer.from(await app.exportPng()), readFileSync(path)), settings.scale).toBe(0);
  }
});

for (const heat of ['cpu', 'gpu']) {
  test(`the canvas at 1:1 shows what the command line exports, heat on the ${heat}`, async ({ app, page }, info) => {
    await app.gotoDemo(`&heat=${heat}`);
    await page.evaluate(() => globalThis.isotherm.showLegend(false));  // the second one would lie in the picture
    expect((await app.state()).renderer.toLowerCase()).toContain(heat);
    for (const { name, settings, options } of CASES.slice(0, 2)) {
      await app.set({ radius: 40, ramp: 'classic', opacity: null, overlays: '', ...settings });
      await app.setView({ originX: 100, originY: 50, scaleX: 1, scaleY: 1 });
      const { view, pages } = await app.state();
      expect(view).toEqual({ originX: 100, originY: 50, scaleX: 1, scaleY: 1 });
      const clip = await app.pictureClip();
      const shown = decode(await app.shootPicture());
      const theirs = exportNatively(info, `${name}-${heat}`, ['--page', pages[0].url, '--renderer', 'cpu', ...options]);
      const found = difference(shown, crop(theirs, 100, 50 + clip.y, shown.width, shown.height));
      expect(found.largest, `${name}: ${found.where}`).toBeLessThanOrEqual(TOLERANCE);
    }
  });
}

test('the export has the screenshot\'s size, and the caption adds to it', async ({ app }) => {
  await app.gotoDemo();
  const bare = decode(await app.exportPng());
  const captioned = decode(await app.exportPng({ caption: true }));
  expect(captioned.height).toBeGreaterThan(bare.height);
  expect(captioned.width).toBeGreaterThanOrEqual(bare.width);
});

test('the file says what it shows, and on what data', async ({ app }) => {
  await app.gotoDemo();
  const first = texts(await app.exportPng());
  const { pages, layerEvents } = await app.state();
  expect(first.Source).toBe(pages[0].url);
  expect(first.Comment).toMatch(/^layer clicks; device automatic; radius 40 px .*; scale linear; scale maximum \d/);
  expect(first.Definitions).toContain('exp(-d^2 / (2 sigma^2))');
  expect(first.Data).toMatch(/^sessions \d+; page views \d+; events \d+; checksum [0-9a-f]{16}$/);
  expect(first.Data).toContain(`events ${layerEvents};`);
  expect(first.Software).toMatch(/^Isotherm \d+\.\d+\.\d+/);
  await app.set({ radius: 90, ramp: 'viridis' });
  const look = texts(await app.exportPng());
  expect(look.Data).toBe(first.Data);
  expect(look.Comment).not.toBe(first.Comment);
  await app.set({ layer: 'moves' });
  expect(texts(await app.exportPng()).Data).not.toBe(first.Data);
});

test('Ctrl+S downloads the picture under its own name', async ({ app, page }) => {
  await app.gotoDemo();
  const expected = decode(await app.exportPng());
  const coming = page.waitForEvent('download');
  await page.locator('#canvas').focus();
  await page.keyboard.press('Control+s');
  const download = await coming;
  expect(download.suggestedFilename()).toBe('demo-clicks.png');
  const saved = decode(readFileSync(await download.path()));
  expect(difference(saved, expected).differing).toBe(0);
});
