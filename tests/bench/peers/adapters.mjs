// One adapter per tool: `draw(x, y, options)` takes columns of page px (Float32Array), does all that the tool needs to
// get from there to finished pixels of the whole page, and answers what the tool says about a spot. Bundled for the page;
// heatmap.js is a classic script, because it does not run in the strict mode of modules.
import simpleheat from 'simpleheat';
import visualHeatmap from 'visual-heatmap';
import { Visualizer } from 'clarity-visualize';
import { contourDensity } from 'd3-contour';
import { geoPath } from './canvas_path.mjs';
import { Deck, OrthographicView } from '@deck.gl/core';
import { HeatmapLayer } from '@deck.gl/aggregation-layers';

/** @param {number} width @param {number} height */
function host(width, height) {
  const div = document.createElement('div');
  div.style.cssText = `position:absolute;left:0;top:0;width:${width}px;height:${height}px`;
  document.body.append(div);
  return div;
}

// Reading a pixel back waits until everything before it has been drawn.
const wait2d = (canvas) => canvas.getContext('2d').getImageData(0, 0, 1, 1);
const waitGl = (gl) => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
const alphaAt = (canvas, spot) => canvas.getContext('2d').getImageData(spot.x, spot.y, 1, 1).data[3] / 255;

export const adapters = {
  'heatmap.js 2.0.5': async (x, y, { width, height, radius, most, spot }) => {
    const div = host(width, height);
    const start = performance.now();
    const data = Array.from({ length: x.length }, (_, i) => ({ x: x[i] | 0, y: y[i] | 0, value: 1 }));
    const map = window.h337.create({ container: div, radius, width, height });
    map.setData({ min: 0, max: most, data });
    wait2d(div.querySelector('canvas'));
    return { ms: performance.now() - start, value: map.getValueAt(spot), end: () => div.remove() };
  },

  'simpleheat 0.4.0': async (x, y, { width, height, radius, most, spot }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const start = performance.now();
    const data = Array.from({ length: x.length }, (_, i) => [x[i], y[i], 1]);
    simpleheat(canvas).radius(radius / 2, radius / 2).max(most).data(data).draw();
    wait2d(canvas);
    return { ms: performance.now() - start, value: alphaAt(canvas, spot) * most, end: () => {} };
  },

  'clarity-visualize 0.8.70': async (x, y, { width, height, most, spot }) => {
    // It draws clicks relative to elements, in a window: here one element as large as the page.
    const frame = document.createElement('iframe');
    frame.style.cssText = `position:absolute;left:0;top:0;border:0;width:${width}px;height:${height}px`;
    document.body.append(frame);
    frame.contentDocument.body.style.cssText = `margin:0;width:${width}px;height:${height}px`;
    const visualizer = new Visualizer();
    await visualizer.setup(frame.contentWindow, { version: '0.8.70', onresize: undefined, metadata: undefined });
    visualizer.heatmap.layout = { get: () => frame.contentDocument.body };
    const start = performance.now();
    const precision = 32767;
    const activity = [{ hash: 'page', clicks: new Array(x.length).fill(1), points: x.length,
      x: Array.from(x, (v) => v / width * precision), y: Array.from(y, (v) => v / height * precision) }];
    visualizer.heatmap.clear();
    visualizer.heatmap.click(activity);
    const canvas = frame.contentDocument.querySelector('canvas');
    wait2d(canvas);
    return { ms: performance.now() - start, value: alphaAt(canvas, spot) * most, end: () => frame.remove() };
  },

  'd3-contour 4.0.3 (20 bands)': async (x, y, { width, height, radius, spot }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const start = performance.now();
    const indices = Uint32Array.from({ length: x.length }, (_, i) => i);
    const sigma = radius / 2;
    const bands = contourDensity().x((i) => x[i]).y((i) => y[i]).size([width, height]).bandwidth(sigma).thresholds(20)(indices);
    const context = canvas.getContext('2d');
    const most = bands.length ? bands[bands.length - 1].value : 1;
    for (const band of bands) {
      context.fillStyle = `hsl(${240 * (1 - band.value / most)} 100% 50%)`;
      context.beginPath();
      geoPath(context, band);
      context.fill();
    }
    wait2d(canvas);
    const ms = performance.now() - start;
    let density = 0;
    for (const band of bands) {
      context.beginPath();
      geoPath(context, band);
      if (context.isPointInPath(spot.x + 0.5, spot.y + 0.5, 'evenodd')) density = Math.max(density, band.value);
    }
    // Points per px^2, at the peak of a Gaussian.
    return { ms, value: density * 2 * Math.PI * sigma * sigma, end: () => {} };
  },

  'visual-heatmap 2.2.0': async (x, y, { width, height, radius, most }) => {
    const div = host(width, height);
    const map = visualHeatmap(div, { size: radius, max: most, intensity: 1,
      gradient: [{ color: [0, 0, 255, 0], offset: 0 }, { color: [0, 255, 0, 1], offset: 0.5 }, { color: [255, 0, 0, 1], offset: 1 }] });
    const start = performance.now();
    const data = Array.from({ length: x.length }, (_, i) => ({ x: x[i], y: y[i], value: 1 }));
    map.renderData(data);
    map.render();
    waitGl(map.ctx);
    return { ms: performance.now() - start, value: null,
      end: () => { map.ctx.getExtension('WEBGL_lose_context')?.loseContext(); div.remove(); } };
  },

  'deck.gl HeatmapLayer 9.4.0': async (x, y, { width, height, radius }) => {
    const div = host(width, height);
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    canvas.style.cssText = `width:${width}px;height:${height}px`;
    div.append(canvas);
    let rendered = () => {};
    const deck = new Deck({ canvas, width, height, useDevicePixels: false, views: new OrthographicView({ flipY: true }), controller: false,
      viewState: { target: [width / 2, height / 2, 0], zoom: 0 }, layers: [], onAfterRender: () => rendered() });
    await new Promise((resolve) => { rendered = resolve; });
    const start = performance.now();
    const positions = new Float32Array(x.length * 3);
    for (let i = 0; i < x.length; ++i) {
      positions[3 * i] = x[i];
      positions[3 * i + 1] = y[i];
    }
    const drawn = new Promise((resolve) => {
      let frames = 0;  // the first comes before the aggregation
      rendered = () => { if (++frames === 2) resolve(undefined); };
    });
    deck.setProps({ layers: [new HeatmapLayer({ id: 'heat', data: { length: x.length, attributes: { getPosition: { value: positions, size: 3 } } },
      getWeight: 1, radiusPixels: radius, debounceTimeout: 0 })] });
    await drawn;
    waitGl(canvas.getContext('webgl2'));
    return { ms: performance.now() - start, value: null, end: () => { deck.finalize(); div.remove(); } };
  },
};
