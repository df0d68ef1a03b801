// Parquet: one table of integers, delta encoded, compressed by the best codec that Node has.
import * as zlib from 'node:zlib';
import { parquetMetadata, parquetRead } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { columns } from './sessions.mjs';

/** @typedef {import('./sessions.mjs').Session} Session @typedef {import('./sessions.mjs').Columns} Columns */

const { zstdCompressSync, zstdDecompressSync } = /** @type {any} */ (zlib);
const codec = zstdCompressSync ? 'ZSTD' : 'GZIP';
const compressors = { [codec]: zstdCompressSync ?? zlib.gzipSync };
const decompressors = { [codec]: zstdDecompressSync ?? zlib.gunzipSync };
const COLUMNS = /** @type {const} */ (['session', 'time', 'kind', 'x', 'y']);

export const parquet = {
  name: `Parquet, delta, ${codec.toLowerCase()}`,
  /** @param {Session[]} sessions */
  encode: (sessions) => {
    const all = sessions.flatMap(({ events }, session) => [...events.time].map((time, i) => ({ session, time, kind: events.kind[i], x: events.x[i], y: events.y[i] })));
    const columnData = COLUMNS.map((name) => ({ name, type: /** @type {const} */ ('INT32'), nullable: false, encoding: /** @type {const} */ ('DELTA_BINARY_PACKED'),
      data: Int32Array.from(all, (row) => row[name]) }));
    return Buffer.from(parquetWriteBuffer({ columnData, codec, compressors, statistics: false, rowGroupSize: 65_536 }));
  },
  /** @param {Buffer} file @returns {Promise<Columns[]>} */
  decode: async (file) => {
    const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
    const count = Number(parquetMetadata(/** @type {ArrayBuffer} */ (bytes)).num_rows);
    const table = Object.fromEntries(COLUMNS.map((name) => [name, new Int32Array(count)]));
    await parquetRead({ file: /** @type {ArrayBuffer} */ (bytes), compressors: decompressors,
      onChunk: ({ columnName, columnData, rowStart }) => table[columnName].set(/** @type {any} */ (columnData), rowStart) });
    /** @type {Columns[]} */
    const sessions = [];
    for (let first = 0; first < count;) {
      let last = first;
      while (last < count && table.session[last] === table.session[first]) last += 1;
      sessions.push({ ...columns(0), time: table.time.subarray(first, last), kind: Uint8Array.from(table.kind.subarray(first, last)), x: table.x.subarray(first, last), y: table.y.subarray(first, last) });
      first = last;
    }
    return sessions;
  },
};
