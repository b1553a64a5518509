import { refuseOtherConnection } from '../commands/copySummary.js';
import { withArchives } from '../connection/session.js';
import { exportJobs } from '../documents/export/exportJobs.js';
import { historyOf } from '../documents/export/historyOf.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { AppParts } from './appParts.js';

/** Exports all jobs of the resource of a job, whatever the filter of the tree. */
export async function exportHistory(
  target: JobTarget,
  { memory, sessions }: Pick<AppParts, 'memory' | 'sessions'>,
): Promise<void> {
  const part = historyOf(target, withArchives(sessions.current));
  if (part === undefined) return refuseOtherConnection();
  await exportJobs({ parts: async () => [part], memory });
}
