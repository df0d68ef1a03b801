// Where bytes come from: a File, a URL or a buffer; in places where that is possible, else in order, as pieces. With
// errors that say what to do.
import { ViewerError } from './errors.mjs';
import { fetchHead, placesOfBlob, placesOfUrl } from './ranges.mjs';
import { TransferError, bodyOf, fetchPatiently, piecesOf } from './transfer.mjs';

/** @typedef {string | URL | Blob | ArrayBuffer | Uint8Array} Source */
/**
 * `places`: the file can be read in places. `inOrder()` reads all of it; it is called at most once.
 * @typedef {{ places: import('./ranges.mjs').Places | null, totalBytes: number | null, inOrder(): AsyncIterable<Uint8Array> }} OpenSource
 */

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
  const isForeign = url.origin !== self.location.origin;
  const reason = isForeign
    ? `${url.host} did not answer, or does not let this page read it (it must send Access-Control-Allow-Origin)`
    : 'the server did not answer. Check the connection and try again';
  return new ViewerError('io', `${nameOfUrl(url.href)} could not be loaded: ${reason}`, { cause });
}

/** @param {string | URL} address */
export function urlOf(address) {
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
async function* namedPiecesOf(stream, errorOf, signal) {
  let received = 0;
  try {
    for await (const piece of piecesOf(stream, signal)) {
      received += piece.byteLength;
      yield piece;
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw errorOf(received, cause);
  }
}

/** @param {URL} url @param {Response} response */
function refuseFailed(url, response) {
  if (response.ok) return;
  const code = response.status === 404 ? 'not_found' : 'io';
  throw new ViewerError(code, `${nameOfUrl(url.href)} could not be loaded: the server answered ${response.status} ${response.statusText}`.trim());
}

/** @param {URL} url @param {AbortSignal} signal @param {(url: URL, signal: AbortSignal) => Promise<Response>} ask */
async function answerOf(url, signal, ask) {
  const response = await ask(url, signal).catch((cause) => {
    signal.throwIfAborted();
    throw unreachable(url, cause);
  });
  // "the file has no such bytes": an empty one
  if (response.status !== 416) refuseFailed(url, response);
  return response;
}

/** @param {URL} url @param {AbortSignal} signal */
const fetchWhole = (url, signal) => fetchPatiently(url, signal);

/** @param {Response} response @param {string} name @param {AbortSignal} signal */
function piecesOfResponse(response, name, signal) {
  const errorOf = (/** @type {number} */ received, /** @type {unknown} */ cause) => new ViewerError('io',
    `The connection broke after ${received.toLocaleString('en')} bytes of ${name}${cause instanceof TransferError ? `: ${cause.message}` : ''}. Try again`, { cause });
  return namedPiecesOf(response.ok ? bodyOf(response) : new Blob([]).stream(), errorOf, signal);
}

/** @param {Response} response */
function totalOf(response) {
  const length = Number(response.headers.get('Content-Length') ?? NaN);
  // the length of a compressed transfer is not the length of what comes out of it
  return response.status === 200 && Number.isFinite(length) && !response.headers.get('Content-Encoding') ? length : null;
}

/** @param {URL} url @param {string} name @param {AbortSignal} signal @returns {Promise<OpenSource>} */
async function openUrl(url, name, signal) {
  const head = await answerOf(url, signal, fetchHead);
  const places = await placesOfUrl(url, name, head, signal);
  const isUsed = head.status === 206;
  const whole = isUsed && !places ? await answerOf(url, signal, fetchWhole) : head;
  return {
    places,
    totalBytes: places?.size ?? totalOf(whole),
    async* inOrder() {
      const response = places ? await answerOf(url, signal, fetchWhole) : whole;
      yield* piecesOfResponse(response, name, signal);
    },
  };
}

/** @param {Blob} blob @param {string} name @param {AbortSignal} signal @returns {OpenSource} */
function openBlob(blob, name, signal) {
  const errorOf = (/** @type {unknown} */ cause) =>
    new ViewerError('io', `${name} could not be read: it was moved, changed or is not yours to read. Choose it again`, { cause });
  return {
    places: blob.size > 0 ? placesOfBlob(blob, errorOf) : null,
    totalBytes: blob.size,
    inOrder: () => namedPiecesOf(blob.stream(), (_received, cause) => errorOf(cause), signal),
  };
}

/** What a worker can be sent: an address made absolute, or a Blob. @param {Source} source @returns {string | Blob} */
export function portable(source) {
  if (typeof source === 'string' || source instanceof URL) return urlOf(source).href;
  return source instanceof Blob ? source : new Blob([/** @type {BlobPart} */ (source)]);
}

/** @param {string | Blob} source as portable() makes it @param {string} name @param {AbortSignal} signal @returns {Promise<OpenSource>} */
export async function openSource(source, name, signal) {
  return typeof source === 'string' ? openUrl(new URL(source), name, signal) : openBlob(source, name, signal);
}

/** All bytes of a source. @param {Source} source @param {AbortSignal} signal */
export async function readAll(source, signal) {
  const name = nameOf(source);
  const given = portable(source);
  const blob = typeof given === 'string' ? null : given;
  const pieces = blob
    ? openBlob(blob, name, signal).inOrder()
    : piecesOfResponse(await answerOf(new URL(/** @type {string} */ (given)), signal, fetchWhole), name, signal);
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
