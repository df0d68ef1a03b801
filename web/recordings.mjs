// The decoders of the recording on screen and of the one that is to take its place: their parcels go in, the viewer's
// wishes go out.
import { Decoder, endWaitingDecoder } from './decoder.mjs';
import { ViewerError } from './errors.mjs';

/** @typedef {import('./core.mjs').Core} Core */

/** As long as this is spent per frame on taking parcels in. */
const BUDGET_MS = 6;

const DECODER_GONE = 'The decoder of this recording has stopped. Open the recording again';

const NO_WORKER = 'Recordings are decoded in a worker, which this page does not allow: its Content-Security-Policy needs worker-src';

export class Recordings {
  #core;
  #onNews;
  /** @type {Map<number, Decoder>} */ #decoders = new Map();
  /** @type {Map<number, ViewerError>} errors that wait until the parcels before them are in */ #failures = new Map();
  /** @type {{ load: number, error: ViewerError } | null} */ #lastFailure = null;
  #toldLoad = 0;
  #toldRevision = 0;

  /** @param {Core} core @param {() => void} onNews something waits for takeIn() */
  constructor(core, onNews) {
    this.#core = core;
    this.#onNews = onNews;
  }

  /**
   * Begins a load. @param {string | Blob} source @param {string} name
   * @param {(received: number, total: number) => void} onProgress
   * @returns {number} its number
   */
  begin(source, name, onProgress) {
    const core = this.#core;
    const load = core.beginRecording(name);
    this.#endUnwanted();
    const listener = {
      onParcel: this.#onNews,
      onProgress: (/** @type {number} */ received, /** @type {number} */ decoded, /** @type {number} */ total) => {
        if (core.crash) return;
        core.run('isotherm_tell_progress', load, received, decoded, total);
        onProgress(received, total);
        this.#onNews();
      },
      // what was sent before it counts, too
      onError: (/** @type {ViewerError} */ error) => {
        if (core.crash) return;
        this.#failures.set(load, error);
        this.#onNews();
      },
    };
    try {
      this.#decoders.set(load, new Decoder(source, name, listener));
    } catch (cause) {
      this.#fail(load, new ViewerError('unsupported', NO_WORKER, { cause }));
    }
    return load;
  }

  /** Something waits to be taken in. */
  get hasNews() {
    return this.#core.fillingLoad !== null || this.#failures.size > 0 || [...this.#decoders.values()].some((decoder) => decoder.parcels.length > 0);
  }

  /** Before a frame: takes in what has come, as far as the budget goes. */
  takeIn() {
    const core = this.#core;
    try {
      this.#takeParcels();
    } catch (error) {
      const load = core.fillingLoad;
      if (core.crash || !(error instanceof ViewerError) || load === null) throw error;
      // it sends what this program does not understand: its files are of another build
      core.dropParcel(load);
      this.#decoders.get(load)?.end();
      this.#failures.set(load, new ViewerError('damaged', `${error.message}: viewer and decoder are not of one build. Reload the page`));
    }
  }

  #takeParcels() {
    const end = performance.now() + BUDGET_MS;
    const isTimeOver = () => performance.now() >= end;
    if (!this.#core.fill(isTimeOver)) return;
    for (const [load, decoder] of this.#decoders) {
      while (decoder.parcels.length > 0) {
        if (isTimeOver()) return;
        const parcel = decoder.shift();
        if (!parcel) break;
        this.#core.beginParcel(load, parcel);
        if (!this.#core.fill(isTimeOver)) return;
      }
      const failure = this.#failures.get(load);
      if (!failure) continue;
      this.#failures.delete(load);
      this.#fail(load, failure);
    }
  }

  /** @param {number} load @param {ViewerError} error */
  #fail(load, error) {
    this.#lastFailure = { load, error };
    this.#core.failLoading(load, error);
  }

  /** Why the transfer or the decoder of a load failed, if that was the last to fail. @param {number} load */
  failureOf(load) {
    return this.#lastFailure?.load === load ? this.#lastFailure.error : null;
  }

  /** After a frame: passes wishes on, and ends the decoders whose recordings are gone. */
  passWishes() {
    const core = this.#core;
    this.#endUnwanted();
    const load = core.ask('isotherm_wish_load');
    const decoder = this.#decoders.get(load);
    if (!decoder) return;
    const revision = core.ask('isotherm_wish_revision');
    const isNew = load !== this.#toldLoad || revision !== this.#toldRevision;
    this.#toldLoad = load;
    this.#toldRevision = revision;
    const blocks = isNew ? core.blockWishes() : new Uint32Array();
    if (isNew && !decoder.hasEnded) decoder.wish(blocks);
    let hasImages = false;
    for (let wish = core.nextImageWish(); wish; wish = core.nextImageWish()) {
      hasImages = true;
      decoder.wishImage(wish);
    }
    if (decoder.hasEnded && (blocks.length > 0 || hasImages)) core.failLoading(load, new ViewerError('crashed', DECODER_GONE));
  }

  #endUnwanted() {
    for (const [load, decoder] of this.#decoders) {
      if (this.#core.ask('isotherm_needs_load', load)) continue;
      decoder.end();
      this.#decoders.delete(load);
      this.#failures.delete(load);
      this.#core.dropParcel(load);
    }
  }

  /** Ends all decoders. */
  end() {
    endWaitingDecoder();
    for (const decoder of this.#decoders.values()) decoder.end();
    this.#decoders.clear();
  }
}
