import { timeIn } from '../jobs/jobFacts.js';
import { isInProgress } from '../jobs/jobStates.js';
import type { Slices } from '../jobs/slices.js';
import type { JudgedSeries } from './foldFindings.js';
import type { RecentJob } from './judgeSeries.js';
import type { ScheduledJob } from './scheduledJob.js';
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
    const { recent, schedule } = of.judgement;
    const startWindow = schedule?.startWindow;
    const timed = recent.map((one): TimedRun => ({ ...one, started: timeIn(one.job.job.InitiationDate) }));
    const shares = startWindow === undefined ? [] : risingShares(timed, startWindow);
    const overlapping = overlappingJobs(timed);
    if (shares.length + overlapping.length > 0) pressures.push({ of, startWindow, shares, overlapping });
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  return pressures;
}

interface TimedRun extends RecentJob {
  /** Epoch milliseconds; NaN if the job has not started. */
  readonly started: number;
}

/** A run may have several jobs: the first one counts. */
function risingShares(jobs: readonly TimedRun[], startWindow: number): readonly number[] {
  const shares: number[] = [];
  let before: number | undefined;
  for (const { run, started } of jobs) {
    if (run === undefined || run === before || Number.isNaN(started)) continue;
    before = run;
    const share = (started - run) / startWindow;
    if (share - (shares.at(-1) ?? 0) < minRise) shares.length = 0;
    shares.push(share);
  }
  return shares.length >= enoughRuns && (shares.at(-1) ?? 0) > lateShare ? shares : [];
}

function overlappingJobs(jobs: readonly TimedRun[]): readonly ScheduledJob[] {
  return jobs.flatMap(({ job, started }, place) => {
    const before = jobs[place - 1];
    return before !== undefined && isRunningAt(started, before) ? [job] : [];
  });
}

/** Whether a job had started before a time and was still running then. */
function isRunningAt(time: number, { job: { job }, started }: TimedRun): boolean {
  if (!(started < time)) return false;
  const ended = timeIn(job.CompletionDate);
  return Number.isNaN(ended) ? isInProgress(job) : ended > time;
}

const enoughRuns = 3;
/** A run is late when it starts after more than half of its start window. */
const lateShare = 0.5;
/** One percent: what the shares show. */
const minRise = 0.01;
