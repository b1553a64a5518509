import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jobKey } from '../../../src/jobs/backupJob.js';
import {
  agoText,
  bytesText,
  countText,
  durationText,
  jobsText,
  utcTimeText,
} from '../../../src/jobs/formats.js';
import { attentionReason, jobDuration, jobTitle, percentDone } from '../../../src/jobs/jobFacts.js';
import { backupJobStates, completedWithIssues, hasIssues, stateRank } from '../../../src/jobs/jobStates.js';
import { visibleLine, visibleText } from '../../../src/jobs/visibleText.js';

const now = new Date(Date.UTC(2026, 10, 24, 7));
const earlier = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('Texts for the user', () => {
  it('show counts with a plus while there may be more', () => {
    assert.deepEqual(
      [countText({ known: 31, isExact: true }, 'en'), countText({ known: 1000, isExact: false }, 'en')],
      ['31', '1,000+'],
    );
    const counts = [0, 1, 2, 1204].map((known) => jobsText({ known, isExact: true }, 'en'));
    assert.deepEqual(counts, ['0 jobs', '1 job', '2 jobs', '1,204 jobs']);
    assert.equal(jobsText({ known: 1, isExact: false }, 'en'), '1+ jobs');
  });

  it('format sizes, durations and relative times', () => {
    assert.deepEqual(
      [0, 1, 1000, 1001, 1023, 1024, 1_503_238_553, 2n ** 63n, 2 ** 90].map((bytes) =>
        bytesText(bytes, 'en'),
      ),
      [
        '0 bytes',
        '1 byte',
        '1,000 bytes',
        '1,001 bytes',
        '1,023 bytes',
        '1 KiB',
        '1.4 GiB',
        '8 EiB',
        '1,048,576 ZiB',
      ],
    );
    assert.deepEqual(
      [1001 * 1024, 1023.4 * 1024, 1023.5 * 1024, 2 ** 20 - 1, 999.96 * 2 ** 20, 2n ** 80n - 1n].map(
        (bytes) => bytesText(bytes, 'en'),
      ),
      ['1,001 KiB', '1,023 KiB', '1 MiB', '1 MiB', '1,000 MiB', '1,024 ZiB'],
    );
    assert.deepEqual(
      [0, 59_499, 60_000, 3_600_000, 7_500_000, 86_400_000, 100_000_000].map((time) => durationText(time)),
      ['0 s', '59 s', '1 min', '1 h', '2 h 5 min', '1 d', '1 d 3 h'],
    );
    const [second, minute, hour] = [1000, 60_000, 3_600_000];
    assert.deepEqual(
      [
        59.5 * second,
        59.5 * minute,
        89 * minute + 29.7 * second,
        24 * hour - 30 * second,
        48 * hour - minute,
      ].map((time) => durationText(time)),
      ['1 min', '1 h', '1 h 29 min', '1 d', '1 d 23 h'],
    );
    assert.deepEqual(
      [0, 5, 119, 47 * 60, 49 * 60, -120].map((minutes) => agoText(earlier(minutes), now)),
      ['now', '5 min ago', '1 h ago', '47 h ago', '2 d ago', 'in 2 h'],
    );
    assert.equal(utcTimeText(now), '2026-11-24 07:00:00 UTC');
  });

  it('name a job by its resource, or else its ARN, or else its ID', () => {
    assert.deepEqual(
      [
        { ResourceName: 'web-1', ResourceArn: 'arn:x:y/z' },
        { ResourceArn: 'arn:aws:ec2:us-east-1:1:volume/vol-1' },
        { ResourceArn: 'arn:aws:s3:::logs' },
        { ResourceName: '', BackupJobId: 'id' },
        {},
      ].map(jobTitle),
      ['web-1', 'vol-1', 'logs', 'id', ''],
    );
  });

  it('show a duration only for consistent times', () => {
    const start = earlier(60);
    assert.deepEqual(
      [
        { InitiationDate: start, CompletionDate: earlier(30) },
        { CreationDate: start, State: 'RUNNING' },
        { CreationDate: start, State: 'PENDING' },
        { CreationDate: start, CompletionDate: earlier(61) },
        {},
      ].map((job) => jobDuration(job, now)),
      [1_800_000, 3_600_000, undefined, undefined, undefined],
    );
  });

  it('say “with issues” of a completed job with a category other than success, and of no other job', () => {
    assert.deepEqual(
      ['SUCCESS', 'Success', 'VSS', '', undefined].map((MessageCategory) =>
        hasIssues({ State: 'COMPLETED', MessageCategory }),
      ),
      [false, false, true, false, false],
    );
    assert.equal(hasIssues({ State: 'FAILED', MessageCategory: 'VSS' }), false);
    assert.equal(
      attentionReason({ State: 'COMPLETED', StatusMessage: 'fine', MessageCategory: 'SUCCESS' }),
      undefined,
    );
    assert.equal(attentionReason({ State: 'FAILED', MessageCategory: 'AccessDenied' }), 'AccessDenied');
  });

  it('sort an unknown state after those without a complete backup and before all others', () => {
    const states = [...backupJobStates, completedWithIssues, 'FROZEN'].sort(
      (one, other) => stateRank(one) - stateRank(other),
    );
    assert.deepEqual(states, [
      'FAILED',
      'PARTIAL',
      'EXPIRED',
      'ABORTED',
      'FROZEN',
      completedWithIssues,
      'ABORTING',
      'RUNNING',
      'PENDING',
      'CREATED',
      'COMPLETED',
    ]);
  });

  it('parse a percentage and limit it to its range', () => {
    assert.deepEqual(
      ['40.5', '-3', '150', 'soon', undefined].map((PercentDone) => percentDone({ PercentDone })),
      [40.5, 0, 100, undefined, undefined],
    );
  });

  it('escape characters that hide or reverse text, and no others', () => {
    assert.equal(visibleText('a\u202eb\u0000c\u2028d\n\t👩‍🚀é'), 'a\\u{202e}b\\u{0}c\\u{2028}d\n\t👩‍🚀é');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(visibleText(text), /(?![\n\t\u200d])[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it('shorten a line to the given length and mark the cut', () => {
    assert.equal(visibleLine('  a \n b  ', 10), 'a b');
    assert.equal(visibleLine('x'.repeat(10_000), 5), 'xxxx…');
    assert.equal(visibleLine('👩👩👩', 2), '👩…');
  });

  it('identify a job without an ID by fields that do not change', () => {
    const job = { ResourceArn: 'a', CreationDate: now };
    assert.equal(jobKey({ ...job, State: 'RUNNING' }), jobKey({ ...job, State: 'FAILED' }));
    assert.notEqual(jobKey(job), jobKey({ ...job, ResourceArn: 'b' }));
    assert.equal(jobKey({ BackupJobId: 'j', ResourceArn: 'a' }), 'j');
  });

  it('distinguish jobs without an ID by rule and parent, and those without a creation date also by other times', () => {
    const dated = { ResourceArn: 'a', CreationDate: now };
    const undated = { ResourceArn: 'a' };
    const jobs = [
      dated,
      { ...dated, CreatedBy: { BackupPlanId: 'p', BackupRuleId: 'r1' } },
      { ...dated, CreatedBy: { BackupPlanId: 'p', BackupRuleId: 'r2' } },
      { ...dated, ParentJobId: 'parent' },
      undated,
      { ...undated, StartBy: now },
      { ...undated, InitiationDate: now },
      { ...undated, CompletionDate: now },
      { ...undated, RecoveryPointArn: 'arn:aws:backup:::recovery-point:1' },
    ];
    assert.equal(new Set(jobs.map(jobKey)).size, jobs.length);
    assert.equal(jobKey(dated), jobKey({ ...dated, InitiationDate: now, CompletionDate: now }));
  });
});
