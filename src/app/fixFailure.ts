import { openAwsFile } from '../commands/openAwsFile.js';
import { isRow, type Row } from '../tree/rows.js';
import type { AppParts } from './appParts.js';

/** Applies the remedy of a failure row. Ignores other rows. */
export async function fixFailure(row: Row, { refresh, runRemedy, tree }: AppParts): Promise<unknown> {
  if (!isRow(row, 'failure')) return undefined;
  if (row.needsRefresh) return refresh();
  const { place, remedy } = row.failure;
  if (place !== undefined) return openAwsFile(place);
  if (remedy !== 'retry') return runRemedy(remedy);
  if (row.branch === undefined) return tree.retry();
  const others = row.others ?? [];
  return Promise.all([tree.loadMore(row.branch, row), ...others.map((branch) => tree.loadMore(branch))]);
}
