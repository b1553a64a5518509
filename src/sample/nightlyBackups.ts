import type { BackupRule } from './backupRules.js';
import type { BackupSeries, JobCourse } from './generatedJob.js';
import type { Chance } from './random.js';
import { completedWithoutCategory, type Ending, endingsOf } from './statusMessages.js';

const minute = 60_000;
const day = 86_400_000;

/**
 * A problem of a resource: from `since` until `until`, in epoch milliseconds, each of its jobs ends this way.
 */
export interface Problem {
  readonly ending: Ending;
  readonly since: number;
  readonly until: number;
}

/**
 * The times at which a rule started backup jobs in the 30 days before `now`, oldest first, in epoch
 * milliseconds.
 */
export function scheduleOf(rule: BackupRule, now: number): readonly number[] {
  const today = Math.floor(now / day) * day;
  const times: number[] = [];
  for (let midnight = today - 30 * day; midnight <= today; midnight += day) {
    const time = midnight + rule.minute * minute;
    const isDue = rule.weekday === undefined || new Date(midnight).getUTCDay() === rule.weekday;
    // The margin leaves room for the job's creation, which must not be in the future.
    if (isDue && time > now - 30 * day && time < now - 2 * minute) times.push(time);
  }
  return times;
}

/** How the job of a resource without a problem ends. About 2% fail, expire or are aborted. */
export function usualEnding(series: BackupSeries, chance: Chance): Ending {
  const { owner, kind } = series;
  const luck = chance.draw();
  const state = unlucky.find(([share]) => luck < share)?.[1];
  const unluckyEnding = state === undefined ? undefined : chance.any(endingsOf(kind.type, [state]));
  if (unluckyEnding !== undefined) return unluckyEnding;
  if (kind.type === 'Storage Gateway') return completedWithoutCategory;
  return owner.completed;
}

/** The cumulative shares of jobs that fail, expire or are aborted. */
const unlucky: readonly (readonly [number, Ending['state']])[] = [
  [0.012, 'FAILED'],
  [0.016, 'EXPIRED'],
  [0.019, 'ABORTED'],
];

/**
 * The problem of a resource; undefined for most resources. Most failures come from one, and recur every
 * night.
 */
export function problemOf(series: BackupSeries, now: number, chance: Chance): Problem | undefined {
  const luck = chance.draw();
  if (luck > 0.07) return undefined;
  const ending = chance.any(endingsOf(series.kind.type, luck < 0.04 ? ['FAILED'] : ['COMPLETED']));
  if (ending === undefined) return undefined;
  const nights = chance.whole(2, 25);
  // Some have been fixed since.
  const until = chance.draw() < 0.3 ? now - chance.whole(0, nights - 1) * day : now;
  return { ending, since: now - nights * day, until };
}

/** The course of a job that was scheduled (or requested) at `time`. */
export function courseOf(series: BackupSeries, time: number, ending: Ending, chance: Chance): JobCourse {
  const created = time + chance.whole(0, 100_000);
  if (ending.state === 'EXPIRED') {
    return { created, wait: series.rule?.startWindow ?? 60 * minute, run: 0, ending };
  }
  const wait = chance.whole(2000, 240_000);
  const gibibytes = series.size / 2 ** 30;
  const whole = minute * (2 + 4 * Math.sqrt(gibibytes)) * (0.8 + 0.4 * chance.draw());
  const run = Math.round(
    ending.state === 'FAILED' ? Math.min(whole, chance.whole(4000, 15 * minute)) : whole,
  );
  return { created, wait, run, ending };
}
