import type { BackupJob, RecoveryPointCreator } from '../jobs/backupJob.js';
import { NestedJobCollector } from '../jobs/nestedJobCollector.js';
import type { Slices } from '../jobs/slices.js';
import { timeOf } from '../jobs/timeOf.js';
import { entry } from './mapEntry.js';
import { keyOf, type RuleVersion, ruleVersionOf } from './ruleVersion.js';

/** The jobs of one resource that one backup rule created, in one account and region. */
export interface BackupSeries extends SeriesId {
  /**
   * In the order in which they are listed. The other columns are in the same order: their values next to each
   * other are quicker to read than a job, and all of them are read several times.
   */
  readonly jobs: readonly BackupJob[];
  /** When each job was created, in epoch milliseconds; NaN if unknown. */
  readonly created: Float64Array;
  /**
   * When each job expires if it has not started, in the same way: its scheduled time plus the start window.
   *
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html StartBy
   */
  readonly startBy: Float64Array;
  /** The version of the rule that created each job. */
  readonly versions: readonly RuleVersion[];
}

/** What identifies a series. */
interface SeriesId {
  readonly key: string;
  readonly accountId: string | undefined;
  readonly region: string;
  readonly resourceArn: string;
  /** Whether its jobs name the account, the plan and the rule. Otherwise others may belong to it, too. */
  readonly isComplete: boolean;
}

/**
 * Groups the jobs of a region into series. A nested job belongs to none, because its parent does. Neither
 * does an on-demand job, nor one without a resource.
 */
export class SeriesCollector {
  readonly nested = new NestedJobCollector();
  readonly #region: string;
  /** Jobs of the same rule share their creator, so that few of them need a key. */
  readonly #byCreator = new Map<RecoveryPointCreator, Map<string | undefined, RuleSeries>>();
  readonly #rules = new Map<string, RuleSeries['places']>();
  readonly #byVersion = new Map<string, RuleSeries>();
  readonly #series: SeriesId[] = [];
  /** The number of jobs of each series. */
  readonly #sizes: number[] = [];
  // Of each job of a series: the job, the place of the series, and the columns.
  readonly #jobs: BackupJob[] = [];
  readonly #places: number[] = [];
  readonly #created: number[] = [];
  readonly #startBy: number[] = [];
  readonly #versions: RuleVersion[] = [];
  readonly #loose: BackupJob[] = [];
  /** When jobs were created of which the account, the rule or the resource is unknown, by the resource. */
  readonly #strays = new Map<string, number[]>();

  constructor(region: string) {
    this.#region = region;
  }

  add(job: BackupJob): void {
    const { AccountId: accountId, CreatedBy: creator, ResourceArn: resourceArn } = job;
    if (this.nested.add(job)) return;
    if (creator === undefined) {
      this.#loose.push(job);
      return;
    }
    const created = timeOf(job, 'CreationDate');
    const rule = resourceArn ? this.#ruleOf(creator, accountId) : undefined;
    const isComplete = rule?.version.isComplete === true && accountId !== undefined;
    if (!isComplete) entry(this.#strays, resourceArn ?? '', () => []).push(created);
    if (rule === undefined || !resourceArn) {
      this.#loose.push(job);
      return;
    }
    const { places, version } = rule;
    let place = places.get(resourceArn);
    if (place === undefined) {
      place = this.#series.length;
      places.set(resourceArn, place);
      const key = keyOf([this.#region, accountId, version.ruleKey, resourceArn]);
      this.#series.push({ key, accountId, region: this.#region, resourceArn, isComplete });
    }
    this.#sizes[place] = (this.#sizes[place] ?? 0) + 1;
    this.#jobs.push(job);
    this.#places.push(place);
    this.#created.push(created);
    this.#startBy.push(timeOf(job, 'StartBy'));
    this.#versions.push(version);
  }

  /** The series, in the order of their first jobs. */
  async series(slices: Slices): Promise<readonly BackupSeries[]> {
    const jobs = this.#jobs.slice();
    const versions = this.#versions.slice();
    const created = new Float64Array(jobs.length);
    const startBy = new Float64Array(jobs.length);
    // Where the next job of each series goes; at last, the end of each.
    const ends: number[] = [];
    let start = 0;
    for (const size of this.#sizes) {
      ends.push(start);
      start += size;
    }
    for (let row = 0; row < jobs.length; row++) {
      const place = this.#places[row] ?? 0;
      const to = ends[place] ?? 0;
      ends[place] = to + 1;
      const [job, version] = [this.#jobs[row], this.#versions[row]];
      if (job === undefined || version === undefined) continue;
      jobs[to] = job;
      versions[to] = version;
      created[to] = this.#created[row] ?? Number.NaN;
      startBy[to] = this.#startBy[row] ?? Number.NaN;
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    const series: BackupSeries[] = [];
    for (const [place, { accountId, isComplete, key, region, resourceArn }] of this.#series.entries()) {
      const [from, to] = [ends[place - 1] ?? 0, ends[place]];
      series.push({
        key,
        accountId,
        region,
        resourceArn,
        isComplete,
        jobs: jobs.slice(from, to),
        created: created.subarray(from, to),
        startBy: startBy.subarray(from, to),
        versions: versions.slice(from, to),
      });
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    return series;
  }

  /** The jobs that belong to no series and name no parent: on-demand jobs, and those without a resource. */
  get loose(): readonly BackupJob[] {
    return this.#loose;
  }

  /** When jobs were created that may belong to any series of a resource; NaN if unknown. */
  straysOf(resourceArn: string): readonly number[] {
    const [own = none, ofAny = none] = [this.#strays.get(resourceArn), this.#strays.get('')];
    return own.length === 0 ? ofAny : ofAny.length === 0 ? own : [...own, ...ofAny];
  }

  #ruleOf(creator: RecoveryPointCreator, accountId: string | undefined): RuleSeries | undefined {
    const byAccount = this.#byCreator.get(creator) ?? new Map<string | undefined, RuleSeries>();
    const known = byAccount.get(accountId);
    if (known !== undefined) return known;
    const version = ruleVersionOf(creator);
    if (version === undefined) return undefined;
    const rule = entry(this.#byVersion, keyOf([accountId, version.key]), () => ({
      version,
      places: entry(this.#rules, keyOf([accountId, version.ruleKey]), () => new Map()),
    }));
    this.#byCreator.set(creator, byAccount.set(accountId, rule));
    return rule;
  }
}

const none: readonly number[] = [];

/** A version of a rule in one account. */
interface RuleSeries {
  readonly version: RuleVersion;
  /** The places of the rule's series, whatever its version is, by the ARN of the resource. */
  readonly places: Map<string, number>;
}
