import { refuseOtherConnection } from '../commands/copySummary.js';
import { historyOf } from '../documents/export/historyOf.js';
import type { JobPlace } from '../jobs/jobReader.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { AppParts } from './appParts.js';
import { exportWithArchives } from './exportTree.js';

/** Exports all jobs of the resource of a job, whatever the filter of the tree. */
export async function exportHistory(
  target: JobTarget,
  app: Pick<AppParts, 'memory' | 'sessions'>,
): Promise<void> {
  const found = app.sessions.current.map((session) => ({
    region: session.region,
    pool: session.pool,
    // A job of the archive has newer ones among those that AWS Backup lists.
    holds: (place: JobPlace) => session.at(place) !== undefined,
  }));
  const part = historyOf(target, found);
  if (part === undefined) return refuseOtherConnection();
  await exportWithArchives(async () => [part], app);
}
