import { copyReport, copyReportOfJobs } from '../commands/copyReport.js';
import { refuseArchive, refuseHistory, refuseOtherConnection } from '../commands/copySummary.js';
import { accountText } from '../connection/accountText.js';
import { isHistoryKey } from '../connection/connection.js';
import { exportReport } from '../documents/report/exportReport.js';
import type { ReportSubject } from '../documents/report/readReport.js';
import type { ReportIdentity, ReportScope } from '../documents/report/reportContent.js';
import { readKnownIssues } from '../editor/knownIssueSetting.js';
import { userSetting } from '../editor/userSetting.js';
import { placeOf } from '../jobs/jobReader.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import type { SubjectSession } from '../jobs/jobsSubject.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { isOldRead } from '../jobs/oldRead.js';
import type { GroupRow } from '../tree/rows.js';
import type { AppParts } from './appParts.js';
import { areArchived, groupSubject, isArchived } from './copySummaries.js';

/** Exports a report on what the tree's filter selects. Refreshes it if it is old. */
export async function exportWholeReport(app: AppParts): Promise<void> {
  if (isHistoryChosen(app)) return refuseHistory();
  await exportReport(async () => {
    const sessions = await app.sessions.ready();
    if (sessions.some(({ pool }) => isOldRead(pool.readAt))) await app.refresh();
    const current = await app.sessions.ready();
    if (current.length === 0) return undefined;
    return reportSubject(app, current, app.root.selection, app.filterText());
  });
}

/** Exports a report on the jobs of these sessions, which may be those of an earlier connection. */
export async function exportReportOn(
  app: AppParts,
  sessions: readonly (ReportSubject['sessions'][number] & Pick<SubjectSession, 'key'>)[],
  selection: JobSelection,
  filter: string,
): Promise<void> {
  if (sessions.some(({ key }) => isHistoryKey(key))) return refuseHistory();
  await exportReport(async () => reportSubject(app, sessions, selection, filter));
}

/** What a report on these sessions is about. */
function reportSubject(
  app: AppParts,
  sessions: ReportSubject['sessions'],
  selection: JobSelection,
  filter: string,
): ReportSubject {
  return {
    sessions,
    selection,
    scope: () => (sessions === app.sessions.current ? scopeOf(app, filter) : undefined),
  };
}

/** Copies a report on some jobs of the current connection as Markdown. */
export async function copyReportOfTargets(jobs: readonly JobTarget[], app: AppParts): Promise<void> {
  if (isHistoryChosen(app)) return refuseHistory();
  if (areArchived(jobs)) return refuseArchive();
  const { sessions } = app;
  await copyReportOfJobs(jobs, sessions.current, scopeOf(app, ''));
}

/** Copies a report on the loaded jobs of a row of the tree as Markdown. */
export async function copyReportOfGroup(row: GroupRow, app: AppParts): Promise<void> {
  if (isHistoryChosen(app)) return refuseHistory();
  if (isArchived(placeOf(row.session))) return refuseArchive();
  const subject = await groupSubject(row, app);
  const parts = await app.tree.loadedJobs(row);
  const isCurrent = app.sessions.current.some((session) => session.holds(placeOf(row.session)));
  if (subject === undefined || !isCurrent) return refuseOtherConnection();
  await copyReport(parts, { ...scopeOf(app, subject.filter), jobs: 'filtered' });
}

function isHistoryChosen({ sessions }: AppParts): boolean {
  return sessions.chosen?.kind === 'history';
}

function scopeOf(app: AppParts, filter: string): ReportScope {
  const account = app.sessions.inUse?.account;
  return {
    connection: app.connectionText(),
    account: account && accountText(account, userSetting('accountAliases')),
    identity: identityOf(app),
    filter,
    knownIssues: readKnownIssues(new Date()),
    keepsHistory: app.sessions.current.some(({ archive }) => archive !== undefined),
  };
}

function identityOf({ sessions: { chosen, inUse } }: AppParts): ReportIdentity {
  if (chosen?.kind === 'sample') return { unknown: 'sample' };
  return inUse?.identity ?? { unknown: 'notAnswered' };
}
