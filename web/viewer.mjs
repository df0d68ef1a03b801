// The Isotherm viewer on a canvas. docs/web.md describes the whole interface.
//
//   import { createViewer } from './viewer.mjs';
//   const viewer = await createViewer(document.querySelector('canvas'));
//   await viewer.open('recording.ist');
//   viewer.set({ layer: 'moves', ramp: 'viridis' });
import { CanvasSizeObserver } from './canvas_size.mjs';
import { Core } from './core.mjs';
import { endWaitingDecoder, prepareDecoder } from './decoder.mjs';
import { ViewerError, errorOfCode } from './errors.mjs';
import { Frames } from './frames.mjs';
import { attachInput } from './input.mjs';
import { Recordings } from './recordings.mjs';
import { Replay } from './replay.mjs';
import { isPicture, nameOf, portable, readAll } from './source.mjs';
import { openSurface } from './surface.mjs';

export { ViewerError };

/** @typedef {import('./source.mjs').Source} Source */

/** @typedef {import('./viewer_types.d.mts').Settings} Settings */
/** @typedef {import('./viewer_types.d.mts').State} State */
/** @typedef {import('./viewer_types.d.mts').Cost} Cost */

/**
 * @typedef {object} ViewerOptions
 * @property {AbortSignal} [signal] gives up loading the program
 * @property {'automatic' | 'gpu' | 'cpu'} [heat] cpu: all is drawn without WebGL, automatic: where WebGL is software; else
 * measured in the first frame
 * @property {(received: number, total: number | null) => void} [onProgramProgress] bytes of the wasm file
 */

const LOADING = 1, FAILED = 3;
const HEAT_CHOICES = ['automatic', 'gpu', 'cpu'];

/** @param {HTMLCanvasElement} canvas @param {ViewerOptions} [options] @returns {Promise<Viewer>} */
export async function createViewer(canvas, options = {}) {
  if (!HEAT_CHOICES.includes(options.heat ?? 'automatic')) {
    throw new ViewerError('invalid_argument', `heat can be ${HEAT_CHOICES.join(', ')}, not ${options.heat}`);
  }
  // The download begins first: making a context can take a second where graphics are software.
  const giveUp = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, giveUp.signal]) : giveUp.signal;
  prepareDecoder();
  const loading = Core.load(options.onProgramProgress ?? (() => undefined), signal);
  let surface;
  try {
    surface = openSurface(canvas, options.heat ?? 'automatic');
  } catch (error) {
    giveUp.abort();
    endWaitingDecoder();
    loading.catch(() => undefined);
    throw error;
  }
  const core = await loading;
  if (surface.gl) core.useContext(surface.gl);
  core.run('isotherm_create', HEAT_CHOICES.indexOf(options.heat ?? 'automatic'), !surface.gl);
  return new Viewer(canvas, surface, core);
}

/** @param {string} type @param {any} [detail] */
function eventOf(type, detail) {
  return new CustomEvent(type, { detail, cancelable: true });
}

function superseded() {
  return new DOMException('Another recording was opened instead', 'AbortError');
}

function cancelled() {
  return new DOMException('The load was cancelled', 'AbortError');
}

/**
 * Events: `change` (something in `state()` is new), `loadstart`, `progress` ({ received, total }), `loadend`,
 * `error` (ViewerError in `detail`), `contextlost`, `contextrestored`; cancelable: `openrequest`, `saverequest`
 * ({ caption }), which by default show a file picker and download the PNG.
 */
export class Viewer extends EventTarget {
  #canvas;
  #surface;
  /** @type {Core} */ #core;
  #input;
  #resizes;
  #frames;
  #recordings;
  #listeners = new AbortController();
  /** @type {AbortController | null} */ #load = null;
  #size = { cssWidth: 0, cssHeight: 0, width: 0, height: 0 };
  #revision = -1;
  #isLost = false;
  #isDestroyed = false;

  /** Use createViewer. @param {HTMLCanvasElement} canvas @param {import('./surface.mjs').Surface} surface @param {Core} core */
  constructor(canvas, surface, core) {
    super();
    this.#canvas = canvas;
    this.#surface = surface;
    this.#core = core;
    this.#recordings = new Recordings(core, () => this.#frames.hasten());
    this.#frames = new Frames({
      draw: (elapsed) => this.#draw(elapsed),
      needsMore: () => core.ask('isotherm_needs_frame') !== 0 || this.#recordings.hasNews,
      isUrgent: () => this.#recordings.hasNews,
      canDraw: () => !this.#isDestroyed && !this.#isLost && this.#size.width > 0 && this.#size.height > 0,
      onDrawn: () => this.#tell(),
      onFailure: (error) => this.#report(error),
    });
    this.#input = attachInput(canvas, core, () => this.#wake());
    /** Sessions and their replay. */
    this.replay = new Replay(core, () => {
      this.#requireAlive();
      this.#wake();
    });
    const { signal } = this.#listeners;
    canvas.addEventListener('webglcontextlost', (event) => this.#onContextLost(event), { signal });
    canvas.addEventListener('webglcontextrestored', () => this.#onContextRestored(), { signal });
    canvas.addEventListener('contextrestored', () => this.#wake(), { signal });  // of a canvas without WebGL
    this.#resizes = new CanvasSizeObserver(canvas, (size) => this.#onResize(size));
  }

  /** Why the viewer stopped for good, if it did. */
  get crash() { return this.#core.crash; }

  /** What the viewer's memory takes, without what lies on the graphics card. */
  get memoryBytes() { return this.#core.memoryBytes; }

  /** How much of it is in use. */
  get usedMemoryBytes() { return this.#core.ask('isotherm_used_memory'); }

  /** The name of the graphics hardware or software, for bug reports. */
  get graphics() { return this.#surface.graphics; }

  /**
   * Opens a recording and resolves when its first picture is whole: all of the file has been read or, where it can be
   * read in places, all that the picture needs. A load that is still running is given up (its
   * promise rejects with AbortError). When this one fails, what was shown stays.
   * @param {Source} source @param {{ name?: string, signal?: AbortSignal }} [options]
   */
  async open(source, options = {}) {
    this.#requireAlive();
    this.#load?.abort(superseded());
    const load = new AbortController();
    this.#load = load;
    options.signal?.addEventListener('abort', () => load.abort(options.signal?.reason), { signal: load.signal });
    this.dispatchEvent(eventOf('loadstart', { name: nameOf(source, options.name) }));
    try {
      const number = this.#begin(source, nameOf(source, options.name), load.signal);
      await this.#frames.until(() => this.#core.ask('isotherm_phase') !== LOADING, load.signal);
      this.#throwFailure(number);
      if (!this.#core.ask('isotherm_needs_load', number)) throw cancelled();
    } catch (error) {
      if (load.signal.aborted && load === this.#load && !this.#isDestroyed && !this.crash) this.cancel();
      if (!load.signal.aborted) this.#report(error);
      throw load.signal.aborted ? load.signal.reason : error;
    } finally {
      if (this.#load === load) {
        this.#load = null;
        this.dispatchEvent(eventOf('loadend'));
      }
    }
  }

  /**
   * Shows a picture behind the current page instead of the recording's own.
   * @param {Source} source @param {{ name?: string, cssWidth?: number, signal?: AbortSignal }} [options] cssWidth: the
   * width of the window it was taken at, if it is not the page's
   */
  async setScreenshot(source, options = {}) {
    this.#requireAlive();
    const signal = options.signal ?? this.#listeners.signal;
    try {
      const { name, bytes } = await readAll(source, signal);
      this.dismissError();
      this.#core.withTexts([options.name ?? name], (text) => this.#core.withBytes(bytes, (pointer, size) =>
        this.#core.run('isotherm_set_screenshot', text, pointer, size, options.cssWidth ?? 0)));
      this.#wake();
      await this.settled();
      this.#throwShownError();
    } catch (error) {
      if (!signal.aborted) this.#report(error);
      throw error;
    }
  }

  /** Gives up the load that is running, and frees what it has brought; its promise rejects with an AbortError. */
  cancel() { this.#command('isotherm_cancel_loading'); }

  /** Opens what was dropped or picked: recordings as such, pictures as screenshots of the current page. @param {Iterable<File>} files */
  async openFiles(files) {
    /** @type {File[]} */ const pictures = [];
    /** @type {File[]} */ const recordings = [];
    for (const file of files) (await isPicture(file) ? pictures : recordings).push(file);
    if (recordings.length > 0) await this.open(recordings[0]);
    if (recordings.length > 1) {
      this.#report(new ViewerError('unsupported', `One recording is shown at a time: this is ${recordings[0].name}`));
    }
    for (const picture of pictures) await this.setScreenshot(picture);
  }

  /** @returns {State} */
  state() {
    return JSON.parse(this.#core.text('isotherm_state'));
  }

  /** What the last change of the picture cost, as counted until the last frame. @returns {Cost} */
  cost() {
    return JSON.parse(this.#core.text('isotherm_cost'));
  }

  /** Changes the picture, as one step of undo; all of the settings or, with a ViewerError, none. @param {Settings} settings */
  set(settings) {
    this.#requireAlive();
    try {
      for (const [name, value] of Object.entries(settings)) this.#stage(name, value);
      this.#core.run('isotherm_apply_settings');
    } finally {
      if (!this.#core.crash) this.#core.ask('isotherm_discard_settings');
    }
    this.#wake();
  }

  /** @param {string} name @param {unknown} value */
  #stage(name, value) {
    if (value === undefined) return;
    this.#core.withTexts([name, Array.isArray(value) ? value.join('\n') : String(value)], (key, text) => {
      if (value === null) this.#core.run('isotherm_set_automatic', key);
      else if (typeof value === 'number' || typeof value === 'boolean') this.#core.run('isotherm_set_number', key, Number(value));
      else this.#core.run('isotherm_set_text', key, text);
    });
  }

  /** Pan and zoom; positions in view px: device px from the top left of `state().canvas`. @param {{ originX: number, originY: number, scaleX: number, scaleY: number }} view */
  setView(view) { this.#command('isotherm_set_view', view.originX, view.originY, view.scaleX, view.scaleY); }
  /** @param {number} x @param {number} y @param {number} factor */
  zoomAt(x, y, factor) { this.#command('isotherm_zoom_at', x, y, factor); }
  /** @param {number} x @param {number} y */
  panBy(x, y) { this.#command('isotherm_pan_by', x, y); }
  /** 1 = one CSS px of the screen per page px. @param {number} zoom */
  zoomTo(zoom) { this.#command('isotherm_zoom_to', zoom); }
  fitWidth() { this.#command('isotherm_fit_width'); }
  /** Reads out a position (`state().hover`), as if the pointer were there. @param {{ x: number, y: number } | null} at */
  hover(at) {
    this.#requireAlive();
    if (at) this.#core.ask('isotherm_hover', at.x, at.y);
    else this.#core.ask('isotherm_pointer_leave');
    this.#wake();
  }
  /** @param {boolean} isShown */
  showLegend(isShown) { this.#command('isotherm_show_legend', isShown); }
  /** @param {boolean} isShown */
  showPanel(isShown) { this.#command('isotherm_show_panel', isShown); }
  /** Marks a part of the current page, in page px. @param {{ name?: string, x: number, y: number, width: number, height: number }} region */
  addRegion({ name = '', x, y, width, height }) {
    this.#requireAlive();
    this.#core.withTexts([name], (text) => this.#core.run('isotherm_add_region', text, x, y, width, height));
    this.#wake();
  }
  /** @param {number} id @param {string} name */
  renameRegion(id, name) {
    this.#requireAlive();
    this.#core.withTexts([name], (text) => this.#core.run('isotherm_rename_region', id, text));
    this.#wake();
  }
  /** @param {number} id */
  removeRegion(id) { this.#command('isotherm_remove_region', id); }
  /** Filters for the sessions with an event in the region. @param {number} id */
  keepSessionsOfRegion(id) { this.#command('isotherm_keep_sessions_of_region', id); }
  /** Dragging marks a region instead of moving the page. @param {boolean} isUsed */
  useRegionTool(isUsed) { this.#command('isotherm_use_region_tool', isUsed); }
  /** All regions of the recording, to be kept under `state().recordingId`. @returns {string} JSON */
  regions() {
    this.#requireAlive();
    return this.#core.text('isotherm_regions');
  }
  /** @param {string} json what regions() answered */
  restoreRegions(json) {
    this.#requireAlive();
    this.#core.withTexts([json], (text) => this.#core.run('isotherm_restore_regions', text));
    this.#wake();
  }
  /** Changes with the list of regions. @returns {number} */
  get regionsRevision() { return this.#core.ask('isotherm_regions_revision'); }
  /** `state().recordingId`, cheaply. @returns {string} */
  get recordingId() { return this.#core.text('isotherm_recording_id'); }
  /** The current page's regions with their numbers. @param {'csv' | 'json'} format @returns {string} */
  regionReport(format) {
    this.#requireAlive();
    return this.#core.text('isotherm_region_report', format === 'csv');
  }
  /** Reach, attention or drop-off row by row; empty on other layers. @param {'csv' | 'json'} format @returns {string} */
  rowReport(format) {
    this.#requireAlive();
    return this.#core.text('isotherm_row_report', format === 'csv');
  }
  /** What the page views and sessions would be with this filter: `state().filters.preview`, once settled. @param {string} name @param {string} text */
  previewFilter(name, text) {
    this.#requireAlive();
    this.#core.withTexts([name, text], (key, value) => this.#core.run('isotherm_preview_filter', key, value));
    this.#wake();
  }
  /** Which clock the time range of the panel goes by. @param {'recording' | 'sinceOpen'} axis */
  setTimeAxis(axis) { this.#command('isotherm_set_time_axis', axis === 'sinceOpen'); }
  /** Moves the time range to its end. @param {boolean} isPlaying */
  playTime(isPlaying) { this.#command('isotherm_play_time', isPlaying); }
  /** Takes the ramp that is told best from the page's screenshot. */
  chooseReadableRamp() { this.#command('isotherm_choose_readable_ramp'); }
  undo() { this.#command('isotherm_undo'); }
  redo() { this.#command('isotherm_redo'); }
  dismissError() { this.#command('isotherm_dismiss_error'); }

  /** The picture as `isotherm export` writes it. @param {{ caption?: boolean }} [options] */
  async exportPng({ caption = false } = {}) {
    this.#requireAlive();
    if (this.#isLost) throw new ViewerError('graphics', 'The graphics context is lost at the moment; try again when the picture is back');
    await this.settled();
    const png = new Blob([this.#core.exportPng(caption)], { type: 'image/png' });
    this.#wake();
    return png;
  }

  /** Downloads the picture as name-layer.png. @param {{ caption?: boolean }} [options] */
  async save(options) {
    this.#download(await this.exportPng(options), this.#core.text('isotherm_export_name'));
  }

  /** @param {'region' | 'row'} what @param {'csv' | 'json'} format */
  #saveReport(what, format) {
    const type = format === 'csv' ? 'text/csv' : 'application/json';
    const report = what === 'row' ? this.rowReport(format) : this.regionReport(format);
    this.#download(new Blob([report], { type }), this.#core.text(`isotherm_${what}_report_name`, format === 'csv'));
  }

  /** @param {Blob} blob @param {string} name */
  #download(blob, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    // the browser has taken it over by then
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.#core.withTexts([`Saved ${name}`], (text) => this.#core.run('isotherm_show_notice', text));
    this.#wake();
  }

  /** Lets the user choose files and opens them. Needs to be called from a user's action. */
  pickFiles() {
    const picker = document.createElement('input');
    picker.type = 'file';
    picker.multiple = true;
    picker.accept = '.ist,image/png,image/jpeg,image/webp';
    picker.addEventListener('change', () => this.openFiles(picker.files ?? []).catch(() => undefined));
    picker.click();
  }

  /** Resolves when nothing is left to load, decode or draw. */
  settled() {
    return this.#frames.until(() => !this.#frames.needsFrame && this.#core.ask('isotherm_is_waiting') === 0);
  }

  /** Ends everything; the viewer cannot be used afterwards, the canvas can. */
  destroy() {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#load?.abort(superseded());
    this.#listeners.abort();
    this.#input.detach();
    this.#resizes.stop();
    this.#recordings.end();
    this.#frames.end(new DOMException('The viewer was destroyed', 'AbortError'));
    if (!this.#core.crash) this.#core.ask('isotherm_destroy');
    this.#core.dropContext();
  }

  /** @param {string} name @param {...(number | boolean)} values */
  #command(name, ...values) {
    this.#requireAlive();
    this.#core.run(name, ...values);
    this.#wake();
  }

  #requireAlive() {
    if (this.#isDestroyed) throw new ViewerError('invalid_argument', 'The viewer was destroyed');
    if (this.#core.crash) throw this.#core.crash;
  }

  /** Begins a load. @param {Source} source @param {string} name @param {AbortSignal} signal @returns {number} its number */
  #begin(source, name, signal) {
    let given;
    try {
      given = portable(source);
    } catch (error) {
      // a load that never began fails too, where the user looks
      this.#core.failLoading(this.#core.beginRecording(name), /** @type {Error} */ (error));
      this.#wake();
      throw error;
    }
    const number = this.#recordings.begin(given, name, (received, total) => {
      if (!signal.aborted) this.dispatchEvent(eventOf('progress', { received, total }));
    });
    this.#wake();
    return number;
  }

  /** Throws why the load failed, if it did. @param {number} number */
  #throwFailure(number) {
    if (this.#core.ask('isotherm_phase') !== FAILED) return;
    throw this.#recordings.failureOf(number) ?? errorOfCode(this.#core.ask('isotherm_shown_error'), this.#core.text('isotherm_message'));
  }

  /** Throws the error that the panel shows, if it shows one. */
  #throwShownError() {
    const code = this.#core.ask('isotherm_shown_error');
    if (code !== 0) throw errorOfCode(code, this.#core.text('isotherm_message'));
  }

  /** Tells the listeners, and the panel unless it knows already. @param {unknown} error */
  #report(error) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    if (error instanceof ViewerError && !this.#core.crash && !this.#isDestroyed && this.#core.ask('isotherm_shown_error') === 0) {
      this.#core.withTexts([error.message], (text) => this.#core.run('isotherm_report', text));
      this.#wake();
    }
    this.dispatchEvent(eventOf('error', error));
  }

  /** Something may look different. */
  #wake() {
    this.#frames.wake();
  }

  /** @param {number} elapsedMs */
  #draw(elapsedMs) {
    const { cssWidth, cssHeight, width, height } = this.#size;
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#recordings.takeIn();
    this.#core.run('isotherm_frame', elapsedMs, cssWidth, cssHeight, width, height);
    this.#surface.present(this.#core, width, height);
    this.#input.afterFrame();
  }

  /** After a frame: wishes, events, and what the panel asked for. */
  #tell() {
    this.#recordings.passWishes();
    const revision = this.#core.ask('isotherm_revision');
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.dispatchEvent(eventOf('change'));
    }
    const save = this.#core.ask('isotherm_take_save_request');
    if (save !== 0 && this.dispatchEvent(eventOf('saverequest', { caption: save === 2 }))) {
      this.save({ caption: save === 2 }).catch((error) => this.#report(error));
    }
    for (const what of /** @type {const} */ (['region', 'row'])) {
      const report = this.#core.ask(`isotherm_take_${what}_report_request`);
      if (report !== 0) this.#saveReport(what, report === 1 ? 'csv' : 'json');
    }
    if (this.#core.ask('isotherm_take_open_request') && this.dispatchEvent(eventOf('openrequest'))) this.pickFiles();
  }

  /** @param {import('./canvas_size.mjs').CanvasSize} size */
  #onResize(size) {
    this.#size = size;
    this.#wake();
    if (document.hidden || this.#isLost || this.#frames.hasFailed || size.width === 0 || size.height === 0) return;
    // drawn at once: a canvas that is resized is empty until it is drawn again
    this.#frames.drawNow();
  }

  /** @param {Event} event */
  #onContextLost(event) {
    event.preventDefault();  // asks the browser to give it back
    this.#isLost = true;
    this.#frames.unschedule();
    this.dispatchEvent(eventOf('contextlost'));
  }

  #onContextRestored() {
    this.#isLost = false;
    try {
      if (this.#surface.gl) this.#core.restoreContext(this.#surface.gl);
      this.#frames.recover();
    } catch (error) {
      this.#frames.fail(error);
      return;
    }
    this.#wake();
    this.dispatchEvent(eventOf('contextrestored'));
  }
}
