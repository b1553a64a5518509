import { countUpTo } from './countUpTo.js';
import type { JudgedSeries } from './foldFindings.js';
import { type RuleSchedule, tolerance } from './ruleSchedule.js';

/** The schedule that says how often a resource should have a good backup. */
export interface LeadingSchedule {
  readonly schedule: RuleSchedule;
  /** Whether the jobs are known to follow it. */
  readonly isJudged: boolean;
}

/**
 * The schedule that says how old the last good backup of a resource may be: that of its most frequent rule.
 * Judged rules come first; then those with too few runs to be judged, because their schedule is known as well
 * (a monthly rule); then those that have ended. Undefined if the resource has none of these.
 */
export function leadingSchedule(series: readonly JudgedSeries[]): LeadingSchedule | undefined {
  let leading: { readonly rank: number; readonly schedule: RuleSchedule } | undefined;
  for (const { judgement } of series) {
    const rank = rankOf(judgement.verdict);
    const { schedule } = judgement;
    if (rank === undefined || schedule === undefined || schedule.runs.length === 0) continue;
    const isFirst =
      leading === undefined ||
      rank < leading.rank ||
      (rank === leading.rank && isMoreFrequent(schedule, leading.schedule));
    if (isFirst) leading = { rank, schedule };
  }
  return leading && { schedule: leading.schedule, isJudged: leading.rank === 0 };
}

/**
 * When a newer good backup is due, after a good one that was created at a time: after the next run, its start
 * window, an hour, and the usual duration of a backup. Undefined if no run followed. Times are epoch
 * milliseconds.
 */
export function dueAfter(schedule: RuleSchedule, created: number, usualMs: number): number | undefined {
  const { interval, runs } = schedule;
  const since = created + tolerance(interval);
  const first = countUpTo(since, runs.length, (place) => runs[place]?.time ?? Number.NaN);
  for (let place = first; place < runs.length; place++) {
    const run = runs[place];
    if (run?.isCertain) return run.time + allowedMs(schedule, usualMs);
  }
  return undefined;
}

/** How long after its run a backup may end, in milliseconds. */
export function allowedMs({ longestWindow }: RuleSchedule, usualMs: number): number {
  return longestWindow + hourMs + usualMs;
}

/**
 * The longest time between two runs of a schedule, in milliseconds: the objective for the time between two
 * good backups (RPO). A rule for weekdays has the weekend. Undefined if fewer than two runs are known.
 */
export function longestInterval({ runs }: RuleSchedule): number | undefined {
  let longest = 0;
  for (const [place, { time }] of runs.entries()) {
    const before = runs[place - 1];
    if (before !== undefined) longest = Math.max(longest, time - before.time);
  }
  return longest > 0 ? longest : undefined;
}

function rankOf(verdict: JudgedSeries['judgement']['verdict']): number | undefined {
  switch (verdict) {
    case 'onSchedule':
    case 'overdue':
      return 0;
    case 'tooFewRuns':
      return 1;
    case 'ended':
      return 2;
    case 'incompleteJob':
    case 'noSchedule':
    case 'offSchedule':
    case 'unreadableSchedule':
      return undefined;
  }
}

/** Of equally frequent ones, the later window counts, whatever the order of the rules is. */
function isMoreFrequent(one: RuleSchedule, other: RuleSchedule): boolean {
  if (one.interval !== other.interval) return one.interval < other.interval;
  const [start, otherStart] = [one.runs[0]?.time ?? 0, other.runs[0]?.time ?? 0];
  return one.longestWindow === other.longestWindow
    ? start < otherStart
    : one.longestWindow > other.longestWindow;
}

const hourMs = 3_600_000;
/** The age of a good backup that is too old if no schedule says it, in milliseconds. */
export const ageWithoutSchedule = 24 * hourMs;
