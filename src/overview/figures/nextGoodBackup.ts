import {
  ageWithoutSchedule,
  allowedMs,
  type BackupObjective,
  dueAfter,
  mostFrequentFirst,
  type ScheduleSince,
} from '../../schedule/goodBackupDue.js';
import type { CountedResource } from './countedResource.js';
import type { LongestInterval, ResourceSchedule } from './resourceSchedules.js';

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
   * The schedules of a resource. If its own jobs name none, but have parents, they are those of the parents:
   * which of their rules back it up, too, is not known. Undefined if nothing is known.
   */
  scheduleOf(key: string, { parents }: CountedResource): ResourceSchedule | undefined {
    const own = this.#schedules.get(key);
    if (own?.objective !== undefined || parents.size === 0) return own;
    const known = [...parents].flatMap((parent) => {
      const schedule = parent === undefined ? undefined : this.#schedules.get(parent);
      return schedule?.objective === undefined ? [] : [{ ...schedule, objective: schedule.objective }];
    });
    if (known.length === 0) return own;
    const objectives = known.map(({ objective }) => objective);
    const hasUnknown = known.length < parents.size || objectives.some((one) => one.hasUnknown);
    const hasOneRule = objectives.every(
      ({ doubtful, schedules }) => schedules.length + doubtful.length === 1,
    );
    const issues = known.filter(({ isOverdue }) => isOverdue).map(({ overdueIssue }) => overdueIssue);
    return {
      objective: {
        schedules: mostFrequentFirst(objectives.flatMap(({ schedules }) => schedules)),
        doubtful: objectives.flatMap(({ doubtful }) => doubtful),
        hasUnknown,
        followed: objectives[0]?.followed,
      },
      interval:
        hasOneRule && !hasUnknown ? longestOf(known.flatMap(({ interval }) => interval ?? [])) : undefined,
      isOverdue: issues.length > 0,
      overdueIssue: issues.includes(undefined) ? undefined : issues[0],
    };
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
    const objective = this.scheduleOf(key, resource)?.objective;
    const simple = lastGood + ageWithoutSchedule;
    if (objective === undefined)
      return resource.parents.size === 0 || simple >= this.#until ? simple : undefined;
    const usualMs = durations.backups > 0 ? durations.meanMs : 0;
    if (lastGood === 0) return firstDue(resource, objective, usualMs);
    const dueBy = (schedules: readonly ScheduleSince[]) =>
      schedules.map((one) => dueAfter(one, lastGoodCreated, usualMs) ?? Number.POSITIVE_INFINITY);
    const dues = dueBy(objective.schedules);
    const isOfParents = this.#schedules.get(key)?.objective === undefined;
    const due = isOfParents ? Math.max(...dues) : Math.min(...dues);
    const doubtful = Math.min(
      ...dues,
      ...dueBy(objective.doubtful),
      objective.hasUnknown ? simple : Number.POSITIVE_INFINITY,
    );
    return due >= this.#until && doubtful < this.#until ? undefined : due;
  }
}

/** When the first good backup of a resource is due: nothing is expected of a backup that is in progress. */
function firstDue(resource: CountedResource, { schedules }: BackupObjective, usualMs: number): number {
  const { firstEnded, hasUndatedEnd } = resource;
  const [first] = schedules;
  if (first === undefined || firstEnded === Number.POSITIVE_INFINITY)
    // A job that has ended at an unknown time may be of long ago.
    return hasUndatedEnd ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const ofRuns = schedules.flatMap((one) => dueAfter(one, Number.NEGATIVE_INFINITY, usualMs) ?? []);
  return Math.min(firstEnded + allowedMs(first.schedule, usualMs), ...ofRuns);
}

function longestOf(intervals: readonly LongestInterval[]): LongestInterval | undefined {
  return intervals.toSorted((one, other) => other.ms - one.ms)[0];
}
