// A recording as the lines of tests/data/valid/*.csv; tests/data/README.md describes them.
const CLASS_NAMES = ['', 'moves', 'buttons', 'scroll', 'viewport', 'touch'];
const KIND_NAMES = new Map([[0, 'move'], [1, 'mouse_down'], [2, 'mouse_up'], [3, 'click'], [4, 'double_click'],
  [5, 'context_menu'], [8, 'scroll'], [9, 'element_scroll'], [12, 'resize'], [16, 'touch_start'], [17, 'touch_move'],
  [18, 'touch_end'], [19, 'touch_cancel']]);

/** @param {import('./block.mjs').Block} block @param {number} firstPageView */
function blockRows(block, firstPageView) {
  const rows = [['block', CLASS_NAMES[block.class_], block.time.length]];
  block.time.forEach((time, i) => rows.push(['event', firstPageView + block.pageView[i],
    KIND_NAMES.get(block.tag[i] & 31) ?? block.tag[i] & 31, block.tag[i] >> 5, time, block.x[i], block.y[i], block.target[i]]));
  return rows;
}

/** @param {import('./recording.mjs').Recording} recording @returns {string[]} tables first, then blocks, then screenshots */
export function rowsOf({ segments }) {
  /** @type {(string | number | bigint)[][][]} */
  const [pages, sessions, views, blocks, shots] = [[], [], [], [], []];
  for (const segment of segments) {
    const [page0, session0, view0] = [pages.length, sessions.length, views.length];
    for (const { url, title } of segment.pages) pages.push(['page', url, title]);
    for (const { id, tags } of segment.sessions) sessions.push(['session', id, ...tags.map(([key, value]) => `${key}=${value}`)]);
    for (const v of segment.pageViews) {
      views.push(['page_view', session0 + v.session, page0 + v.page, v.start, v.duration, v.viewportWidth, v.viewportHeight,
        v.documentWidth, v.documentHeight, v.ratio]);
    }
    for (const block of segment.blocks) for (const row of blockRows(block, view0)) blocks.push(row);
    for (const s of segment.screenshots) {
      shots.push(['screenshot', page0 + s.page, s.cssWidth, s.cssHeight, s.tileX, s.tileY, s.format, s.imageWidth,
        s.imageHeight, s.size, s.checksum]);
    }
  }
  return [...pages, ...sessions, ...views, ...blocks, ...shots].map((row) => row.join(','));
}
