// Where bytes come from: a File, a URL or a buffer, as pieces, with errors that say what to do.
import { ViewerError } from './core.mjs';

/** @typedef {string | URL | Blob | ArrayBuffer | Uint8Array} Source */
/** @typedef {{ name: string, totalBytes: number | null, pieces: AsyncIterable<Uint8Array> }} OpenSource */

/** The last part of a path without its query. @param {string} url */
function nameOfUrl(url) {
  const path = url.split(/[?#]/, 1)[0];
  const last = path.slice(path.lastIndexOf('/') + 1) || path;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** What to call a source while it is being opened. @param {Source} source @param {string} [name] */
export function nameOf(source, name) {
  if (name) return name;
  if (source instanceof Blob) return 'name' in source && source.name ? String(source.name) : 'recording';
  if (typeof source === 'string' || source instanceof URL) return nameOfUrl(String(source));
  return 'recording';
}

/** @param {URL} url @param {unknown} cause */
function unreachable(url, cause) {
  const isForeign = url.origin !== location.origin;
  const reason = isForeign
    ? `${url.host} did not answer, or does not let this page read it (it must send Access-Control-Allow-Origin)`
    : 'the server did not answer. Check the connection and try again';
  return new ViewerError('io', `${nameOfUrl(url.href)} could not be loaded: ${reason}`, { cause });
}

/** @param {string | URL} address */
function urlOf(address) {
  let url;
  try {
    url = new URL(address, document.baseURI);
  } catch {
    throw new ViewerError('invalid_argument', `This is not an address that can be loaded: ${address}`);
  }
  if (!['http:', 'https:', 'blob:', 'data:'].includes(url.protocol)) {
    throw new ViewerError('invalid_argument', `Addresses that begin with ${url.protocol} cannot be loaded; open the file instead`);
  }
  return url;
}

/**
 * The pieces of a stream; an interrupted one throws ViewerError.
 * @param {ReadableStream<Uint8Array>} stream @param {(received: number, cause: unknown) => Error} errorOf @param {AbortSignal} signal
 */
async function* piecesOf(stream, errorOf, signal) {
  const reader = stream.getReader();
  let received = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read().catch((cause) => {
        signal.throwIfAborted();
        throw errorOf(received, cause);
      });
      if (done) return;
      received += value.byteLength;
      yield value;
    }
  } finally {
    // ends the transfer when the loop was left early; what it answers no longer matters
    reader.cancel().catch(() => undefined);
  }
}

/** @param {string | URL} address @param {string} name @param {AbortSignal} signal @returns {Promise<OpenSource>} */
async function openUrl(address, name, signal) {
  const url = urlOf(address);
  const response = await fetch(url, { signal }).catch((cause) => {
    signal.throwIfAborted();
    throw unreachable(url, cause);
  });
  if (!response.ok) {
    const code = response.status === 404 ? 'not_found' : 'io';
    throw new ViewerError(code, `${nameOfUrl(url.href)} could not be loaded: the server answered ${response.status} ${response.statusText}`.trim());
  }
  const length = Number(response.headers.get('Content-Length') ?? NaN);
  // the length of a compressed transfer is not the length of what comes out of it
  const totalBytes = Number.isFinite(length) && !response.headers.get('Content-Encoding') ? length : null;
  const errorOf = (/** @type {number} */ received, /** @type {unknown} */ cause) =>
    new ViewerError('io', `The connection broke after ${received.toLocaleString('en')} bytes of ${name}. Try again`, { cause });
  const stream = response.body ?? new Blob([]).stream();
  return { name, totalBytes, pieces: piecesOf(stream, errorOf, signal) };
}

/**
 * @param {Source} source @param {string | undefined} givenName @param {AbortSignal} signal @returns {Promise<OpenSource>}
 */
export async function openSource(source, givenName, signal) {
  const name = nameOf(source, givenName);
  if (typeof source === 'string' || source instanceof URL) return openUrl(source, name, signal);
  const blob = source instanceof Blob ? source : new Blob([/** @type {BlobPart} */ (source)]);
  const errorOf = (/** @type {number} */ _received, /** @type {unknown} */ cause) =>
    new ViewerError('io', `${name} could not be read: it was moved, changed or is not yours to read. Choose it again`, { cause });
  return { name, totalBytes: blob.size, pieces: piecesOf(blob.stream(), errorOf, signal) };
}

/** All bytes of a source. @param {Source} source @param {AbortSignal} signal */
export async function readAll(source, signal) {
  const { name, pieces } = await openSource(source, undefined, signal);
  const parts = [];
  let size = 0;
  for await (const piece of pieces) {
    parts.push(piece);
    size += piece.byteLength;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return { name, bytes };
}

const IMAGE_SIGNATURES = [
  [0x89, 0x50, 0x4e, 0x47],  // PNG
  [0xff, 0xd8, 0xff],        // JPEG
  [0x52, 0x49, 0x46, 0x46],  // RIFF: WebP
];

/** Whether a file is a picture, by its first bytes rather than its name. @param {Blob} file */
export async function isPicture(file) {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return IMAGE_SIGNATURES.some((signature) => signature.every((byte, i) => head[i] === byte));
}
