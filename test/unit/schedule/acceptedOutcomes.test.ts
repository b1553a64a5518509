import assert from 'node:assert/strict';
import { AcceptedIssues } from '../../../src/jobs/acceptedIssues.js';
import { type BackupJob, jobKey } from '../../../src/jobs/backupJob.js';
import type { JobList } from '../../../src/jobs/jobList.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import type { KnownIssue } from '../../../src/jobs/knownIssue.js';
import { readTimeNow } from '../../../src/jobs/oldRead.js';
import { scheduleFigures } from '../../../src/overview/figures/scheduleFigures.js';
import { listsSchedule } from '../../../src/schedule/listsSchedule.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { outcomeRows, splitOutcome } from '../../../src/tree/outcomeRows.js';
import { rootBranch } from '../../../src/tree/rootRows.js';
import { calendarOf } from '../calendar/calendarOf.js';
import { daily } from './dailyJobs.js';
import { dayMs } from './histories.js';

/** A Thursday: the period is 24 hours in every time zone. */
const now = new Date('2026-11-26T20:00:00Z');
const until = '2026-12-03';
const region = 'us-east-1';
const denied = { State: 'FAILED', StatusMessage: 'Access denied to the key' };
const full = { State: 'FAILED', StatusMessage: 'No space left' };
const issues = { MessageCategory: 'VSS_ERROR', StatusMessage: 'VSS backup failed' };
const keyIssue = { statusMessage: denied.StatusMessage, reason: 'r', until };
const ruleIssue = (backupRuleId: string) => ({ backupRuleId, reason: 'r', until });

describe('An outcome with known issues', () => {
  it('is known in the tree, the overview and the calendar alike, only if nothing else is wrong', async () => {
    const failing = runs('a', { 24: denied, 25: denied, 26: denied });
    const missed = (rule: string) => runs(rule, {}, (day) => day === 25);
    const cases: Readonly<Record<string, readonly [readonly BackupJob[], ...KnownIssue[]]>> = {
      'nothing accepted': [failing],
      'all nights accepted': [failing, keyIssue],
      'a new failure of another rule': [[...failing, ...runs('b', { 26: full })], keyIssue],
      'an older failure of another rule': [
        [...runs('a', { 26: denied }), ...runs('b', { 25: full, 26: full })],
        keyIssue,
      ],
      'both rules accepted': [[...failing, ...runs('b', { 26: full })], keyIssue, ruleIssue('b')],
      'an issue of another rule': [[...failing, ...runs('b', { 26: issues })], keyIssue],
      'an unclear job of another rule': [[...failing, ...runs('b', { 26: { State: 'ARCHIVED' } })], keyIssue],
      'another rule in progress': [[...failing, ...runs('b', { 26: { State: 'RUNNING' } })], keyIssue],
      'a good rule': [[...failing, ...runs('b', {})], keyIssue],
      'a rule that has ended': [[...failing, ...runs('b', {}, (day) => day > 15)], keyIssue],
      'only the latest night accepted': [
        runs('a', { 22: full, 23: full, 24: full, 25: full, 26: denied }),
        keyIssue,
      ],
      'only the night before accepted': [runs('a', { 25: denied, 26: full }), keyIssue],
      'a missed run of another rule': [[...failing, ...missed('b')], keyIssue],
      'accepted failures and missed runs': [[...failing, ...missed('b')], keyIssue, ruleIssue('b')],
      'accepted missed runs and an issue': [[...missed('a'), ...runs('b', { 26: issues })], ruleIssue('a')],
      'one of two missed rules accepted': [[...missed('a'), ...missed('b')], ruleIssue('a')],
      'accepted overdue runs': [runs('a', {}, (day) => day > 24), ruleIssue('a')],
    };
    const shown: Record<string, string> = {};
    for (const [name, [jobs, ...known]] of Object.entries(cases)) {
      const [tree, overview] = [await inTree(jobs, known), await inOverview(jobs, known)];
      assert.equal(overview, tree, name);
      assert.equal(await isKnownInCalendar(jobs, known), tree.startsWith('known'), name);
      shown[name] = tree;
    }
    assert.deepEqual(shown, {
      'nothing accepted': 'stillFailing: a-26 a-25 a-24',
      'all nights accepted': 'known stillFailing: a-26 a-25 a-24',
      'a new failure of another rule': 'newlyFailing: b-26',
      'an older failure of another rule': 'stillFailing: b-26 b-25',
      'both rules accepted': 'known stillFailing: a-26 a-25 a-24',
      'an issue of another rule': 'withIssues: b-26',
      'an unclear job of another rule': 'unknown: b-26',
      'another rule in progress': 'known stillFailing: a-26 a-25 a-24',
      'a good rule': 'known stillFailing: a-26 a-25 a-24',
      'a rule that has ended': 'known stillFailing: a-26 a-25 a-24',
      'only the latest night accepted': 'stillFailing: a-25 a-24 a-23 a-22 a-26',
      'only the night before accepted': 'stillFailing: a-26 a-25',
      'a missed run of another rule': 'missed: b-26',
      'accepted failures and missed runs': 'known stillFailing: a-26 a-25 a-24',
      'accepted missed runs and an issue': 'withIssues: b-26',
      'one of two missed rules accepted': 'missed: b-26',
      'accepted overdue runs': 'known overdue: a-24',
    });
  });
});

/** The jobs of a rule of the resource. Some days have other fields. */
function runs(
  rule: string,
  changes: Readonly<Record<number, BackupJob>>,
  without?: (day: number) => boolean,
): readonly BackupJob[] {
  const hour = rule === 'a' ? 5 : 6;
  return daily({ resource: 'x', rule, plan: rule, hour, until: 26, ...(without && { without }) }).map(
    (job) => {
      const day = job.CreationDate?.getUTCDate() ?? 0;
      return { ...job, BackupJobId: `${rule}-${day}`, ...changes[day] };
    },
  );
}

async function inTree(jobs: readonly BackupJob[], known: readonly KnownIssue[]): Promise<string> {
  const accepted = new AcceptedIssues(known);
  const list = {
    isComplete: true,
    readAt: { ...readTimeNow(), date: now },
    selection: selectionOf({}),
    each: () => jobs.values(),
  } as unknown as JobList;
  const pool = new JobPool({ source: {} as JobSource });
  const schedule = await listsSchedule([{ region, list, pool }], true, { accepted, withOutcomes: true });
  assert.ok(schedule);
  const { asOf, findings, outcomes } = schedule;
  const rows = outcomeRows(
    rootBranch({ key: 'test', region, pool }, selectionOf({}), []),
    () => ({ asOf, findings, byName: outcomes?.get(region) ?? new Map() }),
    () => accepted,
  );
  const texts = rows.flatMap((row) => {
    if (row.kind !== 'outcome') return [];
    const split = splitOutcome(row);
    return [
      ...split.open.map((one) => outline(row.outcome, one.jobs)),
      ...split.accepted.map((one) => `known ${outline(row.outcome, one.jobs)}`),
    ];
  });
  return texts.join('; ');
}

async function inOverview(jobs: readonly BackupJob[], known: readonly KnownIssue[]): Promise<string> {
  const readAt = now.getTime();
  const read = [{ from: readAt - 30 * dayMs, to: readAt }];
  const report = await scheduleReport([{ region, jobs, known: read, readAt }]);
  const figures = await scheduleFigures(report, now, { accepted: new AcceptedIssues(known) });
  return [
    ...[...figures.outcomes.values()].flat().map((one) => outline(one.outcome, one.jobs)),
    ...figures.knownOutcomes.map(({ outcome: one }) => `known ${outline(one.outcome, one.jobs)}`),
  ].join('; ');
}

/** Whether the row of the resource is behind that of one with a job in progress. */
async function isKnownInCalendar(jobs: readonly BackupJob[], known: readonly KnownIssue[]): Promise<boolean> {
  const running = daily({ resource: 'running', rule: 'c', plan: 'c', until: 26 }).map((job) => ({
    ...job,
    ...(job.CreationDate?.getUTCDate() === 26 && { State: 'RUNNING' }),
  }));
  const { viewModel } = await calendarOf([...jobs, ...running], { now: now.getTime(), known });
  const { titles } = viewModel.rows;
  return titles.indexOf('x') > titles.indexOf('running');
}

function outline(outcome: string, jobs: readonly BackupJob[]): string {
  return `${outcome}: ${jobs.map((job) => job.BackupJobId ?? jobKey(job)).join(' ')}`;
}
