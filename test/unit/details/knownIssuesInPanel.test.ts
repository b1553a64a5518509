import assert from 'node:assert/strict';
import { itemOf } from '../../../src/details/relatedJobItem.js';
import { relatedJobsViewModel } from '../../../src/details/relatedJobsViewModel.js';
import { resourceStory } from '../../../src/details/resourceStory.js';
import { statusViewModel } from '../../../src/details/statusViewModel.js';
import { AcceptedIssues } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { hostileTexts } from '../../hostile.js';

const now = new Date(2026, 10, 29, 7);
const until = '2026-12-03';
const arn = 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1';
const withIssues = { State: 'COMPLETED', MessageCategory: 'VSS_ERROR' };

describe('A known issue in the job panel', () => {
  it('is in the status, until when and why; a job that is not accepted can be', () => {
    const statusOf = (job: BackupJob, issues = [{ resourceArn: arn, reason: 'old host', until }]) => {
      const { canBeAccepted, known } =
        statusViewModel(job, { ...contextOf(), accepted: new AcceptedIssues(issues) }) ?? {};
      return [known, canBeAccepted];
    };
    const failed = { State: 'FAILED', ResourceArn: arn, StatusMessage: 'Access denied' };
    const known = 'Known issue until Dec 3, 2026: old host';
    assert.deepEqual(
      [
        statusOf(failed),
        statusOf({ ...failed, ...withIssues }),
        statusOf({ State: 'FAILED', ResourceArn: arn }),
        statusOf({ ...failed, ResourceArn: `${arn}2` }),
        statusOf({ ...failed, State: 'RUNNING' }),
        statusOf({ ...failed, State: 'COMPLETED' }),
      ],
      [
        [known, undefined],
        [known, undefined],
        [known, undefined],
        [undefined, true],
        [undefined, undefined],
        [undefined, undefined],
      ],
    );
    assert.equal(statusViewModel(failed, contextOf())?.canBeAccepted, undefined);
  });

  it('makes a job that completed with it a good backup in the story and the 30 days, never a failure', () => {
    const nights = (state: BackupJob) =>
      Array.from({ length: 30 }, (_, back): BackupJob => {
        const created = new Date(2026, 10, 29 - back, 6);
        return {
          BackupJobId: `night-${back}`,
          CreationDate: created,
          CompletionDate: created,
          ResourceArn: arn,
          ...(back < 2 ? state : { State: 'COMPLETED' }),
        };
      });
    const shownOf = (state: BackupJob, context = contextOf()) => {
      const jobs = nights(state);
      const listing = { jobs, isComplete: true };
      const story = resourceStory(jobs[0] ?? {}, listing, context);
      const { resource } = relatedJobsViewModel(jobs[0] ?? {}, { resource: listing }, context);
      const [mark] = resource?.days.at(-1)?.jobs ?? [];
      return [
        story?.text,
        story?.tone,
        resource?.verdict.split(';')[0],
        resource?.lastGoodId,
        resource?.days.at(-1)?.name,
        mark?.isKnown,
        mark?.title.includes('Known issue until Dec 3, 2026: old host'),
      ];
    };
    const known = contextOf(new AcceptedIssues([{ resourceArn: arn, reason: 'old host', until }]));
    assert.deepEqual(
      [shownOf(withIssues), shownOf(withIssues, known), shownOf({ State: 'FAILED' }, known)],
      [
        [
          'No good backup 2 nights in a row since Nov 28 · last good backup 2 d ago',
          'warning',
          '28 of 30 days have a good backup',
          'night-2',
          'Sun, Nov 29: 1 completed with issues',
          undefined,
          false,
        ],
        [
          '30 good backups in a row since Oct 31',
          'good',
          'All 30 days have a good backup',
          'night-0',
          'Sun, Nov 29: 1 completed with issues · 1 known',
          true,
          true,
        ],
        [
          'Failed 2 nights in a row since Nov 28 · known issue · last good backup 2 d ago',
          'warning',
          '28 of 30 days have a good backup',
          'night-2',
          'Sun, Nov 29: 1 failed · 1 known',
          true,
          true,
        ],
      ],
    );
  });

  it('shows any reason as what it is, on one line', () => {
    for (const text of Object.values(hostileTexts)) {
      const context = contextOf(new AcceptedIssues([{ resourceArn: arn, reason: text, until }]));
      const job = { State: 'FAILED', ResourceArn: arn };
      for (const shown of [statusViewModel(job, context)?.known, itemOf(job, {}, context).summary]) {
        assert.match(shown ?? '', /^Known issue until Dec 3, 2026: .{0,200}$/u);
        assert.doesNotMatch(shown?.replaceAll('\u200d', '') ?? '', /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
    }
  });
});

function contextOf(accepted?: AcceptedIssues) {
  return { now, locale: 'en-US', ...(accepted && { accepted }) };
}
