import assert from 'node:assert/strict';
import type { AppParts } from '../../../src/app/appParts.js';
import { planName } from '../../../src/app/planName.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';

describe('The name of the backup plan of the filter', () => {
  it('is that of the first jobs of any region that match the filter', () => {
    assert.equal(planName(appOf({ backupPlanId: 'p' }, [job()], [job(), job('nightly')]).app), 'nightly');
    assert.equal(planName(appOf({ backupPlanId: 'p' }, [job()]).app), undefined);
  });

  it('takes no more than these, however many there are, and none without such a filter', () => {
    const many = appOf({ backupPlanId: 'p' }, Array<BackupJob>(100_000).fill(job()));
    assert.equal(planName(many.app), undefined);
    assert.ok(many.read() <= 100, `${many.read()} of 100,000 jobs`);
    const unfiltered = appOf({}, [job('nightly')]);
    assert.deepEqual([planName(unfiltered.app), unfiltered.read()], [undefined, 0]);
  });
});

function job(name?: string): BackupJob {
  return { CreatedBy: { BackupPlanId: 'p', ...(name !== undefined && { BackupPlanName: name }) } };
}

/** An app with this filter, whose regions have these jobs that match it; counts those that are read. */
function appOf(value: { readonly backupPlanId?: string }, ...regions: readonly (readonly BackupJob[])[]) {
  let read = 0;
  const counted = (jobs: readonly BackupJob[]) =>
    new Proxy(jobs, {
      get: (target, key) => {
        if (/^\d+$/.test(String(key))) read++;
        return Reflect.get(target, key);
      },
    });
  const current = regions.map((jobs) => ({ pool: { list: () => ({ jobs: () => counted(jobs) }) } }));
  const app = { root: { value, selection: { parts: [] } }, sessions: { current } };
  return { app: app as unknown as Pick<AppParts, 'root' | 'sessions'>, read: () => read };
}
