import assert from 'node:assert/strict';
import { coverageOf } from '../../../src/jobs/coverage.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { scheduleFigures } from '../../../src/overview/figures/scheduleFigures.js';
import { changesSection } from '../../../src/overview/viewModels/changesSection.js';
import { missedSection } from '../../../src/overview/viewModels/scheduleSections.js';
import { Targets } from '../../../src/overview/viewModels/viewModelContext.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { listsSchedule } from '../../../src/schedule/listsSchedule.js';
import { subjectSchedule } from '../../../src/schedule/subjectSchedule.js';
import { accountOf } from '../../service/givenAccount.js';
import { ServiceSource } from '../jobs/serviceSource.js';
import { recentJobs } from './recentJobs.js';

const account = accountOf(recentJobs({ resource: 'orders', without: [1] }));
const selection = selectionOf({});
const partial = coverageOf(selection, { isComplete: false, readSince: undefined });

describe('A region that cannot be read', () => {
  it('leaves the missed runs of the others known in the overview, as in the tree', async () => {
    const sessions = await sessionsOf(1000, 2);
    const [session] = sessions;
    assert.ok(session?.pool.list(selection).isComplete);
    const ofTree = await listsSchedule([{ ...session, list: session.pool.list(selection) }], false);
    const report = await reportOf(sessions);
    assert.deepEqual(
      [ofTree?.findings.length, report?.findings.length, report?.unknownRegions],
      [1, 1, ['us-east-1']],
    );
  });

  it('is named beside what is known of the others', async () => {
    const report = await reportOf(await sessionsOf(1000, 2));
    assert.ok(report);
    const now = new Date();
    const schedule = await scheduleFigures(report, now);
    for (const { caption } of [
      missedSection(report, contextAt(now)),
      changesSection(schedule, contextAt(now)),
    ])
      assert.match(caption, /Not known in us-east-1: not all jobs are loaded\.$/);
  });

  it('is the reason, and not the filter, if no region can be read', async () => {
    const report = await reportOf(await sessionsOf(2, 2));
    assert.equal(report, undefined);
    assert.equal(
      missedSection(report, contextAt(new Date())).empty,
      'Not known: this needs all jobs, and not all are loaded.',
    );
  });
});

/** Two regions, each with the first page of its jobs. */
async function sessionsOf(...pageSizes: readonly number[]) {
  const sessions = pageSizes.map((size, place) => ({
    key: 'k',
    region: ['eu-west-1', 'us-east-1'][place] ?? '',
    pool: new JobPool({ source: new ServiceSource(createSampleService({ account })), pageSize: () => size }),
  }));
  for (const { pool } of sessions) await pool.list(selection).loadMore();
  return sessions;
}

function reportOf(sessions: Awaited<ReturnType<typeof sessionsOf>>) {
  const lists = sessions.map(({ pool }) => pool.list(selection));
  const subject = { sessions, filter: {}, selection, filterText: '' };
  return subjectSchedule(subject, lists, partial, new AbortController().signal);
}

function contextAt(now: Date) {
  return {
    now,
    asOf: now,
    periodMs: 86_400_000,
    staleMs: undefined,
    coverage: partial,
    locale: 'en',
    targets: new Targets(),
  };
}
