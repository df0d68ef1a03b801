// Fetching wasm files, and calling what they export: strings and bytes in and out, the heap viewed anew after each call
// that may have grown it.
import { ViewerError } from './errors.mjs';

/**
 * Fetches a wasm file and counts its bytes as they come.
 * @param {URL} url @param {(received: number, total: number | null) => void} onProgress @param {AbortSignal} [signal]
 */
export async function fetchCounted(url, onProgress, signal) {
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

/**
 * An instance of a module that Emscripten made.
 * @param {(options: any) => Promise<any>} create
 * @param {(imports: WebAssembly.Imports) => Promise<{ instance: WebAssembly.Instance, module: WebAssembly.Module }>} instantiate
 * @returns {Promise<{ module: any, memory: WebAssembly.Memory }>}
 */
export async function createInstance(create, instantiate) {
  /** @type {WebAssembly.Memory | undefined} */ let memory;
  /** @type {(error: unknown) => void} */ let fail;
  const failure = new Promise((_, reject) => { fail = reject; });
  const loading = create({
    // An answer of our own, because the module's default neither reports progress nor rejects when a download fails.
    instantiateWasm(/** @type {WebAssembly.Imports} */ imports, /** @type {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} */ done) {
      instantiate(imports)
        .then(({ instance, module }) => {
          memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
          done(instance, module);
        })
        .catch(fail);
      return {};
    },
    print: (/** @type {string} */ line) => console.debug(line),
    printErr: (/** @type {string} */ line) => console.debug(line),
  });
  const module = await Promise.race([loading, failure]);
  if (!memory) throw new ViewerError('unsupported', 'The viewer\'s program exports no memory');
  return { module, memory };
}

/** Plain calls of a module. Every method throws ViewerError on failure; after a crash each one does. */
export class WasmModule {
  #module;
  /** @type {WebAssembly.Memory} */ #memory;
  #crashText;
  #encoder = new TextEncoder();
  #decoder = new TextDecoder();
  /** @type {ViewerError | null} */ #crash = null;

  /** @param {any} module @param {WebAssembly.Memory} memory @param {string} crashText what to tell when it has crashed */
  constructor(module, memory, crashText) {
    this.#module = module;
    this.#memory = memory;
    this.#crashText = crashText;
  }

  /** The size of the module's memory. */
  get memoryBytes() { return this.#memory.buffer.byteLength; }

  /** Why the module can no longer be used, if so. */
  get crash() { return this.#crash; }

  /** What Emscripten exports beside the functions. */
  get exports() { return this.#module; }

  /** Calls an exported function that answers a number. @param {string} name @param {...(number | boolean)} values */
  ask(name, ...values) {
    if (this.#crash) throw this.#crash;
    try {
      return this.#module[`_${name}`](...values);
    } catch (cause) {
      this.#crash = new ViewerError('crashed', this.#crashText, { cause });
      throw this.#crash;
    }
  }

  /** Calls an exported function that answers a UTF-8 text. @param {string} name @param {...(number | boolean)} values */
  text(name, ...values) {
    const begin = this.ask(name, ...values) >>> 0;
    const heap = this.heap();
    return this.#decoder.decode(heap.subarray(begin, heap.indexOf(0, begin)));
  }

  /** All of the memory; until the next call. */
  heap() { return new Uint8Array(this.#memory.buffer); }

  /** A copy of a part of the memory. @param {number} begin @param {number} size @returns {Uint8Array<ArrayBuffer>} */
  copyOut(begin, size) {
    return this.heap().slice(begin >>> 0, (begin >>> 0) + size);
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

  /** @param {number} size */
  allocate(size) {
    const pointer = this.ask('malloc', size) >>> 0;
    if (pointer === 0) throw new ViewerError('limit', `There is not enough memory for ${size} more bytes`);
    return pointer;
  }

  /** @param {Uint8Array} bytes */
  #copyIn(bytes) {
    const pointer = this.allocate(Math.max(bytes.byteLength, 1));
    this.heap().set(bytes, pointer);
    return pointer;
  }
}
