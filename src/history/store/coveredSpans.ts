import type { Dictionary } from './dictionary.js';
import type { CoveredSpan, CoverTime } from './historyTypes.js';
import type { SqliteDatabase } from './sqlite.js';

/** The table of covered spans. What writes belongs into a transaction. */
export class Coverage {
  readonly #database: SqliteDatabase;
  readonly #texts: Dictionary;

  constructor(database: SqliteDatabase, texts: Dictionary) {
    this.#database = database;
    this.#texts = texts;
  }

  /** All spans, or those of a region, by region, account and time. */
  spans(region?: string): readonly CoveredSpan[] {
    const rows = this.#database.prepare('select account, region, start, stop from coverage').all();
    const all = rows.map((row) => {
      const {
        account,
        region: place,
        start,
        stop,
      } = row as Readonly<Record<'account' | 'region' | 'start' | 'stop', number>>;
      const accountId = account === 0 ? undefined : this.#texts.textOf(account);
      return { accountId, region: this.#texts.textOf(place) ?? '', from: start, to: stop };
    });
    return all.filter((span) => region === undefined || span.region === region).sort(inOrder);
  }

  add(spans: readonly CoveredSpan[]): void {
    this.#replace(joinedSpans([...this.spans(), ...spans]));
  }

  /** Removes the times before one, in epoch milliseconds. */
  removeBefore(time: number): void {
    this.#replace(
      this.spans().flatMap((span) => (span.to < time ? [] : [{ ...span, from: Math.max(span.from, time) }])),
    );
  }

  /**
   * Removes what was read while a clock was ahead. Such a span ends after `now`. It says that all jobs were
   * known until then, but when it was read is not known. A read covers the 30 days before it, or continues a
   * span of which the end is not older. So what is older than `listedFrom`, 30 days ago, stays. Times are in
   * epoch milliseconds.
   */
  removeFuture({ listedFrom, now }: CoverTime): void {
    const spans = this.spans();
    if (spans.every(({ to }) => to <= now)) return;
    this.#replace(spans.map((span) => (span.to <= now ? span : { ...span, to: listedFrom })));
  }

  #replace(spans: readonly CoveredSpan[]): void {
    this.#database.exec('delete from coverage');
    const insert = this.#database.prepare(
      'insert into coverage (account, region, start, stop) values (?, ?, ?, ?)',
    );
    for (const { accountId, from, region, to } of spans.filter((span) => span.from <= span.to))
      insert.run(
        accountId === undefined ? 0 : this.#texts.idOf(accountId),
        this.#texts.idOf(region),
        from,
        to,
      );
  }
}

/**
 * The same times in as few spans as possible, in order. Times are whole milliseconds, so a span that ends
 * just before the next one begins is joined with it.
 */
export function joinedSpans(spans: readonly CoveredSpan[]): readonly CoveredSpan[] {
  const joined: CoveredSpan[] = [];
  for (const span of spans.filter(({ from, to }) => from <= to).sort(inOrder)) {
    const last = joined.at(-1);
    if (last !== undefined && isSamePlace(last, span) && span.from <= last.to + 1)
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, span.to) };
    else joined.push(span);
  }
  return joined;
}

function isSamePlace(one: CoveredSpan, other: CoveredSpan): boolean {
  return one.region === other.region && one.accountId === other.accountId;
}

function inOrder(one: CoveredSpan, other: CoveredSpan): number {
  return (
    compareTexts(one.region, other.region) ||
    Number(one.accountId !== undefined) - Number(other.accountId !== undefined) ||
    compareTexts(one.accountId ?? '', other.accountId ?? '') ||
    one.from - other.from
  );
}

function compareTexts(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
