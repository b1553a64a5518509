import type { SummarySubject } from '../commands/copySummary.js';
import { connectionOfArchive } from '../connection/connection.js';
import { withArchives } from '../connection/session.js';
import type { WriteClipboard } from '../editor/pageClipboard.js';
import { type JobPlace, placeOf } from '../jobs/jobReader.js';
import { type JobTarget, placeOfTarget } from '../jobs/jobTarget.js';
import { isOldRead } from '../jobs/oldRead.js';
import type { GroupRow, JobTreeSession } from '../tree/rows.js';
import type { AppParts } from './appParts.js';

/** Copies a summary of what the tree's filter selects. Refreshes it if it is old. */
export async function copyWholeSummary(app: AppParts): Promise<void> {
  const { copySummary } = await import('../commands/copySummary.js');
  let sessions = await app.sessions.ready();
  if (sessions.some(({ pool }) => isOldRead(pool.readAt))) {
    await app.refresh();
    // Another connection may have been selected during the refresh.
    sessions = await app.sessions.ready();
  }
  await copySummary(summarySubject(app, sessions));
}

/** Copies a summary of some jobs of the current connection. */
export async function copySummaryOfTargets(
  jobs: readonly JobTarget[],
  app: AppParts,
  write?: WriteClipboard,
): Promise<void> {
  const { copySummaryOfJobs } = await import('../commands/copySummary.js');
  await copySummaryOfJobs(summarySubject(app, withArchives(app.sessions.current)), jobs, write);
}

/** Copies a summary of what a row of the tree contains. */
export async function copySummaryOfGroup(row: GroupRow, app: AppParts): Promise<void> {
  const { copySummary, refuseArchive, refuseOtherConnection } = await import('../commands/copySummary.js');
  if (isArchived(placeOf(row.session))) return refuseArchive();
  const subject = await groupSubject(row, app);
  if (subject === undefined) refuseOtherConnection();
  else await copySummary(subject);
}

/**
 * The subject of a summary of a row; undefined if the row is of another connection than the current one. The
 * end of its filter may be cut, so what the row adds comes first.
 */
export async function groupSubject(row: GroupRow, app: AppParts): Promise<SummarySubject | undefined> {
  const { groupFilterText } = await import('../tree/groupFilterText.js');
  const { list, session } = row;
  if (!app.sessions.current.some((one) => one === session)) return undefined;
  const { filter, ...subject } = summarySubject(app, []);
  const ofRow = groupFilterText(row, { namesRegion: app.sessions.current.length > 1 });
  return {
    ...subject,
    sources: [{ ...session, selection: list.selection }],
    filter: [ofRow, filter].filter(Boolean).join(' · '),
  };
}

/** The subject of a summary of these sessions, with the tree's filter. */
function summarySubject(
  { connectionText, filterText, root }: AppParts,
  sessions: readonly JobTreeSession[],
): SummarySubject {
  const sources = sessions.map(({ key, pool, region }) => ({ key, pool, region, selection: root.selection }));
  return { sources, connection: connectionText(), filter: filterText() };
}

/** Whether a place is in the archive of a connection. */
export function isArchived(place: JobPlace | undefined): boolean {
  return place !== undefined && connectionOfArchive(place.connection) !== undefined;
}

/** Whether any of these jobs is of an archive. */
export function areArchived(jobs: readonly JobTarget[]): boolean {
  return jobs.some((job) => isArchived(placeOfTarget(job)));
}
