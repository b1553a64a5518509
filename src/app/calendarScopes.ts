import type { CalendarScope } from '../calendar/calendarScope.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { valueFilter } from '../jobs/dimensionFilter.js';
import { accountDimension, planDimension, resourceDimension, vaultDimension } from '../jobs/dimensions.js';
import { type Dimension, narrowSelection } from '../jobs/grouping.js';
import { withFilters } from '../jobs/jobFilter.js';
import { type JobPlace, placeOf } from '../jobs/jobReader.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import { type JobTarget, placeOfTarget } from '../jobs/jobTarget.js';
import { groupText } from '../tree/groupFilterText.js';
import { latestJob } from '../tree/missedItem.js';
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

/**
 * The jobs that a row of missed or overdue runs is about: those of its resource, plan, vault, account or
 * region. No filter has the jobs of a rule, so those of its plan stand for them.
 */
function missedScope(app: AppParts, { finding, session }: MissedRow): CalendarScope {
  const whole = wholeOf(app);
  const job = latestJob(finding);
  const dimension = dimensionsByKind[finding.scope.kind];
  const subject = job && dimension ? narrowSubject(whole, dimension, job) : whole;
  return ofRegion(app, subject, placeOf(session));
}

/** The jobs of a resource in a panel. */
export function resourceScope(subject: Omit<JobsSubject, 'sessions'>, resourceArn: string): CalendarScope {
  return narrowSubject(subject, resourceDimension, { ResourceArn: resourceArn });
}

const dimensionsByKind: Readonly<Record<MissedRow['finding']['scope']['kind'], Dimension | undefined>> = {
  resource: resourceDimension,
  rule: planDimension,
  plan: planDimension,
  vault: vaultDimension,
  account: accountDimension,
  region: undefined,
};

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
