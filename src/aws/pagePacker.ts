import { backupJobFields } from '../jobs/backupJob.js';
import { type JsonObject, readerOf } from './fieldReaders.js';
import { type CellKind, cellKindOf, cellsOfJob, oddCell, type PackedPage } from './packedPage.js';
import type { ParsedJobPage } from './readAnswer.js';
import { SharedValues } from './sharedValues.js';

/**
 * Packs the pages of one connection for a {@link PageUnpacker}, which has to get all of them, in this order: what `readJobPage` makes
 * of an answer, but for the objects in between.
 */
export class PagePacker {
  readonly #structures = new SharedValues();
  #places = new Map<unknown, number>();
  #newValues: unknown[] = [];

  pack({ jobs, nextToken }: ParsedJobPage): PackedPage {
    if (this.#places.size > mostValues) this.#places = new Map();
    const isFirst = this.#places.size === 0;
    const cells = new Float64Array(jobs.length * cellsOfJob).fill(Number.NaN);
    const rest: Rest = { odd: new Map(), newer: new Map(), texts: [] };
    for (const [row, job] of jobs.entries()) this.#packJob(job, row, cells, rest);
    const values = this.#newValues;
    this.#newValues = [];
    const { newer, odd, texts } = rest;
    return { nextToken, isFirst, values, ...joined(texts), cells, odd, newer };
  }

  #packJob(job: JsonObject, row: number, cells: Float64Array, rest: Rest): void {
    let newer: [string, unknown][] | undefined;
    // What JSON.parse makes has all its names of its own.
    for (const name in job) {
      const given = job[name];
      if (given === null) continue;
      const column = columns.get(name);
      if (column === undefined) {
        newer ??= [];
        newer.push([name, given]);
        continue;
      }
      const value = column.read(given);
      if (value === undefined) continue;
      const place = row * cellsOfJob + column.place;
      const cell = this.#cellOf(value, column.kind, rest.texts);
      cells[place] = cell;
      if (cell === oddCell) rest.odd.set(place, value);
    }
    if (newer !== undefined) rest.newer.set(row, newer);
  }

  #cellOf(value: unknown, kind: CellKind, texts: string[]): number {
    if (kind === 'value')
      return this.#placeOf(typeof value === 'object' ? this.#structures.of(value) : value);
    if (kind === 'text' && typeof value === 'string') return texts.push(value) - 1;
    if (kind === 'time' && value instanceof Date) return value.getTime();
    return typeof value === 'number' ? value : oddCell;
  }

  #placeOf(value: unknown): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const place = this.#places.size;
    this.#places.set(value, place);
    this.#newValues.push(value);
    return place;
  }
}

interface Rest {
  readonly newer: Map<number, readonly (readonly [name: string, value: unknown])[]>;
  readonly odd: Map<number, unknown>;
  readonly texts: string[];
}

function joined(texts: readonly string[]): Pick<PackedPage, 'textEnds' | 'texts'> {
  let end = 0;
  const textEnds = new Uint32Array(texts.length);
  for (const [place, text] of texts.entries()) {
    end += text.length;
    textEnds[place] = end;
  }
  return { texts: texts.join(''), textEnds };
}

const columns: ReadonlyMap<string, { place: number; kind: CellKind; read: (value: unknown) => unknown }> =
  new Map(
    backupJobFields.map((name, place) => [name, { place, kind: cellKindOf(name), read: readerOf(name) }]),
  );

/** What nobody holds any more is let go with the rest. */
const mostValues = 50_000;
