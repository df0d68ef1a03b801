// Keeps the user's regions between visits, in this browser: one entry of localStorage for each recording.

const KEY = 'isotherm.regions.';

/** Restores the regions of every recording that is opened, and keeps changes of them. @param {import('./viewer.mjs').Viewer} viewer @param {Storage} [storage] */
export function keepRegions(viewer, storage = localStorage) {
  let id = '';
  let revision = 0;
  viewer.addEventListener('change', () => {
    const isAnother = viewer.recordingId !== id;
    id = viewer.recordingId;
    if (id === '') return;
    if (isAnother) {
      const kept = read(storage, KEY + id);
      if (kept !== null) restore(viewer, kept);
      revision = viewer.regionsRevision;
    } else if (viewer.regionsRevision !== revision) {
      revision = viewer.regionsRevision;
      write(storage, KEY + id, viewer.regions());
    }
  });
}

/** @param {import('./viewer.mjs').Viewer} viewer @param {string} kept */
function restore(viewer, kept) {
  try {
    viewer.restoreRegions(kept);
  } catch (error) {
    viewer.dispatchEvent(new CustomEvent('error', { detail: error }));
  }
}

// A browser may refuse its storage (private windows, full disks): regions then last as long as the page.

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
