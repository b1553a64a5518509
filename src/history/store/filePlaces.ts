import type { ListedTime } from '../../jobs/listedPeriod.js';
import { entry } from '../../jobs/mapEntry.js';
import { joinedTimes } from '../../jobs/timeSpans.js';
import type { SqlValue } from './sqlite.js';
import type { Statements } from './statements.js';

/** An account and a region that jobs of some files belong to. Times are in epoch milliseconds. */
export interface SeriesPlace {
  /** The series of reports that the files belong to; empty for other files. */
  readonly series: string;
  /** Undefined if a job does not name it. */
  readonly account: string | undefined;
  /** Empty if a job does not name it. */
  readonly region: string;
  /** The periods of the reports that name it; in order. */
  readonly named: readonly ListedTime[];
  /** When the first of the jobs was created. */
  readonly first?: number | undefined;
  /** The latest time at which something is known of one of the jobs. */
  readonly last?: number | undefined;
}

/** The same places, each series and place once. */
export function joinedPlaces(places: readonly SeriesPlace[]): readonly SeriesPlace[] {
  const byKey = new Map<string, SeriesPlace[]>();
  for (const place of places) entry(byKey, keyOf(place), () => []).push(place);
  return [...byKey.values()].flatMap(([place, ...others]) => {
    if (place === undefined) return [];
    if (others.length === 0 && place.named.length < 2) return place;
    const all = [place, ...others];
    return {
      ...place,
      named: joinedTimes(all.flatMap(({ named }) => named)),
      first: least(all.flatMap(({ first }) => first ?? [])),
      last: greatest(all.flatMap(({ last }) => last ?? [])),
    };
  });
}

/**
 * The table of the places of files. It has a row for each time in which all reports of a series name a place,
 * so that reports of many accounts take little room. It is created when something is added. What writes
 * belongs into a transaction.
 */
export class FilePlaces {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** All places, each series and place once. */
  all(): readonly SeriesPlace[] {
    const [exists] = this.#statements.rows("select 1 from sqlite_schema where name = 'file_places'");
    return exists === undefined ? [] : this.#read('true', []);
  }

  /** Adds to what is known of places. The order of additions does not matter, and repeating one neither. */
  add(places: readonly SeriesPlace[]): void {
    for (const sql of createTable) this.#statements.run(sql);
    for (const place of joinedPlaces(places)) {
      const { account = '', region, series } = place;
      const key = [series, account, region];
      const [joined = place] = joinedPlaces([...this.#read(isPlace, key), place]);
      this.#statements.run(`delete from file_places where ${isPlace}`, key);
      const { first = null, last = null } = joined;
      for (const [row, time] of (joined.named.length === 0 ? [undefined] : joined.named).entries())
        this.#statements.run('insert into file_places values (?, ?, ?, ?, ?, ?, ?)', [
          ...[...key, time?.from ?? null, time?.to ?? null],
          ...(row === 0 ? [first, last] : [null, null]),
        ]);
    }
  }

  clear(): void {
    this.#statements.run('drop table if exists file_places');
  }

  #read(condition: string, parameters: readonly SqlValue[]): readonly SeriesPlace[] {
    const rows = this.#statements.rows(
      `select series, account, region, start, stop, first, last from file_places where ${condition}`,
      parameters,
    );
    return joinedPlaces(
      rows.map(([series, account, region, start, stop, first, last]) => ({
        series: String(series),
        account: account === '' ? undefined : String(account),
        region: String(region),
        named: typeof start === 'number' ? [{ from: start, to: Number(stop) }] : [],
        ...(typeof first === 'number' && { first }),
        ...(typeof last === 'number' && { last }),
      })),
    );
  }
}

/** The least of some numbers; undefined if there are none. */
export function least(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((one, other) => Math.min(one, other));
}

/** The greatest of some numbers; undefined if there are none. */
export function greatest(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((one, other) => Math.max(one, other));
}

function keyOf({ account = '', region, series }: SeriesPlace): string {
  return `${series}\0${account}\0${region}`;
}

/** Texts as they are: an account of a job can be any text, but no job with an empty one has an account. */
const createTable = [
  `create table if not exists file_places (
  series text not null, account text not null, region text not null,
  start integer, stop integer, first integer, last integer
)`,
  'create index if not exists place_of_series on file_places (series, account, region)',
];
const isPlace = 'series = ? and account = ? and region = ?';
