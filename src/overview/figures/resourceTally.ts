import { endTime } from '../../jobs/attention.js';
import { type BackupJob, jobKey } from '../../jobs/backupJob.js';
import { nestedJobs } from '../../jobs/backupParts.js';
import { durationOf } from '../../jobs/jobFacts.js';
import { outcomeOf } from '../../jobs/jobStates.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import { countNights } from '../../jobs/nights.js';
import type { KeyedResource } from '../../jobs/resourceKeys.js';
import type { Slices } from '../../jobs/slices.js';
import type { BackupRecord } from './attentionTally.js';
import { ByResource } from './byResource.js';
import type { CountedJob } from './countedJob.js';
import {
  type CountedResource,
  dateOf,
  newResource,
  type RankedResource,
  type ResourceEntry,
  resourceEntry,
} from './countedResource.js';
import type { CountedState } from './countedStates.js';
import { type GapFigures, gapFigures } from './gapFigures.js';
import { NextGoodBackup } from './nextGoodBackup.js';
import { firstInOrder, type Ranking, ranking } from './ranking.js';
import type { ResourceSchedule } from './resourceSchedules.js';

/**
 * What became of a resource since its last good backup, from its latest job; what needs attention first. It
 * is a known issue only if its failures since then and its overdue runs are all accepted.
 */
export const staleGroups = [
  'failing',
  'overdue',
  'withIssues',
  'other',
  'inProgress',
  'nothingSince',
  'known',
] as const;
export type StaleGroup = (typeof staleGroups)[number];

/** A resource whose last good backup is too old. */
export interface StaleEntry extends ResourceEntry {
  /** When the last good backup ended; undefined if there is none among the jobs. */
  readonly lastGood: Date | undefined;
  /** The state of the latest job. `latest` is its creation date. */
  readonly latestState: CountedState;
  readonly latest: Date | undefined;
  readonly job: BackupJob;
  readonly group: StaleGroup;
  /** Only of the group `known`. */
  readonly issue?: KnownIssue;
  /** When a newer good backup was due, by the schedule or the maximum age; undefined if no time is known. */
  readonly due: Date | undefined;
}

/** The durations of a resource's completed backups. */
export interface DurationEntry extends ResourceEntry {
  readonly backups: number;
  readonly maxMs: number;
  readonly meanMs: number;
  /** The growth of the duration per day; undefined without a clear trend. */
  readonly growthMsPerDay: number | undefined;
}

/** A resource with growing durations. */
export interface GrowingEntry extends DurationEntry {
  readonly growthMsPerDay: number;
}

/** The figures by resource. Jobs without a resource are ignored. */
export interface ResourceFigures extends GapFigures {
  readonly resources: number;
  /**
   * By group; those with known issues are not in the count. The failing ones begin with the latest failure,
   * the others with those without a good backup, then with the oldest one.
   */
  readonly stale: Ranking<StaleEntry>;
  /** The number of resources in each group; an absent group has none. */
  readonly staleByGroup: ReadonlyMap<StaleGroup, number>;
  /** How many of the stale ones have no known schedule, although their age should follow from it. */
  readonly staleWithoutSchedule: number;
  /** The number of resources of which it is not known whether their last good backup is too old. */
  readonly staleNotJudged: number;
  /** How many of the failing ones failed before the period of the attention figures. */
  readonly failingBefore: number;
  readonly longest: Ranking<DurationEntry>;
  readonly growing: Ranking<GrowingEntry>;
  /** The longest time from the creation of a job to its end, among all jobs that have ended. */
  readonly maxLifeMs: number;
}

/** Counts the jobs by resource. */
export class ResourceTally {
  readonly #resources = new Map<string, CountedResource>();
  readonly #byIndex = new ByResource<CountedResource>();
  readonly #nowMs: number;
  readonly #asOfMs: number;
  readonly #until: number;
  readonly #staleMs: number | undefined;
  readonly #next: NextGoodBackup;
  #nested: BackupJob[] = [];
  #likelyParents: BackupJob[] = [];
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
    this.#staleMs = staleMs;
    this.#next = new NextGoodBackup({ staleMs, until: this.#until }, schedules);
  }

  /** Call {@link countNested} after the jobs of each region. */
  add(counted: CountedJob): void {
    const { created, ended, job, resource } = counted;
    if (job.IsParent) this.#likelyParents.push(job);
    if (resource === undefined) return;
    if (created > 0 && !Number.isNaN(ended)) this.#maxLifeMs = Math.max(this.#maxLifeMs, ended - created);
    if (job.ParentJobId === undefined) this.#count(counted);
    else this.#nested.push(job);
  }

  /**
   * Counts the nested jobs of a region that are not only parts of a backup of the same resource.
   *
   * @param jobs all jobs of the region
   * @param read reads one of them; the next call may change its result
   */
  async countNested(
    jobs: Iterable<BackupJob>,
    read: (job: BackupJob) => CountedJob,
    slices: Slices,
  ): Promise<void> {
    const gathered = { nested: this.#nested, likelyParents: this.#likelyParents };
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
    this.#likelyParents = [];
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
    resource.type = firstInOrder(resource.type, job.ResourceType);
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

  /**
   * The figures. An organization has so many resources that this takes several slices.
   *
   * @param isRecent whether a resource is known from its recent jobs, such as its latest one
   */
  async result(
    isRecent: (key: string, latest: BackupJob) => boolean,
    slices: Slices,
  ): Promise<ResourceFigures> {
    let notJudged = 0;
    const lastGoods = await this.#ranked(slices, Number.POSITIVE_INFINITY, (resource, key) => {
      const due = this.#next.dueOf(key, resource);
      if (due === undefined) notJudged++;
      return due !== undefined && due < this.#until ? -resource.lastGood : undefined;
    });
    await slices.pause();
    const byGroup = new Map<StaleGroup, RankedResource[]>();
    for (const ranked of lastGoods.top) {
      const { group } = this.#judged(ranked);
      const known = byGroup.get(group);
      if (known === undefined) byGroup.set(group, [ranked]);
      else known.push(ranked);
    }
    const failing = byGroup.get('failing') ?? [];
    failing.sort((one, other) => other.resource.latest - one.resource.latest);
    const stale = staleGroups.flatMap((group) => byGroup.get(group) ?? []).slice(0, maxStale);
    const longest = await this.#ranked(slices, maxDurations, ({ durations }) =>
      durations.backups > 0 ? durations.maxMs : undefined,
    );
    const growing = await this.#ranked(slices, maxDurations, ({ durations: { growthMsPerDay = 0 } }) =>
      growthMsPerDay >= minGrowthMs ? growthMsPerDay : undefined,
    );
    const gaps = await gapFigures(
      this.#resources,
      (key, resource) => this.#next.scheduleOf(key, resource),
      this.#asOfMs,
      slices,
    );
    await slices.pause();
    return {
      resources: this.#resources.size,
      stale: {
        all: lastGoods.all - (byGroup.get('known')?.length ?? 0),
        top: stale.map((ranked) => this.#staleEntry(ranked)),
      },
      staleByGroup: new Map([...byGroup].map(([group, { length }]) => [group, length])),
      staleWithoutSchedule:
        this.#staleMs === undefined
          ? [...byGroup]
              .flatMap(([group, ranked]) => (group === 'known' ? [] : ranked))
              .filter(({ key, resource }) => this.#next.scheduleOf(key, resource)?.objective === undefined)
              .length
          : 0,
      staleNotJudged: notJudged,
      ...gaps,
      failingBefore: failing.filter(({ key, resource }) => !isRecent(key, resource.job ?? {})).length,
      longest: { ...longest, top: longest.top.map(durationEntry) },
      growing: { ...growing, top: growing.top.map(growingEntry) },
      maxLifeMs: this.#maxLifeMs,
    };
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

  /** The group of a resource, and the issue of a known one. */
  #judged({ key, resource }: RankedResource): Pick<StaleEntry, 'group' | 'issue'> {
    const { issue, lastGoodCreated, lastOpen, state } = resource;
    const ofState = staleGroupOf(state);
    // With a known issue, the latest job is the last good backup.
    const group = ofState === 'withIssues' && issue !== undefined ? 'nothingSince' : ofState;
    if (group === 'failing' && (issue === undefined || lastOpen > lastGoodCreated)) return { group };
    const { isOverdue, overdueIssue } = this.#next.scheduleOf(key, resource) ?? {};
    if (isOverdue && overdueIssue === undefined) return { group: 'overdue' };
    const known = group === 'failing' ? issue : group === 'nothingSince' ? overdueIssue : undefined;
    return known === undefined ? { group } : { group: 'known', issue: known };
  }

  #staleEntry(ranked: RankedResource): StaleEntry {
    const { job = {}, lastGood, latest, state } = ranked.resource;
    const due = this.#next.dueOf(ranked.key, ranked.resource);
    return {
      ...resourceEntry(ranked),
      lastGood: dateOf(lastGood),
      latestState: state,
      latest: dateOf(latest),
      job,
      ...this.#judged(ranked),
      due: lastGood === 0 || due === undefined ? undefined : new Date(due),
    };
  }

  /** Ranks the resources that have a weight. */
  async #ranked(
    slices: Slices,
    max: number,
    weightOf: (resource: CountedResource, key: string) => number | undefined,
  ): Promise<Ranking<RankedResource>> {
    const entries: RankedResource[] = [];
    for (const [key, resource] of this.#resources) {
      const weight = weightOf(resource, key);
      if (weight !== undefined) entries.push({ key, weight, resource });
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    return slices.after(() => ranking(entries, max));
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

function staleGroupOf(state: CountedState): StaleGroup {
  if (state === 'any other') return 'other';
  switch (outcomeOf(state)) {
    case 'bad':
      return 'failing';
    case 'withIssues':
      return 'withIssues';
    case 'open':
      return 'inProgress';
    case 'good':
      return 'nothingSince';
  }
}

function knownOr(other: number, time: number): number {
  return Number.isNaN(time) ? other : time;
}

function durationEntry(ranked: RankedResource): DurationEntry {
  const { backups, growthMsPerDay, maxMs, meanMs } = ranked.resource.durations;
  return { ...resourceEntry(ranked), backups, maxMs, meanMs, growthMsPerDay };
}

function growingEntry(ranked: RankedResource): GrowingEntry {
  return { ...durationEntry(ranked), growthMsPerDay: ranked.weight };
}

const maxStale = 200;
const maxDurations = 10;
/** One second per day. */
const minGrowthMs = 1000;
