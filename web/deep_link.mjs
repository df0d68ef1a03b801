// The address's part behind #: which session is open, and when. It goes with the replay, and the replay with it.

/** @typedef {import('./viewer.mjs').Viewer} Viewer */

const UPDATE_AFTER_MS = 250;

/** "12.5" (seconds) as ms. @param {string | null} text */
function timeOf(text) {
  const seconds = Number(text ?? 0);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 0;
}

/** @param {import('./replay.mjs').ReplayState} state */
function linkTo({ mode, session, time }) {
  if (mode !== 'session' || session === null) return '';
  return `#${new URLSearchParams({ session, t: (time / 1000).toFixed(2) })}`;
}

/** @param {Viewer} viewer @param {(error: unknown) => void} onError */
function openFromLink(viewer, onError) {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const session = parameters.get('session');
  if (!session) return;
  try {
    viewer.replay.open(session, { time: timeOf(parameters.get('t')) });
  } catch (error) {
    onError(error);
  }
}

/**
 * Opens what the address names, now and when it changes; keeps it up to date while nothing plays.
 * @param {Viewer} viewer @param {(error: unknown) => void} onError
 */
export function connectDeepLink(viewer, onError) {
  openFromLink(viewer, onError);
  addEventListener('hashchange', () => openFromLink(viewer, onError));
  const update = () => {
    if (viewer.crash) return;
    const state = viewer.replay.state();
    if (state.isPlaying) return;
    const link = linkTo(state);
    const shown = location.hash;
    const isOurs = shown === '' || shown.includes('session=');
    if (link !== shown && isOurs) history.replaceState(null, '', link || location.pathname + location.search);
  };
  // Browsers allow a page only so many changes of its address: scrubbing makes one, when it ends.
  let timer = 0;
  viewer.addEventListener('change', () => {
    clearTimeout(timer);
    timer = window.setTimeout(update, UPDATE_AFTER_MS);
  });
}
