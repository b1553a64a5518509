import { endTime } from '../../jobs/attention.js';
import { type BackupJob, jobKey } from '../../jobs/backupJob.js';
import { nestedJobs } from '../../jobs/backupParts.js';
import { durationOf } from '../../jobs/jobFacts.js';
import { countNights } from '../../jobs/nights.js';
import type { KeyedResource } from '../../jobs/resourceKeys.js';
import type { Slices } from '../../jobs/slices.js';
import type { BackupRecord } from './attentionTally.js';
import { ByResource } from './byResource.js';
import type { CountedJob } from './countedJob.js';
import { type CountedResource, dateOf, newResource } from './countedResource.js';
import type { CountedState } from './countedStates.js';
import { NextGoodBackup } from './nextGoodBackup.js';
import { firstInOrder } from './ranking.js';
import type { ResourceFigures } from './resourceFigures.js';
import { resourceRankings } from './resourceRankings.js';
import type { ResourceSchedule } from './resourceSchedules.js';

/** Counts the jobs by resource. */
export class ResourceTally {
  readonly #resources = new Map<string, CountedResource>();
  readonly #byIndex = new ByResource<CountedResource>();
  readonly #nowMs: number;
  readonly #asOfMs: number;
  readonly #until: number;
  readonly #isBySchedule: boolean;
  readonly #next: NextGoodBackup;
  #nested: BackupJob[] = [];
  #maxLifeMs = 0;

  /** @param schedules by the key of the resource */
  constructor(
    { asOf, now, staleMs }: { readonly asOf: Date; readonly now: Date; readonly staleMs: number | undefined },
    schedules: ReadonlyMap<string, ResourceSchedule> = new Map(),
  ) {
    this.#nowMs = now.getTime();
    // What was done after the read is not known, and a schedule knows no run after it.
    this.#until = staleMs === undefined ? asOf.getTime() : this.#nowMs;
    this.#asOfMs = asOf.getTime();
    this.#isBySchedule = staleMs === undefined;
    this.#next = new NextGoodBackup({ staleMs, until: this.#until }, schedules);
  }

  /** Adds a job that names no parent. */
  add(counted: CountedJob): void {
    this.#addLife(counted);
    this.#count(counted);
  }

  /** Adds a job that names its parent. Call {@link countNested} after those of each region. */
  addNested(counted: CountedJob): void {
    this.#addLife(counted);
    if (counted.resource !== undefined) this.#nested.push(counted.job);
  }

  /**
   * Counts the nested jobs of a region that are not only parts of a backup of the same resource.
   *
   * @param jobs all jobs of the region
   * @param likelyParents those of them that say that they are parents
   * @param read reads one of them; the next call may change its result
   */
  async countNested(
    jobs: Iterable<BackupJob>,
    likelyParents: readonly BackupJob[],
    read: (job: BackupJob) => CountedJob,
    slices: Slices,
  ): Promise<void> {
    const gathered = { nested: this.#nested, likelyParents };
    const { parents, parts } = await nestedJobs(gathered, jobs, slices);
    for (const job of this.#nested) {
      if (parts.has(jobKey(job))) continue;
      const parent = parents.get(job.ParentJobId ?? '');
      const parentKey = parent && read(parent).resourceKey;
      const counted = read(job);
      const resource = this.#count(counted);
      if (parentKey !== counted.resourceKey) resource?.parents.add(parentKey);
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    this.#nested = [];
  }

  #addLife({ created, ended, resource }: CountedJob): void {
    if (resource === undefined || !(created > 0) || Number.isNaN(ended)) return;
    this.#maxLifeMs = Math.max(this.#maxLifeMs, ended - created);
  }

  #count(counted: CountedJob): CountedResource | undefined {
    const {
      created,
      ended,
      issue,
      job,
      outcome,
      resource: keyed,
      resourceArn,
      resourceName,
      resourceType,
      state,
    } = counted;
    if (resourceArn === undefined || keyed === undefined) return undefined;
    const resource = this.#byIndex.at(keyed.index) ?? this.#addResource(keyed, resourceArn);
    const at = knownOr(0, created);
    if (resource.job === undefined || isLater(at, state, job, resource)) {
      resource.latest = at;
      resource.state = state;
      resource.job = job;
      resource.issue = issue;
    }
    resource.title = firstInOrder(resource.title, resourceName);
    resource.type = firstInOrder(resource.type, resourceType);
    if (outcome !== 'open') {
      const known = at > 0 ? at : knownOr(Number.NEGATIVE_INFINITY, endTime(job));
      const isDated = known !== Number.NEGATIVE_INFINITY;
      if (outcome === 'bad' && issue === undefined)
        resource.lastOpen = Math.max(resource.lastOpen, isDated ? known : Number.POSITIVE_INFINITY);
      if (isDated) resource.firstEnded = Math.min(resource.firstEnded, known);
      else resource.hasUndatedEnd = true;
    }
    if (outcome === 'good') {
      resource.lastGood = Math.max(resource.lastGood, knownOr(at, ended));
      const goodAt = at || knownOr(0, ended);
      resource.lastGoodCreated = Math.max(resource.lastGoodCreated, goodAt);
      if (goodAt > 0) resource.good.push(goodAt);
      else resource.hasUndatedGood = true;
    } else if (outcome !== 'open' && at > 0) {
      resource.notGood.push(at);
    }
    const isTimed = at > 0 && (outcome === 'good' || outcome === 'withIssues');
    const duration = isTimed ? durationOf(counted) : undefined;
    if (duration !== undefined) resource.durations.add(at - this.#nowMs, duration);
    return resource;
  }

  #addResource({ index, key }: KeyedResource, arn: string): CountedResource {
    const resource = newResource(arn);
    this.#resources.set(key, resource);
    this.#byIndex.set(index, resource);
    return resource;
  }

  /** The figures, see {@link resourceRankings}. */
  async result(
    isRecent: (key: string, latest: BackupJob) => boolean,
    slices: Slices,
  ): Promise<ResourceFigures> {
    const options = {
      asOf: this.#asOfMs,
      isBySchedule: this.#isBySchedule,
      isRecent,
      next: this.#next,
      until: this.#until,
    };
    const rankings = await resourceRankings(this.#resources, options, slices);
    return { ...rankings, maxLifeMs: this.#maxLifeMs };
  }

  /** What is known of the latest backups of the resource with a key; undefined if no job names it. */
  recordOf(key: string): BackupRecord | undefined {
    const resource = this.#resources.get(key);
    if (resource === undefined) return undefined;
    const { lastGood, lastGoodCreated, notGood } = resource;
    const since = notGood.filter((created) => created > lastGoodCreated);
    return {
      lastGood: dateOf(lastGood),
      notGoodSince:
        since.length === 0 ? undefined : new Date(since.reduce((first, created) => Math.min(first, created))),
      nights: countNights(since.map((created) => new Date(created))),
    };
  }
}

/** Whether a job is later than the latest one of a resource. The result must not depend on their order. */
function isLater(
  at: number,
  state: CountedState,
  job: BackupJob,
  { job: other = {}, latest, state: otherState }: CountedResource,
): boolean {
  if (at !== latest) return at > latest;
  return state === otherState ? jobKey(job) < jobKey(other) : state < otherState;
}

function knownOr(other: number, time: number): number {
  return Number.isNaN(time) ? other : time;
}
