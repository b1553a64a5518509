import type { Slices } from '../jobs/slices.js';
import { type CronSchedule, readCron } from './cron.js';
import type { RuleVersion } from './ruleVersion.js';
import { type ExpectedRun, runsBetween } from './runsBetween.js';
import { sortNumbers } from './sortNumbers.js';
import { timeZoneOf } from './timeZone.js';

/** A part of time, from `from` until before `to`, in epoch milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Why a schedule is not known. */
export type UnknownSchedule = 'noSchedule' | 'unreadableSchedule';

/** When the jobs of one version of a rule are expected. */
export interface RuleSchedule {
  /** In order of their times. */
  readonly runs: readonly ExpectedRun[];
  /** The shortest time between two runs, in milliseconds; infinite for fewer than two runs. */
  readonly interval: number;
  /** The start window in milliseconds; undefined if the jobs do not agree on one. */
  readonly startWindow: number | undefined;
  /** The longest that the start window may be, in milliseconds. */
  readonly longestWindow: number;
}

/**
 * Calculates the expected runs of rule versions. Rules with the same cron expression and time zone share
 * them: an organization has thousands of rules, but few schedules.
 */
export class ExpectedRuns {
  readonly #range: TimeRange;
  readonly #runs = new Map<string, readonly ExpectedRun[] | UnknownSchedule>();

  constructor(range: TimeRange) {
    this.#range = range;
  }

  /** Works in slices; rejects with the signal's reason when it aborts. */
  async of(
    { creator: { BackupRuleCron, BackupRuleTimezone } }: RuleVersion,
    slices: Slices,
  ): Promise<readonly ExpectedRun[] | UnknownSchedule> {
    if (!BackupRuleCron) return 'noSchedule';
    const zone = BackupRuleTimezone || 'UTC';
    const key = `${zone} ${BackupRuleCron}`;
    const known = this.#runs.get(key);
    if (known !== undefined) return known;
    const runs = (await this.#calculate(readCron(BackupRuleCron), zone, slices)) ?? 'unreadableSchedule';
    this.#runs.set(key, runs);
    return runs;
  }

  async #calculate(
    schedule: CronSchedule | undefined,
    zoneName: string,
    slices: Slices,
  ): Promise<readonly ExpectedRun[] | undefined> {
    const zone = timeZoneOf(zoneName);
    return schedule && zone && runsBetween(schedule, zone, this.#range, slices);
  }
}

/**
 * Learns the start window of a rule version from its jobs: `StartBy` is the scheduled time plus the start
 * window. All times are epoch milliseconds; NaN if unknown.
 */
export class ScheduleLearner {
  readonly #runs: readonly ExpectedRun[];
  readonly #interval: number;
  /** The start windows that the jobs show, if the latest run before its creation made each. */
  readonly #windows: number[] = [];
  /** The run of the job before. */
  #place = -1;

  constructor(runs: readonly ExpectedRun[]) {
    let interval = Number.POSITIVE_INFINITY;
    for (const [place, run] of runs.entries()) {
      const next = runs[place + 1];
      if (next !== undefined) interval = Math.min(interval, next.time - run.time);
    }
    this.#runs = runs;
    // A change of the clocks by half an hour makes two runs of an hourly rule closer than they usually are.
    this.#interval = Math.max(interval, minInterval);
  }

  /** Adds a job. */
  add(created: number, startBy: number): void {
    this.#place = runAtCreation(created, this.#runs, this.#interval, this.#place);
    const window = startBy - (this.#runs[this.#place]?.time ?? Number.NaN);
    if (!Number.isNaN(window)) this.#windows.push(window);
  }

  /** The schedule of the version. */
  async schedule(slices: Slices): Promise<RuleSchedule> {
    const [interval, runs] = [this.#interval, this.#runs];
    const windows = await sortNumbers(new Float64Array(this.#windows), slices);
    const startWindow = commonWindow(windows, interval);
    const longest = windows.at(-1) ?? interval;
    return {
      runs,
      interval,
      startWindow,
      longestWindow: startWindow ?? Math.max(defaultStartWindow, longest),
    };
  }
}

/**
 * The place in `runs` of the run that made a job: the one that its `StartBy` gives, else the latest one at or
 * before its creation that is less than one interval away. -1 if there is none.
 *
 * @param hint a place that may be near
 */
export function runOf(created: number, startBy: number, schedule: RuleSchedule, hint: number): number {
  const { interval, runs, startWindow } = schedule;
  if (startWindow !== undefined && !Number.isNaN(startBy)) {
    const place = nearest(runs, startBy - startWindow, hint);
    if (isRunOfStartBy(startBy, place, schedule)) return place;
  }
  return runAtCreation(created, runs, interval, hint);
}

/** Whether the `StartBy` of a job gives the run at a place. */
export function isRunOfStartBy(startBy: number, place: number, schedule: RuleSchedule): boolean {
  const { interval, runs, startWindow } = schedule;
  const time = runs[place]?.time;
  if (startWindow === undefined || time === undefined) return false;
  return Math.abs(time - (startBy - startWindow)) <= tolerance(interval);
}

/** The window that at least 80 % of the jobs have in common, within the tolerance; at least 60 minutes. */
function commonWindow(windows: Float64Array, interval: number): number | undefined {
  const width = 2 * tolerance(interval);
  let best: TimeRange = { from: 0, to: 0 };
  for (let from = 0, to = 0; from < windows.length; from++) {
    while (to < windows.length && (windows[to] ?? 0) - (windows[from] ?? 0) <= width) to++;
    if (to - from > best.to - best.from) best = { from, to };
  }
  if (best.to - best.from < Math.max(1, windows.length * enoughJobs)) return undefined;
  const window = windows[Math.floor((best.from + best.to) / 2)];
  return window !== undefined && window >= minStartWindow ? window : undefined;
}

function runAtCreation(
  created: number,
  runs: readonly ExpectedRun[],
  interval: number,
  hint: number,
): number {
  if (Number.isNaN(created)) return -1;
  const early = Math.min(maxEarly, interval / 4);
  const place = lastAtOrBefore(runs, created + early, hint);
  const run = runs[place];
  return run !== undefined && created - run.time < interval ? place : -1;
}

function nearest(runs: readonly ExpectedRun[], time: number, hint: number): number {
  const place = lastAtOrBefore(runs, time, hint);
  const [before, after] = [runs[place], runs[place + 1]];
  if (before === undefined) return 0;
  return after !== undefined && after.time - time < time - before.time ? place + 1 : place;
}

/** The place of the last run at or before a time; -1 if there is none. */
function lastAtOrBefore(runs: readonly ExpectedRun[], time: number, hint: number): number {
  // Successive jobs are of successive runs, in either order.
  for (let place = Math.max(hint - 1, 0); place <= hint + 1; place++)
    if (isAtOrBefore(runs[place], time) && !isAtOrBefore(runs[place + 1], time)) return place;
  // As `countUpTo`, without a call for each comparison: every job is looked up.
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAtOrBefore(runs[middle], time)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function isAtOrBefore(run: ExpectedRun | undefined, time: number): boolean {
  return run !== undefined && run.time <= time;
}

/** How far the times of jobs may be from their run, in milliseconds. */
export function tolerance(interval: number): number {
  return Math.min(maxTolerance, interval / 4);
}

const minuteMs = 60_000;
/** AWS does not say how exact `StartBy` and `CreationDate` are. */
const maxTolerance = 15 * minuteMs;
const maxEarly = 5 * minuteMs;
/** The shortest start window that AWS Backup accepts, less the tolerance. */
const minStartWindow = 60 * minuteMs - maxTolerance;
const enoughJobs = 0.8;
/**
 * The default start window of AWS Backup, in milliseconds.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html StartWindowMinutes
 */
export const defaultStartWindow = 480 * minuteMs;

/**
 * How long after its time a run without a job can be called missed: its start window, 8 hours if that is not
 * known, and an hour. In milliseconds.
 */
export function proofMs(startWindow = defaultStartWindow): number {
  return startWindow + 60 * minuteMs;
}

/**
 * AWS Backup accepts no schedule with more runs than one in each hour.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html Backup frequency
 */
const minInterval = 60 * minuteMs;
