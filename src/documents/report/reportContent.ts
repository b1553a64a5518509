import type { BackupJob } from '../../jobs/backupJob.js';
import type { RegionCoverage } from '../../jobs/copyHead.js';
import type { KnownIssueEntry } from '../../jobs/knownIssue.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';

/** The identity behind the credentials, as STS has named it; or why it is not known. */
export type ReportIdentity =
  | { readonly account: string; readonly arn?: string | undefined }
  | { readonly unknown: 'notAnswered' | 'sample' };

/** The connection, the account and the filter of a report. */
export interface ReportScope {
  /** The connection, on one line. */
  readonly connection: string;
  /** The account with its alias; undefined if it is not known. */
  readonly account: string | undefined;
  readonly identity: ReportIdentity;
  /** The filter, in words; empty if there is none. */
  readonly filter: string;
  /** The entries of the setting; absent if there are none. */
  readonly knownIssues?: readonly KnownIssueEntry[];
  /** Whether jobs of the connection that AWS Backup no longer lists are kept on this machine. */
  readonly keepsHistory?: boolean;
}

/** The jobs of a region, and which of them are known. */
export interface ReportRegion extends RegionCoverage {
  /** In the order of {@link orderedJobs}. */
  readonly jobs: readonly BackupJob[];
  /** Whether all jobs of each resource are known that AWS Backup lists. */
  readonly knowsResources: boolean;
}

/** All that a report says. */
export interface ReportContent extends ReportScope {
  /** `selected`: the user has selected each of the jobs. Otherwise they are what the filter selects. */
  readonly jobs: 'filtered' | 'selected';
  readonly regions: readonly ReportRegion[];
  /** Whether the filter excludes no job of the account and the regions. */
  readonly includesAllJobs: boolean;
  /** What the jobs prove about missed runs; undefined if no region {@link ReportRegion.knowsResources}. */
  readonly schedule: ScheduleReport | undefined;
  readonly writtenAt: Date;
  readonly digest: JobsDigest;
}

/** The jobs as NDJSON. */
export interface JobsDigest {
  /** The SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** The name of the file beside the report; undefined if the jobs are not saved. */
  readonly file: string | undefined;
}
