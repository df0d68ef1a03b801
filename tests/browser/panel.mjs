// Finds the panel's sliders in a screenshot, so that the tests use the mouse as people do, wherever the layout puts them.
import { decode } from './pictures.mjs';

const ACCENT = [240, 138, 75];
const TRACK_LEFT = 18;  // CSS px: inside the filled part of every track
const TRACK_HEIGHT = 4;
const SHORTEST_TRACK = 12;

function isAccent(picture, x, y) {
  const at = (y * picture.width + x) * 4;
  return ACCENT.every((value, channel) => Math.abs(picture.data[at + channel] - value) <= 12);
}

function runLength(picture, y) {
  let x = TRACK_LEFT;
  while (x < 320 && isAccent(picture, x, y)) x += 1;
  return x - TRACK_LEFT;
}

/**
 * The sliders from top to bottom: the middle of each knob, CSS px. A slider at its lower end has no filled part and is
 * not found. Needs a page at one device pixel per CSS pixel.
 */
export async function findSliders(page) {
  const picture = decode(await page.screenshot());
  const sliders = [];
  for (let y = 0; y < picture.height; y += 1) {
    let rows = 0;
    while (y + rows < picture.height && runLength(picture, y + rows) >= SHORTEST_TRACK) rows += 1;
    if (rows >= TRACK_HEIGHT - 1 && rows <= TRACK_HEIGHT + 1) {
      const middle = y + Math.floor(rows / 2);
      sliders.push({ x: TRACK_LEFT + runLength(picture, middle) + 6, y: middle });
    }
    y += rows;
  }
  return sliders;
}

/** Drags a knob to `x`, in steps, as a hand does. */
export async function dragSlider(page, knob, x) {
  await page.mouse.move(knob.x, knob.y);
  await page.mouse.down();
  await page.mouse.move((knob.x + x) / 2, knob.y, { steps: 4 });
  await page.mouse.move(x, knob.y, { steps: 4 });
  await page.mouse.up();
}
