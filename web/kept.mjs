// Keeps what the user adds to a recording between visits, in this browser: one entry of localStorage for each recording and
// kind of thing.

/** @typedef {import('./viewer.mjs').Viewer} Viewer */

/**
 * @typedef {object} Kind
 * @property {string} name of the list in the text, too
 * @property {(viewer: Viewer) => number} revision changes with the list
 * @property {(viewer: Viewer) => string} text JSON
 * @property {(viewer: Viewer, text: string) => void} restore adds what a text holds
 */

/** @type {Kind[]} */
const KINDS = [
  {
    name: 'regions',
    revision: (viewer) => viewer.regionsRevision,
    text: (viewer) => viewer.regions(),
    restore: (viewer, text) => viewer.restoreRegions(text),
  },
  {
    name: 'seen',
    revision: (viewer) => viewer.replay.seenRevision,
    text: (viewer) => viewer.replay.seen(),
    restore: (viewer, text) => viewer.replay.restoreSeen(text),
  },
];

/** Restores what belongs to every recording that is opened, and keeps changes of it. @param {Viewer} viewer @param {Storage} [storage] */
export function keepAdditions(viewer, storage = localStorage) {
  for (const kind of KINDS) keep(viewer, kind, storage);
}

/** @param {Viewer} viewer @param {Kind} kind @param {Storage} storage */
function keep(viewer, kind, storage) {
  const keyOf = (/** @type {string} */ recording) => `isotherm.${kind.name}.${recording}`;
  let id = '';
  let revision = 0;
  viewer.addEventListener('change', () => {
    const isAnother = viewer.recordingId !== id;
    id = viewer.recordingId;
    if (id === '') return;
    if (isAnother) {
      // what was added while it loaded is kept with the rest
      const isNew = JSON.parse(kind.text(viewer))[kind.name].length === 0;
      const kept = read(storage, keyOf(id));
      if (kept !== null) restore(viewer, kind, kept);
      revision = isNew ? kind.revision(viewer) : -1;
    }
    if (kind.revision(viewer) === revision) return;
    revision = kind.revision(viewer);
    write(storage, keyOf(id), kind.text(viewer));
  });
}

/** @param {Viewer} viewer @param {Kind} kind @param {string} kept */
function restore(viewer, kind, kept) {
  try {
    kind.restore(viewer, kept);
  } catch (error) {
    viewer.dispatchEvent(new CustomEvent('error', { detail: error }));
  }
}

// A browser may refuse its storage (private windows, full disks): what is added then lasts as long as the page.

/** @param {Storage} storage @param {string} key */
function read(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {Storage} storage @param {string} key @param {string} value */
function write(storage, key, value) {
  try {
    storage.setItem(key, value);
  } catch {
    // see above
  }
}
