// A page with the viewer on it, served from the built site, and what the tests do with it again and again.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { serve } from '../../web/serve.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

export const SITE = process.env.ISOTHERM_SITE ?? `${root}build/web/site`;
export const CLI = process.env.ISOTHERM_CLI ?? `${root}build/dev/native/isotherm`;
export const DEMO_PATH = `${SITE}/demo/demo.ist`;
export const DEMO_QUERY = '?stream=demo/demo.ist';

/** Real recordings, which are not part of the project: tests that use them are skipped where they are absent. */
export const SHARED = process.env.ISOTHERM_SHARED_DATA_DIR ?? `${root}../shared/data`;

export const demoBytes = () => readFileSync(DEMO_PATH);

/** The page under test. Every console error and uncaught exception fails the test, unless it was announced. */
class App {
  #problems = [];
  #expected = [];

  constructor(page, origin) {
    this.page = page;
    this.origin = origin;
    page.on('pageerror', (error) => this.#problems.push(`uncaught: ${error.stack ?? error}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#problems.push(`console ${message.type()}: ${message.text()}`);
    });
  }

  /** A console message that belongs to what is tested: Chromium logs each failed request. */
  expectProblem(pattern) {
    this.#expected.push(pattern);
  }

  problems() {
    return this.#problems.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
  }

  async goto(query = '') {
    await this.page.goto(`${this.origin}/${query}`);
    await this.page.waitForFunction(() => globalThis.isotherm !== undefined);
  }

  /** Opens the demo by address and waits until all of it is drawn. */
  async gotoDemo(query = '') {
    await this.goto(DEMO_QUERY + query);
    await this.page.waitForFunction(() => globalThis.isotherm.state().phase === 'ready');
    await this.settled();
  }

  /** Opens a recording's bytes and waits until all of it is drawn. */
  async openBytes(bytes, name) {
    await this.page.evaluate(async ([base64, file]) => {
      const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      await globalThis.isotherm.open(new File([data], file));
    }, [bytes.toString('base64'), name]);
    await this.settled();
  }

  settled() {
    return this.page.evaluate(() => globalThis.isotherm.settled());
  }

  state() {
    return this.page.evaluate(() => globalThis.isotherm.state());
  }

  async set(settings) {
    await this.page.evaluate((values) => globalThis.isotherm.set(values), settings);
    await this.settled();
  }

  async setView(view) {
    await this.page.evaluate((values) => globalThis.isotherm.setView(values), view);
    await this.settled();
  }

  /** The PNG that the viewer exports. */
  async exportPng(options = {}) {
    const base64 = await this.page.evaluate(async (values) => {
      const png = await globalThis.isotherm.exportPng(values);
      const bytes = new Uint8Array(await png.arrayBuffer());
      let binary = '';
      for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
      return btoa(binary);
    }, options);
    return Buffer.from(base64, 'base64');
  }

  /** Drops files on the page, as the browser would. `files`: { name, bytes, type } */
  async drop(files, selector = '#canvas') {
    const transfer = await this.page.evaluateHandle((list) => {
      const data = new DataTransfer();
      for (const { name, base64, type } of list) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      return data;
    }, files.map(({ name, bytes, type = '' }) => ({ name, base64: Buffer.from(bytes).toString('base64'), type })));
    for (const event of ['dragenter', 'dragover', 'drop']) await this.page.dispatchEvent(selector, event, { dataTransfer: transfer });
  }

  /**
   * The part of the window in which the page is drawn, CSS px, without the legend and zoom bar at its foot, and without the
   * frame that shows the keyboard's focus.
   */
  async pictureClip() {
    const { canvas, pixelRatio } = await this.state();
    return { x: canvas.x / pixelRatio, y: 4, width: canvas.width / pixelRatio - 4, height: canvas.height / pixelRatio - 154 };
  }

  /** A screenshot of the drawn page, with the pointer out of the way. */
  async shootPicture() {
    await this.page.mouse.move(4, 4);
    await this.settled();
    return this.page.screenshot({ clip: await this.pictureClip() });
  }
}

export const test = base.extend({
  site: [async ({}, use) => {
    const server = await serve(SITE);
    await use(server.url);
    await server.close();
  }, { scope: 'worker' }],

  app: async ({ page, site }, use) => {
    const app = new App(page, site);
    await use(app);
    expect(app.problems(), 'errors in the console').toEqual([]);
  },
});

export { expect };
