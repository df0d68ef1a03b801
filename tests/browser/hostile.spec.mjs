// Servers that lie, fall silent or go away: what comes of it is the recording or a clear error, and always an end.
// They stand on another origin, which the browser's own rules for sharing apply to, too.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { CLICKS_PER_PAGE, makeBigRecording } from './big_recording.mjs';
import { expect, test as base } from './fixtures.mjs';

const SHARED = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Content-Range, ETag', 'Cache-Control': 'no-store' };

/** What a request asks for, as an honest server understands it. */
function askedFor(request, size) {
  const match = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  return match && { first: Number(match[1]), end: Math.min(Number(match[2]) + 1, size) };
}

/** An honest answer; `changes` may replace `status`, headers and `body`. */
function answer(request, response, file, changes = {}) {
  const asked = askedFor(request, file.length);
  const body = changes.body ?? (asked && changes.status !== 200 ? file.subarray(asked.first, asked.end) : file);
  response.writeHead(changes.status ?? (asked ? 206 : 200), {
    ...SHARED, ETag: '"1"', 'Content-Length': body.length,
    ...(asked && changes.status !== 200 ? { 'Content-Range': `bytes ${asked.first}-${asked.end - 1}/${file.length}` } : {}),
    ...changes.headers,
  });
  response.end(body);
}

const test = base.extend({
  server: async ({}, use) => {
    const file = readFileSync(makeBigRecording());
    const remote = { file, requests: [], closed: 0, answer: (request, response) => answer(request, response, file) };
    const http = createServer((request, response) => {
      remote.requests.push(request.headers.range ?? 'whole');
      response.on('close', () => { remote.closed += 1; });
      remote.answer(request, response, remote.requests.length);
    });
    await new Promise((listening) => { http.listen(0, '127.0.0.1', listening); });
    remote.url = `http://127.0.0.1:${http.address().port}/big.ist`;
    await use(remote);
    http.closeAllConnections();
    await new Promise((closed) => { http.close(closed); });
  },
});

/** Opens the server's file and answers how that ended. */
async function open(app, { url }) {
  const error = await app.page.evaluate((address) => globalThis.isotherm.open(address).then(() => null, ({ code, message }) => ({ code, message })), url);
  await app.settled();
  return { error, state: await app.state() };
}

const whole = { phase: 'ready', isOutlined: false, isPartial: false, layerEvents: CLICKS_PER_PAGE, error: null };

test('a server on another origin is read in places', async ({ app, server }) => {
  await app.goto();
  const { state } = await open(app, server);
  expect(state).toMatchObject({ ...whole, isOutlined: true });
  expect(server.requests).not.toContain('whole');
  expect(server.requests.length).toBeLessThan(8);
});

test('sizes and ranges that are not true end in one whole download', async ({ app, server }) => {
  app.expectProblem(/416/);
  await app.goto();
  const { file } = server;
  const isWhole = (request) => !request.headers.range;
  const claiming = (claimed) => (request, response) => {
    const asked = askedFor(request, file.length);
    if (!asked) return answer(request, response, file);
    if (asked.first >= file.length) return answer(request, response, file, { status: 416, body: Buffer.alloc(0) });
    return answer(request, response, file, { headers: { 'Content-Range': `bytes ${asked.first}-${asked.end - 1}/${claimed}` } });
  };
  const liars = {
    'a file of an exabyte': claiming(2 ** 60),
    'ten times the size': claiming(file.length * 10),
    'half the size': claiming(Math.floor(file.length / 2)),
    'ranges for the first request only': (request, response, count) => answer(request, response, file, count > 1 ? { status: 200 } : {}),
    'always the first bytes': (request, response) => {
      const asked = askedFor(request, file.length);
      return answer(request, response, file, isWhole(request) ? {} : { body: file.subarray(0, asked.end - asked.first) });
    },
    'shorter than it says': (request, response) => answer(request, response, file, isWhole(request) ? {} : { body: file.subarray(0, 100) }),
    'another version with each answer': (request, response, count) => answer(request, response, file, { headers: { ETag: `"${count}"` } }),
    'no Content-Range': (request, response) => answer(request, response, file, isWhole(request) ? {} : { headers: { 'Content-Range': 'bytes' } }),
  };
  for (const [lie, liar] of Object.entries(liars)) {
    server.answer = liar;
    server.requests.length = 0;
    const { error, state } = await open(app, server);
    expect(error, lie).toBeNull();
    expect(state, lie).toMatchObject(whole);
    expect(server.requests.length, lie).toBeLessThan(12);
  }
});

test('an answer without an end is not read on', async ({ app, server }) => {
  await app.goto();
  const { file } = server;
  // the right bytes, and then more for as long as somebody listens
  server.answer = (request, response) => {
    const { first, end } = askedFor(request, file.length);
    response.writeHead(206, { ...SHARED, ETag: '"1"', 'Content-Range': `bytes ${first}-${end - 1}/${file.length}` });
    response.write(file.subarray(first, end));
    const more = setInterval(() => response.write(Buffer.alloc(1 << 16)), 5);
    response.on('close', () => clearInterval(more));
  };
  const { state } = await open(app, server);
  expect(state).toMatchObject({ ...whole, isOutlined: true });
  await expect.poll(() => server.closed).toBe(server.requests.length);
});

test('junk without an end is refused as soon as it is known to be junk', async ({ app, server }) => {
  await app.goto();
  server.answer = (_request, response) => {
    response.writeHead(200, SHARED);
    const more = setInterval(() => response.write(Buffer.alloc(1 << 16, 'x')), 5);
    response.on('close', () => clearInterval(more));
  };
  const { error, state } = await open(app, server);
  expect(error.message).toMatch(/big\.ist: not an Isotherm file/);
  expect(state).toMatchObject({ phase: 'failed', pages: [], eventsInMemory: 0 });
  await expect.poll(() => server.closed).toBe(server.requests.length);
});

test('blocks that come damaged are left out and counted', async ({ app, server }) => {
  await app.goto();
  await open(app, server);
  server.answer = (request, response) => {
    const { first, end } = askedFor(request, server.file.length);
    return answer(request, response, server.file, { body: Buffer.alloc(end - first, 0xa5) });
  };
  await app.set({ page: 7 });
  const state = await app.state();
  expect(state).toMatchObject({ phase: 'ready', isPartial: false, error: null });
  expect(state.warnings.join()).toMatch(/zstd frame.*at byte/);
  expect(state.eventsLost).toBeGreaterThanOrEqual(CLICKS_PER_PAGE - state.layerEvents);
  expect(state.layerEvents).toBeLessThan(CLICKS_PER_PAGE);
});

test('parts that stay short are an error that says so, and later wishes are tried anew', async ({ app, server, page }) => {
  await app.goto();
  await open(app, server);
  const honest = server.answer;
  server.answer = (request, response) => {
    // ends the connection in the middle of what was announced, or keeps to what it announced and that is too little
    const { first, end } = askedFor(request, server.file.length);
    if (server.requests.length % 2 === 0) return answer(request, response, server.file, { body: server.file.subarray(first, first + 10) });
    response.writeHead(206, { ...SHARED, ETag: '"1"', 'Content-Length': end - first, 'Content-Range': `bytes ${first}-${end - 1}/${server.file.length}` });
    response.write(server.file.subarray(first, first + 10), () => response.destroy());
    return response;
  };
  app.expectProblem(/ERR_CONTENT_LENGTH|ERR_CONNECTION|ERR_INCOMPLETE/);
  await page.evaluate(() => globalThis.isotherm.set({ page: 7 }));
  await expect.poll(async () => (await app.state()).error?.message ?? '', { timeout: 20_000 }).toMatch(/A part of big\.ist could not be loaded: .*Check the connection/);
  await app.settled();
  expect(await app.state()).toMatchObject({ phase: 'ready', isPartial: true });
  server.answer = honest;
  await page.evaluate(() => globalThis.isotherm.dismissError());
  await app.set({ page: 8 });
  expect(await app.state()).toMatchObject({ isPartial: false, error: null, layerEvents: CLICKS_PER_PAGE });
});

test('a download that breaks off keeps what came and says how much', async ({ app, server }) => {
  app.expectProblem(/ERR_CONTENT_LENGTH|ERR_CONNECTION|ERR_INCOMPLETE/);
  await app.goto();
  const half = Math.floor(server.file.length / 2);
  server.answer = (_request, response) => {
    response.writeHead(200, { ...SHARED, 'Content-Length': server.file.length });
    response.write(server.file.subarray(0, half), () => setTimeout(() => response.destroy(), 200));
  };
  const { error, state } = await open(app, server);
  expect(error.message).toMatch(/connection broke after [\d,]+ bytes of big\.ist/);
  expect(state.phase).toBe('failed');
  expect(state.eventsInMemory).toBeGreaterThan(0);
  expect(state.sampleLine).toContain('could not be loaded');
});

// The wait is shortened, all else is as it is.
for (const [name, silentAfter] of [['before it answers', 0], ['in the middle', 100_000]]) {
  test(`a server that falls silent ${name} is given up`, async ({ app, page, server }) => {
    await page.route('**/transfer.mjs', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      expect(text).toContain('PATIENCE_MS = 30_000');
      await route.fulfill({ response, body: text.replace('PATIENCE_MS = 30_000', 'PATIENCE_MS = 1_000') });
    });
    await app.goto();
    server.answer = (_request, response) => {
      if (silentAfter === 0) return;
      response.writeHead(200, { ...SHARED, 'Content-Length': server.file.length });
      response.write(server.file.subarray(0, silentAfter));
    };
    const { error } = await open(app, server);
    expect(error.message).toMatch(silentAfter === 0 ? /big\.ist could not be loaded: .*did not answer/ : /broke after [\d,]+ bytes of big\.ist: nothing came for/);
    await expect.poll(() => server.closed).toBe(server.requests.length);
    expect((await app.state()).phase).not.toBe('loading');
  });
}
