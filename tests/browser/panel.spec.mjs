// The panel, with mouse and keyboard as people use it.
import { expect, test } from './fixtures.mjs';
import { dragSlider, findSliders } from './panel.mjs';
import { decode, difference } from './pictures.mjs';

test('dragging the radius slider changes the setting and the picture, as one step of undo', async ({ app, page }) => {
  await app.gotoDemo();
  const before = decode(await app.shootPicture());
  const [radius] = await findSliders(page);
  await dragSlider(page, radius, radius.x + 60);
  await app.settled();
  const larger = await app.state();
  expect(larger.settings.radius).toBeGreaterThan(50);
  expect(difference(before, decode(await app.shootPicture())).largest).toBeGreaterThan(40);

  await page.locator('#canvas').focus();
  await page.keyboard.press('Control+z');
  await app.settled();
  expect((await app.state()).settings.radius).toBe(40);
  expect(difference(before, decode(await app.shootPicture())).largest).toBe(0);
  await page.keyboard.press('Control+Shift+z');
  await app.settled();
  expect((await app.state()).settings.radius).toBe(larger.settings.radius);
});

test('dragging the opacity slider to its lower end leaves the page alone', async ({ app, page }) => {
  await app.gotoDemo();
  const before = decode(await app.shootPicture());
  const [, opacity] = await findSliders(page);
  await dragSlider(page, opacity, opacity.x - 60);
  await app.settled();
  const lighter = await app.state();
  expect(lighter.settings.opacity).toBeGreaterThan(0);
  expect(lighter.settings.opacity).toBeLessThan(0.75);
  expect(difference(before, decode(await app.shootPicture())).largest).toBeGreaterThan(20);

  await app.set({ opacity: 0 });
  const bare = decode(await app.shootPicture());
  await app.set({ opacity: 1, layer: 'scroll' });
  expect(difference(bare, decode(await app.shootPicture())).largest).toBeGreaterThan(20);
});

test('a key steps through the ramps', async ({ app, page }) => {
  await app.gotoDemo();
  const before = decode(await app.shootPicture());
  await page.locator('#canvas').focus();
  await page.keyboard.press('c');
  await app.settled();
  expect((await app.state()).settings.ramp).toBe('viridis');
  expect(difference(before, decode(await app.shootPicture())).largest).toBeGreaterThan(40);
});

test('keys choose the layer, and each layer has its own picture', async ({ app, page }) => {
  await app.gotoDemo();
  const pictures = [];
  await page.locator('#canvas').focus();
  for (const [key, layer] of [['1', 'clicks'], ['2', 'moves'], ['3', 'scroll']]) {
    await page.keyboard.press(key);
    await app.settled();
    expect((await app.state()).settings.layer).toBe(layer);
    pictures.push(decode(await app.shootPicture()));
  }
  expect(difference(pictures[0], pictures[1]).largest).toBeGreaterThan(40);
  expect(difference(pictures[1], pictures[2]).largest).toBeGreaterThan(40);
});

test('a value can be typed', async ({ app, page }) => {
  await app.gotoDemo();
  const [radius] = await findSliders(page);
  // the value stands at the right end of the line above its track
  await page.mouse.click(286, radius.y - 18);
  await app.settled();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('75');
  await page.keyboard.press('Enter');
  await app.settled();
  expect((await app.state()).settings.radius).toBe(75);
});

test('the pointer reads out the exact count at its place', async ({ app, page }) => {
  await app.gotoDemo();
  const total = (await app.state()).layerEvents;
  const { x, y, width, height } = await app.pictureClip();
  let most = null;
  for (let row = 1; row < 6; row += 1) {
    for (let column = 1; column < 6; column += 1) {
      await page.mouse.move(x + (width * column) / 6, y + (height * row) / 6);
      await app.settled();
      const { hover } = await app.state();
      expect(hover).not.toBeNull();
      if (!most || hover.events > most.events) most = hover;
    }
  }
  expect(most.events).toBeGreaterThan(0);
  expect(most.events).toBeLessThanOrEqual(total);
  expect(most.share).toBeCloseTo(most.events / total, 6);
  await page.mouse.move(10, 10);
  await app.settled();
  expect((await app.state()).hover).toBeNull();
});

test('the API refuses what the panel could not set, and changes nothing', async ({ app, page }) => {
  await app.gotoDemo();
  const before = (await app.state()).settings;
  const messages = await page.evaluate(() => [
    { radius: 3 }, { radius: 40, ramp: 'rainbow' }, { opacity: 1.5 }, { page: 4096 }, { page: 'no such page' }, { maximum: 0 },
    { radius: NaN }, { from: Infinity }, { colour: 1 }, { layer: 'scroll', colour: 'red' },
  ].map((settings) => {
    try {
      globalThis.isotherm.set(settings);
      return null;
    } catch (error) {
      return `${error.name} ${error.code}: ${error.message}`;
    }
  }));
  for (const message of messages) expect(message).toMatch(/^ViewerError invalid_argument: .{10,}/);
  expect(messages[0]).toContain('between 4 and 200');
  await app.settled();
  expect((await app.state()).settings).toEqual(before);
});
