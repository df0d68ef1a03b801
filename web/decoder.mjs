// One recording's decoder, as the page sees it: a worker that sends parcels.
import { ViewerError } from './errors.mjs';

/** @typedef {import('./core.mjs').Parcel} Parcel */

/** @type {Promise<WebAssembly.Module> | null} */ let compiled = null;

/** A worker that waits for the first recording with its program ready: starting one takes longer than decoding a small file. @type {Worker | null} */
let waiting = null;

/** Before the first recording: fetches the decoder's program and starts a worker. */
export function prepareDecoder() {
  const program = compileDecoder();
  program.catch(() => undefined);  // told by the load that needs it
  if (waiting) return;
  try {
    const worker = createWorker();
    waiting = worker;
    worker.addEventListener('error', () => {
      if (waiting === worker) waiting = null;
    });
    program.then((module) => worker.postMessage({ type: 'prepare', module }), () => undefined);
  } catch {
    // told by the load that needs it
  }
}

/** Ends the worker that waits, if one does. */
export function endWaitingDecoder() {
  waiting?.terminate();
  waiting = null;
}

function takeWorker() {
  const worker = waiting ?? createWorker();
  waiting = null;
  return worker;
}

/** The decoder's program, fetched and compiled once for all workers. */
function compileDecoder() {
  compiled ??= WebAssembly.compileStreaming(fetch(new URL('./isotherm_decoder.wasm', import.meta.url), { credentials: 'same-origin' }))
    .catch((cause) => {
      compiled = null;
      throw new ViewerError('io', 'The viewer\'s decoder could not be loaded. Check the connection and try again', { cause });
    });
  return compiled;
}

/** A worker may only be made of a script of the page's own origin; one from elsewhere is imported by such a script. */
function createWorker() {
  const url = new URL('./decoder_worker.mjs', import.meta.url);
  if (url.origin === self.location.origin) return new Worker(url, { type: 'module', name: 'isotherm decoder' });
  const script = URL.createObjectURL(new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' }));
  const worker = new Worker(script, { type: 'module', name: 'isotherm decoder' });
  setTimeout(() => URL.revokeObjectURL(script), 60_000);
  return worker;
}

export class Decoder {
  #worker = takeWorker();
  #hasEnded = false;
  /** @type {Parcel[]} */ #parcels = [];
  #listener;

  /**
   * @param {string | Blob} source @param {string} name
   * @param {{ onParcel(): void, onProgress(received: number, decoded: number, total: number): void, onError(error: ViewerError): void }} listener
   */
  constructor(source, name, listener) {
    this.#listener = listener;
    this.#worker.addEventListener('message', ({ data }) => this.#take(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#fail(new ViewerError('crashed', `The decoder stopped${event.message ? `: ${event.message}` : ''}. Open the recording again`));
    });
    this.#worker.addEventListener('messageerror', () => this.#fail(new ViewerError('crashed', 'The decoder sent something unreadable. Open the recording again')));
    compileDecoder().then((module) => {
      if (!this.#hasEnded) this.#worker.postMessage({ type: 'start', module, source, name });
    }, (error) => this.#fail(error));
  }

  /** The parcels that wait, oldest first. */
  get parcels() { return this.#parcels; }

  /** The oldest parcel, which is taken. */
  shift() {
    const parcel = this.#parcels.shift();
    if (parcel && !this.#hasEnded) this.#worker.postMessage({ type: 'taken', bytes: parcel.bytes });
    return parcel;
  }

  /** @param {Uint32Array} blocks */
  wish(blocks) {
    if (!this.#hasEnded) this.#worker.postMessage({ type: 'wish', blocks }, [blocks.buffer]);
  }

  /** @param {import('./core.mjs').ImageWish} wish */
  wishImage(wish) {
    if (!this.#hasEnded) this.#worker.postMessage({ type: 'image', wish }, [wish.bytes.buffer]);
  }

  /** The worker has stopped by itself: what it has not sent will not come. */
  get hasEnded() { return this.#hasEnded; }

  /** Ends the worker; all of its memory goes. */
  end() {
    this.#hasEnded = true;
    this.#parcels = [];
    this.#worker.terminate();
  }

  /** @param {any} data */
  #take(data) {
    if (this.#hasEnded) return;
    if (data.type === 'parcel') {
      this.#parcels.push(data.parcel);
      this.#listener.onParcel();
    } else if (data.type === 'progress') {
      this.#listener.onProgress(data.received, data.decoded, data.total);
    } else if (data.type === 'failed') {
      this.#fail(new ViewerError(data.code, data.message));
    }
  }

  /** @param {ViewerError} error */
  #fail(error) {
    if (this.#hasEnded) return;
    if (error.code === 'crashed') {
      this.#hasEnded = true;
      this.#worker.terminate();
    }
    this.#listener.onError(error);
  }
}
