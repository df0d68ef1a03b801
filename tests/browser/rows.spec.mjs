// Reach, attention and drop-off in the browser: the numbers are those of the command line, and the panel's parts keep clear
// of the graph.
import { execFileSync } from 'node:child_process';
import { CLI, DEMO_PATH, expect, test } from './fixtures.mjs';

const SETTINGS = { unit: 'sessions', line: 'centre', reachLines: '90,10' };
const OPTIONS = ['--unit', 'sessions', '--line', 'centre', '--markers', '90,10'];

function stats(...options) {
  const args = ['stats', DEMO_PATH, '--page', '0', ...options];
  return execFileSync(CLI, args, { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'ignore'] });
}

const rowReport = (page, format) => page.evaluate((name) => globalThis.isotherm.rowReport(name), format);

test('the numbers of rows are those of the command line', async ({ app, page }) => {
  await app.gotoDemo();
  expect(await rowReport(page, 'json')).toBe('');
  for (const [layer, list] of [['scroll', 'reach'], ['attention', 'attention'], ['dropoff', 'drop_off']]) {
    await app.set({ layer, ...SETTINGS });
    const shown = JSON.parse(await rowReport(page, 'json'));
    const told = JSON.parse(stats('--layer', layer, ...OPTIONS, '--json'));
    expect(shown[list].length).toBeGreaterThan(50);
    expect(shown[list]).toEqual(told[list]);
    for (const key of ['n', 'unit', 'line', 'fold_px', 'ends', 'lines']) expect(shown[key]).toEqual(told[key]);
    expect(await rowReport(page, 'csv')).toBe(stats('--layer', layer, ...OPTIONS, '--csv'));
  }
});

test('an element inside the page has rows of its own', async ({ app, page }) => {
  await app.gotoDemo('&layer=scroll');
  const [container] = (await app.state()).containers;
  expect(container.pageViews).toBeGreaterThan(10);
  await app.set({ container: container.container });
  const shown = JSON.parse(await rowReport(page, 'json'));
  const told = JSON.parse(stats('--layer', 'scroll', '--container', container.name, '--json'));
  expect(shown.container).toBe(container.name);
  expect(shown.reach).toEqual(told.reach);
  expect(shown.reach[1]).toEqual([1, container.pageViews / shown.n, container.pageViews]);
  await expect(app.set({ container: -1 })).rejects.toThrow(/number of an element/);
  await app.set({ container: null });
  expect((await app.state()).settings.container).toBeNull();
});

test('a row is read on the page and in the graph beside it', async ({ app, page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await app.gotoDemo('&layer=scroll&graph=1');
  const state = await app.state();
  const right = (state.canvas.x + state.canvas.width) / state.pixelRatio;
  for (const x of [right - 400, right - 40]) {
    await page.mouse.move(x, 300);
    await app.settled();
    const { hover } = await app.state();
    expect(hover.of).toBe(JSON.parse(await rowReport(page, 'json')).n);
    expect(hover.text).toContain('saw this line');
  }
});
