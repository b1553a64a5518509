import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { attentionReason } from '../../../src/jobs/jobFacts.js';
import { displayState, isGood, isInProgress, knownState, outcomeOf } from '../../../src/jobs/jobStates.js';
import { latestStreak } from '../../../src/jobs/relatedJobs.js';
import { isFailing, succeededShare } from '../../../src/overview/figures/countedStates.js';

describe('The outcome of a backup', () => {
  it('is the same in the panel, the tree and the overview', () => {
    const rows = states.map(([State, MessageCategory]) => {
      const job: BackupJob = {
        BackupJobId: 'job',
        CreationDate: new Date('2026-11-24'),
        ...(State !== undefined && { State }),
        ...(MessageCategory !== undefined && { MessageCategory }),
        StatusMessage: 'a reason',
      };
      const state = knownState(displayState(job));
      const facts = [
        isGood(job) && 'good',
        isInProgress(job) && 'in progress',
        isFailing(state) && 'failing',
        latestStreak([job]) && 'in the streak',
        attentionReason(job) && 'needs attention',
        `share ${succeededShare(new Map([[state, 1]]))}`,
      ].filter(Boolean);
      return `${State} ${MessageCategory}: ${outcomeOf(state)}; ${facts.join(', ')}`;
    });
    assert.deepEqual(rows, [
      'COMPLETED undefined: good; good, in the streak, share 1',
      'COMPLETED : good; good, in the streak, share 1',
      'COMPLETED Success: good; good, in the streak, share 1',
      'COMPLETED VSS_ERROR: withIssues; in the streak, needs attention, share 0',
      'FAILED SUCCESS: bad; failing, in the streak, needs attention, share 0',
      'PARTIAL SUCCESS: bad; failing, in the streak, needs attention, share 0',
      'EXPIRED undefined: bad; failing, in the streak, needs attention, share 0',
      'ABORTED undefined: bad; failing, in the streak, needs attention, share 0',
      'ABORTING undefined: open; in progress, needs attention, share undefined',
      'RUNNING undefined: open; in progress, share undefined',
      'PENDING undefined: open; in progress, share undefined',
      'CREATED undefined: open; in progress, share undefined',
      'ARCHIVED undefined: open; in progress, share undefined',
      'undefined undefined: open; in progress, share undefined',
    ]);
  });
});

const states: readonly (readonly [state: string | undefined, category?: string])[] = [
  ['COMPLETED'],
  ['COMPLETED', ''],
  ['COMPLETED', 'Success'],
  ['COMPLETED', 'VSS_ERROR'],
  ['FAILED', 'SUCCESS'],
  ['PARTIAL', 'SUCCESS'],
  ['EXPIRED'],
  ['ABORTED'],
  ['ABORTING'],
  ['RUNNING'],
  ['PENDING'],
  ['CREATED'],
  ['ARCHIVED'],
  [undefined],
];
