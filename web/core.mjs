// The wasm module behind plain calls: strings and bytes in and out, codes turned into errors, the heap viewed anew
// after each call that may have grown it.
import { answerStateLocally } from './gl_state.mjs';
import createIsotherm from './isotherm.mjs';

/** What `ViewerError.code` can be; the first is at index 1 of the module's answers. */
const ERROR_CODES = ['', 'invalid_argument', 'not_found', 'io', 'damaged', 'truncated', 'unsupported', 'limit', 'graphics'];

/** Where Emscripten keeps the objects that GL names stand for. */
const GL_OBJECTS = ['buffers', 'programs', 'framebuffers', 'renderbuffers', 'textures', 'shaders', 'vaos', 'queries', 'samplers', 'transformFeedbacks', 'syncs'];

const PIECE_BYTES = 1 << 20;

/** An error with a sentence for the user in `message` and a name for programs in `code`. */
export class ViewerError extends Error {
  /** @param {string} code @param {string} message @param {ErrorOptions} [options] */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'ViewerError';
    this.code = code;
  }
}

/** The error that a code of the module stands for. @param {number} code @param {string} message */
export function errorOfCode(code, message) {
  return new ViewerError(ERROR_CODES[code] ?? 'unknown', message);
}

/**
 * Fetches the wasm file and counts its bytes as they come.
 * @param {URL} url @param {(received: number, total: number | null) => void} onProgress @param {AbortSignal} [signal]
 */
async function fetchCounted(url, onProgress, signal) {
  const response = await fetch(url, { signal, credentials: 'same-origin' });
  if (!response.ok || !response.body) {
    throw new ViewerError('io', `The viewer's program could not be loaded: ${url.pathname} answered ${response.status}`);
  }
  const length = Number(response.headers.get('Content-Length'));
  const total = length > 0 && !response.headers.get('Content-Encoding') ? length : null;
  let received = 0;
  const counter = new TransformStream({
    transform(piece, controller) {
      received += piece.byteLength;
      onProgress(received, total);
      controller.enqueue(piece);
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { 'Content-Type': 'application/wasm' } });
}

/** One wasm instance. Every method throws ViewerError on failure. */
export class Core {
  #module;
  /** @type {WebAssembly.Memory} */ #memory;
  #encoder = new TextEncoder();
  #decoder = new TextDecoder();
  #piece = 0;
  /** @type {ViewerError | null} */ #crash = null;
  #context = 0;

  /** @param {any} module @param {WebAssembly.Memory} memory */
  constructor(module, memory) {
    this.#module = module;
    this.#memory = memory;
  }

  /** @param {(received: number, total: number | null) => void} onProgress @param {AbortSignal} [signal] */
  static async load(onProgress, signal) {
    const url = new URL('./isotherm.wasm', import.meta.url);
    /** @type {WebAssembly.Memory | undefined} */ let memory;
    /** @type {(error: unknown) => void} */ let fail;
    const failure = new Promise((_, reject) => { fail = reject; });
    const loading = createIsotherm({
      // An answer of our own, because the module's default neither reports progress nor rejects when a download fails.
      instantiateWasm(imports, done) {
        fetchCounted(url, onProgress, signal)
          .then((response) => WebAssembly.instantiateStreaming(response, imports))
          .then(({ instance, module }) => {
            memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
            done(instance, module);
          })
          .catch(fail);
        return {};
      },
      print: (line) => console.debug(line),
      printErr: (line) => console.debug(line),
    });
    const module = await Promise.race([loading, failure]);
    if (!memory) throw new ViewerError('unsupported', 'The viewer\'s program exports no memory');
    return new Core(module, memory);
  }

  /** The size of the module's memory. */
  get memoryBytes() { return this.#memory.buffer.byteLength; }

  /** Why the module can no longer be used, if so. */
  get crash() { return this.#crash; }

  /**
   * Calls an exported function that answers a code. @param {string} name @param {...(number | boolean)} values
   */
  run(name, ...values) {
    const code = this.ask(name, ...values);
    if (code !== 0) throw errorOfCode(code, this.text('isotherm_message'));
  }

  /** Calls an exported function that answers a number. @param {string} name @param {...(number | boolean)} values */
  ask(name, ...values) {
    if (this.#crash) throw this.#crash;
    try {
      return this.#module[`_${name}`](...values);
    } catch (cause) {
      this.#crash = new ViewerError('crashed',
        'The viewer stopped: it ran out of memory, or met an error of its own. Reload the page to go on', { cause });
      throw this.#crash;
    }
  }

  /** Calls an exported function that answers a UTF-8 text. @param {string} name @param {...(number | boolean)} values */
  text(name, ...values) {
    const begin = this.ask(name, ...values) >>> 0;
    const heap = new Uint8Array(this.#memory.buffer);
    return this.#decoder.decode(heap.subarray(begin, heap.indexOf(0, begin)));
  }

  /** Calls `use(pointer...)` with the texts as C strings. @template T @param {string[]} texts @param {(...pointers: number[]) => T} use */
  withTexts(texts, use) {
    const pointers = texts.map((text) => this.#copyIn(this.#encoder.encode(`${text.replaceAll('\0', '')}\0`)));
    try {
      return use(...pointers);
    } finally {
      if (!this.#crash) for (const pointer of pointers) this.ask('free', pointer);
    }
  }

  /** Calls `use(pointer, size)` with a copy of the bytes. @template T @param {Uint8Array} bytes @param {(pointer: number, size: number) => T} use */
  withBytes(bytes, use) {
    const pointer = this.#copyIn(bytes);
    try {
      return use(pointer, bytes.byteLength);
    } finally {
      if (!this.#crash) this.ask('free', pointer);
    }
  }

  /** Hands a piece of the recording over, through one buffer that stays. @param {Uint8Array} bytes */
  pushRecording(bytes) {
    this.#piece ||= this.#allocate(PIECE_BYTES);
    for (let begin = 0; begin < bytes.byteLength; begin += PIECE_BYTES) {
      const piece = bytes.subarray(begin, begin + PIECE_BYTES);
      new Uint8Array(this.#memory.buffer).set(piece, this.#piece);
      this.run('isotherm_push_recording', this.#piece, piece.byteLength);
    }
  }

  /** @param {boolean} withCaption @returns {Uint8Array<ArrayBuffer>} */
  exportPng(withCaption) {
    this.run('isotherm_export_png', withCaption);
    const begin = this.ask('isotherm_png') >>> 0;
    const size = this.ask('isotherm_png_size') >>> 0;
    const png = new Uint8Array(this.#memory.buffer).slice(begin, begin + size);
    this.ask('isotherm_free_png');
    return png;
  }

  /** @param {WebGL2RenderingContext} gl */
  useContext(gl) {
    const { GL } = this.#module;
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
    const { GL } = this.#module;
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
    if (this.#context) this.#module.GL.deleteContext(this.#context);
    this.#context = 0;
  }

  /** @param {number} size */
  #allocate(size) {
    const pointer = this.ask('malloc', size) >>> 0;
    if (pointer === 0) throw new ViewerError('limit', `There is not enough memory for ${size} more bytes`);
    return pointer;
  }

  /** @param {Uint8Array} bytes */
  #copyIn(bytes) {
    const pointer = this.#allocate(Math.max(bytes.byteLength, 1));
    new Uint8Array(this.#memory.buffer).set(bytes, pointer);
    return pointer;
  }
}
