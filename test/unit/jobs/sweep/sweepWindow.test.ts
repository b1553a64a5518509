import assert from 'node:assert/strict';
import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import { SweepWindow } from '../../../../src/jobs/sweep/sweepWindow.js';

function job(place: number): BackupJob {
  return { BackupJobId: `job ${place}`, CreationDate: new Date(1_795_000_000_000 - place) };
}

/** The outcomes of pages with these jobs, each with a new token. */
function outcomes(window: SweepWindow, walk: string, pages: readonly (readonly BackupJob[])[]): string[] {
  return pages.map((jobs, page) => window.take({ jobs, nextToken: `${walk} ${page}` }).outcome);
}

describe('A window of a sweep', () => {
  it('stops after a hundred pages with new tokens but no new jobs, and continues on request', () => {
    for (const page of [[], [job(1)]]) {
      const window = new SweepWindow({}, new Set());
      const results = outcomes(window, 'a', [[job(1)], ...Array.from({ length: 100 }, () => page)]);
      assert.deepEqual([results.indexOf('noProgress'), results.length - 1], [100, 100]);
      window.resetRetries();
      assert.deepEqual(outcomes(window, 'b', [page, [job(2)]]), ['more', 'more']);
    }
  });

  it('continues past any number of known jobs after a restart', () => {
    const window = new SweepWindow({}, new Set());
    const pages = Array.from({ length: 300 }, (_, place) => [job(place)]);
    outcomes(window, 'a', pages);
    assert.ok(window.startAgain());
    assert.deepEqual(new Set(outcomes(window, 'b', pages)), new Set(['more']));
    assert.deepEqual(window.take({ jobs: [job(0), job(300)] }), {
      jobs: [job(300)],
      outcome: 'done',
    });
  });

  it('restarts once, and once more after a retry', () => {
    const window = new SweepWindow({}, new Set());
    const starts = [window.startAgain(), window.startAgain()];
    window.resetRetries();
    assert.deepEqual([...starts, window.startAgain(), window.startAgain()], [true, false, true, false]);
  });
});
