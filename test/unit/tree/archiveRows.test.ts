import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { groupingOf } from '../../../src/jobs/groupings.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobFailure } from '../../../src/jobs/jobSource.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { ArchiveRows } from '../../../src/tree/archiveRows.js';
import { rootBranch } from '../../../src/tree/rootRows.js';
import { isBranch, type JobTreeSession, type Row } from '../../../src/tree/rows.js';
import { rowsOf } from '../../../src/tree/rowsOf.js';
import { SourceCounts } from '../../../src/tree/sourceCounts.js';
import { accountOf } from '../../service/givenAccount.js';
import { type Fault, ServiceSource } from '../jobs/serviceSource.js';

const created = Date.UTC(2026, 8, 1);
const jobs = Array.from(
  { length: 4 },
  (_, place): BackupJob => ({
    BackupJobId: `job-${place}`,
    BackupVaultName: place % 2 === 0 ? 'prod' : 'dev',
    CreationDate: new Date(created - place * 60_000),
    State: 'COMPLETED',
  }),
);

/** The rows of an archive after two pages were requested, and those below its group, in short. */
async function archiveOf(options: { readonly faults?: readonly Fault[]; readonly problem?: JobFailure }) {
  const sessionOf = (key: string): JobTreeSession & { readonly source: ServiceSource } => {
    const source = new ServiceSource(createSampleService({ account: accountOf(jobs) }));
    return { key, region: 'us-east-1', source, pool: new JobPool({ source, pageSize: () => 2 }) };
  };
  const stored = sessionOf('history:test');
  for (const fault of options.faults ?? []) stored.source.injectFault(fault);
  const archive = {
    session: stored,
    kept: { covered: async () => [], coverVersion: 0, onDidChange: () => () => {}, problem: options.problem },
  };
  const selection = selectionOf({});
  const root = rootBranch({ ...sessionOf('test'), archive }, selection, groupingOf('none').dimensions);
  await root.list.loadMore();
  await stored.pool.list(selection).loadMore();
  await stored.pool.list(selection).loadMore();
  const top = new ArchiveRows(new SourceCounts(() => {}), () => {}).of([root]);
  const below = top.flatMap((row): Row[] => (isBranch(row) ? rowsOf(row, { now: new Date() }) : []));
  const rows = [...top, ...below];
  return {
    hasUniqueIds: new Set(rows.map(({ id }) => id)).size === rows.length,
    shown: [top, below].map((some) =>
      some.map((row) => (row.kind === 'failure' ? row.failure.kind : row.kind)),
    ),
  };
}

describe('The rows of an archive', () => {
  const problem: JobFailure = { kind: 'unknown', summary: 'No space', detail: '', remedy: 'retry' };

  it('show that a page could not be read, once and where it is missing', async () => {
    assert.deepEqual(await archiveOf({ faults: ['none', 'accessDenied', 'accessDenied'] }), {
      hasUniqueIds: true,
      shown: [['group'], ['job', 'job', 'accessDenied']],
    });
  });

  it('show at the top that nothing could be read', async () => {
    assert.deepEqual(await archiveOf({ faults: ['accessDenied', 'accessDenied'] }), {
      hasUniqueIds: true,
      shown: [['accessDenied'], []],
    });
  });

  it('show at the top that jobs are not stored, also if a page could not be read', async () => {
    assert.deepEqual(await archiveOf({ faults: ['none', 'accessDenied'], problem }), {
      hasUniqueIds: true,
      shown: [
        ['group', 'unknown'],
        ['job', 'job', 'accessDenied'],
      ],
    });
  });
});
