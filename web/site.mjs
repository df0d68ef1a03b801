// The page around the viewer: start screen, drag and drop, address parameters, progress and messages.
import { connectDeepLink } from './deep_link.mjs';
import { keepAdditions } from './kept.mjs';
import { ViewerError, createViewer } from './viewer.mjs';

const DEMO = 'demo/demo.ist';
const PROGRESS_AFTER_MS = 150;  // quicker loads show no bar

/** @template {HTMLElement} T @param {string} id @returns {T} */
const element = (id) => /** @type {T} */ (document.getElementById(id));

const canvas = /** @type {HTMLCanvasElement} */ (element('canvas'));
const start = element('start');
const actions = element('actions');
const veil = element('drop-veil');
const toast = element('toast');
const progress = element('progress');
const bar = /** @type {HTMLProgressElement} */ (element('progress-bar'));

const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

// --- messages ---

/** @param {unknown} error @param {boolean} [isInPanel] the panel shows it too: then it is only spoken */
function showError(error, isInPanel = false) {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  if (!(error instanceof ViewerError)) console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  element('toast-text').textContent = /[.!?]$/.test(message) ? message : `${message}.`;
  toast.classList.toggle('unseen', isInPanel);
  toast.hidden = false;
}

function hideError() {
  toast.hidden = true;
}

let progressTimer = 0;

/** @param {string} label */
function beginProgress(label) {
  element('progress-label').textContent = label;
  element('progress-amount').textContent = '';
  bar.removeAttribute('value');
  clearTimeout(progressTimer);
  progressTimer = window.setTimeout(() => { progress.hidden = false; }, PROGRESS_AFTER_MS);
}

/** @param {number} received @param {number | null} total */
function showProgress(received, total) {
  element('progress-amount').textContent = total ? `${megabytes(received)} of ${megabytes(total)}` : megabytes(received);
  if (total) bar.value = Math.min(received / total, 1);
}

function endProgress() {
  clearTimeout(progressTimer);
  progress.hidden = true;
}

// --- the viewer ---

/** What an address can set besides the files. @param {URLSearchParams} parameters */
function settingsFrom(parameters) {
  /** @type {Record<string, unknown>} */ const settings = {};
  for (const name of ['layer', 'device', 'ramp', 'scale', 'color', 'overlays', 'clicks', 'fixed', 'pages', 'widths', 'hours', 'weekdays', 'zone', 'sessionLength', 'entry', 'exit', 'unit', 'line', 'depth', 'fold', 'reachLines']) {
    if (parameters.has(name)) settings[name] = parameters.get(name);
  }
  for (const name of ['radius', 'opacity', 'maximum', 'dimming', 'clip', 'fadeBelow', 'from', 'to', 'sinceOpenFrom', 'sinceOpenTo', 'minExposure', 'container']) {
    if (parameters.has(name)) settings[name] = Number(parameters.get(name) || NaN);
  }
  for (const [name, setting] of [['tag', 'tags'], ['session', 'sessions']]) {
    if (parameters.has(name)) settings[setting] = parameters.getAll(name);
  }
  for (const name of ['contours', 'markers', 'smooth', 'graph']) {
    if (parameters.has(name)) settings[name] = parameters.get(name) !== '0';
  }
  const page = parameters.get('page');
  if (page !== null) settings.page = /^\d+$/.test(page) ? Number(page) : page;
  return settings;
}

/** @param {import('./viewer.mjs').Viewer} viewer @param {URLSearchParams} parameters */
async function openFromAddress(viewer, parameters) {
  const stream = parameters.get('stream');
  const screenshot = parameters.get('screenshot');
  if (!stream) {
    if (screenshot) throw new ViewerError('invalid_argument', 'The address names a screenshot, but no recording: add ?stream=…');
    return;
  }
  await viewer.open(stream);
  const settings = settingsFrom(parameters);
  if (Object.keys(settings).length > 0) viewer.set(settings);
  if (screenshot) await viewer.setScreenshot(screenshot, { cssWidth: Number(parameters.get('screenshot-width')) || 0 });
}

/** @param {import('./viewer.mjs').Viewer} viewer */
function describe(viewer) {
  const { phase, name, title, sampleLine } = viewer.state();
  const hasPicture = phase !== 'empty' && title !== '';
  document.title = hasPicture ? `${name} – Isotherm` : 'Isotherm';
  canvas.setAttribute('aria-label', hasPicture ? `Heatmap. ${title}. ${sampleLine}` : 'Heatmap viewer, nothing is open');
  return { hasPicture, summary: `${name}: ${sampleLine}` };
}

/** @param {import('./viewer.mjs').Viewer} viewer */
function connect(viewer) {
  const showPicture = () => {
    const { hasPicture, summary } = describe(viewer);
    if (!hasPicture) return hasPicture;
    if (start.contains(document.activeElement)) canvas.focus();
    start.hidden = true;
    actions.hidden = false;
    element('status').textContent = summary;
    return true;
  };
  // the picture comes while the rest still loads
  viewer.addEventListener('change', () => {
    if (!start.hidden) showPicture();
  });
  viewer.addEventListener('loadstart', (event) => {
    hideError();
    beginProgress(`Opening ${/** @type {CustomEvent} */ (event).detail.name}`);
  });
  viewer.addEventListener('progress', (event) => {
    const { received, total } = /** @type {CustomEvent} */ (event).detail;
    showProgress(received, total);
  });
  viewer.addEventListener('loadend', () => {
    endProgress();
    if (showPicture()) return;
    start.hidden = false;
    actions.hidden = true;
  });
  viewer.addEventListener('error', (event) => {
    const isInPanel = start.hidden && !viewer.crash && viewer.state().error !== null;
    showError(/** @type {CustomEvent} */ (event).detail, isInPanel);
  });
  // wherever the focus is: before the first picture it is not on the canvas
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.target !== canvas && !viewer.crash) viewer.cancel();
  });
  element('toast-close').addEventListener('click', () => {
    hideError();
    viewer.dismissError();
    canvas.focus();
  });
}

/** Errors have been shown by the viewer's `error` event. @param {Promise<unknown>} work */
const quietly = (work) => { work.catch(() => undefined); };

/** @param {import('./viewer.mjs').Viewer} viewer @param {string | undefined} action */
function act(viewer, action) {
  if (action === 'open') viewer.pickFiles();
  if (action === 'demo') quietly(viewer.open(DEMO));
  if (action === 'cancel') viewer.cancel();
  if (action === 'save') viewer.save().catch(showError);
  if (action === 'fit') viewer.fitWidth();
}

// --- drag and drop, anywhere ---

/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;

/** @param {Promise<import('./viewer.mjs').Viewer>} ready */
function acceptDrops(ready) {
  let depth = 0;  // a drag enters and leaves every element that it crosses
  const show = (/** @type {boolean} */ isOver) => { veil.hidden = !isOver; };
  addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth += 1;
    show(true);
  });
  addEventListener('dragleave', (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(depth - 1, 0);
    show(depth > 0);
  });
  addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    const files = [...event.dataTransfer?.files ?? []];
    quietly(ready.then((viewer) => viewer.openFiles(files)));
  });
}

async function main() {
  const parameters = new URLSearchParams(location.search);
  start.hidden = parameters.has('stream');
  beginProgress('Loading the viewer');
  const ready = createViewer(canvas, {
    heat: /** @type {any} */ (parameters.get('heat') ?? undefined),
    onProgramProgress: showProgress,
  });
  acceptDrops(ready);
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-action]') : null;
    if (button instanceof HTMLElement) quietly(ready.then((viewer) => act(viewer, button.dataset.action)));
  });
  try {
    const viewer = await ready;
    endProgress();
    connect(viewer);
    keepAdditions(viewer);
    // for the console and for tests
    Object.assign(globalThis, { isotherm: viewer });
    await openFromAddress(viewer, parameters);
    connectDeepLink(viewer, showError);
  } catch (error) {
    endProgress();
    showError(error);
  }
  // with nothing to show, the way in must be there
  if (!document.title.includes('–')) start.hidden = false;
}

main();
