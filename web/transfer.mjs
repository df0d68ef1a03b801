// Bytes over HTTP: every wait for a server has an end.

/** A server that sends nothing for so long is given up. */
const PATIENCE_MS = 30_000;

/** Why a transfer came to nothing, as a part of a sentence. */
export class TransferError extends Error {}

/**
 * What `work` comes to, unless it takes longer than a server may be silent.
 * @template T @param {Promise<T>} work @returns {Promise<T>}
 */
function patiently(work) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TransferError(`nothing came for ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** fetch() that does not wait for its answer forever. @param {URL} url @param {AbortSignal} signal @param {HeadersInit} [headers] */
export async function fetchPatiently(url, signal, headers) {
  const silence = new AbortController();
  try {
    return await patiently(fetch(url, { headers, signal: AbortSignal.any([signal, silence.signal]) }));
  } catch (error) {
    if (error instanceof TransferError) silence.abort();
    throw error;
  }
}

/**
 * The pieces of a stream as they come.
 * @param {ReadableStream<Uint8Array>} stream @param {AbortSignal} signal
 */
export async function* piecesOf(stream, signal) {
  const reader = stream.getReader();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await patiently(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    // ends the transfer when the loop was left early; what it answers no longer matters
    reader.cancel().catch(() => undefined);
  }
}

/** The stream of an answer's body. @param {Response} response */
export const bodyOf = (response) => response.body ?? new Blob([]).stream();

/**
 * The first `size` bytes of an answer, which has to have as many; what comes behind them is not read.
 * @param {Response} response @param {number} size @param {AbortSignal} signal
 */
export async function bytesOf(response, size, signal) {
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const piece of piecesOf(bodyOf(response), signal)) {
    const part = piece.subarray(0, size - at);
    bytes.set(part, at);
    at += part.byteLength;
    if (at === size) break;
  }
  if (at < size) throw new TransferError(`the answer ended after ${at.toLocaleString('en')} of ${size.toLocaleString('en')} bytes`);
  return bytes;
}
