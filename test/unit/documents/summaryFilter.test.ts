import assert from 'node:assert/strict';
import { readSummaryRegion } from '../../../src/documents/summary/readSummary.js';
import { summaryText } from '../../../src/documents/summary/summaryText.js';
import { noKnownIssues } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import type { JobQuery } from '../../../src/jobs/jobQuery.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { accountOf } from '../../service/givenAccount.js';
import { ServiceSource } from '../jobs/serviceSource.js';
import { recentJobs } from '../schedule/recentJobs.js';

describe('A summary of a filter that excludes failures', () => {
  for (const query of [{ state: 'COMPLETED' }, { state: 'ABORTED' }, { createdAfter: anHourAgo() }] as const)
    it(`says that it is not known what failed: ${Object.entries(query)[0]}`, async () => {
      const failed = { State: 'FAILED', StatusMessage: 'Access denied' };
      const jobs = recentJobs({ resource: 'a', more: (run) => (run === 0 ? failed : {}) });
      const text = await summaryOf(jobs, query);
      assert.match(
        text,
        /^\*\*Not known which jobs made no complete backup.+\nThe filter excludes jobs that belong here\.\n/s,
      );
    });

  it('lists what failed, and says that more may have: jobs may end days after their creation', async () => {
    const failed = { State: 'FAILED', StatusMessage: 'Access denied' };
    const jobs = recentJobs({ resource: 'a', more: (run) => (run === 0 ? failed : {}) });
    const text = await summaryOf(jobs, { createdAfter: new Date(Date.now() - 72 * 3_600_000) });
    assert.match(text, /^\*\*1 or more resources without .+\nThe filter excludes jobs that belong here\.\n/s);
  });
});

function anHourAgo(): Date {
  return new Date(Date.now() - 3_600_000);
}

async function summaryOf(jobs: readonly BackupJob[], query: JobQuery): Promise<string> {
  const account = accountOf(jobs);
  const pool = new JobPool({
    source: new ServiceSource(createSampleService({ account })),
    pageSize: () => 1000,
  });
  const selection = selectionOf(query);
  const at = new Date();
  const source = { key: 'k', region: 'us-east-1', pool, selection };
  const region = await readSummaryRegion(source, at, noKnownIssues);
  return summaryText(
    { connection: 'prod', filter: 'State', period: { hours: 24, to: at }, regions: [region] },
    'en',
  );
}
