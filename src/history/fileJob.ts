import type { BackupJob } from '../jobs/backupJob.js';

/** A job as one row of a file states it. */
export interface FileJob {
  readonly kind: FormKind;
  readonly job: BackupJob;
  /** The region of the job; undefined if neither the row nor the path of the file names it. */
  readonly region: string | undefined;
  /**
   * When AWS Backup stated this: the end of a report's period, or the time of an event. Undefined if the file
   * does not say.
   */
  readonly statedAt: Date | undefined;
  /** The line of the file on which the row begins, counted from 1. */
  readonly line: number;
}

/** A part of a file that cannot be read. */
export interface UnreadLine {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: UnreadReason;
}

/**
 * Why a part of a file cannot be read: it is not in the format of the file, the file is damaged or ends from
 * there on, it is in the format, but is no backup job, or it says that the output of a command lacks jobs.
 */
export type UnreadReason = 'badFormat' | 'cutOutput' | 'damagedFromHere' | 'notABackupJob';

/**
 * The kinds of files that hold backup jobs: jobs as the API returns them, those of the cost dashboards'
 * collector, our export to CSV, events of EventBridge, and job reports of Backup Audit Manager.
 */
export type FormKind = 'apiJobs' | 'collector' | 'csvExport' | 'events' | 'report';

/** Some rows of a file. */
export interface FileBatch {
  readonly jobs: readonly FileJob[];
  readonly unread: readonly UnreadLine[];
}

/** A row of a file before the path of the file is taken into account. */
export interface FileRow {
  readonly kind: FormKind;
  readonly job: BackupJob;
  readonly region: string | undefined;
  readonly periodStart?: Date | undefined;
  readonly periodEnd?: Date | undefined;
  /** The time of an event. */
  readonly statedAt?: Date | undefined;
  readonly line: number;
}

/** What a file holds, once it has been read. */
export interface FileFacts {
  /** Empty if the file holds no backup job that can be recognized. */
  readonly kinds: readonly FormKind[];
  /**
   * The fields of a job that the file can state, such as `State` or `CreatedBy.BackupPlanId`. Undefined if it
   * can state all of them.
   */
  readonly fields: readonly string[] | undefined;
  /** The columns that are not fields of a job, with the number of rows that have a value. */
  readonly otherColumns: Readonly<Record<string, number>>;
  /** The accounts and regions of its jobs; undefined if there are too many of them. */
  readonly places: readonly FilePlace[] | undefined;
  /** The time of all of its jobs. Set only if there are too many places. */
  readonly times?: Pick<FilePlace, 'first' | 'last'> | undefined;
  /** The periods of a report. */
  readonly periods: readonly ReportPeriod[];
  /** The day of a report by its path, such as `2026-03-04`. */
  readonly day?: string | undefined;
  /**
   * Set if the file is a report without rows, which therefore names no period. A CSV report says by its
   * columns that it is about backup jobs (`backupJobs`), a JSON report does not (`anyJobs`).
   */
  readonly emptyReport?: 'anyJobs' | 'backupJobs' | undefined;
}

/** An account and a region that jobs of a file belong to. Times are in epoch milliseconds. */
export interface FilePlace {
  /** Absent if a job does not name it. */
  readonly account?: string;
  /** Empty if a job does not name it. */
  readonly region: string;
  /** When the first of the jobs was created. */
  readonly first?: number;
  /** The latest time at which something is known of one of the jobs. */
  readonly last?: number;
}

/** A period of which a report names all jobs that ended in it or were in progress at its end. */
export interface ReportPeriod {
  readonly from: Date;
  readonly to: Date;
  /** Undefined if the report is about all accounts of its report plan, by its path. */
  readonly account: string | undefined;
  /** Undefined if the report is about all regions of its report plan, by its path. */
  readonly region: string | undefined;
}
