// Sessions and their replay: what `viewer.replay` offers. docs/web.md describes the whole interface.
import { ViewerError } from './errors.mjs';

/** @typedef {import('./core.mjs').Core} Core */

/**
 * What `replay.state()` answers; times are ms on the session's clock, positions page px.
 * @typedef {object} ReplayState
 * @property {'heatmap' | 'session' | 'swarm'} mode
 * @property {boolean} isPlaying @property {number} time @property {number} duration @property {number} speed
 * @property {boolean} skipsInactivity @property {'follow' | 'overview'} look
 * @property {{ from: number, to: number } | null} loop
 * @property {string | null} session the open session's name
 * @property {number} [start] of the session, ms since 1970
 * @property {number} [page] its number @property {number} [pageView] counted in the session @property {number} [pageViews]
 * @property {number} [events] @property {{ x: number, y: number }} [scroll] @property {{ x: number, y: number }} [viewport]
 * @property {{ x: number, y: number, isTouch: boolean, isDown: boolean } | null} [cursor]
 * @property {{ present: number, size: number, selected: number, atDepth: number[] } | null} swarm
 * @property {{ x: number, y: number, width: number, height: number, isCircle: boolean, events: number,
 *   sessions: { id: string, time: number, events: number }[] } | null} spot
 * @property {string | null} overlaid @property {boolean} showsSessions @property {number} listed
 */

/**
 * @typedef {object} SessionRow
 * @property {string} id @property {number} start ms since 1970 @property {number} length ms @property {number} pageViews
 * @property {number} clicks @property {number} rageClicks @property {number} depth 0..1 @property {string} device
 * @property {boolean} isSeen @property {Record<string, string>} tags
 */

/**
 * @typedef {object} SessionQuery
 * @property {string} [text] in the name, a tag (key=value) or an address
 * @property {'start' | 'length' | 'pages' | 'clicks' | 'rage' | 'depth'} [order]
 * @property {boolean} [descending] @property {number} [minLength] ms @property {number} [minPages] @property {number} [minClicks]
 * @property {number} [minRage] @property {number} [minDepth] 0..1
 * @property {('mobile' | 'tablet' | 'desktop' | 'unknown')[]} [devices]
 */

const DEVICES = ['mobile', 'tablet', 'desktop', 'unknown'];

export class Replay {
  #core;
  #wake;

  /** Use `viewer.replay`. @param {Core} core @param {() => void} wake called after each change; throws when the viewer is gone */
  constructor(core, wake) {
    this.#core = core;
    this.#wake = wake;
  }

  /** @returns {ReplayState} */
  state() {
    return JSON.parse(this.#core.text('isotherm_replay'));
  }

  /** The sessions that the query keeps, in its order. @param {{ first?: number, count?: number }} [part] @returns {SessionRow[]} */
  sessions({ first = 0, count = 100 } = {}) {
    return JSON.parse(this.#core.text('isotherm_sessions', first, count));
  }

  /** Shows or hides the list. @param {boolean} isShown */
  showSessions(isShown) { this.#run('isotherm_show_sessions', isShown); }

  /** Orders and filters the list. @param {SessionQuery} query */
  query(query) {
    const devices = (query.devices ?? DEVICES).map((name) => {
      const bit = DEVICES.indexOf(name);
      if (bit < 0) throw new ViewerError('invalid_argument', `There is no device class called ${name}`);
      return 1 << bit;
    }).reduce((sum, bit) => sum | bit, 0);
    this.#core.withTexts([query.text ?? '', query.order ?? 'start'], (text, order) => this.#run('isotherm_query_sessions', text, order,
      query.descending ?? false, query.minLength ?? 0, query.minPages ?? 0, query.minClicks ?? 0, query.minRage ?? 0,
      query.minDepth ?? 0, devices));
  }

  /** Opens a session by its name. @param {string} id @param {{ time?: number, play?: boolean }} [options] */
  open(id, { time = 0, play = false } = {}) {
    this.#core.withTexts([id], (text) => this.#run('isotherm_open_session', text, time, play));
  }

  /** The next session of the list, or of the spot. */
  next() { this.#run('isotherm_step_session', 1); }
  previous() { this.#run('isotherm_step_session', -1); }
  /** Back to the heatmap. */
  close() { this.#run('isotherm_close_replay'); }
  play() { this.#run('isotherm_play', true); }
  pause() { this.#run('isotherm_play', false); }
  /** @param {number} time */
  seek(time) { this.#run('isotherm_seek', time); }
  /** To the next (1) or previous (-1) recorded event. @param {number} steps */
  stepEvent(steps) { this.#run('isotherm_step_event', steps); }

  /** @param {{ speed?: number, skipInactivity?: boolean, look?: 'follow' | 'overview', loop?: { from: number, to: number } | null }} settings */
  set({ speed, skipInactivity, look, loop }) {
    if (look !== undefined && look !== 'follow' && look !== 'overview') {
      throw new ViewerError('invalid_argument', `A replay can be looked at as follow or overview, not ${look}`);
    }
    if (speed !== undefined) this.#run('isotherm_set_speed', speed);
    if (skipInactivity !== undefined) this.#run('isotherm_skip_inactivity', skipInactivity);
    if (look !== undefined) this.#run('isotherm_follow', look === 'follow');
    if (loop !== undefined) this.#run('isotherm_set_loop', loop?.from ?? 0, loop?.to ?? 0);
  }

  /** @param {string} id @param {boolean} [isSeen] */
  markSeen(id, isSeen = true) { this.#core.withTexts([id], (text) => this.#run('isotherm_mark_seen', text, isSeen)); }
  /** Which sessions were looked at, to be kept under the viewer's `recordingId`. @returns {string} JSON */
  seen() { return this.#core.text('isotherm_seen'); }
  /** Adds to the marks. @param {string} json what seen() answered */
  restoreSeen(json) { this.#core.withTexts([json], (text) => this.#run('isotherm_restore_seen', text)); }
  /** Changes with the marks. @returns {number} */
  get seenRevision() { return this.#core.ask('isotherm_seen_revision'); }
  /** A session's way over the heatmap. @param {string | null} id */
  overlay(id) { this.#core.withTexts([id ?? ''], (text) => this.#run('isotherm_overlay_session', text)); }
  /** All page views of the picture at once. */
  openSwarm() { this.#run('isotherm_open_swarm'); }
  /** The sessions behind a place of the picture, within its radius: `state().spot`. @param {number} x @param {number} y */
  pickSpot(x, y) { this.#run('isotherm_pick_spot', x, y); }
  /** @param {{ x: number, y: number, width: number, height: number }} region */
  pickRegion({ x, y, width, height }) { this.#run('isotherm_pick_region', x, y, width, height); }
  clearSpot() { this.#run('isotherm_clear_spot'); }

  /** @param {string} name @param {...(number | boolean)} values */
  #run(name, ...values) {
    this.#core.run(name, ...values);
    this.#wake();
  }
}
