#!/usr/bin/env node
// Serves a folder on this machine for looking at the viewer and for its tests. Without dependencies.
//
//   node web/serve.mjs [FOLDER] [--port N] [--open-path PATH] [--no-ranges]
//
//   FOLDER         what to serve (default: build/web/site)
//   --port N       0 = any free port (default 8080)
//   --open-path P  the bare address opens this recording
//   --no-ranges    files are served whole only, as by servers without Range
import { open, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HOST = '127.0.0.1';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8', '.json': 'application/json', '.wasm': 'application/wasm', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.webp': 'image/webp', '.txt': 'text/plain; charset=utf-8',
};

// Cross-origin isolation, so that the page may use threads; what is changed on disk is seen at the next reload.
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
};

/** The file that a request asks for, or null when it lies outside the folder. Symbolic links are followed, but not out of it. */
async function pathOf(root, requestUrl) {
  let path;
  try {
    path = decodeURIComponent(new URL(requestUrl, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  if (path.endsWith('/')) path += 'index.html';
  const real = await realpath(join(root, path));
  return real.startsWith(root.endsWith(sep) ? root : root + sep) ? real : null;
}

/** One byte range as [first, last]; undefined = the whole file, null = cannot be met. */
function rangeOf(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const first = match[1] === '' ? Math.max(size - Number(match[2]), 0) : Number(match[1]);
  const last = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return first <= last && first < size ? [first, last] : null;
}

function refuse(response, status, text) {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** @param {{ ranges?: boolean, onAnswer?: (path: string, status: number, bytes: number) => void }} options */
async function answer(root, opened, options, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET and HEAD');
  if (opened && request.url === '/') {
    response.writeHead(302, { ...HEADERS, Location: `/?stream=${encodeURI(opened)}` });
    return response.end();
  }
  let file;
  try {
    const path = await pathOf(root, request.url);
    if (!path) return refuse(response, 404, 'Not found');
    file = await open(path);
    const { size, mtime, mtimeMs } = await file.stat().then((stat) => (stat.isFile() ? stat : Promise.reject(new Error('not a file'))));
    const hasRanges = options.ranges ?? true;
    const range = hasRanges ? rangeOf(request.headers.range, size) : undefined;
    if (range === null) {
      response.setHeader('Content-Range', `bytes */${size}`);
      return refuse(response, 416, 'The file has no such bytes');
    }
    const [first, last] = range ?? [0, size - 1];
    response.writeHead(range ? 206 : 200, {
      ...HEADERS,
      'Content-Type': TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
      'Content-Length': last - first + 1,
      'Accept-Ranges': hasRanges ? 'bytes' : 'none',
      'Last-Modified': mtime.toUTCString(),
      'ETag': `"${size.toString(16)}-${Math.trunc(mtimeMs * 1000).toString(16)}"`,
      ...(range ? { 'Content-Range': `bytes ${first}-${last}/${size}` } : {}),
    });
    options.onAnswer?.(request.url, range ? 206 : 200, last - first + 1);
    if (request.method === 'HEAD' || size === 0) return response.end();
    const stream = file.createReadStream({ start: first, end: last, autoClose: false });
    await new Promise((done) => pipeline(stream, response, done));
  } catch {
    if (!response.headersSent) refuse(response, 404, 'Not found');
    else response.destroy();
  } finally {
    await file?.close();
  }
}

/**
 * Starts serving `folder`; port 0 = any free one. With `opened`, a recording's path, the bare address leads to the viewer with it open.
 * @param {string} folder @param {number} [port] @param {string} [opened]
 * @param {{ ranges?: boolean, onAnswer?: (path: string, status: number, bytes: number) => void }} [options] `ranges`:
 * false = serves files whole only; `onAnswer`: told of each file that is sent
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve(folder, port = 0, opened = '', options = {}) {
  const root = await realpath(resolve(folder));
  const server = createServer((request, response) => { answer(root, opened, options, request, response); });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, HOST, listening);
  });
  return {
    url: `http://${HOST}:${server.address().port}`,
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string', default: '8080' }, 'open-path': { type: 'string' }, 'no-ranges': { type: 'boolean', default: false } },
  });
  const folder = positionals[0] ?? fileURLToPath(new URL('../build/web/site', import.meta.url));
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port ${values.port} is not a port number`);
  const { url } = await serve(folder, port, values['open-path'], { ranges: !values['no-ranges'] });
  console.log(`serving ${folder} at ${url}`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    const reason = error.code === 'EADDRINUSE' ? 'the port is taken: choose another with --port' : error.code === 'ENOENT' ? `there is no folder ${error.path}: build the web viewer first (cmake --workflow --preset web)` : error.message;
    console.error(`serve: ${reason}`);
    process.exit(1);
  });
}
