import type { CalendarScope } from '../calendar/calendarScope.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { valueFilter } from '../jobs/dimensionFilter.js';
import { resourceDimension } from '../jobs/dimensions.js';
import { type Dimension, narrowSelection } from '../jobs/grouping.js';
import { withFilters } from '../jobs/jobFilter.js';
import { type JobPlace, placeOf } from '../jobs/jobReader.js';
import type { JobsSubject, SubjectSession } from '../jobs/jobsSubject.js';
import { type JobTarget, placeOfTarget } from '../jobs/jobTarget.js';
import { groupText } from '../tree/groupFilterText.js';
import { missedPlace } from '../tree/missedRows.js';
import { regionDimension } from '../tree/rootRows.js';
import { isAnyRow, isRow, type MissedRow, type Row } from '../tree/rows.js';
import type { AppParts } from './appParts.js';
import { openCalendar } from './calendarOptions.js';
import { isArchived } from './copySummaries.js';
import { groupScope, isOfCurrent } from './groupScope.js';

/** Opens the calendar of a group, of what a row of missed runs is about, or of the resource of a job. */
export async function openCalendarOf(app: AppParts, about: JobTarget | Row): Promise<void> {
  const scope = scopeOf(app, about);
  if (scope === undefined) return;
  if (isOfCurrent(app, scope)) return openCalendar(app, scope);
  const { refuseArchive, refuseOtherConnection } = await import('../commands/copySummary.js');
  if (isArchived(scope.place)) refuseArchive();
  else refuseOtherConnection();
}

function scopeOf(app: AppParts, about: JobTarget | Row): CalendarScope | undefined {
  if (!isAnyRow(about)) return jobScope(app, about);
  if (isRow(about, 'group')) return groupScope(app, about);
  return isRow(about, 'missed') ? missedScope(app, about) : undefined;
}

/** The jobs of the resource of a job; undefined if it has none. */
function jobScope(app: AppParts, target: JobTarget): CalendarScope | undefined {
  const { job } = target;
  return job?.ResourceArn
    ? ofRegion(app, narrowSubject(wholeOf(app), resourceDimension, job), placeOfTarget(target))
    : undefined;
}

/** The jobs that a row of missed or overdue runs is about. */
function missedScope(app: AppParts, row: MissedRow): CalendarScope {
  const place = missedPlace(row);
  return place === undefined ? wholeOf(app) : placeScope(app, wholeOf(app), row.session, place);
}

/** A part of the jobs of a panel: those of the ARN of a resource, or those that a finding is about. */
export function partScope(
  app: AppParts,
  subject: JobsSubject,
  part: string | NonNullable<ReturnType<typeof missedPlace>>,
): CalendarScope {
  if (typeof part === 'string') return narrowSubject(subject, resourceDimension, { ResourceArn: part });
  const session = subject.sessions.find(({ region }) => region === part.region);
  return placeScope(app, subject, session, part);
}

function placeScope(
  app: AppParts,
  { filter, filterText, selection }: CalendarScope,
  session: SubjectSession | undefined,
  { dimension, job, region }: NonNullable<ReturnType<typeof missedPlace>>,
): CalendarScope {
  const whole = { filter, filterText, selection };
  const scope = dimension === undefined ? whole : narrowSubject(whole, dimension, job);
  return region === undefined || session === undefined ? scope : ofRegion(app, scope, placeOf(session));
}

function wholeOf({ filterText, root }: AppParts): CalendarScope {
  return { filter: root.value, selection: root.selection, filterText: filterText() };
}

/** The jobs that have the value of a job in a dimension; all if it has none. */
function narrowSubject(
  { filter, filterText, selection }: Omit<JobsSubject, 'sessions'>,
  dimension: Dimension,
  job: BackupJob,
): CalendarScope {
  const value = dimension.groupOf(job);
  const narrowed = value === undefined ? undefined : narrowSelection(selection, dimension, value);
  if (value === undefined || narrowed === undefined) return { filter, filterText, selection };
  const name = dimension.filter;
  const text = groupText({ dimension, title: dimension.titleIn?.(job), value });
  return {
    filter: name === undefined ? filter : withFilters(filter, valueFilter(name, value)),
    filterText: [text, filterText].filter(Boolean).join(' · '),
    selection: narrowed,
  };
}

/** Names the region if there are several. */
function ofRegion({ sessions }: AppParts, scope: CalendarScope, place: JobPlace | undefined): CalendarScope {
  const isOneOfSeveral = sessions.current.length > 1 && place !== undefined;
  const region = isOneOfSeveral ? `${regionDimension.title()}: ${place.region}` : '';
  return { ...scope, place, filterText: [region, scope.filterText].filter(Boolean).join(' · ') };
}
