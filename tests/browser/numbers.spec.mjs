// Filters, regions and the time brush in the browser, with mouse and keyboard where people use them.
import { execFileSync } from 'node:child_process';
import { CLI, DEMO_PATH, expect, test } from './fixtures.mjs';

/** The first region's numbers, once counted. */
async function firstRegion(app) {
  await app.settled();
  return (await app.state()).regions[0];
}

test('dragging with Shift marks a region that says what lies in it', async ({ app, page }) => {
  await app.gotoDemo();
  await page.keyboard.down('Shift');
  await page.mouse.move(500, 200);
  await page.mouse.down();
  await page.mouse.move(900, 500, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  const region = await firstRegion(app);
  expect(region.name).toBe('Region 1');
  const state = await app.state();
  const scale = state.view.scaleX / state.pixelRatio;
  expect(region.width).toBeGreaterThan(395 / scale);
  expect(region.width).toBeLessThan(405 / scale);
  expect(region.numbers.events).toBeGreaterThan(0);
  expect(region.numbers.share).toBeCloseTo(region.numbers.events / state.layerEvents, 12);

  await page.locator('#canvas').focus();
  await page.keyboard.press('Control+z');
  await app.settled();
  expect((await app.state()).regions).toEqual([]);
});

test('regions tell what the command line tells', async ({ app, page }) => {
  await app.gotoDemo();
  await page.evaluate(() => globalThis.isotherm.addRegion({ x: 900, y: 150, width: 480, height: 700, name: 'offer' }));
  const cases = [
    [{ layer: 'clicks' }, []],
    [{ layer: 'moves' }, []],
    [{ layer: 'moves', hours: '8-17', overlays: 'clicks' }, ['--hours', '8-17']],
    [{ layer: 'clicks', hours: '', clicks: 'first', device: 'all' }, ['--clicks', 'first', '--device', 'all']],
  ];
  for (const [settings, options] of cases) {
    await app.set(settings);
    const { numbers } = await firstRegion(app);
    const told = JSON.parse(execFileSync(CLI, ['stats', DEMO_PATH, '--page', '0', '--layer', settings.layer, '--region', '900,150,480,700', ...options, '--json'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    const [region] = told.regions;
    expect(region.events).toBeGreaterThan(100);
    expect(Object.keys(numbers)).toEqual(Object.keys(region).filter((key) => !['name', 'x', 'y', 'width', 'height'].includes(key)));
    for (const [key, value] of Object.entries(numbers)) {
      if (value === null || Number.isInteger(value)) expect(value, `${settings.layer}: ${key}`).toBe(region[key]);
      else expect(Math.abs(value - region[key]) / value, `${settings.layer}: ${key}`).toBeLessThan(1e-5);  // six digits are written
    }
    expect((await app.state()).sampleLine.startsWith(`${told.sessions.toLocaleString('en')} sessions, `)).toBe(true);
  }
});

test('a density over the layer has a legend and a read-out of its own', async ({ app, page }) => {
  await app.gotoDemo();
  await app.set({ layer: 'moves', radius: 60 });
  await page.evaluate(() => globalThis.isotherm.hover({ x: 700, y: 500 }));
  await app.settled();
  const moves = (await app.state()).hover;
  await app.set({ layer: 'clicks', overlays: 'moves:viridis' });
  await app.settled();
  const { hover, legend, title } = await app.state();
  expect(title).toMatch(/^Clicks and mouse moves, /);
  expect(legend.overlays.map((l) => l.title)).toEqual(['Pointer time per 1000 px²']);
  expect(moves.events).toBeGreaterThan(0);
  expect(hover.events).not.toBe(moves.events);
  const { x, y, overlays, ...numbers } = moves;
  expect(hover.overlays).toEqual([numbers]);
});

test('the region tool draws without Shift, and Escape puts it away', async ({ app, page }) => {
  await app.gotoDemo();
  await page.locator('#canvas').focus();
  await page.keyboard.press('r');
  await app.settled();
  expect((await app.state()).hasRegionTool).toBe(true);
  await page.mouse.move(500, 200);
  await page.mouse.down();
  await page.mouse.move(700, 300, { steps: 4 });
  await page.mouse.up();
  expect((await firstRegion(app)).name).toBe('Region 1');
  await page.keyboard.press('Escape');
  await app.settled();
  expect((await app.state()).hasRegionTool).toBe(false);
});

test('regions survive a reload, with their names', async ({ app, page }) => {
  await app.gotoDemo();
  await page.evaluate(() => globalThis.isotherm.addRegion({ x: 100, y: 200, width: 300, height: 150, name: 'Über "mir"' }));
  const before = await firstRegion(app);
  await page.reload();
  await page.waitForFunction(() => globalThis.isotherm?.state().phase === 'ready');
  expect(await firstRegion(app)).toEqual(before);
  await page.evaluate(() => globalThis.isotherm.removeRegion(1));
  await app.settled();
  await page.reload();
  await page.waitForFunction(() => globalThis.isotherm?.state().phase === 'ready');
  await app.settled();
  expect((await app.state()).regions).toEqual([]);
});

test('filters keep what was counted before', async ({ app, page }) => {
  await app.gotoDemo();
  const { filters } = await app.state();
  expect(filters.hours.reduce((sum, count) => sum + count, 0)).toBe(filters.kept.pageViews);
  const hour = filters.hours.indexOf(Math.max(...filters.hours));
  await page.evaluate((text) => globalThis.isotherm.previewFilter('hours', text), String(hour));
  await app.settled();
  expect((await app.state()).filters.preview.pageViews).toBe(filters.hours[hour]);
  await app.set({ hours: String(hour) });
  const filtered = await app.state();
  expect(filtered.settings.hours).toBe(String(hour));
  expect(filtered.filters.kept.pageViews).toBe(filters.hours[hour]);
  expect(filtered.sampleLine).toContain(`filters: hours ${hour}`);
  await app.set({ hours: null });
  expect((await app.state()).filters.kept).toEqual(filters.kept);
  await expect(app.set({ hours: '25' })).rejects.toThrow(/set of hours/);
});

test('the time range plays to its end', async ({ app, page }) => {
  await app.gotoDemo();
  await page.evaluate(() => globalThis.isotherm.setTimeAxis('sinceOpen'));
  await page.evaluate(() => globalThis.isotherm.playTime(true));
  const starts = [];
  await expect.poll(async () => {
    const state = await app.state();
    starts.push(state.settings.sinceOpenFrom);
    return new Set(starts).size;
  }).toBeGreaterThan(3);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  await page.evaluate(() => globalThis.isotherm.playTime(false));
  await app.settled();
  expect((await app.state()).isPlaying).toBe(false);
});
