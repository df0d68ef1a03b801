// What a viewer draws on: WebGL 2, or, where that is software or absent, a canvas that takes pixels drawn in wasm. A
// software rasteriser behind WebGL costs several times what drawing in wasm does.
import { ViewerError } from './errors.mjs';

/**
 * `gl`: null where frames are drawn in memory. `present`: puts the frame that was just drawn on the canvas.
 * @typedef {{ gl: WebGL2RenderingContext | null, graphics: string, present(core: import('./core.mjs').Core, width: number, height: number): void }} Surface
 */

const CONTEXT_ATTRIBUTES = { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'high-performance' };

const NO_WEBGL2 = 'This browser offers no WebGL 2. Turn on hardware acceleration in the browser\'s settings, update the ' +
  'browser, or let the viewer draw without it (heat=cpu)';
const NO_CANVAS = 'The canvas belongs to something else already: a viewer needs one of its own';

/** The software rasterisers that browsers fall back to. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i;

/** @param {WebGL2RenderingContext} gl */
function nameOf(gl) {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

/** What WebGL 2 runs on, from a context that is let go again: a canvas that has had one takes nothing else. */
function probe() {
  const gl = /** @type {WebGL2RenderingContext | null} */ (document.createElement('canvas').getContext('webgl2', { ...CONTEXT_ATTRIBUTES, failIfMajorPerformanceCaveat: true }));
  if (!gl) return null;
  const name = nameOf(gl);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
}

/** @param {HTMLCanvasElement} canvas @returns {Surface} */
function openGl(canvas) {
  const gl = /** @type {WebGL2RenderingContext | null} */ (canvas.getContext('webgl2', CONTEXT_ATTRIBUTES));
  if (!gl) throw new ViewerError('graphics', NO_WEBGL2);
  return { gl, graphics: nameOf(gl), present: () => undefined };
}

/** @param {HTMLCanvasElement} canvas @param {string} graphics @returns {Surface} */
function openPixels(canvas, graphics) {
  // that it is read often says that it should lie in memory
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new ViewerError('graphics', NO_CANVAS);
  let isStale = false;
  // a browser that lost the canvas's memory gives back an empty one
  canvas.addEventListener('contextrestored', () => { isStale = true; });
  return {
    gl: null,
    graphics,
    present(core, width, height) {
      const pixels = core.takePixels(width, height, isStale);
      isStale = false;
      if (pixels) context.putImageData(new ImageData(pixels, width, height), 0, 0);
    },
  };
}

/** @param {HTMLCanvasElement} canvas @param {'automatic' | 'gpu' | 'cpu'} heat @returns {Surface} */
export function openSurface(canvas, heat) {
  if (heat === 'gpu') return openGl(canvas);
  if (heat === 'cpu') return openPixels(canvas, 'not used');
  const name = probe();
  if (name !== null && !SOFTWARE.test(name)) return openGl(canvas);
  return openPixels(canvas, `not used: ${name ?? 'WebGL 2 is absent or software'}`);
}
