import assert from 'node:assert/strict';
import { type PanelState, showMessage } from '../../../src/details/panelViewModel.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { withTimeOfHistory } from '../../../src/jobs/lastKnown.js';

describe('The buttons of a job panel', () => {
  const job: BackupJob = { BackupJobId: 'job', State: 'COMPLETED' };

  function actionsFor(shown: BackupJob): readonly string[] {
    const state: PanelState = {
      job: shown,
      reference: { connection: 'profile:prod', region: 'eu-west-1', backupJobId: 'job' },
      failure: undefined,
      isReading: false,
      relatedJobs: undefined,
      isReadingRelatedJobs: false,
      sameCause: { jobs: [] },
      version: 1,
      showsAllFields: false,
      isPinned: false,
      trail: { before: [], after: [] },
      canGoBack: false,
      canGoForward: false,
      has: () => true,
      filters: [],
    };
    const context = { now: new Date(), locale: 'en' };
    return showMessage(state, context).actions.map(({ action }) => action);
  }

  it('open the AWS console for a current job, and not for one of a history, which it may not have', () => {
    const past = withTimeOfHistory({ ...job }, new Date());
    assert.deepEqual(
      actionsFor(job).filter((action) => !actionsFor(past).includes(action)),
      ['openInConsole'],
    );
  });
});
