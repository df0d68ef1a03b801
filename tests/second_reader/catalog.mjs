// CATALOG: pages, sessions and page views of one segment (docs/format.md, section 4).
import { Cursor, must } from './cursor.mjs';
import { readZstdFrame } from './zstd_frame.mjs';

/**
 * @typedef {{ url: string, title: string }} Page
 * @typedef {{ id: string, tags: [string, string][] }} Session
 * @typedef {{ session: number, page: number, start: number, duration: number, viewportWidth: number,
 *   viewportHeight: number, documentWidth: number, documentHeight: number, ratio: number }} PageView
 * @typedef {{ pages: Page[], sessions: Session[], pageViews: PageView[] }} Catalog
 */

const TEXT_LIMIT = 65536;
const SIZE_LIMIT = 2 ** 21;
const DURATION_LIMIT = 604_800_000;

/** Name and range of a page view's numbers, in the order of their columns. @type {[keyof PageView, number, number][]} */
const COLUMNS = [
  ['session', 0, 2 ** 26], ['page', 0, 2 ** 20], ['start', -(2 ** 53), 2 ** 53], ['duration', 0, DURATION_LIMIT],
  ['viewportWidth', 0, SIZE_LIMIT], ['viewportHeight', 0, SIZE_LIMIT], ['documentWidth', 0, SIZE_LIMIT],
  ['documentHeight', 0, SIZE_LIMIT], ['ratio', 0, 1_000_000],
];

const decoder = new TextDecoder();
/** @param {Cursor} in_ @param {number} size */
const text = (in_, size) => decoder.decode(in_.take(size));
/** @template T @param {number} count @param {() => T} make @returns {T[]} */
const times = (count, make) => Array.from({ length: count }, make);

/** @param {Cursor} in_ @param {number} count @returns {Page[]} */
function readPages(in_, count) {
  const urlSizes = times(count, () => in_.upTo(TEXT_LIMIT, 'URL length'));
  const titleSizes = times(count, () => in_.upTo(TEXT_LIMIT, 'title length'));
  const urls = urlSizes.map((size) => text(in_, size));
  const titles = titleSizes.map((size) => text(in_, size));
  return urls.map((url, i) => ({ url, title: titles[i] }));
}

/** @param {Cursor} in_ @param {number} count @returns {Session[]} */
function readSessions(in_, count) {
  const idSizes = times(count, () => in_.upTo(TEXT_LIMIT, 'id length'));
  const tagCounts = times(count, () => in_.upTo(1024, 'number of tags'));
  const tagSizes = tagCounts.map((tags) =>
    times(tags, () => [in_.upTo(TEXT_LIMIT, 'key length'), in_.upTo(TEXT_LIMIT, 'value length')]));
  idSizes.forEach((size, i) => {
    const all = tagSizes[i].reduce((sum, [key, value]) => sum + key + value, size);
    must(all <= TEXT_LIMIT, `catalog: session of ${all} bytes`);
  });
  const ids = idSizes.map((size) => text(in_, size));
  return ids.map((id, i) => ({ id, tags: tagSizes[i].map(([key, value]) => [text(in_, key), text(in_, value)]) }));
}

/** @param {Cursor} in_ @param {number} count @returns {PageView[]} */
function readPageViews(in_, count) {
  const rows = times(count, () => /** @type {PageView} */ ({}));
  for (const [name, least, most] of COLUMNS) {
    let value = 0n;
    for (const row of rows) {
      value += in_.svarint64();
      must(value >= BigInt(least) && value <= BigInt(most), `catalog: ${name} ${value} of a page view`);
      row[name] = Number(value);
    }
  }
  return rows;
}

/**
 * Adds the rows to the catalog, or throws and leaves it as it was.
 * @param {Uint8Array} body without checksum
 * @param {Catalog} catalog
 */
export function addCatalog(body, catalog) {
  const in_ = new Cursor(body, 'catalog');
  const [pages, sessions, pageViews] = [
    { rows: catalog.pages, limit: 2 ** 20, name: 'pages' }, { rows: catalog.sessions, limit: 2 ** 26, name: 'sessions' },
    { rows: catalog.pageViews, limit: 2 ** 26, name: 'page views' },
  ].map(({ rows, limit, name }) => {
    const first = in_.varint64();
    must(first === BigInt(rows.length), `catalog: ${name} start at ${first} instead of ${rows.length}: one was lost`);
    return in_.upTo(limit - rows.length, `number of ${name}`);
  });
  const size = in_.upTo(64 * 2 ** 20, 'size of the tables');
  must(size <= 64 * in_.left + 262_144, `catalog: ${size} bytes of tables in ${in_.left}`);
  must(2 * pages + 2 * sessions + 9 * pageViews <= size, 'catalog: more rows than fit in its tables');

  const tables = new Cursor(readZstdFrame(in_.rest(), size, 'catalog'), 'catalog');
  const newPages = readPages(tables, pages);
  const newSessions = readSessions(tables, sessions);
  const newPageViews = readPageViews(tables, pageViews);
  tables.end();
  for (const view of newPageViews) {
    must(view.session < catalog.sessions.length + sessions, `catalog: a page view names session ${view.session}`);
    must(view.page < catalog.pages.length + pages, `catalog: a page view names page ${view.page}`);
  }
  for (const row of newPages) catalog.pages.push(row);
  for (const row of newSessions) catalog.sessions.push(row);
  for (const row of newPageViews) catalog.pageViews.push(row);
}
