import type { BackupJob } from '../../jobs/backupJob.js';
import type { ScheduleFigures } from '../figures/scheduleFigures.js';

/**
 * The jobs of rules whose latest run made no complete backup. A good backup that another rule made does not
 * make up for them.
 */
export function jobsOfFailingRules(
  schedule: Pick<ScheduleFigures, 'outcomes'> | undefined,
): ReadonlySet<BackupJob> {
  const failing = (['stillFailing', 'newlyFailing'] as const).flatMap(
    (name) => schedule?.outcomes.get(name) ?? [],
  );
  return new Set(failing.flatMap(({ jobs }) => jobs));
}
