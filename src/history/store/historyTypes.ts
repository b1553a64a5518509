import type { BackupJob, DescribedBackupJob } from '../../jobs/backupJob.js';
import type { JobQuery } from '../../jobs/jobQuery.js';
import type { ClientFilter } from '../../jobs/jobSelection.js';
import type { PackedPage } from '../../jobs/packed/packedPage.js';

/** What one place said of a job at one time: a page of the service, a line of a report, an event. */
export interface JobVersion {
  readonly job: DescribedBackupJob;
  /** A job has no field for its region. */
  readonly region: string;
  /**
   * The time at which it was true: when the page was read, the end of the report's period, the time of the
   * event. Epoch milliseconds.
   */
  readonly asOf: number;
  /** Whether it was true at `asOf` or later, because nothing states when. */
  readonly isAtLeast?: boolean | undefined;
  readonly form: JobForm;
}

/**
 * How much a form can say of a job, the least first: an event, a report of 21 columns, a newer report, and
 * the service's own answer or an export of it.
 */
export const jobForms = ['event', 'oldReport', 'report', 'whole'] as const;
export type JobForm = (typeof jobForms)[number];

/** Jobs that AWS Backup has listed in a region: a packed page, or objects with all of their fields. */
export interface ListedJobs {
  readonly jobs: PackedPage | readonly DescribedBackupJob[];
  readonly region: string;
  /** When its request started by the clock of AWS Backup, in epoch milliseconds. */
  readonly asOf: number;
}

/** A job of a history: its newest version. */
export interface HistoryJob {
  readonly job: BackupJob;
  readonly region: string;
  readonly asOf: number;
  /** See {@link JobVersion}. */
  readonly isAtLeast?: boolean | undefined;
  readonly form: JobForm;
}

/** The jobs that a question is about: those of a query, in one region or in all. */
export interface HistoryQuery {
  readonly query: JobQuery;
  readonly clientFilters?: readonly ClientFilter[] | undefined;
  readonly region?: string | undefined;
  /** Only jobs that were seen in this time. */
  readonly seen?: SeenTime | undefined;
  /** Only jobs that were not seen in this time, and those with the IDs `orWithId`. */
  readonly notSeen?: (SeenTime & { readonly orWithId: readonly string[] }) | undefined;
}

/** When times are covered, and the earliest creation of a job that AWS Backup lists then. */
export interface CoverTime {
  readonly now: number;
  readonly listedFrom: number;
}

/** From when until when jobs were seen, in epoch milliseconds. A later time is of a clock that was wrong. */
export interface SeenTime {
  readonly from: number;
  readonly to: number;
}

/** Jobs of a history, packed for another thread. */
export interface PackedJobs extends Omit<PackedPage, 'isFirst' | 'nextToken'> {
  /** For each of `values`, a number that only this value has among the pages of the same `valuesVersion`. */
  readonly valueIds: Float64Array<ArrayBuffer>;
  readonly valuesVersion: number;
  /**
   * For each job that was in progress, the time at which that was true, in epoch milliseconds. NaN if the
   * history does not state it.
   */
  readonly asOf: Float64Array<ArrayBuffer>;
}

/** A page of a history, the latest creation first, jobs without a creation date last. */
export interface HistoryPage {
  readonly jobs: PackedJobs;
  /** Starts the next page; absent on the last one. Stays valid while jobs are added. */
  readonly nextToken?: string | undefined;
}

/**
 * What jobs can be counted by. `State` counts COMPLETED_WITH_ISSUES as a separate state, `MessageCategory`
 * counts categories in upper case, `StatusMessage` counts patterns, `Day` counts UTC days such as
 * `2026-11-24`, and `QuarterHour` the starts of quarters of an hour as `Date` reads them.
 */
export type CountedBy =
  | 'AccountId'
  | 'BackupVaultName'
  | 'CreatedBy.BackupPlanId'
  | 'Day'
  | 'IamRoleArn'
  | 'MessageCategory'
  | 'QuarterHour'
  | 'Region'
  | 'ResourceArn'
  | 'ResourceType'
  | 'State'
  | 'StatusMessage';

/** The number of jobs that share these values, in the order of what they are counted by. */
export interface HistoryCount {
  /** Undefined for the jobs without a value, or with an empty one. */
  readonly values: readonly (string | undefined)[];
  readonly count: number;
  /** One of them, if examples are wanted. */
  readonly example?: HistoryJob | undefined;
}

/** A time for which every job of an account and region that was created in it is known. Includes its ends. */
export interface CoveredSpan {
  /** Undefined if the place does not say which. */
  readonly accountId?: string | undefined;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** What became of the versions of one {@link HistoryDatabase.put}. */
export interface PutCounts {
  readonly added: number;
  /** Jobs whose newest version is now another one. */
  readonly updated: number;
  /** Versions that are not newer than what was there. */
  readonly unchanged: number;
}

/** How many jobs a history has, and from when to when they were created, in epoch milliseconds. */
export interface HistoryExtent {
  readonly jobs: number;
  readonly first?: number | undefined;
  readonly last?: number | undefined;
  readonly regions: readonly string[];
}
