import { jobKey } from '../jobs/backupJob.js';
import { type ChunkRow, isInSubtree, type Row } from './rows.js';
import type { ShownRows } from './shownRows.js';

/** The next look of the tree, to be compared with what VS Code shows. */
export interface NextLook {
  /** The next rows below a row, or at the top; undefined if they have to be loaded first. */
  rowsBelow(parent: Row | undefined): readonly Row[] | undefined;
  /** Whether a row looks different from what VS Code shows. */
  isOther(shown: Row, next: Row): boolean;
  /** Whether a refresh of the shown row is enough to show the next one. */
  isLive(shown: Row, next: Row): boolean;
}

/**
 * The fewest rows to refresh; undefined stands for the whole tree. VS Code refreshes a row with all rows
 * below it. It rejects a row whose ID still exists elsewhere, so if a row has moved, the whole tree is
 * refreshed.
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
  // To refresh several groups costs nearly as much as to refresh their parent.
  return others.filter(({ kind }) => kind === 'group').length > 1 ? [parent] : others;
}

function isSameChunk({ bad, jobs }: ChunkRow, { bad: otherBad, jobs: others }: ChunkRow): boolean {
  const hasSame = (place: number) => {
    const [job, other] = [jobs.at(place), others.at(place)];
    return job !== undefined && other !== undefined && jobKey(job) === jobKey(other);
  };
  return bad === otherBad && jobs.length === others.length && hasSame(0) && hasSame(-1);
}
