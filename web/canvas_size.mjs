// A canvas's size in CSS px and in whole device px, as it changes.

/** @typedef {{ cssWidth: number, cssHeight: number, width: number, height: number }} CanvasSize */

/**
 * The browser knows device px best, but while a screen is only emulated (developer tools) it tells those of the real one.
 * @param {ResizeObserverEntry} entry
 */
function deviceSizeOf({ contentRect, devicePixelContentBoxSize }) {
  const width = Math.round(contentRect.width * devicePixelRatio);
  const height = Math.round(contentRect.height * devicePixelRatio);
  const exact = devicePixelContentBoxSize?.[0];
  if (exact && Math.abs(exact.inlineSize - width) <= 2 && Math.abs(exact.blockSize - height) <= 2) {
    return { width: exact.inlineSize, height: exact.blockSize };
  }
  return { width, height };
}

/** Tells the size at once and after each change, until stop(). */
export class CanvasSizeObserver {
  #canvas;
  #resizes;
  #ratioQuery = new AbortController();

  /** @param {HTMLCanvasElement} canvas @param {(size: CanvasSize) => void} onResize */
  constructor(canvas, onResize) {
    this.#canvas = canvas;
    this.#resizes = new ResizeObserver(([entry]) => onResize({
      cssWidth: Math.round(entry.contentRect.width),
      cssHeight: Math.round(entry.contentRect.height),
      ...deviceSizeOf(entry),
    }));
    this.#observe();
  }

  #observe() {
    try {
      this.#resizes.observe(this.#canvas, { box: 'device-pixel-content-box' });
    } catch {
      this.#resizes.observe(this.#canvas);
    }
    this.#watchPixelRatio();
  }

  // Where the observer knows no device pixels, a change of the ratio alone is no resize for it.
  #watchPixelRatio() {
    this.#ratioQuery = new AbortController();
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
      this.#resizes.unobserve(this.#canvas);
      this.#observe();
    }, { once: true, signal: this.#ratioQuery.signal });
  }

  stop() {
    this.#ratioQuery.abort();
    this.#resizes.disconnect();
  }
}
