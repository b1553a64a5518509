import { isInProgress, knownState } from '../jobs/jobStates.js';
import type { Slices } from '../jobs/slices.js';
import { timeOf } from '../jobs/timeOf.js';
import type { JudgedSeries } from './foldFindings.js';
import { hasEnded, type RecentJob } from './judgement.js';
import type { ScheduledJob } from './ruleVersion.js';
import type { ScheduleReport } from './scheduleReport.js';

/** A series of which the last runs came late, or overlapped. */
export interface WindowPressure {
  readonly of: JudgedSeries;
  /** The start window, in milliseconds; undefined if the jobs do not agree on one. */
  readonly startWindow: number | undefined;
  /**
   * The shares of the start window after which the last runs started, each later than the one before, the
   * latest last: 0.85 is 85 %. Empty if they did not come later and later.
   */
  readonly shares: readonly number[];
  /** The jobs that started while the job before was still running; the latest last. */
  readonly overlapping: readonly ScheduledJob[];
}

/**
 * The series that press on their start window: the last three runs or more started later and later, the
 * latest after more than half of the window; or a run started while the one before was still running. It
 * looks at the last jobs of each series, and says nothing about the next ones: AWS chooses when a job starts.
 */
export async function windowPressures(
  { series }: ScheduleReport,
  slices: Slices,
): Promise<readonly WindowPressure[]> {
  const pressures: WindowPressure[] = [];
  for (const of of series) {
    const { recent, schedule, verdict } = of.judgement;
    if (hasEnded(verdict)) continue;
    const startWindow = schedule?.startWindow;
    const shares = startWindow === undefined ? [] : risingShares(recent, startWindow);
    const overlapping = overlappingJobs(recent);
    if (shares.length + overlapping.length > 0) pressures.push({ of, startWindow, shares, overlapping });
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  return pressures;
}

/** A run may have several jobs: the first one counts. */
function risingShares(jobs: readonly RecentJob[], startWindow: number): readonly number[] {
  const latest = jobs.findLast(({ job: { job } }) => job.InitiationDate !== undefined);
  if (latest === undefined || !isLate(latest, startWindow)) return [];
  const shares: number[] = [];
  let before: number | undefined;
  for (const one of jobs) {
    const share = shareOf(one, startWindow);
    if (one.run === before || Number.isNaN(share)) continue;
    before = one.run;
    if (share - (shares.at(-1) ?? 0) < minRise) shares.length = 0;
    shares.push(share);
  }
  return shares.length >= enoughRuns && (shares.at(-1) ?? 0) > lateShare ? shares : [];
}

function isLate(job: RecentJob, startWindow: number): boolean {
  return shareOf(job, startWindow) > lateShare;
}

/** The share of the start window after which a job started; NaN if that is not known. */
function shareOf({ job: { job }, run = Number.NaN }: RecentJob, startWindow: number): number {
  return (timeOf(job, 'InitiationDate') - run) / startWindow;
}

function overlappingJobs(jobs: readonly RecentJob[]): readonly ScheduledJob[] {
  return jobs.flatMap(({ job }, place) => {
    const before = jobs[place - 1]?.job;
    return before !== undefined && isStartedDuring(job, before) ? [job] : [];
  });
}

/** Whether a job started while the one before it, which had started, was still running. */
function isStartedDuring({ created, job }: ScheduledJob, { job: before }: ScheduledJob): boolean {
  const ended = timeOf(before, 'CompletionDate');
  // Nearly always. A job starts after its creation.
  if (ended <= created) return false;
  const started = timeOf(job, 'InitiationDate');
  const isOpen = Number.isNaN(ended)
    ? isInProgress(before) && knownState(before.State) !== 'any other'
    : ended > started;
  return isOpen && timeOf(before, 'InitiationDate') < started;
}

const enoughRuns = 3;
/** A run is late when it starts after more than half of its start window. */
const lateShare = 0.5;
/** One percent: what the shares show. */
const minRise = 0.01;
