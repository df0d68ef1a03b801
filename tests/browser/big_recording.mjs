// A recording of 50 pages, made once per worker: 250,000 clicks and 600,000 pointer samples in 500 page views.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { CLI } from './fixtures.mjs';

export const PAGES = 50;
const VIEWS_PER_PAGE = 10, CLICKS = 500, MOVES = 1200;
export const CLICKS_PER_PAGE = VIEWS_PER_PAGE * CLICKS;

/** Numbers below 1 that are the same in every run. */
function sequence() {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) / (1 << 24);
  };
}

/** The file's path; it is kept while the worker lives. */
export function makeBigRecording() {
  const folder = `${tmpdir()}/isotherm-big-${process.pid}`;
  const path = `${folder}/big.ist`;
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const random = sequence();
  const sessions = ['session,url,start_unix_ms,duration_ms,viewport_w,viewport_h,doc_w,doc_h'];
  const events = ['session,time_ms,kind,x,y'];
  for (let page = 0; page < PAGES; page += 1) {
    for (let view = 0; view < VIEWS_PER_PAGE; view += 1) {
      const id = `s${page}-${view}`;
      sessions.push(`${id},https://shop.example/page/${page},${1750000000000 + view * 3600000},70000,1440,900,1440,4000`);
      let x = 700;
      let y = 400;
      for (let i = 0; i < MOVES; i += 1) {
        x = Math.min(Math.max(x + (random() - 0.5) * 120, 0), 1439);
        y = Math.min(Math.max(y + (random() - 0.48) * 120, 0), 3999);
        events.push(`${id},${i * 50},move,${x.toFixed(0)},${y.toFixed(0)}`);
      }
      for (let i = 0; i < CLICKS; i += 1) {
        events.push(`${id},${i * 120},click,${(random() * 1440) | 0},${(random() * random() * 4000) | 0}`);
      }
    }
  }
  writeFileSync(`${folder}/sessions.csv`, sessions.join('\n'));
  writeFileSync(`${folder}/events.csv`, events.join('\n'));
  execFileSync(CLI, ['import', 'csv', `${folder}/events.csv`, '--sessions', `${folder}/sessions.csv`, '-o', `${folder}/new.ist`], { stdio: 'pipe' });
  renameSync(`${folder}/new.ist`, path);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return path;
}
