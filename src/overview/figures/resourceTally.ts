import { type BackupJob, jobKey } from '../../jobs/backupJob.js';
import { durationOf, resourceIdOf } from '../../jobs/jobFacts.js';
import { outcomeOf } from '../../jobs/jobStates.js';
import { countNights } from '../../jobs/nights.js';
import type { BackupRecord } from './attentionTally.js';
import type { CountedJob } from './countedJob.js';
import type { CountedState } from './countedStates.js';
import { DurationTrend } from './durationTrend.js';
import { firstInOrder, type Ranked, type Ranking, ranking } from './ranking.js';

/** A resource in a ranking. */
export interface ResourceEntry extends Ranked {
  readonly arn: string;
  readonly title: string;
  readonly type: string | undefined;
}

/** What became of a resource since its last good backup, from its latest job; what needs attention first. */
export const staleGroups = ['failing', 'withIssues', 'other', 'inProgress', 'nothingSince'] as const;
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
export interface ResourceFigures {
  readonly resources: number;
  /**
   * By group. The failing ones begin with the latest failure, the others with those without a good backup,
   * then with the oldest one.
   */
  readonly stale: Ranking<StaleEntry>;
  /** The number of resources in each group; an absent group has none. */
  readonly staleByGroup: ReadonlyMap<StaleGroup, number>;
  /** How many of the failing ones failed before the period of the attention figures. */
  readonly failingBefore: number;
  readonly longest: Ranking<DurationEntry>;
  readonly growing: Ranking<GrowingEntry>;
  /** The longest time from the creation of a job to its end, among all jobs that have ended. */
  readonly maxLifeMs: number;
}

/** Counts the jobs by resource. */
export class ResourceTally {
  readonly #resources = new Map<string, Resource>();
  readonly #nowMs: number;
  readonly #staleBefore: number;
  #maxLifeMs = 0;

  constructor({ now, staleMs }: { readonly now: Date; readonly staleMs: number }) {
    this.#nowMs = now.getTime();
    this.#staleBefore = this.#nowMs - staleMs;
  }

  add(counted: CountedJob): void {
    const { created, ended, job, resourceArn, resourceKey, resourceName, state } = counted;
    if (resourceArn === undefined || resourceKey === undefined) return;
    const resource = this.#resourceOf(resourceKey, resourceArn);
    const at = knownOr(0, created);
    if (resource.job === undefined || isLater(at, state, job, resource))
      Object.assign(resource, { latest: at, state, job });
    resource.title = firstInOrder(resource.title, resourceName);
    resource.type = firstInOrder(resource.type, job.ResourceType);
    const outcome = outcomeOf(state);
    if (outcome === 'good') {
      resource.lastGood = Math.max(resource.lastGood, knownOr(at, ended));
      resource.lastGoodCreated = Math.max(resource.lastGoodCreated, at || knownOr(0, ended));
    } else if (outcome !== 'open' && at > 0) {
      resource.notGood.push(at);
    }
    if (at <= 0 || Number.isNaN(ended)) return;
    this.#maxLifeMs = Math.max(this.#maxLifeMs, ended - at);
    const duration = outcome === 'good' || outcome === 'withIssues' ? durationOf(counted) : undefined;
    if (duration !== undefined) resource.durations.add(at - this.#nowMs, duration);
  }

  #resourceOf(key: string, arn: string): Resource {
    const known = this.#resources.get(key);
    if (known !== undefined) return known;
    const resource = newResource(arn);
    this.#resources.set(key, resource);
    return resource;
  }

  /** @param isRecent whether a resource is known from its recent jobs, such as its latest one */
  result(isRecent: (key: string, latest: BackupJob) => boolean): ResourceFigures {
    const lastGoods = this.#ranked(Number.POSITIVE_INFINITY, ({ lastGood }) =>
      lastGood < this.#staleBefore ? -lastGood : undefined,
    );
    const byGroup = new Map<StaleGroup, RankedResource[]>();
    for (const ranked of lastGoods.top) {
      const group = staleGroupOf(ranked.resource.state);
      const known = byGroup.get(group);
      if (known === undefined) byGroup.set(group, [ranked]);
      else known.push(ranked);
    }
    const failing = byGroup.get('failing') ?? [];
    failing.sort((one, other) => other.resource.latest - one.resource.latest);
    const stale = staleGroups.flatMap((group) => byGroup.get(group) ?? []).slice(0, maxStale);
    const longest = this.#ranked(maxDurations, ({ durations }) =>
      durations.backups > 0 ? durations.maxMs : undefined,
    );
    const growing = this.#ranked(maxDurations, ({ durations: { growthMsPerDay = 0 } }) =>
      growthMsPerDay >= minGrowthMs ? growthMsPerDay : undefined,
    );
    return {
      resources: this.#resources.size,
      stale: { all: lastGoods.all, top: stale.map(staleEntry) },
      staleByGroup: new Map([...byGroup].map(([group, { length }]) => [group, length])),
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

  /** Ranks the resources that have a weight. */
  #ranked(max: number, weightOf: (resource: Resource) => number | undefined): Ranking<RankedResource> {
    const entries: RankedResource[] = [];
    for (const [key, resource] of this.#resources) {
      const weight = weightOf(resource);
      if (weight !== undefined) entries.push({ key, weight, resource });
    }
    return ranking(entries, max);
  }
}

/** Whether a job is later than the latest one of a resource. The result must not depend on their order. */
function isLater(
  at: number,
  state: CountedState,
  job: BackupJob,
  { job: other = {}, latest, state: otherState }: Resource,
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

/** The date of epoch milliseconds; 0 is none. */
function dateOf(time: number): Date | undefined {
  return time === 0 ? undefined : new Date(time);
}

interface RankedResource extends Ranked {
  readonly resource: Resource;
}

function resourceEntry({ key, weight, resource: { arn, title, type } }: RankedResource): ResourceEntry {
  return { key, weight, arn, title: title || resourceIdOf(arn) || arn, type };
}

function staleEntry(ranked: RankedResource): StaleEntry {
  const { job = {}, lastGood, latest, state } = ranked.resource;
  return {
    ...resourceEntry(ranked),
    lastGood: dateOf(lastGood),
    latestState: state,
    latest: dateOf(latest),
    job,
    group: staleGroupOf(state),
  };
}

function durationEntry(ranked: RankedResource): DurationEntry {
  const { backups, growthMsPerDay, maxMs, meanMs } = ranked.resource.durations;
  return { ...resourceEntry(ranked), backups, maxMs, meanMs, growthMsPerDay };
}

function growingEntry(ranked: RankedResource): GrowingEntry {
  return { ...durationEntry(ranked), growthMsPerDay: ranked.weight };
}

interface Resource {
  readonly arn: string;
  /** The latest job. */
  job: BackupJob | undefined;
  title: string | undefined;
  type: string | undefined;
  /** Epoch milliseconds; 0 if there is none. */
  lastGood: number;
  /** The creation of the latest good backup, or its end if that is not known, in the same way. */
  lastGoodCreated: number;
  /** The creation of the jobs that have ended otherwise. */
  readonly notGood: number[];
  latest: number;
  state: CountedState;
  readonly durations: DurationTrend;
}

function newResource(arn: string): Resource {
  return {
    arn,
    job: undefined,
    title: undefined,
    type: undefined,
    lastGood: 0,
    lastGoodCreated: 0,
    notGood: [],
    latest: 0,
    state: 'any other',
    durations: new DurationTrend(),
  };
}

const maxStale = 200;
const maxDurations = 10;
/** One second per day. */
const minGrowthMs = 1000;
