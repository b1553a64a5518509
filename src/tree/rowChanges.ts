import { jobKey } from '../jobs/backupJob.js';
import { type ChunkRow, isInSubtree, type Row } from './rows.js';
import type { ShownRows } from './shownRows.js';

/** The next look of the tree, to be compared with what VS Code shows. */
export interface NextLook {
  /** The next rows below a row, or at the top; undefined if they have to be loaded first. */
  rowsBelow(parent: Row | undefined): readonly Row[] | undefined;
  /** Whether a row looks different from what VS Code shows. */
  isOther(shown: Row, next: Row): boolean;
  /** Whether asking for the row again is enough to show it correctly. */
  isLive(shown: Row, next: Row): boolean;
}

/**
 * The least that VS Code has to ask for again: rows, each with all rows below it; undefined stands for the
 * whole tree. VS Code refuses a row whose ID still exists elsewhere, so if a row has moved, this is the whole
 * tree.
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
  return rows.filter((row) => !rows.some((other) => other !== row && isInSubtree(row, other)));
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
    if (shown.kind === 'chunk' && row.kind === 'chunk') {
      // The look of a chunk depends on each of its jobs.
      if (!isSameChunk(shown, row)) return [parent];
    } else if (next.isOther(shown, row)) {
      if (!next.isLive(shown, row)) return [parent];
      others.push(shown);
    }
  }
  // Several groups cost nearly as much as their parent.
  return others.filter(({ kind }) => kind === 'group').length > 1 ? [parent] : others;
}

function isSameChunk({ jobs }: ChunkRow, { jobs: others }: ChunkRow): boolean {
  const hasSame = (place: number) => {
    const [job, other] = [jobs.at(place), others.at(place)];
    return job !== undefined && other !== undefined && jobKey(job) === jobKey(other);
  };
  return jobs.length === others.length && hasSame(0) && hasSame(-1);
}
