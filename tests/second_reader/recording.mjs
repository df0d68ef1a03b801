// Reads a whole .ist file from memory, as docs/format.md says. Written without a look at the C++ reader.
import { readAttachment } from './attachment.mjs';
import { readBlock } from './block.mjs';
import { judgeLimits, parseBlockHeader } from './block_header.mjs';
import { addCatalog } from './catalog.mjs';
import { Cursor, FormatError, checkedBody, must } from './cursor.mjs';
import * as records from './records.mjs';
import { findRecord, isRecord, isWholeBlock, startsFrame } from './resume.mjs';
import { readSegmentIndex, seekTableFault, startBySeekTable } from './segment_index.mjs';
import { measureZstdFrame, ZSTD_MAGIC } from './zstd_frame.mjs';

/**
 * @typedef {import('./catalog.mjs').Catalog & { metadata: string, blocks: import('./block.mjs').Block[],
 *   screenshots: import('./attachment.mjs').Screenshot[] }} Segment
 * @typedef {{ segments: Segment[], warnings: string[],
 *   seekTableFaults: string[] }} Recording seekTableFaults: what is wrong in seek tables but no hindrance to reading
 */

class Reader {
  /** @param {Uint8Array} file */
  constructor(file) {
    this.file = file;
    /** @type {string[]} */
    this.warnings = [];
    /** @type {string[]} */
    this.seekTableFaults = [];
  }

  /** What is damaged is reported and left out. @template T @param {() => T} read @returns {T | undefined} */
  attempt(read) {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      this.warnings.push(error.message);
      return undefined;
    }
  }

  /** @param {number} start @returns {Segment | undefined} */
  openSegment(start) {
    const metadata = this.attempt(() => records.readFileHeader(this.file, start));
    if (metadata === undefined) return undefined;
    return { metadata, pages: [], sessions: [], pageViews: [], blocks: [], screenshots: [] };
  }

  /** @param {Segment} segment @param {Uint8Array} header body @param {number} from @param {number} end of the groups */
  addBlock(segment, header, from, end) {
    this.attempt(() => segment.blocks.push(readBlock(parseBlockHeader(header), this.file.subarray(from, end), segment)));
  }

  /** @param {Segment} segment @param {number} magic @param {Uint8Array} payload of a CATALOG or ATTACHMENT */
  addRecord(segment, magic, payload) {
    if (magic === records.CATALOG) this.attempt(() => addCatalog(checkedBody(payload, 'catalog'), segment));
    if (magic !== records.ATTACHMENT) return;
    const shot = this.attempt(() => readAttachment(payload, segment.pages.length));
    if (shot) segment.screenshots.push(shot);
  }

  /** @param {import('./segment_index.mjs').SegmentIndex} index @returns {Segment[]} none or one */
  readIndexed(index) {
    const segment = this.openSegment(index.start);
    if (segment === undefined) return [];
    const fault = seekTableFault(this.file, index);
    if (fault !== null) this.seekTableFaults.push(fault);
    for (const entry of index.entries) {
      const frame = this.attempt(() => records.skippableFrame(this.file, entry.start));
      if (frame === undefined) continue;
      if (entry.kind !== 2) {
        this.addRecord(segment, frame.magic, frame.payload);
        continue;
      }
      this.attempt(() => must(Buffer.compare(entry.header, checkedBody(frame.payload, 'block header')) === 0,
        'block header: not the one in the index'));
      this.addBlock(segment, entry.header, frame.end, entry.end);
    }
    return [segment];
  }

  /** Where the walk goes on behind the record there. @param {number} at @param {Segment | undefined} segment @returns {number} */
  walkRecord(at, segment) {
    const frame = records.skippableFrame(this.file, at);
    must(startsFrame(this.file, frame.end) || isRecord(this.file, at), `record at ${at}: leads to bytes that are no frame`);
    if (frame.magic !== records.BLOCK) {
      if (segment) this.addRecord(segment, frame.magic, frame.payload);
      return frame.end;
    }
    const header = this.attempt(() => checkedBody(frame.payload, 'block header'));
    const parsed = header && this.attempt(() => {
      const fields = parseBlockHeader(header);
      judgeLimits(fields);
      return fields;
    });
    // Without a usable header the frames of its groups are passed one by one.
    if (header === undefined || parsed === undefined) return frame.end;
    if (!isWholeBlock(this.file, frame.end, parsed)) {
      this.warnings.push(`block at ${at}: its groups are not whole`);
      return frame.end;
    }
    const end = frame.end + Number(parsed.storedSize);
    if (segment) this.addBlock(segment, header, frame.end, end);
    return end;
  }

  /** Without an index: frame by frame. @param {number} begin @param {number} end @returns {Segment[]} */
  walk(begin, end) {
    const part = new Reader(this.file.subarray(0, end));
    part.warnings = this.warnings;
    const segments = /** @type {Segment[]} */ ([]);
    /** @type {Segment | undefined} */
    let segment;
    for (let at = begin; at < end;) {
      const next = part.attempt(() => {
        const magic = new Cursor(part.file.subarray(at), `frame at ${at}`).u32();
        if (magic === ZSTD_MAGIC) {
          const behind = at + measureZstdFrame(part.file.subarray(at)).length;
          must(startsFrame(part.file, behind), `zstd frame at ${at}: leads to bytes that are no frame`);
          return behind;
        }
        if (magic === records.FILE_HEADER) {
          segment = part.openSegment(at);
          if (segment) segments.push(segment);
        }
        const behind = part.walkRecord(at, segment);
        if (magic === records.SEEK_TABLE) segment = undefined;
        return behind;
      });
      at = next ?? findRecord(part.file, at + 1);
    }
    return segments;
  }
}

/**
 * @param {Uint8Array} file
 * @returns {Recording} throws FormatError when the file is refused
 */
export function readRecording(file) {
  records.readFileHeader(file, 0);
  const reader = new Reader(file);
  const segments = /** @type {Segment[]} */ ([]);
  for (let end = file.length; end > 0;) {
    const from = end;
    const index = reader.attempt(() => readSegmentIndex(file, from));
    if (index === undefined) {
      const begin = startBySeekTable(file, end);
      segments.unshift(...reader.walk(begin, end));
      end = begin;
      continue;
    }
    segments.unshift(...reader.readIndexed(index));
    end = index.start;
  }
  return { segments, warnings: reader.warnings, seekTableFaults: reader.seekTableFaults };
}
