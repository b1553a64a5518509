import assert from 'node:assert/strict';
import { AcceptedIssues } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { KnownIssue } from '../../../src/jobs/knownIssue.js';
import { splitFindings } from '../../../src/schedule/acceptedFindings.js';
import type { Finding } from '../../../src/schedule/foldFindings.js';
import { resourceOutcomes } from '../../../src/schedule/resourceOutcomes.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { daily } from './dailyJobs.js';
import { dayMs } from './histories.js';

const readAt = Date.parse('2026-11-26T12:00:00Z');
const end = { until: '2026-12-31' };
const arn = (resource: string) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${resource}`;

describe('Accepted runs that made no job', () => {
  it('are separated by resource, rule and vault, and a message accepts none', async () => {
    const report = await reportOf([
      ...['a', 'b', 'c'].flatMap((resource) => daily({ resource, rule: 'daily', plan: 'p', until: 24 })),
      ...daily({ resource: 'missed', rule: 'other', plan: 'q', until: 26, without: (day) => day === 25 }),
      ...daily({ resource: 'well', rule: 'third', plan: 'r', until: 26 }),
    ]);
    const split = (...issues: Omit<KnownIssue, 'until'>[]) => {
      const { accepted, open } = splitFindings(
        report.findings,
        new AcceptedIssues(issues.map((issue) => ({ ...issue, ...end }))),
      );
      return [
        ...open.map((finding) => `open: ${outline(finding)}`),
        ...accepted.map(({ finding, issue }) => `${issue.reason}: ${outline(finding)}`),
      ].sort();
    };
    const all = ['open: missed missed', 'open: overdue a,b,c'];
    assert.deepEqual(split(), all);
    assert.deepEqual(split({ resourceArn: arn('b'), reason: 'gone' }), [
      'gone: overdue b',
      'open: missed missed',
      'open: overdue a,c',
    ]);
    assert.deepEqual(split({ backupRuleId: 'daily', reason: 'paused' }), [
      'open: missed missed',
      'paused: overdue a,b,c',
    ]);
    assert.deepEqual(
      split({ backupVaultName: 'vault', reason: 'one' }, { resourceArn: arn('b'), reason: 'two' }),
      ['one: missed missed', 'one: overdue a,b,c'],
    );
    assert.deepEqual(split({ backupVaultName: 'vault', accountId: '444455556666', reason: 'other' }), all);
    assert.deepEqual(split({ statusMessage: '*was not found*', reason: 'message' }), all);
    assert.deepEqual(
      split({ statusMessage: '*was not found*', backupVaultName: 'vault', reason: 'message' }),
      all,
    );
  });

  it('leave the outcome of a resource, but completed with an accepted issue is a good backup', async () => {
    const job = (resource: string, more: BackupJob) =>
      daily({ resource, rule: 'daily', until: 26 }).map((one) => ({
        ...one,
        StatusMessage: 'tags',
        ...more,
      }));
    const report = await reportOf([
      ...job('issues', { MessageCategory: 'Miscellaneous' }),
      ...job('failing', { State: 'FAILED' }),
    ]);
    const accepted = new AcceptedIssues([{ ...end, backupRuleId: 'daily', reason: 'r' }]);
    const outcomes = async (options = {}) =>
      (await resourceOutcomes(report, new Date(readAt), options)).map(
        ({ lastGood, outcome, resourceArn }) => [resourceArn, outcome, lastGood?.BackupJobId] as const,
      );
    assert.deepEqual(await outcomes(), [
      [arn('issues'), 'withIssues', undefined],
      [arn('failing'), 'stillFailing', undefined],
    ]);
    assert.deepEqual(await outcomes({ accepted }), [
      [arn('issues'), 'good', 'issues-26'],
      [arn('failing'), 'stillFailing', undefined],
    ]);
  });
});

function reportOf(jobs: readonly BackupJob[]) {
  const known = [{ from: readAt - 60 * dayMs, to: readAt }];
  return scheduleReport([{ region: 'eu-west-1', jobs, known, readAt }]);
}

function outline({ kind, series }: Finding): string {
  return `${kind} ${series
    .map(({ of }) => of.series.resourceArn.split('/')[1])
    .sort()
    .join()}`;
}
