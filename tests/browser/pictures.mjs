// Comparing PNGs.
import { PNG } from 'pngjs';

export function decode(png) {
  return PNG.sync.read(Buffer.from(png));
}

/** The text chunks (tEXt) by keyword, as the PNG specification lays them out. */
export function texts(png) {
  const file = Buffer.from(png);
  /** @type {Record<string, string>} */
  const found = {};
  for (let at = 8; at + 12 <= file.length;) {
    const size = file.readUInt32BE(at);
    const data = file.subarray(at + 8, at + 8 + size);
    if (file.toString('latin1', at + 4, at + 8) === 'tEXt') {
      const end = data.indexOf(0);
      found[data.toString('latin1', 0, end)] = data.toString('latin1', end + 1);
    }
    at += 12 + size;
  }
  return found;
}

/** The rectangle of a decoded picture. */
export function crop(picture, x, y, width, height) {
  const out = new PNG({ width, height });
  PNG.bitblt(picture, out, x, y, width, height, 0, 0);
  return out;
}

/** The largest difference of a colour channel, how many pixels differ at all, and where. Sizes must be the same. */
export function difference(a, b) {
  if (a.width !== b.width || a.height !== b.height) {
    throw new Error(`pictures of ${a.width} x ${a.height} and ${b.width} x ${b.height} cannot be compared`);
  }
  let largest = 0;
  let differing = 0;
  let box = { left: a.width, top: a.height, right: -1, bottom: -1 };
  for (let pixel = 0; pixel < a.data.length; pixel += 4) {
    let here = 0;
    for (let channel = 0; channel < 3; channel += 1) here = Math.max(here, Math.abs(a.data[pixel + channel] - b.data[pixel + channel]));
    largest = Math.max(largest, here);
    if (here === 0) continue;
    differing += 1;
    const x = (pixel / 4) % a.width;
    const y = Math.floor(pixel / 4 / a.width);
    box = { left: Math.min(box.left, x), top: Math.min(box.top, y), right: Math.max(box.right, x), bottom: Math.max(box.bottom, y) };
  }
  const where = differing > 0 ? `${differing} of ${a.width * a.height} pixels differ, from (${box.left}, ${box.top}) to (${box.right}, ${box.bottom})` : 'none differ';
  return { largest, differing, where };
}

/** How many different colours there are: 1 = blank. */
export function colors(picture) {
  const seen = new Set();
  for (let pixel = 0; pixel < picture.data.length; pixel += 4) seen.add(picture.data.readUInt32BE(pixel));
  return seen.size;
}

/** How many pixels have the strong colours of the classic ramp, which the page itself has not. */
export function heatPixels(picture) {
  let count = 0;
  for (let pixel = 0; pixel < picture.data.length; pixel += 4) {
    const [r, g, b] = picture.data.subarray(pixel, pixel + 3);
    if (Math.max(r, g, b) - Math.min(r, g, b) > 180) count += 1;
  }
  return count;
}
