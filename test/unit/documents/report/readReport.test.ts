import assert from 'node:assert/strict';
import {
  loadedReport,
  OtherConnectionError,
  type ReadReport,
  type ReportSubject,
  readReport,
} from '../../../../src/documents/report/readReport.js';
import type { ReportScope } from '../../../../src/documents/report/reportContent.js';
import { JobPool } from '../../../../src/jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../../../../src/jobs/jobSelection.js';
import { isJobSourceError } from '../../../../src/jobs/jobSource.js';
import { generateAccount } from '../../../../src/sample/generateAccount.js';
import { createSampleService } from '../../../../src/sample/sampleService.js';
import { accountOf } from '../../../service/givenAccount.js';
import { ServiceSource } from '../../jobs/serviceSource.js';
import { recentJobs } from '../../schedule/recentJobs.js';

const account = generateAccount({ seed: 7, jobs: 900, now: Date.now() });
const about: ReportScope = {
  connection: 'prod',
  account: undefined,
  identity: { unknown: 'notAnswered' },
  filter: '',
};
const { signal } = new AbortController();

describe('The jobs of a report', () => {
  it('are all jobs of all regions, the latest first, if the rest is loaded', async () => {
    const regions = [regionOf('eu-west-1'), regionOf('us-east-1')];
    await regions[0]?.pool.list(selectionOf({})).loadMore();
    const progress: number[] = [];
    const report = await readReport(subjectOf(regions), 'everything', {
      signal,
      onProgress: ({ jobs }) => progress.push(jobs),
    });
    const all = await allJobs();
    for (const { isComplete, jobs, readAt } of report.regions) {
      assert.deepEqual([jobs.length, isComplete, readAt !== undefined], [all.size, true, true]);
      assert.deepEqual(new Set(jobs.map(({ BackupJobId }) => BackupJobId)), all);
      const times = jobs.map(({ CreationDate }) => CreationDate?.getTime() ?? 0);
      assert.deepEqual(
        times,
        times.toSorted((one, other) => other - one),
      );
    }
    assert.ok(progress.length > 0);
    assert.deepEqual(
      [report.includesAllJobs, ...known(report), report.schedule?.unknownRegions],
      [true, true, true, undefined],
    );
  });

  it('are those that are loaded, without a request, and then the report is partial', async () => {
    const region = regionOf('us-east-1');
    await region.pool.list(selectionOf({})).loadMore();
    const { requests } = region.source;
    const report = await readReport(subjectOf([region]), 'loaded', { signal });
    assert.equal(region.source.requests, requests);
    assert.deepEqual(
      report.regions.map(({ failure, isComplete, jobs }) => [jobs.length, isComplete, failure]),
      [[100, false, undefined]],
    );
    assert.deepEqual([...known(report), report.schedule], [false, undefined]);
  });

  it('can lack those of a region that cannot be read, which the report says', async () => {
    const [one, other] = [regionOf('eu-west-1'), regionOf('us-east-1')];
    deny(other.source);
    const report = await readReport(subjectOf([one, other]), 'everything', { signal });
    assert.deepEqual(
      report.regions.map(({ failure, isComplete, jobs }) => [
        jobs.length > 0,
        isComplete,
        failure !== undefined,
      ]),
      [
        [true, true, false],
        [false, false, true],
      ],
    );
    assert.deepEqual([...known(report), report.schedule?.unknownRegions], [true, false, ['us-east-1']]);
    assert.ok(report.schedule?.series.every(({ series }) => series.region === 'eu-west-1'));
  });

  it('of one resource are judged as those of its rule, if all jobs are loaded', async () => {
    const jobs = ['a', 'b'].flatMap((resource) => recentJobs({ resource, to: 5 }));
    const live = recentJobs({ resource: 'c', rule: 'other' });
    const selection = selectionOf({ resourceArn: jobs[0]?.ResourceArn ?? '' });
    const verdicts: unknown[] = [];
    for (const isWhole of [true, false]) {
      const region = regionOf('us-east-1', accountOf([...jobs, ...live]));
      if (isWhole) await region.pool.list(selectionOf({})).loadMore();
      const { schedule } = await readReport(subjectOf([region], selection), 'everything', { signal });
      const findings = schedule?.findings.map(({ scope, series }) => [scope.kind, series.length]);
      verdicts.push([schedule?.series.map(({ judgement }) => judgement.verdict), findings]);
    }
    assert.deepEqual(verdicts, [
      [['overdue'], [['rule', 1]]],
      [['ended'], []],
    ]);
  });

  it('are no report if none can be read, the user cancels, or the connection changes', async () => {
    const denied = regionOf('us-east-1');
    deny(denied.source);
    await assert.rejects(readReport(subjectOf([denied]), 'everything', { signal }), isJobSourceError);
    const cancel = new AbortController();
    const onProgress = () => cancel.abort();
    const region = regionOf('us-east-1');
    await assert.rejects(
      readReport(subjectOf([region]), 'everything', { signal: cancel.signal, onProgress }),
      (error: unknown) => error === cancel.signal.reason,
    );
    await assert.rejects(
      readReport({ ...subjectOf([region]), scope: () => undefined }, 'everything', { signal }),
      OtherConnectionError,
    );
  });

  it('prove nothing about resources if the filter leaves out some of their jobs', async () => {
    const seen: (readonly boolean[])[] = [];
    for (const query of [{ state: 'COMPLETED' }, { resourceType: 'EBS' }, {}]) {
      const subject = subjectOf([regionOf('us-east-1')], selectionOf(query));
      const report = await readReport(subject, 'everything', { signal });
      assert.equal(report.regions[0]?.isComplete, true);
      seen.push([report.includesAllJobs, ...known(report), report.schedule !== undefined]);
    }
    assert.deepEqual(seen, [
      [false, false, false],
      [false, true, true],
      [true, true, true],
    ]);
  });

  it('that the user has selected prove nothing about others', async () => {
    const { pool } = regionOf('us-east-1');
    const list = pool.list(selectionOf({}));
    await list.loadMore();
    const jobs = list.jobs().slice(3, 5);
    const part = { region: 'us-east-1', pool, selection: { parts: [] }, jobs, isComplete: true };
    const report = await loadedReport([part], { ...about, jobs: 'selected' });
    assert.deepEqual(report.regions[0]?.jobs, jobs);
    assert.deepEqual([report.includesAllJobs, ...known(report), report.schedule], [false, false, undefined]);
  });
});

/** Whether all jobs of each resource are known, by region. */
function known({ regions }: ReadReport): readonly boolean[] {
  return regions.map(({ knowsResources }) => knowsResources);
}

function regionOf(region: string, own = account) {
  const source = new ServiceSource(createSampleService({ account: own }));
  const pool = new JobPool({ source, pageSize: () => 100, sweepPageSize: 100 });
  return { region, pool, source };
}

function subjectOf(
  sessions: ReportSubject['sessions'],
  selection: JobSelection = selectionOf({}),
): ReportSubject {
  return { sessions, selection, scope: () => about };
}

function deny(source: ServiceSource): void {
  for (let request = 0; request < 20; request++) source.injectFault('accessDenied');
}

async function allJobs(): Promise<ReadonlySet<string | undefined>> {
  const list = new JobPool({ source: new ServiceSource(createSampleService({ account })) }).list(
    selectionOf({}),
  );
  while (!list.isComplete) await list.loadMore();
  return new Set(list.jobs().map(({ BackupJobId }) => BackupJobId));
}
