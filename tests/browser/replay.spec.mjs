// Sessions and their replay, as people use them: open, play, seek, skip, and jump from a hot spot.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CLI, DEMO_PATH, SHARED, expect, test } from './fixtures.mjs';
import { decode, difference } from './pictures.mjs';

const replay = (page) => page.evaluate(() => globalThis.isotherm.replay.state());
const call = (page, name, ...values) => page.evaluate(([method, list]) => globalThis.isotherm.replay[method](...list), [name, values]);

/** A table of events as a recording. */
function importCsv(info, csv) {
  const table = info.outputPath('events.csv'), recording = info.outputPath('recording.ist');
  writeFileSync(table, csv);
  execFileSync(CLI, ['import', 'csv', table, '-o', recording], { stdio: 'pipe' });
  return readFileSync(recording);
}

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

test('gaps are skipped, and can be sought all the same', async ({ app, page }, info) => {
  const session = importCsv(info, 'session,time_ms,kind,x,y\na,0,move,10,10\na,600000,move,90,90\na,600400,move,50,50\n');
  await app.goto();
  await app.openBytes(session, 'gap.ist');
  await call(page, 'open', 'a', { play: true });
  // ten minutes would take longer than any test may
  await page.waitForFunction(() => globalThis.isotherm.replay.state().time >= 600_000);
  await call(page, 'pause');
  await call(page, 'seek', 300_000);
  await app.settled();
  expect(await replay(page)).toMatchObject({ time: 300_000, skipsInactivity: true, isPlaying: false, cursor: { x: 10, y: 10 } });
  await call(page, 'set', { skipInactivity: false, speed: 0.25 });
  await call(page, 'play');
  await page.waitForFunction(() => globalThis.isotherm.replay.state().time > 300_000);
  await call(page, 'pause');
  expect((await replay(page)).time).toBeLessThan(400_000);
  await call(page, 'set', { loop: { from: 1000, to: 3000 } });
  await app.settled();
  expect(await replay(page)).toMatchObject({ skipsInactivity: false, speed: 0.25, loop: { from: 1000, to: 3000 } });
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

test('sessions that were looked at stay marked after a reload', async ({ app, page }) => {
  await app.gotoDemo();
  const [first, second] = await busySessions(app, page);
  await call(page, 'open', second.id);
  await call(page, 'markSeen', first.id);
  await app.settled();
  const marks = async () => {
    await page.reload();
    await page.waitForFunction(() => globalThis.isotherm?.state().phase === 'ready');
    await app.settled();  // which recording it is, is found out after the first picture
    return (await busySessions(app, page)).slice(0, 3).map(({ isSeen }) => isSeen);
  };
  expect(await marks()).toEqual([true, true, false]);
  await call(page, 'markSeen', first.id, false);
  await app.settled();
  expect(await marks()).toEqual([false, true, false]);
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

test('an animated PNG is decoded by the browser, frame by frame as the single pictures are', async ({ app, page }, info) => {
  const part = ['replay', DEMO_PATH, '--session', '3', '--from', '1', '--to', '4', '--fps', '2', '--size', '160x100', '--renderer', 'cpu', '-o'];
  const animation = info.outputPath('visit.apng');
  execFileSync(CLI, [...part, animation], { stdio: 'pipe' });
  execFileSync(CLI, [...part, info.outputPath('frame-%d.png')], { stdio: 'pipe' });
  await app.goto();
  const frames = await page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const decoder = new ImageDecoder({ data, type: 'image/png', colorSpaceConversion: 'none' });
    await decoder.tracks.ready;
    const canvas = new OffscreenCanvas(160, 100);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const found = [];
    for (let frameIndex = 0; frameIndex < decoder.tracks.selectedTrack.frameCount; frameIndex += 1) {
      const { image } = await decoder.decode({ frameIndex });
      context.drawImage(image, 0, 0);
      found.push({ ms: image.duration / 1000, pixels: [...context.getImageData(0, 0, 160, 100).data] });
      image.close();
    }
    return found;
  }, readFileSync(animation).toString('base64'));
  expect(frames.map(({ ms }) => ms)).toEqual([500, 500, 500, 500, 500, 500, 500]);
  frames.forEach(({ pixels }, index) => {
    const single = decode(readFileSync(info.outputPath(`frame-${index}.png`)));
    expect(difference({ width: 160, height: 100, data: Buffer.from(pixels) }, single).largest, `frame ${index}`).toBe(0);
  });
});

test('on real recordings cursor and scroll are where the table says', async ({ app, page }, info) => {
  test.skip(!existsSync(`${SHARED}/adserp/events.csv`), 'the AdSERP recordings are not there');
  const recording = info.outputPath('adserp.ist');
  execFileSync(CLI, ['import', 'csv', `${SHARED}/adserp/events.csv`, '--sessions', `${SHARED}/adserp/sessions.csv`, '-o', recording], { stdio: 'pipe' });
  await app.goto();
  await app.openBytes(readFileSync(recording), 'adserp.ist');
  const rows = readFileSync(`${SHARED}/adserp/events.csv`, 'utf8').trim().split('\n').slice(1).map((line) => line.split(','))
    .map(([id, time, kind, x, y]) => ({ id, time: Number(time), kind: kind === 'scroll' ? 'scroll' : 'pointer', x: Number(x), y: Number(y) }));
  const placesAt = new Map();
  for (const { id, time, kind, x, y } of rows) {
    const key = `${id} ${time} ${kind}`;
    placesAt.set(key, [...placesAt.get(key) ?? [], `${x},${y}`]);
  }
  const asked = [...placesAt.keys()].filter((_, index) => index % 61 === 0);
  const found = await page.evaluate(async (keys) => {
    const viewer = globalThis.isotherm;
    const places = [];
    let open = '';
    for (const key of keys) {
      const [id, time, kind] = key.split(' ');
      if (id !== open) viewer.replay.open(id);
      // the rest of the recording is read when the first session is asked for
      if (open === '') await viewer.settled();
      open = id;
      viewer.replay.seek(Number(time));
      const state = viewer.replay.state();
      const { x, y } = kind === 'scroll' ? state.scroll : state.cursor;
      places.push(`${x},${y}`);
    }
    return places;
  }, asked);
  expect(asked.length).toBeGreaterThan(300);
  asked.forEach((key, index) => expect(placesAt.get(key), key).toContain(found[index]));
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 900, height: 800 } });

  const touch = (session, type, points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });

  test('a tap on a hot spot asks who is behind it', async ({ app, page }) => {
    await app.gotoDemo();
    const { canvas, pixelRatio, view } = await app.state();
    // where the first click of the busiest session is, brought into view
    const [busiest] = await busySessions(app, page);
    await call(page, 'pickRegion', { x: 0, y: 0, width: 4000, height: 500 });
    const { spot: all } = await replay(page);
    expect(all.events).toBeGreaterThan(0);
    await call(page, 'open', all.sessions[0].id, { time: all.sessions[0].time });
    await app.settled();
    const { cursor } = await replay(page);
    await call(page, 'close');
    await call(page, 'clearSpot');
    await app.settled();
    expect(busiest.clicks).toBeGreaterThan(0);
    await page.touchscreen.tap((canvas.x + (cursor.x - view.originX) * view.scaleX) / pixelRatio, (canvas.y + (cursor.y - view.originY) * view.scaleY) / pixelRatio);
    await app.settled();
    const { spot } = await replay(page);
    expect(spot.events).toBeGreaterThan(0);
    expect(spot.isCircle).toBe(true);
  });

  test('in a replay fingers seek, play, move and zoom', async ({ app, page }) => {
    await app.gotoDemo();
    const [busiest] = await busySessions(app, page);
    await call(page, 'open', busiest.id);
    await app.settled();
    const fingers = await page.context().newCDPSession(page);
    const { canvas, pixelRatio } = await app.state();
    const left = canvas.x / pixelRatio + 12, width = canvas.width / pixelRatio - 24;
    const below = (canvas.y + canvas.height) / pixelRatio;
    // a tap on the time line, and a finger drawn along it
    await page.touchscreen.tap(left + width * 0.5, below + 60);
    await expect.poll(async () => (await replay(page)).time / busiest.length).toBeCloseTo(0.5, 2);
    await touch(fingers, 'touchStart', [[left + width * 0.5, below + 60]]);
    for (let share = 0.5; share <= 0.801; share += 0.05) await touch(fingers, 'touchMove', [[left + width * share, below + 60]]);
    await expect.poll(async () => (await replay(page)).time / busiest.length).toBeCloseTo(0.8, 2);
    await touch(fingers, 'touchEnd', []);
    // the play button
    await page.touchscreen.tap(left + 14, below + 22);
    await page.waitForFunction(() => globalThis.isotherm.replay.state().isPlaying);
    await page.touchscreen.tap(left + 14, below + 22);
    await page.waitForFunction(() => !globalThis.isotherm.replay.state().isPlaying);
    await app.settled();
    // two fingers spread: the page grows between them, and the viewport is no longer followed
    const before = await app.state();
    await touch(fingers, 'touchStart', [[550, 300]]);
    await touch(fingers, 'touchStart', [[550, 300], [650, 300]]);
    for (let spread = 5; spread <= 50; spread += 5) await touch(fingers, 'touchMove', [[550 - spread, 300], [650 + spread, 300]]);
    await expect.poll(async () => (await app.state()).zoom / before.zoom).toBeCloseTo(2, 1);
    await touch(fingers, 'touchEnd', []);
    await app.settled();
    expect(await replay(page)).toMatchObject({ mode: 'session', look: 'overview', isPlaying: false });
    // one finger moves the page
    const grown = await app.state();
    await touch(fingers, 'touchStart', [[600, 400]]);
    for (let y = 390; y >= 300; y -= 10) await touch(fingers, 'touchMove', [[600, y]]);
    await expect.poll(async () => ((await app.state()).view.originY - grown.view.originY) * grown.view.scaleY).toBeCloseTo(100 * pixelRatio, 0);
    await touch(fingers, 'touchEnd', []);
    await app.settled();
  });
});
