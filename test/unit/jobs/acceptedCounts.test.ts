import assert from 'node:assert/strict';
import fc from 'fast-check';
import { acceptedCounts, acceptedJobs } from '../../../src/jobs/acceptedCounts.js';
import { AcceptedIssues } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { Slices } from '../../../src/jobs/slices.js';

const issueOf = (conditions: object) =>
  new AcceptedIssues([{ ...conditions, reason: 'r', until: '2100-01-01' }]);
const known = [
  issueOf({ backupVaultName: 'dev' }),
  issueOf({ resourceArn: 'arn:a' }),
  issueOf({ statusMessage: 'Access denied*' }),
  issueOf({ backupVaultName: 'nothing' }),
];

describe('The jobs that known issues accept', () => {
  it('law: are counted for each issue on its own, and found again', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            BackupVaultName: fc.constantFrom('dev', 'prod'),
            ResourceArn: fc.constantFrom('arn:a', 'arn:b'),
            State: fc.constantFrom('FAILED', 'COMPLETED', 'RUNNING', 'EXPIRED'),
            StatusMessage: fc.constantFrom('Access denied to key 1', 'Other'),
          }),
        ),
        async (jobs) => {
          const naive = known.map((one) => jobs.filter((job) => one.issueOf(job) !== undefined));
          assert.deepEqual(
            await acceptedCounts(jobs, known, new Slices()),
            naive.map(({ length }) => length),
          );
          assert.deepEqual(
            await Promise.all(known.map((one) => acceptedJobs(jobs, one, new Slices()))),
            naive,
          );
        },
      ),
    ));

  it('are counted in a single scan that pauses, and that ends when it is aborted', async () => {
    const ended = new AbortController();
    let [scanned, pauses] = [0, 0];
    function* jobs(): Iterable<BackupJob> {
      for (; scanned < 10_000; scanned++) yield { BackupVaultName: 'dev', State: 'FAILED' };
    }
    const slices = new Slices({
      signal: ended.signal,
      sliceMs: 0,
      pause: () => {
        if (++pauses === 3) ended.abort(new Error('The list is closed'));
        return Promise.resolve();
      },
    });
    await assert.rejects(acceptedCounts(jobs(), known, slices), /The list is closed/);
    assert.ok(scanned < 100, `${scanned} jobs were scanned`);
    scanned = 0;
    assert.deepEqual(await acceptedCounts(jobs(), known, new Slices({ sliceMs: 0 })), [10_000, 0, 0, 0]);
    assert.equal(scanned, 10_000);
  });
});
