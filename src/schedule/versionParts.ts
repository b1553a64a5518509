import type { BackupSeries } from './backupSeries.js';
import type { PlacedJobs, ScheduleOf } from './placedJobs.js';
import type { RuleSchedule, UnknownSchedule } from './ruleSchedule.js';
import type { RuleVersion } from './ruleVersion.js';

/** Successive jobs of a series that the same version of its rule created. */
export interface VersionPart {
  readonly rule: RuleVersion;
  readonly schedule: RuleSchedule | UnknownSchedule;
  /** All jobs of the series. Those of the part are at the places from `from` until before `to`. */
  readonly jobs: PlacedJobs;
  readonly from: number;
  readonly to: number;
  /** The places in the schedule's runs that made a job, in order, each once. */
  readonly made: readonly number[];
}

/** The parts of the jobs of a series, in the order of their times. */
export function versionParts(
  jobs: PlacedJobs,
  { shared }: BackupSeries,
  scheduleOf: ScheduleOf,
): readonly VersionPart[] {
  const parts: VersionPart[] = [];
  const ruleAt = (at: number) => shared[jobs.rows[at] ?? -1]?.version;
  for (let from = 0, to = 1; from < jobs.length; to++) {
    const rule = ruleAt(from);
    if (rule === undefined) break;
    if (to < jobs.length) {
      const next = ruleAt(to);
      if (next === rule || next?.key === rule.key) continue;
    }
    parts.push({ rule, schedule: scheduleOf(rule), jobs, from, to, made: madePlaces(jobs, from, to) });
    from = to;
  }
  return parts;
}

/** The places of runs that made some jobs, in order, each once. */
function madePlaces({ places }: PlacedJobs, from: number, to: number): readonly number[] {
  const made: number[] = [];
  let before = -1;
  let isInOrder = true;
  for (let at = from; at < to; at++) {
    const place = places[at] ?? -1;
    if (place === -1 || place === before) continue;
    if (place < before) isInOrder = false;
    before = place;
    made.push(place);
  }
  return isInOrder ? made : [...new Set(made)].sort((one, other) => one - other);
}
