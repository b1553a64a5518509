import type { BackupJob, RecoveryPointCreator } from '../jobs/backupJob.js';
import { keyOf, type RuleVersion, ruleVersionOf, type ScheduledJob, scheduledJob } from './scheduledJob.js';

/** The jobs of one resource that one backup rule created, in one account and region. */
export interface BackupSeries {
  readonly key: string;
  readonly accountId: string | undefined;
  readonly region: string;
  readonly resourceArn: string;
  readonly jobs: readonly ScheduledJob[];
}

/**
 * Sorts jobs into series. A nested job belongs to none: its parent does. Neither does an on-demand job, nor
 * one without a resource.
 */
export class SeriesCollector {
  readonly #region: string;
  readonly #series = new Map<string, BackupSeries & { readonly jobs: ScheduledJob[] }>();
  readonly #versions = new Map<string, ScheduledJob[]>();
  /** Jobs of the same rule version share their creator. */
  readonly #ruleVersions = new Map<RecoveryPointCreator | undefined, RuleVersion | undefined>();

  constructor(region: string) {
    this.#region = region;
  }

  add(job: BackupJob): void {
    const version = this.#versionOf(job.CreatedBy);
    const { AccountId: accountId, ResourceArn: resourceArn } = job;
    if (version === undefined || !resourceArn || job.ParentJobId) return;
    const scheduled = scheduledJob(job, version);
    const key = keyOf([this.#region, accountId, version.ruleKey, resourceArn]);
    const series = this.#series.get(key);
    if (series !== undefined) series.jobs.push(scheduled);
    else this.#series.set(key, { key, accountId, region: this.#region, resourceArn, jobs: [scheduled] });
    const versionKey = versionKeyOf(accountId, version);
    const ofVersion = this.#versions.get(versionKey);
    if (ofVersion !== undefined) ofVersion.push(scheduled);
    else this.#versions.set(versionKey, [scheduled]);
  }

  get series(): readonly BackupSeries[] {
    return [...this.#series.values()];
  }

  /** The jobs of all resources that a rule version of an account created. */
  jobsOf(accountId: string | undefined, version: RuleVersion): readonly ScheduledJob[] {
    return this.#versions.get(versionKeyOf(accountId, version)) ?? [];
  }

  #versionOf(creator: RecoveryPointCreator | undefined): RuleVersion | undefined {
    if (this.#ruleVersions.has(creator)) return this.#ruleVersions.get(creator);
    const version = ruleVersionOf(creator);
    this.#ruleVersions.set(creator, version);
    return version;
  }
}

function versionKeyOf(accountId: string | undefined, { key }: RuleVersion): string {
  return keyOf([accountId, key]);
}
