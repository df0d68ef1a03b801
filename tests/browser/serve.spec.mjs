// The little server: what it answers, and what it does not give away.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { expect, test } from '@playwright/test';
import { serve } from '../../web/serve.mjs';

/** A request whose path is sent as it is. */
function get(url, path, { method = 'GET', headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path, method, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString() }));
    }).on('error', reject).end();
  });
}

let server;
test.beforeAll(async ({}, info) => {
  const folder = info.outputPath('served');
  mkdirSync(`${folder}/inner`, { recursive: true });
  mkdirSync(info.outputPath('served-not'), { recursive: true });
  writeFileSync(info.outputPath('secret.txt'), 'secret');
  writeFileSync(info.outputPath('served-not/secret.txt'), 'secret');
  writeFileSync(`${folder}/index.html`, '<p>index</p>');
  writeFileSync(`${folder}/a.mjs`, '0123456789');
  writeFileSync(`${folder}/b.wasm`, '');
  writeFileSync(`${folder}/inner/ä b.json`, '{}');
  symlinkSync('../secret.txt', `${folder}/link.txt`);
  server = await serve(folder);
});
test.afterAll(() => server.close());

test('serves files with their types and the headers of an isolated page', async () => {
  const index = await get(server.url, '/');
  expect(index).toMatchObject({ status: 200, body: '<p>index</p>' });
  expect(index.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', 'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp', 'x-content-type-options': 'nosniff',
  });
  expect((await get(server.url, '/a.mjs?x=1')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(await get(server.url, '/b.wasm')).toMatchObject({ status: 200, body: '', headers: { 'content-type': 'application/wasm', 'content-length': '0' } });
  expect((await get(server.url, '/inner/%C3%A4%20b.json')).body).toBe('{}');
  expect(await get(server.url, '/a.mjs', { method: 'HEAD' })).toMatchObject({ status: 200, body: '', headers: { 'content-length': '10' } });
});

test('leads the bare address to the recording that it was told to open', async ({}, info) => {
  const demo = await serve(info.outputPath('.'), 0, 'demo/a b.ist');
  try {
    expect(await get(demo.url, '/')).toMatchObject({ status: 302, headers: { location: '/?stream=demo/a%20b.ist' } });
    expect((await get(demo.url, '/?stream=x')).status).toBe(404);  // this folder has no page
  } finally {
    await demo.close();
  }
});

test('serves ranges', async () => {
  const range = (value) => get(server.url, '/a.mjs', { headers: { Range: value } });
  expect(await range('bytes=2-4')).toMatchObject({ status: 206, body: '234', headers: { 'content-range': 'bytes 2-4/10' } });
  expect(await range('bytes=7-')).toMatchObject({ status: 206, body: '789' });
  expect(await range('bytes=-3')).toMatchObject({ status: 206, body: '789' });
  expect(await range('bytes=8-99')).toMatchObject({ status: 206, body: '89' });
  expect(await range('bytes=10-')).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */10' } });
  expect(await range('bytes=x-y')).toMatchObject({ status: 200, body: '0123456789' });
});

test('stays inside its folder', async () => {
  for (const path of [
    '/../secret.txt', '/inner/../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/..%5csecret.txt', '/inner%2f..%2f..%2fsecret.txt',
    '/../served-not/secret.txt', '//../secret.txt', '/link.txt', '/%00', '/%', '/inner', '/nothing',
  ]) {
    const answer = await get(server.url, path);
    expect(answer.status, path).toBe(404);
    expect(answer.body, path).not.toContain('secret');
  }
  expect((await get(server.url, '/a.mjs', { method: 'POST' })).status).toBe(405);
});
