import { jobKey } from '../jobs/backupJob.js';
import type { ChunkRow, Row } from './rows.js';
import type { ShownRows } from './shownRows.js';

/** What the tree is to look like, beside what the editor was given. */
export interface NextLook {
  /** The rows to stand below a row, or at the top; undefined where they have to be read first. */
  rowsBelow(parent: Row | undefined): readonly Row[] | undefined;
  /** Whether a row looks otherwise than the editor shows it. */
  isOther(shown: Row, next: Row): boolean;
  /** Whether it looks right once the editor asks for it again. */
  isLive(shown: Row, next: Row): boolean;
}

/**
 * The least that the editor has to ask for again: rows, each with all below it; undefined is everything. It refuses a row whose id still
 * stands elsewhere, so that everything is asked for where one has moved.
 */
export function rowChanges(shown: ShownRows, next: NextLook): readonly (Row | undefined)[] {
  const changed = new Set<Row | undefined>();
  for (const parent of shown.parents()) {
    const before = shown.below(parent);
    const after = next.rowsBelow(parent);
    if (after === undefined) continue;
    const ids = new Set(before.map(({ id }) => id));
    if (after.some(({ id }) => !ids.has(id) && shown.get(id) !== undefined)) return [undefined];
    for (const row of changesBelow(parent, before, after, next)) changed.add(row);
  }
  if (changed.has(undefined)) return [undefined];
  const rows = [...changed];
  return rows.filter((row) => !rows.some((other) => other !== row && isBelow(row, other)));
}

function changesBelow(
  parent: Row | undefined,
  before: readonly Row[],
  after: readonly Row[],
  next: NextLook,
): readonly (Row | undefined)[] {
  const pairs = before.map((shown, place) => ({ shown, row: after[place] }));
  const others: Row[] = [];
  for (const { shown, row } of pairs) {
    if (before.length !== after.length || row?.id !== shown.id) return [parent];
    if (shown.kind === 'run' && row.kind === 'run') {
      // What a run looks like is found out from each of its jobs.
      if (!isSameRun(shown, row)) return [parent];
    } else if (next.isOther(shown, row)) {
      if (!next.isLive(shown, row)) return [parent];
      others.push(shown);
    }
  }
  // To ask for several groups is to ask for nearly all.
  return others.filter(({ kind }) => kind === 'group').length > 1 ? [parent] : others;
}

function isSameRun({ jobs }: ChunkRow, { jobs: others }: ChunkRow): boolean {
  const hasSame = (place: number) => {
    const [job, other] = [jobs.at(place), others.at(place)];
    return job !== undefined && other !== undefined && jobKey(job) === jobKey(other);
  };
  return jobs.length === others.length && hasSame(0) && hasSame(-1);
}

function isBelow(row: Row | undefined, other: Row | undefined): boolean {
  for (let place = row?.parent; place !== undefined; place = place.parent)
    if (place.id === other?.id) return true;
  return false;
}
