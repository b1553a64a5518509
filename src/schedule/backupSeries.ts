import type { BackupJob } from '../jobs/backupJob.js';
import type { GatheredNestedJobs } from '../jobs/nestedJobCollector.js';
import type { SharedFields } from './sharedFields.js';

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
  /** When each job started, and when it ended, in the same way. */
  readonly started: Float64Array;
  readonly ended: Float64Array;
  /** What each job has in common with others of the series. */
  readonly shared: readonly SharedFields[];
}

/** What identifies a series. */
export interface SeriesId {
  readonly key: string;
  readonly accountId: string | undefined;
  readonly region: string;
  readonly resourceArn: string;
  /** Whether all jobs name the account, the plan and the rule. Otherwise others may belong to it, too. */
  readonly isComplete: boolean;
}

/** The jobs of a region, each in one of these lists; likely parents are in one of the others, too. */
export interface GroupedJobs extends GatheredNestedJobs {
  /** In the order of their first jobs. */
  readonly series: readonly BackupSeries[];
  /** The jobs that belong to no series and name no parent: on-demand jobs, and those without a resource. */
  readonly loose: readonly BackupJob[];
}

/** All jobs of {@link GroupedJobs}. They can be iterated several times. */
export function jobsOfGroups({ loose, nested, series }: GroupedJobs): Iterable<BackupJob> {
  return {
    *[Symbol.iterator]() {
      for (const { jobs } of series) yield* jobs;
      yield* loose;
      yield* nested;
    },
  };
}
