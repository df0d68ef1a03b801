// The worker: fetches a recording, decodes it, and sends what comes of it as parcels. One worker serves one recording
// and ends with it, so that all of its memory goes at once.
//
// In:  prepare { module }, start { module, source, name }, wish { blocks }, image { wish }, taken { bytes }
// Out: parcel { parcel }, progress { received, decoded, total }, failed { code, message }
import { DecoderCore, NEEDS_BYTES, OPEN } from './decoder_core.mjs';
import { ViewerError } from './errors.mjs';
import { isSmall, openingRanges } from './ranges.mjs';
import { openSource } from './source.mjs';

/** @typedef {import('./ranges.mjs').Range} Range */

/** More decoded bytes than this do not wait to be taken; nor is more fetched meanwhile. */
const MAX_WAITING_BYTES = 32 << 20;
const MAX_REQUESTS = 4;
/** A file whose index takes more rounds to read (very many pieces put together) is read in order. */
const MAX_OPENING_ROUNDS = 24;

/** @param {any} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => /** @type {any} */ (self).postMessage(message, transfer);

// --- what goes out ---

let waitingBytes = 0;
let onTaken = () => {};

let sending = Promise.resolve();

/** Sends all that can be decoded now, behind what is being sent. @param {DecoderCore} core */
function sendAll(core) {
  sending = sending.then(() => send(core));
  return sending;
}

/** @param {DecoderCore} core */
async function send(core) {
  for (let parcel = core.next(); parcel; parcel = core.next()) {
    waitingBytes += parcel.bytes;
    post({ type: 'parcel', parcel }, [parcel.header.buffer, ...parcel.columns.map((column) => column.buffer)]);
    while (waitingBytes > MAX_WAITING_BYTES) await new Promise((resolve) => { onTaken = () => resolve(undefined); });
  }
}

/** @param {unknown} error */
function fail(error) {
  if (error instanceof ViewerError) post({ type: 'failed', code: error.code, message: error.message });
  else post({ type: 'failed', code: 'crashed', message: `The recording could not be decoded: ${error instanceof Error ? error.message : error}` });
}

// --- a file in order ---

/** Only its pictures are wished for; their bytes come back with the wish. */
class InOrder {
  #core;

  /** @param {DecoderCore} core */
  constructor(core) {
    this.#core = core;
    core.begin(0);
  }

  /** @param {import('./source.mjs').OpenSource} opened */
  async read(opened) {
    if (opened.totalBytes !== null) post({ type: 'progress', received: 0, decoded: 0, total: opened.totalBytes });
    for await (const piece of opened.inOrder()) {
      this.#core.push(piece);
      await sendAll(this.#core);
    }
    this.#core.finish();
    await sendAll(this.#core);
  }

  wish() {}

  /** @param {import('./core.mjs').ImageWish} wish */
  wishImage(wish) {
    this.#core.wishImage(wish);
    sendAll(this.#core).catch(fail);
  }
}

// --- a file in places ---

class InPlaces {
  #core;
  #places;
  #signal;
  /** @type {{ range: Range, isOfBlocks: boolean }[]} */ #queue = [];
  /** @type {Set<Range>} */ #running = new Set();
  #received;
  #wanted;

  /** @param {DecoderCore} core @param {import('./ranges.mjs').Places} places @param {AbortSignal} signal */
  constructor(core, places, signal) {
    this.#core = core;
    this.#places = places;
    this.#signal = signal;
    this.#received = places.first.byteLength;
    this.#wanted = this.#received;
  }

  /** Reads index and catalogs; false = the file has no index that can be used, or the server's ranges do not fit together. */
  async open() {
    try {
      return await this.#open();
    } catch {
      return false;  // read in order, the file says for itself what is wrong
    }
  }

  async #open() {
    const { size, first } = this.#places;
    this.#core.begin(size);
    if (first.byteLength > 0) this.#core.supply(0, first);
    let ranges = openingRanges(this.#places);
    for (let rounds = 0; rounds < MAX_OPENING_ROUNDS; rounds += 1) {
      await Promise.all(ranges.map((range) => this.#fetch(range)));
      const answer = this.#core.open();
      if (answer === OPEN) {
        await this.#send();
        return true;
      }
      if (answer !== NEEDS_BYTES) return false;
      ranges = this.#core.missing();
    }
    return false;
  }

  /** @param {Uint32Array} blocks */
  wish(blocks) {
    this.#core.wish(blocks);
    this.#queue = this.#queue.filter(({ isOfBlocks }) => !isOfBlocks);
    this.#enqueue(true);
  }

  /** @param {import('./core.mjs').ImageWish} wish */
  wishImage(wish) {
    this.#core.wishImage(wish);
    this.#enqueue(false);
  }

  /** @param {boolean} isOfBlocks */
  #enqueue(isOfBlocks) {
    const isRunning = (/** @type {Range} */ { offset, size }) =>
      [...this.#running].some((other) => other.offset <= offset && offset + size <= other.offset + other.size);
    for (const range of this.#core.missing()) {
      if (!isRunning(range)) this.#queue.push({ range, isOfBlocks });
    }
    this.#wanted = this.#received + [...this.#running, ...this.#queue.map(({ range }) => range)].reduce((sum, { size }) => sum + size, 0);
    this.#goOn();
  }

  #goOn() {
    while (this.#running.size < MAX_REQUESTS && this.#queue.length > 0 && waitingBytes <= MAX_WAITING_BYTES) {
      const [{ range }] = this.#queue.splice(0, 1);
      this.#fetch(range).then(() => this.#goOn()).catch((error) => this.#giveUp(error));
    }
    this.#send().catch(fail);
  }

  /** @param {Range} range */
  async #fetch(range) {
    this.#running.add(range);
    try {
      const bytes = await this.#places.read(range, this.#signal);
      this.#signal.throwIfAborted();
      this.#core.supply(range.offset, bytes);
      this.#received += bytes.byteLength;
    } finally {
      this.#running.delete(range);
    }
    this.#wanted = Math.max(this.#wanted, this.#received);
    post({ type: 'progress', received: this.#received, decoded: this.#received, total: this.#wanted });
  }

  /** What was wished for cannot be read; a later wish may go better. @param {unknown} error */
  #giveUp(error) {
    this.#queue = [];
    this.#core.wish(new Uint32Array());
    this.#core.missing();
    fail(error);
  }

  async #send() {
    await sendAll(this.#core);
    if (!isSmall(this.#places)) this.#core.release();
    // it may have stood still until something was taken
    if (this.#running.size < MAX_REQUESTS && this.#queue.length > 0) this.#goOn();
  }
}

// --- the conversation ---

/** @type {InOrder | InPlaces | null} */ let reader = null;
/** @type {Promise<DecoderCore> | null} */ let prepared = null;

/** @param {{ module: WebAssembly.Module, source: string | Blob, name: string }} order */
async function start({ module, source, name }) {
  // the worker's end is the end of its requests
  const places = new AbortController(), { signal } = new AbortController();
  const [core, opened] = await Promise.all([prepared ?? DecoderCore.create(module), openSource(source, name, signal)]);
  if (opened.places) {
    const inPlaces = new InPlaces(core, opened.places, places.signal);
    reader = inPlaces;
    if (await inPlaces.open()) return;
    places.abort();
  }
  const inOrder = new InOrder(core);
  reader = inOrder;
  await inOrder.read(opened);
}

self.addEventListener('message', ({ data }) => {
  try {
    if (data.type === 'prepare') {
      prepared = DecoderCore.create(data.module);
      prepared.catch(() => undefined);  // start() meets it
    }
    if (data.type === 'start') start(data).catch(fail);
    if (data.type === 'wish') reader?.wish(data.blocks);
    if (data.type === 'image') reader?.wishImage(data.wish);
    if (data.type !== 'taken') return;
    waitingBytes -= data.bytes;
    onTaken();
  } catch (error) {
    fail(error);
  }
});
