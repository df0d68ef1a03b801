// Files that are read in places: over HTTP with Range requests, from disk with Blob.slice.
import { ViewerError } from './errors.mjs';
import { TransferError, bytesOf, fetchPatiently } from './transfer.mjs';

/** The first request asks for this much; it tells the file's size, and whether the server serves ranges at all. */
const HEAD_BYTES = 16 << 10;
/** Smaller files are read whole: then no later change of page waits for the network. */
const SMALL_FILE_BYTES = 512 << 10;
/** The index stands at the end; this share of the file holds it in general. */
const TAIL_SHARE = 1 / 128;
const MIN_TAIL_BYTES = 16 << 10;
const MAX_TAIL_BYTES = 1 << 20;

const TRIES = 3;
const FIRST_PAUSE_MS = 250;

/** @typedef {{ offset: number, size: number }} Range */
/**
 * A file in places. `first`: bytes from the start that have come already.
 * @typedef {{ size: number, first: Uint8Array, read(range: Range, signal: AbortSignal): Promise<Uint8Array> }} Places
 */

/** What to read before the index is known. @param {Places} places @returns {Range[]} */
export function openingRanges({ size, first }) {
  const known = first.byteLength;
  if (size <= SMALL_FILE_BYTES) return size > known ? [{ offset: known, size: size - known }] : [];
  const tail = Math.min(Math.max(Math.ceil(size * TAIL_SHARE), MIN_TAIL_BYTES), MAX_TAIL_BYTES);
  const ranges = [{ offset: Math.max(size - tail, known), size: Math.min(tail, size - known) }];
  if (known < HEAD_BYTES) ranges.unshift({ offset: known, size: HEAD_BYTES - known });
  return ranges;
}

/** Whether what has been read of a file is kept for good. @param {Places} places */
export function isSmall({ size }) {
  return size <= SMALL_FILE_BYTES;
}

/** @param {string | null} header @returns {{ first: number, size: number } | null} */
function parseContentRange(header) {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(header ?? '');
  return match && { first: Number(match[1]), size: Number(match[3]) };
}

/** What a server says about which version of a file it serves. @param {Response} response */
function versionOf(response) {
  return response.headers.get('ETag') ?? response.headers.get('Last-Modified');
}

/** @param {Range} range */
function rangeHeader({ offset, size }) {
  return { Range: `bytes=${offset}-${offset + size - 1}` };
}

/** @param {number} ms @param {AbortSignal} signal */
function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); }, { once: true });
  });
}

/** @param {Response} response */
const isPassing = ({ status }) => status === 408 || status === 429 || status >= 500;

/**
 * The answer to a request for a file's first bytes. A server without ranges answers with the whole file, which is then
 * read in order.
 * @param {URL} url @param {AbortSignal} signal
 */
export function fetchHead(url, signal) {
  return fetchPatiently(url, signal, rangeHeader({ offset: 0, size: HEAD_BYTES }));
}

/**
 * The file in places, or null when the answer does not tell enough (another origin may hide Content-Range) or not the truth.
 * That it is one version of the file all the time is seen from the answers: an If-Range header would cost a request more
 * on other origins, and weak ETags cannot be asked with.
 * @param {URL} url @param {string} name @param {Response} response to fetchHead
 * @param {AbortSignal} signal @returns {Promise<Places | null>}
 */
export async function placesOfUrl(url, name, response, signal) {
  if (response.status !== 206) return null;
  const told = parseContentRange(response.headers.get('Content-Range'));
  if (!told || told.first !== 0 || response.headers.get('Content-Encoding')) {
    response.body?.cancel().catch(() => undefined);
    return null;
  }
  const version = versionOf(response);
  const first = await bytesOf(response, Math.min(HEAD_BYTES, told.size), signal).catch(() => null);
  signal.throwIfAborted();
  if (!first) return null;
  const hasChanged = () => new ViewerError('io', `${name} has changed on the server since it was opened. Open it again`);

  /** @param {Range} range @param {AbortSignal} given */
  async function attempt(range, given) {
    const answer = await fetchPatiently(url, given, rangeHeader(range));
    const part = parseContentRange(answer.headers.get('Content-Range'));
    if (answer.status === 206 && part?.first === range.offset && part.size === told?.size && versionOf(answer) === version) {
      return bytesOf(answer, range.size, given);
    }
    answer.body?.cancel().catch(() => undefined);
    if (isPassing(answer)) throw new TransferError(`the server answered ${answer.status}`);
    if (answer.status === 206 || answer.status === 200 || answer.status === 416) throw hasChanged();
    throw new ViewerError(answer.status === 404 ? 'not_found' : 'io', `A part of ${name} could not be loaded: the server answered ${answer.status} ${answer.statusText}`.trim());
  }

  return {
    size: told.size,
    first,
    async read(range, given) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(range, given);
        } catch (cause) {
          given.throwIfAborted();
          if (cause instanceof ViewerError) throw cause;
          const reason = cause instanceof TransferError ? cause.message : 'the server did not answer';
          if (tries === TRIES) throw new ViewerError('io', `A part of ${name} could not be loaded: ${reason}. Check the connection, then change page or layer to try again`, { cause });
          await pause(FIRST_PAUSE_MS * 2 ** (tries - 1), given);
        }
      }
    },
  };
}

/** @param {Blob} blob @param {(cause: unknown) => Error} errorOf @returns {Places} */
export function placesOfBlob(blob, errorOf) {
  return {
    size: blob.size,
    first: new Uint8Array(),
    async read({ offset, size }) {
      const bytes = await blob.slice(offset, offset + size).arrayBuffer().catch((cause) => { throw errorOf(cause); });
      return new Uint8Array(bytes);
    },
  };
}
