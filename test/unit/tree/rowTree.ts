import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { groupingOf } from '../../../src/jobs/groupings.js';
import type { JobFilter } from '../../../src/jobs/jobFilter.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { rootBranch, rootRows } from '../../../src/tree/rootRows.js';
import { type Branch, isBranch, type Row } from '../../../src/tree/rows.js';
import { rowsOf } from '../../../src/tree/rowsOf.js';
import { accountOf } from '../../service/givenAccount.js';
import { type Fault, ServiceSource } from '../jobs/serviceSource.js';

export interface RowTreeOptions {
  readonly pageSize?: number;
  readonly grouping?: string;
  readonly filter?: JobFilter;
  readonly regions?: readonly string[];
  /** The faults of the first requests of the first region. */
  readonly faults?: readonly Fault[];
}

/** The rows of the jobs of an account, without VS Code. The first page of each region is loaded. */
export async function rowTree(jobs: readonly BackupJob[], options: RowTreeOptions = {}) {
  const { faults = [], grouping = 'vault', pageSize = 1000, filter = {}, regions = ['us-east-1'] } = options;
  const account = accountOf(jobs);
  const sources = regions.map(() => new ServiceSource(createSampleService({ account })));
  const roots = sources.map((source, place): Branch => {
    const pool = new JobPool({ source, pageSize: () => pageSize });
    const session = { key: 'test', region: regions[place] ?? '', pool };
    return rootBranch(session, selectionOfFilter(filter, new Date()), groupingOf(grouping).dimensions);
  });
  for (const fault of faults) sources[0]?.injectFault(fault);
  await Promise.all(roots.map(({ list }) => list.loadMore()));
  const context = { now: new Date() };
  const below = (row?: Row): Row[] => {
    if (row === undefined) return rootRows(roots, () => context);
    return isBranch(row) ? rowsOf(row, context) : [];
  };
  /** As VS Code expands a row: loads its first page. */
  const open = async (row: Row): Promise<Row[]> => {
    if (isBranch(row) && !row.list.hasStarted) await row.list.loadMore();
    return below(row);
  };
  return { account, roots, sources, below, find, open };

  /** The row to which a path of IDs' last parts leads. Loads the first page of each row on the way. */
  async function find(...path: readonly string[]): Promise<Row & Branch> {
    let found: (Row & Branch) | undefined;
    for (const part of path) {
      const row = below(found).find(({ id }) => id.endsWith(`/${part}`));
      if (row === undefined || !isBranch(row))
        throw new Error(`No row ${part}: ${idsOf(below(found)).join()}`);
      if (!row.list.hasStarted) await row.list.loadMore();
      found = row;
    }
    if (found === undefined) throw new Error('No path');
    return found;
  }
}

/** The last parts of the rows' IDs. */
export function idsOf(rows: readonly Row[]): string[] {
  return rows.map(({ id }) => id.slice(id.lastIndexOf('/') + 1));
}
