import { planNameIn } from '../jobs/filterText.js';
import type { AppParts } from './appParts.js';

/**
 * The name of the filter's backup plan; undefined if no loaded job has it. The first jobs that match the
 * filter are enough, because all of them are of that plan, and there may be a million.
 */
export function planName({ root, sessions }: Pick<AppParts, 'root' | 'sessions'>): string | undefined {
  if (root.value.backupPlanId === undefined) return undefined;
  const jobs = sessions.current.flatMap(({ pool }) => pool.list(root.selection).jobs().slice(0, maxJobs));
  return planNameIn(jobs, root.value);
}

const maxJobs = 100;
