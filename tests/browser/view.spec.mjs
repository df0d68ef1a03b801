// Pan and zoom, window sizes, pixel ratios, fingers and the keyboard.
import { expect, test } from './fixtures.mjs';
import { colors, decode, heatPixels } from './pictures.mjs';

/** The page point that is drawn at a position of the window, CSS px. */
function pageAt({ view, canvas, pixelRatio }, x, y) {
  return {
    x: (x * pixelRatio - canvas.x) / view.scaleX + view.originX,
    y: (y * pixelRatio - canvas.y) / view.scaleY + view.originY,
  };
}

test('dragging moves the page with the pointer', async ({ app, page }) => {
  await app.gotoDemo();
  await page.mouse.move(800, 600);
  const grabbed = pageAt(await app.state(), 800, 600);
  await page.mouse.down();
  await page.mouse.move(790, 450, { steps: 5 });
  await page.mouse.move(780, 300, { steps: 5 });
  await app.settled();
  const held = pageAt(await app.state(), 780, 300);
  await page.mouse.up();
  expect(held.y).toBeCloseTo(grabbed.y, 3);
  await app.settled();
  // let go, it stays
  await page.mouse.move(800, 500);
  await app.settled();
  expect(pageAt(await app.state(), 780, 300).y).toBeCloseTo(grabbed.y, 3);
});

test('the wheel scrolls, and with Ctrl zooms at the pointer', async ({ app, page }) => {
  await app.gotoDemo();
  await page.mouse.move(800, 400);
  await page.mouse.wheel(0, 300);
  await app.settled();
  const scrolled = await app.state();
  expect(scrolled.view.originY * scrolled.view.scaleY).toBeCloseTo(300, 3);

  const under = pageAt(scrolled, 800, 400);
  await page.keyboard.down('Control');
  for (let notch = 0; notch < 3; notch += 1) {
    await page.mouse.wheel(0, -100);
    await app.settled();
  }
  await page.keyboard.up('Control');
  const zoomed = await app.state();
  expect(zoomed.view.scaleX / scrolled.view.scaleX).toBeCloseTo(1.25 ** 3, 3);
  const now = pageAt(zoomed, 800, 400);
  expect(now.x).toBeCloseTo(under.x, 3);
  expect(now.y).toBeCloseTo(under.y, 3);
});

test('the page goes with the window', async ({ app, page }) => {
  await app.gotoDemo();
  await page.setViewportSize({ width: 1000, height: 600 });
  await expect.poll(async () => (await app.state()).viewSize).toEqual({ width: 680, height: 600 });
  await app.settled();
  const size = await page.evaluate(() => ({ width: document.getElementById('canvas').width, height: document.getElementById('canvas').height }));
  expect(size).toEqual({ width: 1000, height: 600 });
  expect(heatPixels(decode(await page.screenshot()))).toBeGreaterThan(100);
  await page.setViewportSize({ width: 1600, height: 900 });
  await expect.poll(async () => (await app.state()).viewSize).toEqual({ width: 1280, height: 900 });
});

test.describe('on a screen with two device pixels per CSS pixel', () => {
  test.use({ deviceScaleFactor: 2 });

  test('everything is drawn in device pixels and found by the pointer', async ({ app, page }) => {
    await app.gotoDemo();
    const state = await app.state();
    expect(state.pixelRatio).toBe(2);
    expect(state.canvas).toEqual({ x: 640, y: 0, width: 1920, height: 1600 });
    expect(await page.evaluate(() => document.getElementById('canvas').width)).toBe(2560);
    const picture = decode(await app.shootPicture());
    expect(picture.width).toBe(1920 - 8);
    expect(heatPixels(picture)).toBeGreaterThan(1000);

    const grabbed = pageAt(state, 800, 600);
    await page.mouse.move(800, 600);
    await page.mouse.down();
    await page.mouse.move(800, 400, { steps: 5 });
    await page.mouse.up();
    await app.settled();
    expect(pageAt(await app.state(), 800, 400).y).toBeCloseTo(grabbed.y, 3);
  });
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 900, height: 800 } });

  const touch = (session, type, points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });

  test('one finger moves the page', async ({ app, page }) => {
    await app.gotoDemo();
    const session = await page.context().newCDPSession(page);
    const grabbed = pageAt(await app.state(), 600, 600);
    await touch(session, 'touchStart', [[600, 600]]);
    for (let y = 580; y >= 300; y -= 20) await touch(session, 'touchMove', [[600, y]]);
    // the browser delivers touch moves with its next frame: later than it acknowledges them
    await expect.poll(async () => pageAt(await app.state(), 600, 300).y).toBeCloseTo(grabbed.y, 3);
    await touch(session, 'touchEnd', []);
    await app.settled();
  });

  test('two fingers zoom between them', async ({ app, page }) => {
    await app.gotoDemo();
    const session = await page.context().newCDPSession(page);
    const before = await app.state();
    const under = pageAt(before, 600, 400);
    await touch(session, 'touchStart', [[550, 400]]);
    await touch(session, 'touchStart', [[550, 400], [650, 400]]);
    for (let spread = 5; spread <= 50; spread += 5) await touch(session, 'touchMove', [[550 - spread, 400], [650 + spread, 400]]);
    await expect.poll(async () => (await app.state()).zoom / before.zoom).toBeCloseTo(2, 1);
    const zoomed = await app.state();
    const now = pageAt(zoomed, 600, 400);
    expect(now.x).toBeCloseTo(under.x, 0);
    expect(now.y).toBeCloseTo(under.y, 0);
    await touch(session, 'touchEnd', []);
    await app.settled();
    // the fingers pressed nothing
    expect((await app.state()).settings).toEqual(before.settings);
  });

  test('a tap reads out its place', async ({ app, page }) => {
    await app.gotoDemo();
    await page.touchscreen.tap(600, 300);
    await app.settled();
    const { hover } = await app.state();
    expect(hover).not.toBeNull();
    expect(hover.text.length).toBeGreaterThan(3);
  });
});

test('the keyboard alone opens the demo and reaches every button', async ({ app, page }) => {
  await app.goto();
  const reached = [];
  for (let press = 0; press < 8 && !reached.includes('Open the demo'); press += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement?.textContent));
  }
  expect(reached).toContain('Open recording…');
  await page.keyboard.press('Enter');
  await expect(page.locator('#start')).toBeHidden();
  await app.settled();

  const open = page.locator('#actions').getByRole('button', { name: 'Open recording…' });
  const save = page.locator('#actions').getByRole('button', { name: 'Save PNG' });
  await expect(page.locator('#canvas')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(open).toBeFocused();
  await expect(open).toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(save).toBeFocused();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  await (await download).cancel();
  await expect(page.locator('#status')).toContainText('demo.ist');
});

test('a phone-sized window starts with the picture, not the panel', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await app.gotoDemo();
  expect((await app.state()).showsPanel).toBe(false);
  expect(colors(decode(await page.screenshot()))).toBeGreaterThan(500);
});
