import type { Slices } from '../jobs/slices.js';
import type { CronSchedule } from './cron.js';
import { localRuns, startOfDay } from './cronRuns.js';
import type { TimeZone } from './timeZone.js';

/** A time at which a schedule runs. */
export interface ExpectedRun {
  /** In epoch milliseconds. */
  readonly time: number;
  /** False if the clocks skip or repeat its local time, so that nobody can say when, or whether, it runs. */
  readonly isCertain: boolean;
}

/**
 * The runs of a schedule from `from` until before `to` (epoch milliseconds), in order; of a long time the
 * latest, some 100,000 of them. A run whose local time the clocks skip is at the time that they show instead.
 * Undefined if a day has more runs than any rule of AWS Backup. Works in slices; rejects with the signal's
 * reason when it aborts.
 */
export async function runsBetween(
  schedule: CronSchedule,
  zone: TimeZone,
  range: { readonly from: number; readonly to: number },
  slices: Slices,
): Promise<readonly ExpectedRun[] | undefined> {
  const { hours, minutes } = schedule;
  const perDay = hours.length * minutes.length;
  if (perDay > maxRunsPerDay) return undefined;
  const { to } = range;
  const from = Math.max(range.from, to - Math.floor(maxRuns / perDay) * dayMs);
  const firstDay = startOfDay(zone.localTime(from)) - dayMs;
  const days = Math.ceil((to - from) / dayMs) + 3;
  const runs: ExpectedRun[] = [];
  for (const local of localRuns(schedule, firstDay, days)) {
    const pause = slices.next();
    if (pause !== undefined) await pause;
    const run = expectedAt(local, zone);
    if (run.time < from || run.time >= to) continue;
    // The run of a skipped local time may fall on the next one of an hourly schedule, which is certain.
    if (run.time === runs.at(-1)?.time) runs.pop();
    runs.push(run);
  }
  return runs.sort((one, other) => one.time - other.time);
}

function expectedAt(local: number, zone: TimeZone): ExpectedRun {
  const [time, again] = zone.timesOf(local);
  if (time !== undefined) return { time, isCertain: again === undefined };
  const offsetBefore = zone.localTime(local - dayMs) - (local - dayMs);
  return { time: local - offsetBefore, isCertain: false };
}

const dayMs = 86_400_000;
/** AWS Backup allows a run each hour at most, so these are more than eleven years. */
const maxRuns = 100_000;
const maxRunsPerDay = 600;
