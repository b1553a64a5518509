import { countUpTo } from './countUpTo.js';
import type { JudgedSeries } from './foldFindings.js';
import { proofMs, type RuleSchedule, tolerance } from './ruleSchedule.js';

/** A schedule that a resource has since a time, in epoch milliseconds. */
export interface ScheduleSince {
  readonly schedule: RuleSchedule;
  /** The first job of this version of the rule. Earlier runs were those of another version, or of none. */
  readonly since: number;
}

/** What says how often a resource should have a good backup. */
export interface BackupObjective {
  /** The schedules that its jobs prove, the most frequent first. At least one. */
  readonly schedules: readonly ScheduleSince[];
  /**
   * Schedules that it may have as well: it is not known whether these rules still make jobs, or follow their
   * schedule.
   */
  readonly doubtful: readonly ScheduleSince[];
  /** Whether it has a rule of which the schedule is not known. */
  readonly hasUnknown: boolean;
  /** The most frequent schedule that the jobs are known to follow; undefined if there is none. */
  readonly followed: ScheduleSince | undefined;
}

/**
 * The schedules that say how old the last good backup of a resource may be: those of the rules whose latest
 * run made a job, or that have followed their schedule. If there are none, those of rules that may have
 * stopped, then of those that have ended. Undefined if no schedule is known.
 *
 * @param readAt when the jobs were read, in epoch milliseconds
 */
export function backupObjective(
  series: readonly JudgedSeries[],
  readAt: number,
): BackupObjective | undefined {
  const byRank: Record<ScheduleRank, ScheduleSince[]> = { certain: [], uncertain: [], ended: [] };
  let hasUnknown = false;
  let followed: ScheduleSince | undefined;
  for (const one of series) {
    const { schedule, verdict } = one.judgement;
    hasUnknown ||= schedule === undefined;
    if (schedule === undefined || schedule.runs.length === 0) continue;
    const own: ScheduleSince = { schedule, since: startOf(one) };
    byRank[rankOf(one, schedule, readAt)].push(own);
    const isFollowed = verdict === 'onSchedule' || verdict === 'overdue';
    if (isFollowed && (followed === undefined || isMoreFrequent(schedule, followed.schedule))) followed = own;
  }
  const { certain, ended, uncertain } = byRank;
  const schedules = certain.length > 0 ? certain : uncertain.length > 0 ? uncertain : ended;
  if (schedules.length === 0) return undefined;
  const doubtful = certain.length > 0 ? uncertain : [];
  return { schedules: mostFrequentFirst(schedules), doubtful, hasUnknown, followed };
}

/** Schedules, the most frequent first. */
export function mostFrequentFirst(schedules: readonly ScheduleSince[]): readonly ScheduleSince[] {
  if (schedules.length < 2) return schedules;
  return schedules.toSorted((one, other) => (isMoreFrequent(one.schedule, other.schedule) ? -1 : 1));
}

/**
 * When a newer good backup is due, after a good one that was created at a time: after the next run, its start
 * window, an hour, and the usual duration of a backup. Undefined if no run followed. Times are epoch
 * milliseconds.
 */
export function dueAfter(
  { schedule, since }: ScheduleSince,
  created: number,
  usualMs: number,
): number | undefined {
  const { interval, runs } = schedule;
  const near = tolerance(interval);
  const timeAt = (place: number) => runs[place]?.time ?? Number.NaN;
  const afterGood = countUpTo(created + near, runs.length, timeAt);
  // The run that made the first job of this version is the last one before it.
  const first = Math.max(afterGood, countUpTo(since + near, runs.length, timeAt) - 1);
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

/** Whether a rule still makes jobs by its schedule. */
type ScheduleRank = 'certain' | 'uncertain' | 'ended';

function rankOf(
  { judgement: { latest, verdict } }: JudgedSeries,
  schedule: RuleSchedule,
  readAt: number,
): ScheduleRank {
  switch (verdict) {
    case 'onSchedule':
    case 'overdue':
      return 'certain';
    case 'ended':
    case 'replaced':
      return 'ended';
    case 'tooFewRuns':
      return isSilent(schedule, latest?.created ?? Number.NaN, readAt) ? 'uncertain' : 'certain';
    case 'incompleteJob':
    case 'missingJobs':
    case 'offSchedule':
    case 'noSchedule':
    case 'unreadableSchedule':
      return 'uncertain';
  }
}

/** Whether a run after the latest job should have made another one by now. */
function isSilent({ interval, longestWindow, runs }: RuleSchedule, latest: number, readAt: number): boolean {
  if (Number.isNaN(latest)) return true;
  const end = readAt - proofMs(longestWindow);
  return runs.some(({ isCertain, time }) => isCertain && time > latest + tolerance(interval) && time <= end);
}

/** When the first job of the latest version of a rule was created; -Infinity if that is not known. */
function startOf({ judgement: { latest }, series: { created, shared } }: JudgedSeries): number {
  let start = Number.POSITIVE_INFINITY;
  for (let place = 0; place < created.length; place++) {
    const time = created[place] ?? Number.NaN;
    if (time < start && shared[place]?.version === latest?.rule) start = time;
  }
  return Number.isFinite(start) ? start : Number.NEGATIVE_INFINITY;
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
