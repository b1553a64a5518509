import type { BackupSeries } from './backupSeries.js';
import { isRunOfStartBy, type RuleSchedule, runOf, type UnknownSchedule } from './ruleSchedule.js';
import type { RuleVersion } from './ruleVersion.js';

/** The schedule of a version of a rule. */
export type ScheduleOf = (version: RuleVersion) => RuleSchedule | UnknownSchedule;

/**
 * The jobs of a series that have a time, in the order of their times, each with the run that made it. The
 * columns are longer than `length`, and used again for the next series: objects for all jobs of an
 * organization would be hundreds of megabytes of garbage.
 */
export class PlacedJobs {
  #length = 0;
  /** The place of each job in its series. */
  rows = new Uint32Array(firstSize);
  /** The time of creation; if that is unknown, the time of the run. In epoch milliseconds. */
  times = new Float64Array(firstSize);
  /** The place of the run in the runs of the schedule; -1 if it is unknown. */
  places = new Int32Array(firstSize);
  /** 1 if the `StartBy` of the job gives that run. */
  byStartBy = new Uint8Array(firstSize);

  get length(): number {
    return this.#length;
  }

  /** Replaces the jobs by those of a series. */
  fill({ created, jobs, shared, startBy }: BackupSeries, scheduleOf: ScheduleOf): void {
    this.#clear(jobs.length);
    let isInOrder = true;
    let before = Number.NEGATIVE_INFINITY;
    let version: RuleVersion | undefined;
    let schedule: RuleSchedule | UnknownSchedule = 'noSchedule';
    let place = -1;
    // The service lists the latest first, so that they need not be sorted.
    for (let row = jobs.length - 1; row >= 0; row--) {
      const own = shared[row]?.version;
      if (own === undefined) continue;
      if (own !== version) schedule = scheduleOf(own);
      version = own;
      const ownStartBy = startBy[row] ?? Number.NaN;
      let time = created[row] ?? Number.NaN;
      place = typeof schedule === 'string' ? -1 : runOf(time, ownStartBy, schedule, place);
      if (Number.isNaN(time)) time = runTime(schedule, place);
      if (Number.isNaN(time)) continue;
      if (time <= before) isInOrder = false;
      before = time;
      const at = this.#length++;
      this.rows[at] = row;
      this.times[at] = time;
      this.places[at] = place;
      this.byStartBy[at] =
        typeof schedule !== 'string' && isRunOfStartBy(ownStartBy, place, schedule) ? 1 : 0;
    }
    if (!isInOrder) this.#sort();
  }

  #clear(capacity: number): void {
    this.#length = 0;
    if (capacity <= this.rows.length) return;
    const size = Math.max(capacity, 2 * this.rows.length);
    this.rows = new Uint32Array(size);
    this.times = new Float64Array(size);
    this.places = new Int32Array(size);
    this.byStartBy = new Uint8Array(size);
  }

  /** Of jobs with the same time, the one that is listed first stays first. */
  #sort(): void {
    const order = Array.from(this.times.subarray(0, this.#length), (time, at) => ({ time, at }));
    order.sort((one, other) => one.time - other.time || other.at - one.at);
    const places = order.map(({ at }) => at);
    this.rows.set(places.map((at) => this.rows[at] ?? 0));
    this.places.set(places.map((at) => this.places[at] ?? -1));
    this.byStartBy.set(places.map((at) => this.byStartBy[at] ?? 0));
    this.times.set(order.map(({ time }) => time));
  }
}

/** The time of the run at a place; NaN if it is unknown. */
export function runTime(schedule: RuleSchedule | UnknownSchedule, place: number): number {
  return (typeof schedule === 'string' ? undefined : schedule.runs[place]?.time) ?? Number.NaN;
}

const firstSize = 64;
