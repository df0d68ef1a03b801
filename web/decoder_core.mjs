// The decoder's wasm module behind plain calls. Runs in the worker.
import createDecoder from './isotherm_decoder.mjs';
import { WasmModule, createInstance } from './wasm_module.mjs';

const PIECE_BYTES = 1 << 20;
const CRASHED = 'The recording could not be decoded: the decoder ran out of memory, or met an error of its own';

/** What opening in places came to. */
export const OPEN = 0, NEEDS_BYTES = 1;

export class DecoderCore extends WasmModule {
  #piece = 0;

  /** @param {WebAssembly.Module} compiled */
  static async create(compiled) {
    const { module, memory } = await createInstance(createDecoder, async (imports) =>
      ({ instance: await WebAssembly.instantiate(compiled, imports), module: compiled }));
    return new DecoderCore(module, memory, CRASHED);
  }

  /** @param {number} size of a file that is read in places; 0: it comes in order */
  begin(size) { this.ask('decoder_begin', size); }

  /** The next piece of a file in order. @param {Uint8Array} bytes */
  push(bytes) {
    this.#piece ||= this.allocate(PIECE_BYTES);
    for (let begin = 0; begin < bytes.byteLength; begin += PIECE_BYTES) {
      const piece = bytes.subarray(begin, begin + PIECE_BYTES);
      this.heap().set(piece, this.#piece);
      this.ask('decoder_push', this.#piece, piece.byteLength);
    }
  }

  finish() { this.ask('decoder_finish'); }

  /** Bytes of a file that is read in places. @param {number} offset @param {Uint8Array} bytes */
  supply(offset, bytes) {
    this.withBytes(bytes, (pointer, size) => this.ask('decoder_supply', offset, pointer, size));
  }

  open() { return this.ask('decoder_open'); }

  /** What has to be supplied; told once. @returns {{ offset: number, size: number }[]} */
  missing() {
    const count = this.ask('decoder_missing');
    const numbers = new Float64Array(this.copyOut(this.ask('decoder_missing_ranges'), 8 * count).buffer);
    return Array.from({ length: count / 2 }, (_, i) => ({ offset: numbers[2 * i], size: numbers[2 * i + 1] }));
  }

  /** @param {Uint32Array} blocks */
  wish(blocks) {
    this.withBytes(new Uint8Array(blocks.buffer), (pointer) => this.ask('decoder_wish', pointer, blocks.length));
  }

  /** @param {import('./core.mjs').ImageWish} wish */
  wishImage({ ticket, screenshot, bytes }) {
    this.withBytes(bytes, (pointer, size) => this.ask('decoder_wish_image', ticket, screenshot, pointer, size));
  }

  /** Frees what was supplied and no wish waits for. */
  release() { this.ask('decoder_release'); }

  /** Decodes on. @returns {import('./core.mjs').Parcel | null} null = there is nothing to decode until more comes */
  next() {
    if (!this.ask('decoder_next')) return null;
    const header = this.copyOut(this.ask('decoder_header'), this.ask('decoder_header_size'));
    const columns = Array.from({ length: this.ask('decoder_column_count') }, (_, i) =>
      this.copyOut(this.ask('decoder_column', i), this.ask('decoder_column_size', i) >>> 0));
    return { header, columns, bytes: columns.reduce((sum, column) => sum + column.byteLength, header.byteLength) };
  }
}
