import { ageWithoutSchedule, allowedMs, dueAfter, moreFrequent } from '../../schedule/goodBackupDue.js';
import type { CountedResource } from './countedResource.js';
import type { ResourceSchedule } from './resourceSchedules.js';

/** When newer good backups are due, by the schedules of the resources or by a maximum age. */
export class NextGoodBackup {
  readonly #staleMs: number | undefined;
  readonly #until: number;
  readonly #schedules: ReadonlyMap<string, ResourceSchedule>;

  /**
   * @param staleMs the maximum age of a good backup, in milliseconds; undefined if it follows from schedules
   * @param until until when good backups are known, in epoch milliseconds
   * @param schedules by the key of the resource
   */
  constructor(
    { staleMs, until }: { readonly staleMs: number | undefined; readonly until: number },
    schedules: ReadonlyMap<string, ResourceSchedule>,
  ) {
    this.#staleMs = staleMs;
    this.#until = until;
    this.#schedules = schedules;
  }

  /**
   * The schedule of a resource. If its own jobs name none, but have parents, it is the most frequent one of
   * these. Undefined if nothing is known.
   */
  scheduleOf(key: string, { parents }: CountedResource): ResourceSchedule | undefined {
    const own = this.#schedules.get(key);
    if (own?.lead !== undefined || parents.size === 0) return own;
    const known = [...parents].flatMap((parent) => {
      const schedule = parent === undefined ? undefined : this.#schedules.get(parent);
      return schedule?.lead === undefined ? [] : [{ ...schedule, lead: schedule.lead }];
    });
    const leading = known.map(({ lead }) => lead.leading).reduce(moreFrequent, undefined);
    const schedule = known.find(({ lead }) => lead.leading === leading);
    if (schedule === undefined || known.length === parents.size) return schedule ?? own;
    return { ...schedule, lead: { ...schedule.lead, doubt: schedule.lead.doubt ?? 'unknown' } };
  }

  /**
   * When a newer good backup of a resource is due, in epoch milliseconds; infinite if it is not yet known.
   * Undefined if it may be due already, but it is not known whether it is: by a schedule that the resource
   * perhaps has, or by that of an unknown parent; or because the time of a good backup is not known.
   */
  dueOf(key: string, resource: CountedResource): number | undefined {
    const due = this.#dueBySchedule(key, resource);
    return due !== undefined && due < this.#until && resource.hasUndatedGood ? undefined : due;
  }

  #dueBySchedule(key: string, resource: CountedResource): number | undefined {
    const { durations, lastGood, lastGoodCreated } = resource;
    if (this.#staleMs !== undefined) return lastGood + this.#staleMs;
    const lead = this.scheduleOf(key, resource)?.lead;
    const simple = lastGood + ageWithoutSchedule;
    if (lead === undefined) return resource.parents.size === 0 || simple >= this.#until ? simple : undefined;
    const usualMs = durations.backups > 0 ? durations.meanMs : 0;
    if (lastGood === 0) return firstKnown(resource) + allowedMs(lead.leading.schedule, usualMs);
    const due = dueAfter(lead.leading, lastGoodCreated, usualMs) ?? Number.POSITIVE_INFINITY;
    if (due < this.#until || lead.doubt === undefined) return due;
    const doubtful = lead.doubt === 'unknown' ? simple : dueAfter(lead.doubt, lastGoodCreated, usualMs);
    return doubtful !== undefined && doubtful < this.#until ? undefined : due;
  }
}

/** A job that has ended at an unknown time proves no later begin. */
function firstKnown({ firstEnded, hasUndatedEnd }: CountedResource): number {
  return firstEnded === Number.POSITIVE_INFINITY && hasUndatedEnd ? Number.NEGATIVE_INFINITY : firstEnded;
}
