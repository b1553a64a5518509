import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { JobList } from '../../../src/jobs/jobList.js';
import type { JobPool } from '../../../src/jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobFailure } from '../../../src/jobs/jobSource.js';
import { rootBranch, rootRows } from '../../../src/tree/rootRows.js';
import type { Branch } from '../../../src/tree/rows.js';

const all = selectionOf({});

interface Region {
  readonly region: string;
  readonly jobs?: readonly BackupJob[];
  readonly failed?: JobFailure;
  readonly outage?: JobFailure;
}

function rootOf({ failed, jobs = [], outage, region }: Region): Branch {
  const list: Partial<JobList> = {
    selection: all,
    jobs: () => jobs,
    count: () => ({ known: jobs.length, isExact: true }),
    bad: 0,
    state: failed === undefined ? { name: 'idle' } : { name: 'failed', failure: failed },
  };
  const pool: Partial<JobPool> = { outage, list: (_: JobSelection) => list as JobList };
  return rootBranch({ key: 'test', region, pool: pool as JobPool }, all, []);
}

function failure(detail: string, more: Partial<JobFailure> = {}): JobFailure {
  return { kind: 'network', summary: 'No connection', detail, remedy: 'retry', requestId: detail, ...more };
}

/** The rows in short: of a failure its regions and detail, of a region its name. */
function shown(regions: readonly Region[]): unknown[] {
  return rootRows(regions.map(rootOf), () => ({ now: new Date() })).map((row) => {
    if (row.kind === 'failure')
      return [row.regions, row.failure.detail, row.failure.requestId, row.others?.length ?? 0];
    return row.kind === 'group' ? row.group.value : row.kind;
  });
}

describe('The same failure of several regions', () => {
  const jobs = [{ BackupJobId: 'a' }];

  it('is one row above the first of them, which names them and has the detail of each', () => {
    assert.deepEqual(
      shown([
        { region: 'eu-west-1', jobs },
        { region: 'us-east-1', jobs, outage: failure('one') },
        { region: 'us-west-2', outage: failure('two') },
      ]),
      [
        'eu-west-1',
        [['us-east-1', 'us-west-2'], 'us-east-1: one\nus-west-2: two', undefined, 0],
        'us-east-1',
        'us-west-2',
      ],
    );
  });

  it('is one row for regions without a job, whose remedy is for each; another failure has its own', () => {
    const denied = { kind: 'accessDenied', summary: 'Access denied' } as const;
    assert.deepEqual(
      shown([
        { region: 'eu-west-1', failed: failure('same', denied) },
        { region: 'us-east-1', failed: failure('other', { ...denied, summary: 'No such region' }) },
        { region: 'us-west-2', failed: failure('same', denied) },
        { region: 'us-west-1', jobs },
      ]),
      [[['eu-west-1', 'us-west-2'], 'same', undefined, 1], [['us-east-1'], 'other', 'other', 0], 'us-west-1'],
    );
  });

  it('names no region if it affects all of them', () => {
    assert.deepEqual(
      shown([
        { region: 'eu-west-1', jobs, outage: failure('one') },
        { region: 'us-east-1', outage: failure('two') },
      ]),
      [[undefined, 'one', 'one', 0], 'eu-west-1'],
    );
  });
});
