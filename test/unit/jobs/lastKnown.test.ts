import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fieldsOf } from '../../../src/jobs/backupJob.js';
import { jobDuration } from '../../../src/jobs/jobFacts.js';
import { canChange, jobStateText, lastKnownAt, withTimeOfHistory } from '../../../src/jobs/lastKnown.js';

describe('A job of a history', () => {
  const asOf = new Date(2026, 2, 3, 12);
  const running = { State: 'RUNNING', CreationDate: new Date(2026, 2, 3, 10) };

  it('that was in progress is only known as of then: it does not run until now', () => {
    const kept = withTimeOfHistory({ ...running }, asOf);
    const now = new Date(2026, 10, 29);
    assert.deepEqual(
      [jobStateText(kept, 'en'), canChange(kept), lastKnownAt(kept), jobDuration(kept, now)],
      ['Last known: Running, Mar 3, 2026', false, asOf, 2 * 3_600_000],
    );
    assert.deepEqual([jobStateText(running, 'en'), canChange(running)], ['Running', true]);
  });

  it('that was in progress has no date if nothing states when that was, and does not run until now', () => {
    const kept = withTimeOfHistory({ ...running }, 'notStated');
    assert.deepEqual(
      [jobStateText(kept, 'en'), canChange(kept), lastKnownAt(kept), jobDuration(kept, new Date())],
      ['Last known: Running', false, undefined, undefined],
    );
  });

  it('that has ended reads as ever, and has no field that the service does not have', () => {
    const failed = withTimeOfHistory({ ...running, State: 'FAILED' }, asOf);
    assert.deepEqual(
      [jobStateText(failed, 'en'), canChange(failed), lastKnownAt(failed)],
      ['Failed', false, undefined],
    );
    assert.deepEqual(fieldsOf(failed), { ...running, State: 'FAILED' });
  });
});
