// Sessions and their replay, as people use them: open, play, seek, skip, and jump from a hot spot.
import { expect, test } from './fixtures.mjs';
import { decode, difference } from './pictures.mjs';

const replay = (page) => page.evaluate(() => globalThis.isotherm.replay.state());
const call = (page, name, ...values) => page.evaluate(([method, list]) => globalThis.isotherm.replay[method](...list), [name, values]);

/** Presses a key on the canvas and waits until it is drawn. */
async function press(app, page, key) {
  await page.locator('#canvas').focus();
  await page.keyboard.press(key);
  await app.settled();
}

/** The list's sessions, the one with the most clicks first. */
async function busySessions(app, page) {
  await call(page, 'query', { order: 'clicks', descending: true });
  await app.settled();
  return page.evaluate(() => globalThis.isotherm.replay.sessions({ count: 50 }));
}

test('a session opens, and each time has its own picture', async ({ app, page }) => {
  await app.gotoDemo();
  const [busiest] = await busySessions(app, page);
  expect(busiest.clicks).toBeGreaterThan(0);
  await call(page, 'open', busiest.id);
  await app.settled();
  const opened = await replay(page);
  expect(opened).toMatchObject({ mode: 'session', session: busiest.id, time: 0, isPlaying: false, look: 'follow' });
  expect(opened.duration).toBe(busiest.length);
  const start = decode(await app.shootPicture());
  await call(page, 'seek', opened.duration / 2);
  await app.settled();
  const middle = await replay(page);
  expect(middle.time).toBe(opened.duration / 2);
  expect(middle.cursor === null || middle.cursor.x >= 0).toBe(true);
  expect(difference(start, decode(await app.shootPicture())).largest).toBeGreaterThan(40);
  await call(page, 'set', { look: 'overview' });
  await app.settled();
  expect((await replay(page)).look).toBe('overview');
  await press(app, page, 'Escape');
  expect((await replay(page)).mode).toBe('heatmap');
});

test('it plays to its end at the highest speed, and rests there', async ({ app, page }) => {
  await app.gotoDemo();
  await call(page, 'query', { order: 'length', minLength: 3000 });
  await app.settled();
  const [shortest] = await page.evaluate(() => globalThis.isotherm.replay.sessions({ count: 1 }));
  await call(page, 'set', { speed: 16 });
  await call(page, 'open', shortest.id);
  await app.settled();
  await page.locator('#canvas').focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => globalThis.isotherm.replay.state().time > 0);
  await page.waitForFunction(() => {
    const { time, duration, isPlaying } = globalThis.isotherm.replay.state();
    return time === duration && !isPlaying;
  });
  await app.settled();
  const { frames } = await app.state();
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
  expect((await app.state()).frames).toBe(frames);
});

test('keys seek, step, change the speed and go to the next session', async ({ app, page }) => {
  await app.gotoDemo();
  await call(page, 'query', { order: 'length', descending: true });
  await app.settled();
  const [first, second] = await page.evaluate(() => globalThis.isotherm.replay.sessions({ count: 2 }));
  await call(page, 'open', first.id);
  await app.settled();
  await press(app, page, 'ArrowRight');
  expect((await replay(page)).time).toBe(5000);
  await press(app, page, 'Shift+ArrowRight');
  expect((await replay(page)).time).toBe(35_000);
  await press(app, page, 'ArrowLeft');
  expect((await replay(page)).time).toBe(30_000);
  await press(app, page, 'Home');
  expect((await replay(page)).time).toBe(0);
  await press(app, page, '.');
  expect((await replay(page)).time).toBeGreaterThan(0);
  await press(app, page, 'End');
  expect((await replay(page)).time).toBe(first.length);
  await press(app, page, ']');
  expect((await replay(page)).speed).toBe(2);
  await press(app, page, '[');
  await press(app, page, '[');
  expect((await replay(page)).speed).toBe(0.5);
  await press(app, page, 'v');
  expect((await replay(page)).look).toBe('overview');
  await press(app, page, 'n');
  expect((await replay(page)).session).toBe(second.id);
  await press(app, page, 'p');
  expect((await replay(page)).session).toBe(first.id);
});

test('dragging over the time line seeks', async ({ app, page }) => {
  await app.gotoDemo();
  const [busiest] = await busySessions(app, page);
  await call(page, 'open', busiest.id);
  await app.settled();
  const { canvas, pixelRatio } = await app.state();
  const left = canvas.x / pixelRatio + 12, width = canvas.width / pixelRatio - 24;
  const y = (canvas.y + canvas.height) / pixelRatio + 60;
  await page.mouse.move(left + width * 0.2, y);
  await page.mouse.down();
  await app.settled();
  await page.mouse.move(left + width * 0.75, y, { steps: 6 });
  await app.settled();
  await page.mouse.up();
  await app.settled();
  const { time, duration } = await replay(page);
  expect(time / duration).toBeCloseTo(0.75, 2);
});

test('a click on a hot spot leads to the sessions behind it, at their moment', async ({ app, page }) => {
  await app.gotoDemo();
  const clip = await app.pictureClip();
  let most = null;
  for (let row = 1; row < 8; row += 1) {
    for (let column = 1; column < 8; column += 1) {
      const at = { x: Math.round(clip.x + (clip.width * column) / 8), y: Math.round(clip.y + (clip.height * row) / 8) };
      await page.mouse.move(at.x, at.y);
      await app.settled();
      const { hover } = await app.state();
      if (hover && (!most || hover.events > most.hover.events)) most = { at, hover };
    }
  }
  expect(most.hover.events).toBeGreaterThan(0);
  await page.mouse.click(most.at.x, most.at.y);
  await app.settled();
  const { spot } = await replay(page);
  expect(spot.events).toBe(most.hover.events);
  expect(spot.sessions.length).toBe(most.hover.sessions);

  await page.locator('#canvas').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => globalThis.isotherm.replay.state().mode === 'session');
  await call(page, 'pause');
  await app.settled();
  const opened = await replay(page);
  const [hit] = spot.sessions;
  expect(opened.session).toBe(hit.id);
  await call(page, 'seek', hit.time);
  await app.settled();
  const { cursor } = await replay(page);
  const middle = { x: spot.x + spot.width / 2, y: spot.y + spot.height / 2 };
  expect(Math.hypot(cursor.x - middle.x, cursor.y - middle.y)).toBeLessThanOrEqual(spot.width / 2 + 1e-6);
});

test('gaps are skipped, and can be sought all the same', async ({ app, page }) => {
  await app.gotoDemo();
  await call(page, 'query', { order: 'length', descending: true });
  await app.settled();
  const [longest] = await page.evaluate(() => globalThis.isotherm.replay.sessions({ count: 1 }));
  await call(page, 'open', longest.id);
  await call(page, 'set', { skipInactivity: false });
  await app.settled();
  expect((await replay(page)).skipsInactivity).toBe(false);
  await call(page, 'set', { skipInactivity: true, loop: { from: 1000, to: 3000 } });
  await call(page, 'seek', longest.length / 3);
  await app.settled();
  expect(await replay(page)).toMatchObject({ time: longest.length / 3, skipsInactivity: true, loop: { from: 1000, to: 3000 } });
});

test('the address names session and time, both ways', async ({ app, page }) => {
  await app.gotoDemo();
  const [busiest, other] = await busySessions(app, page);
  await app.gotoDemo(`#session=${encodeURIComponent(busiest.id)}&t=2.5`);
  await app.settled();
  expect(await replay(page)).toMatchObject({ session: busiest.id, time: 2500, isPlaying: false });
  await call(page, 'seek', 4000);
  await page.waitForFunction(() => location.hash.includes('t=4.00'));
  await page.evaluate((id) => { location.hash = `session=${encodeURIComponent(id)}&t=1`; }, other.id);
  await page.waitForFunction((id) => globalThis.isotherm.replay.state().session === id, other.id);
  expect((await replay(page)).time).toBe(1000);
});

test('all page views move at once in a swarm', async ({ app, page }) => {
  await app.gotoDemo();
  await call(page, 'openSwarm');
  await app.settled();
  const before = await replay(page);
  expect(before.mode).toBe('swarm');
  expect(before.swarm.size).toBeGreaterThan(100);
  expect(before.swarm.present).toBe(before.swarm.size);
  const start = decode(await app.shootPicture());
  await call(page, 'seek', before.duration / 4);
  await app.settled();
  const later = await replay(page);
  expect(later.swarm.present).toBeLessThan(before.swarm.present);
  expect(Math.max(...later.swarm.atDepth)).toBeLessThanOrEqual(later.swarm.present);
  expect(difference(start, decode(await app.shootPicture())).largest).toBeGreaterThan(40);
});

test('what a replay shows can be saved, and what is not there is said', async ({ app, page }) => {
  await app.gotoDemo();
  const [busiest] = await busySessions(app, page);
  await call(page, 'open', busiest.id, { time: 3000 });
  await app.settled();
  const { viewSize } = await app.state();
  const picture = decode(await app.exportPng());
  expect({ width: picture.width, height: picture.height }).toEqual(viewSize);
  const message = await page.evaluate(() => {
    try {
      globalThis.isotherm.replay.open('nobody');
      return null;
    } catch (error) {
      return `${error.code}: ${error.message}`;
    }
  });
  expect(message).toContain('not_found: The recording has no session called nobody');
  expect((await replay(page)).session).toBe(busiest.id);
});
