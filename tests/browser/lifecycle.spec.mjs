// What happens between the pictures: rest, lost contexts, several viewers, the end.
import { expect, test } from './fixtures.mjs';
import { decode, difference } from './pictures.mjs';

test('a viewer in which nothing changes draws nothing and asks for no frames', async ({ app, page }) => {
  await page.addInitScript(() => {
    const original = globalThis.requestAnimationFrame;
    globalThis.animationFrames = 0;
    globalThis.requestAnimationFrame = (callback) => {
      globalThis.animationFrames += 1;
      return original(callback);
    };
  });
  await app.gotoDemo();
  await page.mouse.move(700, 300);  // with a read-out on screen, too
  await app.settled();
  const count = () => page.evaluate(() => ({ asked: globalThis.animationFrames, drawn: globalThis.isotherm.state().frames }));
  const before = await count();
  await page.waitForTimeout(1200);
  expect(await count()).toEqual(before);
  await page.mouse.move(705, 305);
  await expect.poll(async () => (await count()).drawn).toBeGreaterThan(before.drawn);
});

test('the start screen is at rest, too', async ({ app, page }) => {
  await app.goto();
  await app.settled();
  const before = (await app.state()).frames;
  await page.waitForTimeout(1200);
  expect((await app.state()).frames).toBe(before);
});

test('a lost context comes back with the same picture', async ({ app, page }) => {
  await app.gotoDemo('&heat=gpu');
  const before = decode(await app.shootPicture());
  await page.evaluate(async () => {
    const canvas = document.getElementById('canvas');
    const extension = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    const happens = (type) => new Promise((resolve) => canvas.addEventListener(type, resolve, { once: true }));
    const lost = happens('webglcontextlost');
    extension.loseContext();
    await lost;
    await new Promise((resolve) => setTimeout(resolve, 200));
    const restored = happens('webglcontextrestored');
    extension.restoreContext();
    await restored;
  });
  await app.settled();
  expect(difference(before, decode(await app.shootPicture())).largest).toBe(0);
  // and it still works
  await app.set({ radius: 80 });
  expect(difference(before, decode(await app.shootPicture())).largest).toBeGreaterThan(40);
  const gl = await page.evaluate(() => document.getElementById('canvas').getContext('webgl2').getError());
  expect(gl).toBe(0);
});

test('WebGL and pixels drawn without it show the same', async ({ app, page }) => {
  await app.gotoDemo('&heat=gpu');
  expect(await page.evaluate(() => document.getElementById('canvas').getContext('webgl2') !== null)).toBe(true);
  const withGl = decode(await app.shootPicture());
  await app.gotoDemo('&heat=cpu');
  expect((await app.state()).renderer).toBe('Drawn on the CPU');
  expect(difference(withGl, decode(await app.shootPicture())).largest).toBeLessThanOrEqual(2);
  // what the browser took away is put there again
  await page.evaluate(() => {
    const canvas = document.getElementById('canvas');
    canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);
    canvas.dispatchEvent(new Event('contextrestored'));
  });
  expect(difference(withGl, decode(await app.shootPicture())).largest).toBeLessThanOrEqual(2);
});

test('an export while the context is lost says to wait', async ({ app, page }) => {
  await app.gotoDemo('&heat=gpu');
  const message = await page.evaluate(async () => {
    const canvas = document.getElementById('canvas');
    const lost = new Promise((resolve) => canvas.addEventListener('webglcontextlost', resolve, { once: true }));
    canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext();
    await lost;
    return globalThis.isotherm.exportPng().catch((error) => error.message);
  });
  expect(message).toContain('lost');
});

test('drawing leaves no error in the context', async ({ app, page }) => {
  await app.gotoDemo('&heat=gpu');
  for (const layer of ['moves', 'scroll', 'clicks']) await app.set({ layer });
  expect(await page.evaluate(() => document.getElementById('canvas').getContext('webgl2').getError())).toBe(0);
});

test('two viewers on one page keep apart, and one can end', async ({ app, page }) => {
  await app.gotoDemo();
  const states = await page.evaluate(async () => {
    const { createViewer } = await import('./viewer.mjs');
    const canvas = document.createElement('canvas');
    canvas.style.cssText = 'position:fixed;right:0;bottom:0;width:700px;height:400px';
    document.body.append(canvas);
    const second = await createViewer(canvas);
    await second.open('demo/demo.ist', { name: 'second' });
    second.set({ layer: 'scroll' });
    await second.settled();
    const both = [globalThis.isotherm.state().settings.layer, second.state().settings.layer, second.state().viewSize.width];
    second.destroy();
    second.destroy();
    let message = '';
    try {
      second.set({ layer: 'moves' });
    } catch (error) {
      message = error.message;
    }
    return [...both, message];
  });
  expect(states).toEqual(['clicks', 'scroll', 380, 'The viewer was destroyed']);
  await app.set({ layer: 'moves' });
});

test('the API can do what the panel does', async ({ app, page }) => {
  await app.gotoDemo();
  await page.evaluate(() => {
    const viewer = globalThis.isotherm;
    viewer.showLegend(false);
    viewer.showPanel(false);
    viewer.set({ radius: 55, from: viewer.state().timeBegin, to: viewer.state().timeEnd });
    viewer.zoomTo(2);
    viewer.hover({ x: 300, y: 200 });
  });
  const changed = await app.state();
  expect(changed.legend.shown).toBe(false);
  expect(changed.showsPanel).toBe(false);
  expect(changed.zoom).toBeCloseTo(2, 6);
  expect(changed.hover).not.toBeNull();
  expect(changed.settings.radius).toBe(55);
  await page.evaluate(() => { globalThis.isotherm.undo(); globalThis.isotherm.fitWidth(); });
  await app.settled();
  const undone = await app.state();
  expect(undone.settings).toMatchObject({ radius: 40, from: null, to: null });
  expect(undone.canRedo).toBe(true);
  expect(undone.canvas.x).toBe(0);
  await page.evaluate(() => globalThis.isotherm.redo());
  expect((await app.state()).settings.radius).toBe(55);
});

test('many recordings one after another do not add up in memory', async ({ app, page }) => {
  await app.gotoDemo();
  const sizes = await page.evaluate(async () => {
    const bytes = new Uint8Array(await (await fetch('demo/demo.ist')).arrayBuffer());
    const measured = [];
    for (let round = 0; round < 6; round += 1) {
      await globalThis.isotherm.open(bytes, { name: `round ${round}` });
      await globalThis.isotherm.settled();
      measured.push(globalThis.isotherm.memoryBytes);
    }
    return measured;
  });
  expect(sizes.at(-1)).toBe(sizes[2]);
});
