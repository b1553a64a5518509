import { parseExactJson } from '../../jobs/exactJson.js';
import { isObject, type JsonObject } from '../../jobs/fieldReaders.js';
import { JobPacker } from '../../jobs/packed/jobPacker.js';
import { byteOf, JsonBytes } from '../../jobs/packed/jsonBytes.js';
import { PageUnpacker } from '../../jobs/packed/packedJob.js';
import type { FileRow, UnreadLine } from '../fileJob.js';
import type { JsonItem } from './jsonItems.js';
import type { JsonRows } from './jsonRow.js';
import { isTooDeep } from './nesting.js';

/**
 * Reads the objects of a JSON file. A job as ListBackupJobs returns it is packed, which takes a fraction of
 * the time of parsing it, because most of its fields are those of an earlier job. All other objects are
 * parsed.
 */
export class PackedLines {
  readonly #rows: JsonRows;
  readonly #packer = new JobPacker({ parse: parseMembers, takesNewer: false, maxValues });
  readonly #unpacker = new PageUnpacker();
  #memory = Buffer.alloc(firstSize);
  #json = new JsonBytes(this.#memory);

  /** `rows` reads the objects that cannot be packed. */
  constructor(rows: JsonRows) {
    this.#rows = rows;
  }

  /** The rows of some objects, in their order. */
  read(items: readonly JsonItem[]): (FileRow | UnreadLine)[] {
    this.#packer.beginPage(items.reduce((length, { text }) => length + text.length, 0));
    const packed = items.map(({ text }) => this.#pack(text.trimEnd()));
    const { jobs } = this.#unpacker.unpack({ ...this.#packer.takePage(), nextToken: undefined });
    let place = 0;
    return items.map(({ line, text }, row) => {
      const region = packed[row];
      const job = region === undefined ? undefined : jobs[place++];
      // A job without an ID is not certainly one.
      if (job?.BackupJobId !== undefined) return { kind: 'apiJobs', job, region: region || undefined, line };
      const read = this.#rows.read(text);
      return typeof read === 'string' ? { line, reason: read } : { ...read, line };
    });
  }

  /** Packs a job. Returns its region, empty if it names none; undefined if it cannot be packed. */
  #pack(text: string): string | undefined {
    if (text.length > maxLength || !text.startsWith('{')) return undefined;
    const [start = '', region = ''] = regionFirst.exec(text) ?? [];
    try {
      // Without the region, which is no field of a job: `{` takes the place of the comma after it.
      const from = start === '' ? 0 : start.length - 1;
      const end = this.#write(text);
      if (from > 0) this.#memory[from] = byteOf.brace;
      if (this.#packer.packJob(this.#json, from) === end) return region;
    } catch {
      return undefined;
    }
    this.#packer.dropJob();
    return undefined;
  }

  /** Writes a text into the memory. Returns where it ends; throws if the text is not ASCII. */
  #write(text: string): number {
    if (this.#memory.byteLength <= text.length) {
      this.#memory = Buffer.alloc(text.length * 2);
      this.#json = new JsonBytes(this.#memory);
    }
    const end = this.#memory.write(text, 'utf8');
    if (end !== text.length) throw new SyntaxError('The text is not ASCII');
    // So that nothing of a longer text before it is read.
    this.#memory[end] = 0;
    return end;
  }
}

/** Parses members of an object, which must not be nested deeply. */
function parseMembers(members: string): JsonObject {
  const value = parseExactJson(`{${members}}`);
  if (isObject(value) && !isTooDeep(value)) return value;
  throw new SyntaxError('The value is not one of a job');
}

/** The region at the start of a job, where our export has it. */
const regionFirst = /^\{"Region":"([a-z0-9-]+)",/;
/** In characters. A job is much shorter; a longer one is parsed. */
const maxLength = 1_000_000;
/** Lines of a file are in order, so values of long ago are rare. */
const maxValues = 10_000;
const firstSize = 64 * 1024;
