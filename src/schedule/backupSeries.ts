import type { BackupJob, RecoveryPointCreator } from '../jobs/backupJob.js';
import { timeIn } from '../jobs/jobFacts.js';
import { keyOf, type RuleVersion, ruleVersionOf, type ScheduledJob, scheduledJob } from './scheduledJob.js';

/** The jobs of one resource that one backup rule created, in one account and region. */
export interface BackupSeries {
  readonly key: string;
  readonly accountId: string | undefined;
  readonly region: string;
  readonly resourceArn: string;
  /** Whether its jobs name the account, the plan and the rule. Otherwise others may belong to it, too. */
  readonly isComplete: boolean;
  readonly jobs: readonly ScheduledJob[];
}

/**
 * Groups the jobs of a region into series. A nested job belongs to none, because its parent does. Neither
 * does an on-demand job, nor one without a resource.
 */
export class SeriesCollector {
  readonly #region: string;
  /** Jobs of the same rule share their creator, so that few of them need a key. */
  readonly #byCreator = new Map<RecoveryPointCreator, Map<string | undefined, Collected>>();
  readonly #rules = new Map<string, Collected['series']>();
  readonly #byVersion = new Map<string, Collected>();
  readonly #jobs = new Map<RuleVersion, readonly ScheduledJob[]>();
  readonly #loose: BackupJob[] = [];
  readonly #nested: BackupJob[] = [];
  readonly #likelyParents: BackupJob[] = [];
  /** When jobs were created of which the account, the rule or the resource is unknown, by the resource. */
  readonly #strays = new Map<string, number[]>();

  constructor(region: string) {
    this.#region = region;
  }

  add(job: BackupJob): void {
    const { AccountId: accountId, CreatedBy: creator, ParentJobId, ResourceArn: resourceArn } = job;
    if (job.IsParent) this.#likelyParents.push(job);
    if (ParentJobId) {
      this.#nested.push(job);
      return;
    }
    if (creator === undefined) {
      this.#loose.push(job);
      return;
    }
    const collected = resourceArn ? this.#collectedOf(creator, accountId) : undefined;
    const isComplete = collected?.version.isComplete === true && accountId !== undefined;
    if (!isComplete) entry(this.#strays, resourceArn ?? '', () => []).push(timeIn(job.CreationDate));
    if (collected === undefined || !resourceArn) {
      this.#loose.push(job);
      return;
    }
    const scheduled = scheduledJob(job, collected.version);
    collected.ofVersion.push(scheduled);
    const series = collected.series.get(resourceArn);
    if (series !== undefined) {
      series.jobs.push(scheduled);
      return;
    }
    const key = keyOf([this.#region, accountId, collected.version.ruleKey, resourceArn]);
    collected.series.set(resourceArn, {
      key,
      accountId,
      region: this.#region,
      resourceArn,
      isComplete,
      jobs: [scheduled],
    });
  }

  get series(): readonly BackupSeries[] {
    return [...this.#rules.values()].flatMap((ofRule) => [...ofRule.values()]);
  }

  /** The jobs that belong to no series and name no parent: on-demand jobs, and those without a resource. */
  get loose(): readonly BackupJob[] {
    return this.#loose;
  }

  /** The jobs that name a parent. */
  get nested(): readonly BackupJob[] {
    return this.#nested;
  }

  /** The jobs that say that they are parents. */
  get likelyParents(): readonly BackupJob[] {
    return this.#likelyParents;
  }

  /** When jobs were created that may belong to any series of a resource; NaN if unknown. */
  straysOf(resourceArn: string): readonly number[] {
    const [own = none, ofAny = none] = [this.#strays.get(resourceArn), this.#strays.get('')];
    return own.length === 0 ? ofAny : ofAny.length === 0 ? own : [...own, ...ofAny];
  }

  /** The versions of the rules of each account, with the jobs of all resources that they created. */
  get versions(): ReadonlyMap<RuleVersion, readonly ScheduledJob[]> {
    return this.#jobs;
  }

  #collectedOf(creator: RecoveryPointCreator, accountId: string | undefined): Collected | undefined {
    const byAccount = this.#byCreator.get(creator) ?? new Map<string | undefined, Collected>();
    const known = byAccount.get(accountId);
    if (known !== undefined) return known;
    const version = ruleVersionOf(creator);
    if (version === undefined) return undefined;
    const collected = entry(this.#byVersion, keyOf([accountId, version.key]), () => ({
      version,
      series: entry(this.#rules, keyOf([accountId, version.ruleKey]), () => new Map()),
      ofVersion: [],
    }));
    this.#jobs.set(collected.version, collected.ofVersion);
    this.#byCreator.set(creator, byAccount.set(accountId, collected));
    return collected;
  }
}

const none: readonly number[] = [];

/** The jobs of a rule version in one account. */
interface Collected {
  readonly version: RuleVersion;
  /** The series of the rule by the ARN of the resource, with the jobs of all versions. */
  readonly series: Map<string, BackupSeries & { readonly jobs: ScheduledJob[] }>;
  readonly ofVersion: ScheduledJob[];
}

/** The value of a key, which is created if it is new. */
function entry<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = create();
  map.set(key, value);
  return value;
}
