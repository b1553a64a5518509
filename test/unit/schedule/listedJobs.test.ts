import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { recentFindings } from '../../../src/schedule/findingCounts.js';
import { jobsOfList } from '../../../src/schedule/listedJobs.js';
import { resourceOutcomes } from '../../../src/schedule/resourceOutcomes.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { accountOf } from '../../service/givenAccount.js';
import { ServiceSource } from '../jobs/serviceSource.js';
import { daily } from './dailyJobs.js';
import { dayMs, hourMs } from './histories.js';
import { recentJobs } from './recentJobs.js';

describe('The jobs of a list that are judged', () => {
  it('have the parents of nested jobs, so that these are no resources of their own', async () => {
    const [parent] = recentJobs({ resource: 'app' }).slice(-1);
    const nested: BackupJob = {
      ...parent,
      BackupJobId: 'nested',
      CreatedBy: undefined,
      ParentJobId: parent?.BackupJobId,
      ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/part',
      State: 'FAILED',
    };
    const account = accountOf([...recentJobs({ resource: 'app' }), nested]);
    const pool = new JobPool({
      source: new ServiceSource(createSampleService({ account })),
      pageSize: () => 1000,
    });
    const list = pool.list(selectionOf({}));
    await list.loadMore();
    const jobs = jobsOfList('us-east-1', list);
    assert.ok(jobs !== undefined);
    const outcomes = await resourceOutcomes(await scheduleReport([jobs]), new Date());
    assert.deepEqual(
      outcomes.map(({ outcome, resourceArn }) => [resourceArn?.split('/').at(-1), outcome]),
      [['app', 'good']],
    );
  });
});

describe('A missed run', () => {
  it('is news when it is proven: after its start window, even if that is a day long', async () => {
    const missing = 28 * 24 - 19;
    const jobs = Array.from({ length: 29 * 24 }, (_, hour) => hour)
      .filter((hour) => hour !== missing)
      .flatMap((hour) => {
        const time = Date.UTC(2026, 10, 1, hour);
        return daily({ resource: 'a', rule: 'hourly', cron: 'cron(0 * ? * * *)', days: [1] }).map((job) => ({
          ...job,
          BackupJobId: `${hour}`,
          CreationDate: new Date(time + 1000),
          StartBy: new Date(time + 24 * hourMs),
        }));
      });
    const news = async (hours: number) => {
      const readAt = Date.UTC(2026, 10, 1, missing + hours);
      const known = [{ from: readAt - 30 * dayMs, to: readAt }];
      const before = jobs.filter(({ CreationDate }) => CreationDate.getTime() < readAt);
      const { findings } = await scheduleReport([{ region: 'eu-west-1', jobs: before, known, readAt }]);
      return recentFindings(findings, readAt - dayMs).length;
    };
    assert.deepEqual([await news(24), await news(26), await news(48), await news(50)], [0, 1, 1, 0]);
  });
});
