import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { groupingOf } from '../../../src/jobs/groupings.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { withTimeOfHistory } from '../../../src/jobs/lastKnown.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { ArchiveRows } from '../../../src/tree/archiveRows.js';
import { revealJob } from '../../../src/tree/revealJob.js';
import { rootBranch } from '../../../src/tree/rootRows.js';
import { isBranch, type JobTreeSession, type Row } from '../../../src/tree/rows.js';
import { rowsOf } from '../../../src/tree/rowsOf.js';
import { SourceCounts } from '../../../src/tree/sourceCounts.js';
import { accountOf } from '../../service/givenAccount.js';
import { ServiceSource } from '../jobs/serviceSource.js';

describe('Reveal in Tree', () => {
  const jobOf = (id: string, month: number): BackupJob => ({
    BackupJobId: id,
    BackupVaultName: 'prod',
    CreationDate: new Date(Date.UTC(2026, month, 1)),
    State: 'COMPLETED',
  });
  const listed = jobOf('listed', 10);
  const archived = jobOf('archived', 8);

  /** The rows that are revealed, and whether a job is found, in a tree with an archive. */
  async function revealed(job: BackupJob) {
    const sessionOf = (key: string, own: BackupJob): JobTreeSession => {
      const source = new ServiceSource(createSampleService({ account: accountOf([own]) }));
      return { key, region: 'us-east-1', pool: new JobPool({ source, pageSize: () => 10 }) };
    };
    const session = sessionOf('history:test', archived);
    const archive = {
      session,
      kept: { covered: async () => [], coverVersion: 0, onDidChange: () => () => {}, problem: undefined },
    };
    const selection = selectionOf({});
    const { dimensions } = groupingOf('vault');
    const root = rootBranch({ ...sessionOf('test', listed), archive }, selection, dimensions);
    await Promise.all([root.list.loadMore(), session.pool.list(selection).loadMore()]);
    const archives = new ArchiveRows(new SourceCounts(() => {}), () => {});
    const context = { now: new Date() };
    const top = [...rowsOf(root, context), ...archives.of([root])];
    const provider = {
      rowsBelow: (row?: Row) => (row === undefined ? top : isBranch(row) ? rowsOf(row, context) : []),
    };
    const rows: string[] = [];
    const reveal = async (row: Row) => {
      rows.push(row.id.replace(/^.*\//, ''));
    };
    const isFound = await revealJob({ job, region: 'us-east-1' }, reveal, provider);
    return { isFound, rows };
  }

  it('finds a listed job outside the archive', async () => {
    assert.deepEqual(await revealed(listed), { isFound: true, rows: ['vault:prod', 'job:listed'] });
  });

  it('finds an archived job below the archive', async () => {
    const job = withTimeOfHistory({ ...archived }, new Date());
    assert.deepEqual(await revealed(job), { isFound: true, rows: ['archive', 'vault:prod', 'job:archived'] });
  });

  it('does not look for a listed job in the archive', async () => {
    const other = { ...listed, BackupJobId: 'unknown', BackupVaultName: 'dev' };
    assert.deepEqual(await revealed(other), { isFound: false, rows: [] });
  });
});
