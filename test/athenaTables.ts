import type { BackupJob } from '../src/jobs/backupJob.js';
import type { StandInTable } from './service/athenaStandIn.js';

/** A row of a job report: what it says of a job, and on which day. */
export interface ReportedJob {
  readonly job: BackupJob;
  readonly region?: string;
  /** The end of the period of the report. By default, a day after the last time of the job. */
  readonly reported?: Date;
}

/** The names of a job report of today, as columns of a table. */
const columns: Readonly<Record<string, (reported: ReportedJob) => Date | string | undefined>> = {
  report_time_period_end: ({ reported }) => reported,
  account_id: ({ job }) => job.AccountId,
  region: ({ region = 'eu-west-1' }) => region,
  backup_job_id: ({ job }) => job.BackupJobId,
  job_status: ({ job }) => job.State,
  status_message: ({ job }) => job.StatusMessage,
  message_category: ({ job }) => job.MessageCategory,
  resource_type: ({ job }) => job.ResourceType,
  resource_arn: ({ job }) => job.ResourceArn,
  resource_name: ({ job }) => job.ResourceName,
  backup_plan_id: ({ job }) => job.CreatedBy?.BackupPlanId,
  backup_plan_name: ({ job }) => job.CreatedBy?.BackupPlanName,
  creation_date: ({ job }) => job.CreationDate,
  completion_date: ({ job }) => job.CompletionDate,
  backup_size_in_bytes: ({ job }) => job.BackupSizeInBytes?.toString(),
  backup_vault_name: ({ job }) => job.BackupVaultName,
  parent_job_id: ({ job }) => job.ParentJobId,
  iam_role_arn: ({ job }) => job.IamRoleArn,
};

/** Options of {@link reportTable}. */
export interface ReportTableOptions {
  readonly name?: string;
  /** The columns that the table does not have. */
  readonly without?: readonly string[];
  /** Whether it is partitioned by the day of the report. Default true. */
  readonly isPartitioned?: boolean;
  /** Whether a row of the table is a whole report in JSON, which is a list of jobs. */
  readonly isJson?: boolean;
  /** The folder in S3 that it reads. */
  readonly location?: string;
}

/** A table of job reports, with a partition `report_day`. An absent value is an empty text. */
export function reportTable(
  jobs: readonly ReportedJob[],
  {
    isJson = false,
    isPartitioned = true,
    location,
    name = 'backup_jobs',
    without = [],
  }: ReportTableOptions = {},
): StandInTable {
  const names = Object.keys(columns).filter((column) => !without.includes(column));
  return {
    database: 'reports',
    name,
    columns: isJson
      ? [{ Name: 'reportitems', Type: `array<struct<${names.map(jsonMember).join(',')}>>` }]
      : names.map((Name) => ({ Name, Type: 'string' })),
    ...(isPartitioned && { partitionKeys: [{ Name: 'report_day', Type: 'string' }] }),
    parameters: {
      ...(location !== undefined && { location }),
      'serde.serialization.lib': isJson
        ? 'org.openx.data.jsonserde.JsonSerDe'
        : 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
      ...(isPartitioned && {
        'projection.enabled': 'true',
        'projection.report_day.type': 'date',
        'projection.report_day.format': 'yyyy/MM/dd',
      }),
    },
    rows: jobs.map((row) => {
      const { CompletionDate, CreationDate } = row.job;
      const last = Math.max(CompletionDate?.getTime() ?? 0, CreationDate?.getTime() ?? 0);
      const reported = row.reported ?? new Date(last + 24 * 60 * 60 * 1000);
      const cells = names.map((column) => cellOf(columns[column]?.({ ...row, reported })));
      return isPartitioned ? [...cells, reported.toISOString().slice(0, 10).replaceAll('-', '/')] : cells;
    }),
  };
}

/** The names in JSON have no underscores, and Hive makes them lower case. */
function jsonMember(name: string): string {
  return `${name.replaceAll('_', '')}:string`;
}

function cellOf(value: Date | string | undefined): string {
  return value instanceof Date ? value.toISOString() : (value ?? '');
}
