// Small files that tests make up.
import { PNG } from 'pngjs';

export function flatPng(width, height, [r, g, b]) {
  const picture = new PNG({ width, height, colorType: 2 });
  for (let at = 0; at < picture.data.length; at += 4) picture.data.set([r, g, b, 255], at);
  return PNG.sync.write(picture, { colorType: 2 });
}
