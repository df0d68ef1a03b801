// DOM input events into the wasm module: mouse, wheel, keys and text as they are; one finger is the mouse, two
// fingers pan and zoom the page.

/** @typedef {import('./core.mjs').Core} Core */

const CURSORS = ['default', 'text', 'move', 'ns-resize', 'ew-resize', 'nesw-resize', 'nwse-resize', 'pointer', 'not-allowed'];
const WANTS_TEXT = 4;

// Keys that would scroll the surrounding page; Tab is not among them, so that the focus can always leave.
const KEYS_OF_THE_VIEWER = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Space', 'Backspace', 'Slash', 'Quote']);
const LETTERS_OF_THE_VIEWER = new Set(['a', 'z', 'y', 'o', 's']);  // with Ctrl or Command

// Where shortcuts are printed on keyboards of other layouts than the one whose places `code` names.
const KEY_OF_CHARACTER = { '?': 'Slash', '/': 'Slash', '[': 'BracketLeft', ']': 'BracketRight', '+': 'Equal', '=': 'Equal', '-': 'Minus', '_': 'Minus' };

/** @param {MouseEvent | KeyboardEvent} event */
function modifiersOf(event) {
  return (event.shiftKey ? 1 : 0) | (event.ctrlKey ? 2 : 0) | (event.altKey ? 4 : 0) | (event.metaKey ? 8 : 0);
}

/** Letters, digits and the signs of shortcuts as the keyboard's layout prints them, all else by its place. @param {KeyboardEvent} event */
function keyName(event) {
  if (event.code.startsWith('Numpad')) return event.code;
  if (/^[a-z0-9]$/i.test(event.key)) return event.key;
  return /** @type {Record<string, string>} */ (KEY_OF_CHARACTER)[event.key] ?? event.code;
}

/** Wheel notches. @param {number} delta @param {number} mode */
function notches(delta, mode) {
  const perNotch = mode === WheelEvent.DOM_DELTA_PIXEL ? 100 : mode === WheelEvent.DOM_DELTA_LINE ? 3 : 1;
  return -delta / perNotch;
}

/** Two fingers: their middle and distance, CSS px. @param {{ x: number, y: number }[]} fingers */
function spanOf([a, b]) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, distance: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1) };
}

/**
 * @param {HTMLCanvasElement} canvas @param {Core} core
 * @param {() => void} onInput called after each event that was handed over
 * @returns {{ detach(): void, afterFrame(): void }} `afterFrame` sets the pointer's shape
 */
export function attachInput(canvas, core, onInput) {
  const listeners = new AbortController();
  const { signal } = listeners;
  /** @type {Map<number, { x: number, y: number }>} */ const fingers = new Map();
  /** @type {Map<string, string>} */ const heldKeys = new Map();
  let buttonsDown = 0;
  let isPinching = false;
  let hasWheelModifiers = false;

  const guarded = (/** @type {(event: any) => void} */ handler) => (/** @type {Event} */ event) => {
    if (core.crash) return;
    handler(event);
    onInput();
  };
  const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ handler, options = {}) =>
    canvas.addEventListener(type, guarded(handler), { signal, ...options });

  const positionOf = (/** @type {MouseEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left - canvas.clientLeft, y: event.clientY - box.top - canvas.clientTop };
  };
  const move = (/** @type {PointerEvent} */ event) => {
    const { x, y } = positionOf(event);
    core.ask('isotherm_pointer_move', x, y, event.pointerType === 'touch', modifiersOf(event));
  };
  // by the state of all buttons: a second button that goes down while one is held comes as a move
  const syncButtons = (/** @type {number} */ buttons, /** @type {number} */ modifiers) => {
    for (const [bit, button] of [[1, 0], [2, 2], [4, 1]]) {
      if ((buttons & bit) !== (buttonsDown & bit)) core.ask('isotherm_pointer_button', button, (buttons & bit) !== 0, modifiers);
    }
    buttonsDown = buttons;
  };

  const beginPinch = () => {
    isPinching = true;
    // the first finger's press becomes no click: it is let go away from everything
    core.ask('isotherm_pointer_leave');
    syncButtons(0, 0);
  };
  const pinch = (/** @type {PointerEvent} */ event) => {
    const before = spanOf([...fingers.values()]);
    fingers.set(event.pointerId, positionOf(event));
    const after = spanOf([...fingers.values()]);
    core.ask('isotherm_pinch', after.x, after.y, after.x - before.x, after.y - before.y, after.distance / before.distance);
  };

  on('pointerdown', (event) => {
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, positionOf(event));
      if (fingers.size === 2) beginPinch();
      if (isPinching) return;
    }
    move(event);
    syncButtons(event.buttons, modifiersOf(event));
  });
  on('pointermove', (event) => {
    if (fingers.has(event.pointerId) && isPinching) {
      if (fingers.size === 2) pinch(event);
      else fingers.set(event.pointerId, positionOf(event));
      return;
    }
    move(event);
    syncButtons(event.buttons, modifiersOf(event));
  });
  const release = (/** @type {PointerEvent} */ event) => {
    fingers.delete(event.pointerId);
    if (isPinching) {
      isPinching = fingers.size > 0;
      return;
    }
    if (event.type === 'pointercancel') core.ask('isotherm_pointer_leave');
    else move(event);
    syncButtons(event.type === 'pointercancel' ? 0 : event.buttons, modifiersOf(event));
  };
  on('pointerup', release);
  on('pointercancel', release);
  on('pointerleave', (event) => {
    // a finger that was lifted leaves too; what it pointed at last stays read out
    if (event.pointerType !== 'touch' && buttonsDown === 0) core.ask('isotherm_pointer_leave');
  });
  on('contextmenu', (event) => event.preventDefault());

  on('wheel', (event) => {
    event.preventDefault();
    const { x, y } = positionOf(event);
    const modifiers = modifiersOf(event);
    core.ask('isotherm_pointer_move', x, y, false, modifiers);
    core.ask('isotherm_wheel', notches(event.deltaX, event.deltaMode), notches(event.deltaY, event.deltaMode), modifiers);
    hasWheelModifiers = modifiers !== 0;
  }, { passive: false });

  on('keydown', (event) => {
    const wantsText = (core.ask('isotherm_wants') & WANTS_TEXT) !== 0;
    const hasCommand = event.ctrlKey || event.metaKey;
    if (event.code === 'Tab' && !wantsText) return;
    const name = keyName(event);
    heldKeys.set(event.code, name);
    core.withTexts([name], (text) => core.ask('isotherm_key', text, true, modifiersOf(event)));
    if (!hasCommand && wantsText && [...event.key].length === 1) {
      core.withTexts([event.key], (text) => core.ask('isotherm_text', text));
    }
    const isOurs = hasCommand ? LETTERS_OF_THE_VIEWER.has(event.key.toLowerCase()) : wantsText || KEYS_OF_THE_VIEWER.has(event.code);
    if (isOurs && !event.altKey) event.preventDefault();
  });
  on('keyup', (event) => {
    // what went down comes up, whatever the modifiers make of the key by now
    const name = heldKeys.get(event.code) ?? keyName(event);
    heldKeys.delete(event.code);
    core.withTexts([name], (text) => core.ask('isotherm_key', text, false, modifiersOf(event)));
    // macOS sends no keyup for a key that was released while Command was held
    if (event.key === 'Meta') releaseKeys();
  });
  on('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain');
    if (text) core.withTexts([text], (pointer) => core.ask('isotherm_text', pointer));
  });
  const releaseKeys = () => {
    core.ask('isotherm_focus', false);
    core.ask('isotherm_focus', true);
  };
  on('blur', () => core.ask('isotherm_focus', false));
  on('focus', () => core.ask('isotherm_focus', true));

  return {
    detach: () => listeners.abort(),
    afterFrame() {
      const cursor = core.ask('isotherm_cursor');
      const shape = cursor < 0 ? 'none' : CURSORS[cursor] ?? 'default';
      if (canvas.style.cursor !== shape) canvas.style.cursor = shape;
      // a pinch on a trackpad comes as Ctrl + wheel with no key held: the next event tells what really is
      if (hasWheelModifiers) core.ask('isotherm_modifiers', 0);
      hasWheelModifiers = false;
    },
  };
}
