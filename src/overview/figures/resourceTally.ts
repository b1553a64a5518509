import type { BackupJob } from '../../jobs/backupJob.js';
import { jobDuration, resourceIdOf } from '../../jobs/jobFacts.js';
import { DurationTrend } from './durationTrend.js';
import { type Ranked, type Ranking, ranking } from './ranking.js';
import type { CountedState } from './shownStates.js';

/** A resource, by its ARN. */
export interface ResourceEntry extends Ranked {
  readonly arn: string;
  readonly title: string;
  readonly type: string | undefined;
}

/** A resource whose last good backup is too old. */
export interface StaleEntry extends ResourceEntry {
  /** When its last good backup ended; undefined where there is none among the jobs. */
  readonly lastGood: Date | undefined;
  /** How its latest job stands, and when that was created. */
  readonly latestState: CountedState;
  readonly latest: Date | undefined;
}

/** A resource's completed backups, and how long they took. */
export interface DurationEntry extends ResourceEntry {
  readonly backups: number;
  readonly longestMs: number;
  readonly meanMs: number;
  /** By how much a backup is longer than one of a day before; undefined where there is no clear trend. */
  readonly growthMsPerDay: number | undefined;
}

/** What the jobs tell of the resources. Jobs that name no resource are in none of it. */
export interface ResourceFigures {
  readonly resources: number;
  /** Those without a good backup first, then the oldest. */
  readonly stale: Ranking<StaleEntry>;
  readonly longest: Ranking<DurationEntry>;
  readonly growing: Ranking<DurationEntry & { readonly growthMsPerDay: number }>;
  /** The longest time from the creation of a job to its end, of any that has ended: so much earlier a good backup may have been created. */
  readonly longestLifeMs: number;
}

/** Follows each resource through its jobs. */
export class ResourceTally {
  readonly #resources = new Map<string, Resource>();
  readonly #now: Date;
  readonly #staleBefore: number;
  #longestLifeMs = 0;

  constructor({ now, staleMs }: { readonly now: Date; readonly staleMs: number }) {
    this.#now = now;
    this.#staleBefore = now.getTime() - staleMs;
  }

  add(job: BackupJob, state: CountedState): void {
    // A field of a job may have to be looked up: each is read once.
    const { ResourceArn: arn, CompletionDate: end } = job;
    if (!arn) return;
    const resource = this.#resourceOf(arn);
    const created = job.CreationDate?.getTime() || 0;
    const isLater = created > resource.latest || (created === resource.latest && state < resource.state);
    if (isLater || resource.jobs === 0) Object.assign(resource, { latest: created, state });
    resource.jobs++;
    resource.title = lesser(resource.title, job.ResourceName);
    resource.type = lesser(resource.type, job.ResourceType);
    if (state === 'COMPLETED')
      resource.lastGood = Math.max(resource.lastGood, end === undefined ? created : end.getTime() || 0);
    const lifeMs = created > 0 ? (end?.getTime() ?? 0) - created : 0;
    if (lifeMs > this.#longestLifeMs) this.#longestLifeMs = lifeMs;
    const duration = job.State === 'COMPLETED' ? jobDuration(job, this.#now) : undefined;
    if (duration !== undefined && created > 0)
      resource.durations.add(created - this.#now.getTime(), duration);
  }

  #resourceOf(arn: string): Resource {
    const known = this.#resources.get(arn);
    if (known !== undefined) return known;
    const resource = newResource();
    this.#resources.set(arn, resource);
    return resource;
  }

  result(): ResourceFigures {
    const stale: StaleEntry[] = [];
    const durations: DurationEntry[] = [];
    const growing: (DurationEntry & { readonly growthMsPerDay: number })[] = [];
    for (const [arn, resource] of this.#resources) {
      const { durations: trend, lastGood, latest, state, title, type } = resource;
      const entry = { key: arn, arn, title: title || resourceIdOf(arn) || arn, type };
      if (lastGood < this.#staleBefore) {
        stale.push({
          ...entry,
          weight: -lastGood,
          lastGood: lastGood === 0 ? undefined : new Date(lastGood),
          latestState: state,
          latest: latest === 0 ? undefined : new Date(latest),
        });
      }
      const { backups, growthMsPerDay, longestMs, meanMs } = trend;
      if (backups === 0) continue;
      const duration = { ...entry, backups, longestMs, meanMs, growthMsPerDay };
      durations.push({ ...duration, weight: longestMs });
      if (growthMsPerDay !== undefined && growthMsPerDay >= leastGrowthMs)
        growing.push({ ...duration, weight: growthMsPerDay, growthMsPerDay });
    }
    return {
      resources: this.#resources.size,
      stale: ranking(stale, mostStale),
      longest: ranking(durations, mostDurations),
      growing: ranking(growing, mostDurations),
      longestLifeMs: this.#longestLifeMs,
    };
  }
}

interface Resource {
  jobs: number;
  title: string | undefined;
  type: string | undefined;
  /** Epoch milliseconds; 0 where there is none. */
  lastGood: number;
  latest: number;
  state: CountedState;
  readonly durations: DurationTrend;
}

function newResource(): Resource {
  return {
    jobs: 0,
    title: undefined,
    type: undefined,
    lastGood: 0,
    latest: 0,
    state: 'any other',
    durations: new DurationTrend(),
  };
}

/** The order of the jobs is not to decide what a resource is called. */
function lesser(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || (other !== undefined && other !== '' && other < one) ? other || one : one;
}

/** As many as a person would read; how many there are is told. */
const mostStale = 200;
const mostDurations = 10;
/** A second a day. */
const leastGrowthMs = 1000;
