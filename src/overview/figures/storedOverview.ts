import { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import type { BackupJob } from '../../jobs/backupJob.js';
import type { ProvenTimes } from '../../jobs/coverage.js';
import type { JobsSubject } from '../../jobs/jobsSubject.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import { isOfHistory } from '../../jobs/lastKnown.js';
import type { JobAnalysis, StoredJobs } from '../../jobs/storedJobs.js';
import { analyzeStored } from '../../jobs/storedSubject.js';
import { withReplaced } from '../../jobs/withReplaced.js';
import { jobsOfHistory } from '../../schedule/listedJobs.js';
import { groupedJobs, type ScheduleReport } from '../../schedule/scheduleReport.js';
import { reportByRegion } from '../../schedule/subjectSchedule.js';
import { type FiguresOptions, type OverviewFigures, overviewFigures } from './overviewFigures.js';
import { type ScheduleFigures, scheduleFigures } from './scheduleFigures.js';

/** What stored jobs are counted by. */
export interface StoredOverviewOptions extends FiguresOptions {
  /** The known issues that count now. */
  readonly issues: readonly KnownIssue[];
  /** Those of a coverage, for each region in order; undefined if no run is judged. */
  readonly provenTimes: readonly ProvenTimes[] | undefined;
}

/** What the overview shows of stored jobs. */
export interface StoredFigures {
  readonly figures: OverviewFigures;
  /** The series in it lack their jobs. Undefined if no run is judged. */
  readonly schedule: ScheduleFigures | undefined;
}

/** As it crosses the thread: without functions, and with the issues that it names. */
interface StoredOverview {
  readonly figures: OverviewFigures;
  readonly schedule: Omit<ScheduleFigures, 'judge'> | undefined;
  readonly issues: readonly KnownIssue[];
}

/** The figures of the overview over stored jobs. */
export const storedOverview: JobAnalysis<StoredOverviewOptions, StoredOverview> = { name: 'overview' };

/** Counts stored jobs, in the thread that has them. */
export async function countStoredOverview(
  byRegion: ReadonlyMap<string, Iterable<BackupJob>>,
  { issues, provenTimes, ...options }: StoredOverviewOptions,
  signal: AbortSignal,
): Promise<StoredOverview> {
  const accepted = new AcceptedIssues(issues);
  const counting = { ...options, accepted };
  if (provenTimes === undefined)
    return { figures: await overviewFigures(byRegion, counting, { signal }), schedule: undefined, issues };
  const regions = [...byRegion].flatMap(([region, jobs], place) => {
    const times = provenTimes[place];
    return times === undefined ? [] : [jobsOfHistory(region, jobs, times)];
  });
  const report = await reportByRegion(regions, { signal });
  const { judge, ...schedule } = await scheduleFigures(report, options.asOf, { accepted, signal });
  const grouped = groupedJobs(report);
  const figures = await overviewFigures(byRegion, { ...counting, grouped }, { signal });
  dropJobs(report);
  return { figures, schedule, issues };
}

/**
 * Removes what the overview has counted and does not show: the jobs of each series, which are all jobs of a
 * history, and their times. The report has no other reader.
 */
function dropJobs({ regions, series }: ScheduleReport): void {
  const times = new Float64Array();
  for (const one of series) {
    Object.assign(one.series, {
      jobs: [],
      created: times,
      startBy: times,
      started: times,
      ended: times,
      shared: [],
    });
    // When a run is known as missed depends on the runs after it that made jobs.
    const { active, missed } = one.judgement;
    Object.assign(one.judgement, { active: missed.length === 0 ? times : active.slice() });
  }
  for (const region of regions) Object.assign(region, { loose: [], jobs: undefined });
}

/** What the overview shows of the stored jobs of a subject, see {@link StoredJobs.analyze}. */
export async function storedFigures(
  stored: StoredJobs,
  subject: JobsSubject,
  { accepted, ...options }: Omit<StoredOverviewOptions, 'issues'> & { readonly accepted: AcceptedIssues },
  signal: AbortSignal,
): Promise<StoredFigures> {
  const { issues } = accepted;
  const counted = await analyzeStored(stored, subject, storedOverview, { ...options, issues }, signal);
  const { figures, schedule } = withOwnIssues(counted, issues);
  return { figures, schedule: schedule && { ...schedule, judge: accepted.judge } };
}

/** The same, which names the issues of this thread instead of their copies. Jobs are not copied. */
function withOwnIssues(counted: StoredOverview, issues: readonly KnownIssue[]): StoredOverview {
  const own = new Map<object, KnownIssue>();
  for (const [place, copy] of counted.issues.entries()) {
    const issue = issues[place];
    if (issue !== undefined) own.set(copy, issue);
  }
  return own.size === 0
    ? counted
    : withReplaced(counted, (object) => own.get(object) ?? (isOfHistory(object) ? object : undefined));
}
