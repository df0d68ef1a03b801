// When frames are drawn: only while something changes, in the browser's rhythm, and by timer where it gives none.

const HIDDEN_PAUSE_MS = 20;
const LONGEST_STEP_MS = 100;

export class Frames {
  #draw;
  #needsMore;
  #isUrgent;
  #canDraw;
  #scheduled = 0;
  #isScheduledByTimer = false;
  #lastFrame = 0;  // when; 0 = at rest
  #isDirty = false;
  #listeners = new AbortController();
  /** @type {unknown} */ #failure = null;
  /** @type {Set<{ isMet: () => boolean, resolve: () => void, reject: (error: unknown) => void }>} */ #waiters = new Set();

  /**
   * @param {{ draw(elapsedMs: number): void, needsMore(): boolean, isUrgent(): boolean, canDraw(): boolean, onDrawn(): void, onFailure(error: unknown): void }} viewer
   * `draw`: one frame; `needsMore`: there is something to do without new input; `isUrgent`: and it does not wait for the screen; `canDraw`: false while there is
   * nothing to draw on; `onDrawn`: after each frame
   */
  constructor(viewer) {
    this.#draw = viewer.draw;
    this.#needsMore = viewer.needsMore;
    this.#isUrgent = viewer.isUrgent;
    this.#canDraw = viewer.canDraw;
    this.#onDrawn = viewer.onDrawn;
    this.#onFailure = viewer.onFailure;
    document.addEventListener('visibilitychange', () => this.#reschedule(), { signal: this.#listeners.signal });
  }
  #onDrawn;
  #onFailure;

  /** Something may look different: draw, and go on until nothing changes any more. */
  wake() {
    this.#isDirty = true;
    this.#schedule();
  }

  /** Something that was waited for has come: the next frame does not wait for the screen. */
  hasten() {
    this.#isDirty = true;
    if (this.#scheduled !== 0 && !this.#isScheduledByTimer) this.unschedule();
    this.#schedule(true);
  }

  get needsFrame() { return this.#isDirty || this.#needsMore(); }

  /** Draws now. */
  drawNow() {
    this.#isDirty = true;
    this.unschedule();
    this.#onFrame(performance.now());
  }

  /** @param {() => boolean} isMet looked at after each frame @param {AbortSignal} [signal] @returns {Promise<void>} */
  until(isMet, signal) {
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      const waiter = { isMet, resolve, reject };
      this.#waiters.add(waiter);
      signal?.addEventListener('abort', () => {
        this.#waiters.delete(waiter);
        reject(signal.reason);
      }, { once: true });
      this.#schedule();
    });
  }

  /** Nothing can be drawn any more, until recover(). @param {unknown} error */
  fail(error) {
    this.#failure = error;
    for (const waiter of this.#waiters) waiter.reject(error);
    this.#waiters.clear();
    this.#onFailure(error);
  }

  get hasFailed() { return this.#failure !== null; }

  recover() { this.#failure = null; }

  unschedule() {
    if (this.#isScheduledByTimer) clearTimeout(this.#scheduled);
    else cancelAnimationFrame(this.#scheduled);
    this.#scheduled = 0;
  }

  /** @param {unknown} reason */
  end(reason) {
    this.#listeners.abort();
    this.unschedule();
    for (const waiter of this.#waiters) waiter.reject(reason);
    this.#waiters.clear();
  }

  #schedule(isHasty = false) {
    if (this.#scheduled !== 0 || this.#failure || !this.#canDraw()) return;
    // A hidden page gets no animation frames; loading goes on all the same. A viewer at rest has no rhythm to keep:
    // it draws at once, so that the picture is ready at the next refresh instead of begun there.
    const isAtRest = this.#lastFrame === 0;
    this.#isScheduledByTimer = document.hidden || isAtRest || isHasty;
    this.#scheduled = this.#isScheduledByTimer
      ? window.setTimeout(() => this.#onFrame(performance.now()), document.hidden ? HIDDEN_PAUSE_MS : 0)
      : requestAnimationFrame((now) => this.#onFrame(now));
  }

  #reschedule() {
    if (this.#scheduled === 0) return;
    this.unschedule();
    this.#schedule();
  }

  /** @param {number} now */
  #onFrame(now) {
    this.#scheduled = 0;
    if (this.#failure || !this.#canDraw()) return;
    const elapsed = this.#lastFrame === 0 ? 0 : Math.min(Math.max(now - this.#lastFrame, 0), LONGEST_STEP_MS);
    this.#isDirty = false;
    this.#lastFrame = now;
    try {
      this.#draw(elapsed);
    } catch (error) {
      this.fail(error);
      return;
    }
    if (this.needsFrame) this.#schedule(this.#isUrgent());
    else this.#lastFrame = 0;
    this.#onDrawn();
    for (const waiter of [...this.#waiters]) {
      if (!waiter.isMet()) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }
}
