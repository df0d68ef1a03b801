// The viewer's wasm module behind plain calls: what a decoder sends goes in, pictures come out.
import { ViewerError, errorOfCode, numberOfCode } from './errors.mjs';
import { answerStateLocally } from './gl_state.mjs';
import createIsotherm from './isotherm.mjs';
import { WasmModule, createInstance, fetchCounted } from './wasm_module.mjs';

/** Where Emscripten keeps the objects that GL names stand for. */
const GL_OBJECTS = ['buffers', 'programs', 'framebuffers', 'renderbuffers', 'textures', 'shaders', 'vaos', 'queries', 'samplers', 'transformFeedbacks', 'syncs'];

/** As much is copied between two looks at the clock. */
const PIECE_BYTES = 1 << 20;

const CRASHED = 'The viewer stopped: it ran out of memory, or met an error of its own. Reload the page to go on';

/** @typedef {{ header: Uint8Array, columns: Uint8Array[], bytes: number }} Parcel what a decoder sends */
/** @typedef {{ ticket: number, screenshot: number, bytes: Uint8Array<ArrayBuffer> }} ImageWish */

/** One wasm instance. */
export class Core extends WasmModule {
  #context = 0;
  /** @type {{ parcel: Parcel, load: number, column: number, at: number } | null} */ #filling = null;

  /** @param {(received: number, total: number | null) => void} onProgress @param {AbortSignal} [signal] */
  static async load(onProgress, signal) {
    const url = new URL('./isotherm.wasm', import.meta.url);
    const { module, memory } = await createInstance(createIsotherm, async (imports) =>
      WebAssembly.instantiateStreaming(fetchCounted(url, onProgress, signal), imports));
    return new Core(module, memory, CRASHED);
  }

  /** Calls an exported function that answers a code. @param {string} name @param {...(number | boolean)} values */
  run(name, ...values) {
    const code = this.ask(name, ...values);
    if (code !== 0) throw errorOfCode(code, this.text('isotherm_message'));
  }

  // --- recordings ---

  /** The number of the load. @param {string} name @returns {number} */
  beginRecording(name) {
    return this.withTexts([name], (text) => this.ask('isotherm_begin_recording', text));
  }

  /** @param {number} load @param {Error & { code?: unknown }} error */
  failLoading(load, error) {
    const code = numberOfCode(typeof error.code === 'string' ? error.code : '');
    this.withTexts([error.message], (text) => this.run('isotherm_fail_loading', load, code, text));
  }

  /** The load whose parcel is being copied in, or null. */
  get fillingLoad() { return this.#filling?.load ?? null; }

  /** Takes a parcel, which fill() copies in. @param {number} load @param {Parcel} parcel */
  beginParcel(load, parcel) {
    this.#filling = { parcel, load, column: 0, at: 0 };
    this.withBytes(parcel.header, (pointer, size) => this.run('isotherm_begin_parcel', pointer, size));
  }

  /** Copies on until all is in or `isTimeOver`; true = the parcel has been delivered. @param {() => boolean} isTimeOver */
  fill(isTimeOver) {
    const filling = this.#filling;
    if (!filling) return true;
    const { columns } = filling.parcel;
    while (filling.column < columns.length) {
      if (isTimeOver()) return false;
      const column = columns[filling.column];
      const piece = column.subarray(filling.at, filling.at + PIECE_BYTES);
      if (column.byteLength !== this.ask('isotherm_parcel_column_size', filling.column) >>> 0) throw new ViewerError('damaged', 'the decoder sent something unreadable');
      this.heap().set(piece, (this.ask('isotherm_parcel_column', filling.column) >>> 0) + filling.at);
      filling.at += piece.byteLength;
      if (filling.at === column.byteLength) {
        filling.column += 1;
        filling.at = 0;
      }
    }
    this.#filling = null;
    this.run('isotherm_deliver_parcel', filling.load);
    return true;
  }

  /** Forgets a parcel of this load that is being copied in. @param {number} load */
  dropParcel(load) {
    if (this.#filling?.load !== load) return;
    this.#filling = null;
    this.ask('isotherm_drop_parcel');
  }

  /** What to read next of a file that is read in places. */
  blockWishes() {
    const begin = this.ask('isotherm_wish_blocks') >>> 0;
    const bytes = this.copyOut(begin, 4 * this.ask('isotherm_wish_count'));
    return new Uint32Array(bytes.buffer);
  }

  /** The next picture to decode. @returns {ImageWish | null} */
  nextImageWish() {
    const ticket = this.ask('isotherm_next_image_wish');
    if (ticket === 0) return null;
    const bytes = this.copyOut(this.ask('isotherm_image_wish_bytes'), this.ask('isotherm_image_wish_size'));
    return { ticket, screenshot: this.ask('isotherm_image_wish_screenshot'), bytes };
  }

  // --- pictures ---

  /** @param {boolean} withCaption @returns {Uint8Array<ArrayBuffer>} */
  exportPng(withCaption) {
    this.run('isotherm_export_png', withCaption);
    const png = this.copyOut(this.ask('isotherm_png'), this.ask('isotherm_png_size') >>> 0);
    this.ask('isotherm_free_png');
    return png;
  }

  /** The frame that was drawn in memory, as it lies there; null: the one before is still right. @param {number} width @param {number} height @param {boolean} anyway */
  takePixels(width, height, anyway) {
    const begin = this.ask('isotherm_take_pixels', anyway) >>> 0;
    return begin === 0 ? null : new Uint8ClampedArray(this.heap().buffer, begin, 4 * width * height);
  }

  /** @param {WebGL2RenderingContext} gl */
  useContext(gl) {
    const { GL } = this.exports;
    // asked for by name: without it no float texture can be drawn into
    gl.getExtension('EXT_color_buffer_float');
    gl.getExtension('OES_texture_float_linear');
    answerStateLocally(gl);
    if (this.#context) GL.deleteContext(this.#context);
    this.#context = GL.registerContext(gl, { majorVersion: 2, minorVersion: 0, enableExtensionsByDefault: true });
    GL.makeContextCurrent(this.#context);
  }

  /** Goes on in a context that was lost and is back. @param {WebGL2RenderingContext} gl */
  restoreContext(gl) {
    const { GL } = this.exports;
    const { recordError } = GL;
    // No name stands for an object of the lost context any more, so that deleting it does nothing; that the names
    // are unknown is no error here.
    for (const kind of GL_OBJECTS) GL[kind]?.fill(null);
    GL.lastError = 0;
    GL.recordError = () => undefined;
    try {
      this.useContext(gl);
      this.run('isotherm_restore_context');
    } finally {
      GL.recordError = recordError;
    }
  }

  dropContext() {
    if (this.#context) this.exports.GL.deleteContext(this.#context);
    this.#context = 0;
  }
}
