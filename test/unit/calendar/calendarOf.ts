import { type BuiltCalendar, buildCalendar } from '../../../src/calendar/buildCalendar.js';
import { type Cell, cellOf } from '../../../src/calendar/calendarCell.js';
import type { CalendarGrouping } from '../../../src/calendar/calendarGroupingNames.js';
import { cellWords } from '../../../src/calendar/cellWords.js';
import { doubtNames } from '../../../src/calendar/resultNames.js';
import { cellAt } from '../../../src/calendar/rowCode.js';
import { AcceptedIssues } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import type { JobFilter } from '../../../src/jobs/jobFilter.js';
import type { JobList } from '../../../src/jobs/jobList.js';
import { type JobSelection, selects } from '../../../src/jobs/jobSelection.js';
import type { JobFailure } from '../../../src/jobs/jobSource.js';
import type { HistoryPeriod, JobsSubject } from '../../../src/jobs/jobsSubject.js';
import type { KnownIssue } from '../../../src/jobs/knownIssue.js';
import type { ListedTime } from '../../../src/jobs/listedPeriod.js';
import { readTimeNow } from '../../../src/jobs/oldRead.js';

/** How the jobs of a test were read. */
export interface CalendarCase {
  readonly now: number;
  readonly filter?: JobFilter;
  readonly grouping?: CalendarGrouping;
  readonly openDay?: number;
  /** If set, the read ended here: earlier jobs are not known. */
  readonly readSince?: number;
  /** A second region, which could not be read. */
  readonly failedRegion?: string;
  /** Whether the tree has loaded all jobs of the account; by default, not more than the filter's. */
  readonly hasWhole?: boolean;
  readonly locale?: string;
  readonly known?: readonly KnownIssue[];
  /** The times that the source lists; by default, those of AWS Backup. */
  readonly listed?: readonly ListedTime[];
  /** The time that the jobs are of, if they are of a history. */
  readonly history?: HistoryPeriod;
}

/** The calendar of the jobs of one region. */
export async function calendarOf(jobs: Iterable<BackupJob>, of: CalendarCase): Promise<BuiltCalendar> {
  const {
    failedRegion,
    filter = {},
    grouping = 'none',
    hasWhole = false,
    history,
    known = [],
    listed,
    locale = 'en',
    now,
    openDay,
    readSince,
  } = of;
  const readAt = { ...readTimeNow(), date: new Date(now) };
  const isRegionComplete = readSince === undefined;
  const isComplete = isRegionComplete && failedRegion === undefined;
  const listOf = (selection: JobSelection, isKnown: boolean) =>
    ({
      selection,
      readAt,
      isComplete: isKnown,
      each: () => selected(jobs, selection),
    }) as unknown as JobList;
  const selection = selectionOfFilter(filter, new Date(now));
  const session = {
    key: 'sample',
    region: 'us-east-1',
    listed,
    history,
    pool: {
      readAt,
      list: (one: JobSelection) => listOf(one, isRegionComplete),
      knownList: (one: JobSelection) => listOf(one, hasWhole),
    },
  } as unknown as JobsSubject['sessions'][number];
  const unread = { selection, isComplete: false, each: () => [] } as unknown as JobList;
  const failed = failedRegion === undefined ? [] : [{ ...session, region: failedRegion }];
  const subject: JobsSubject = { sessions: [session, ...failed], filter, selection, filterText: '' };
  const readResult = {
    isComplete,
    readSince: readSince === undefined ? undefined : new Date(readSince),
    failures: failed.map(({ region }) => ({ region, failure: denied })),
    completeRegions: new Set(isRegionComplete ? ['us-east-1'] : []),
    isHeldBy: () => true,
  };
  const { signal } = new AbortController();
  return buildCalendar(
    {
      subject,
      readResult,
      lists: [listOf(selection, isRegionComplete), ...failed.map(() => unread)],
      signal,
    },
    { grouping, openDay },
    { accepted: new AcceptedIssues(known), locale, now: new Date(now) },
  );
}

const denied: JobFailure = { kind: 'unknown', summary: 'Access denied', detail: '', remedy: 'retry' };

function* selected(jobs: Iterable<BackupJob>, selection: JobSelection): Generator<BackupJob> {
  for (const job of jobs) if (selects(selection, job)) yield job;
}

/** The cells of a row, from the first day on. */
export function cellsOf({ viewModel: { days } }: BuiltCalendar, row: number): readonly Cell[] {
  const { length } = days.slots;
  return Array.from({ length }, (_, slot) => cellOf(cellAt(days.rows[row] ?? '', slot).code));
}

/** What the last cells of a row say. */
export function lastWords(built: BuiltCalendar, title: string, count: number): readonly string[] {
  const { days, details, results, rows } = built.viewModel;
  const words = { ...doubtNames(), details, results };
  return days.slots.map((_, slot) => cellWords(days, rows.titles.indexOf(title), slot, words)).slice(-count);
}
