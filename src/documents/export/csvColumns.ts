import { type BackupJob, backupJobFields, newerFields } from '../../jobs/backupJob.js';
import { isJobStructure, type JobStructure, jobStructures } from '../../jobs/jobStructures.js';

/** A column of an export to CSV. */
export interface CsvColumn {
  /** The API name of the field; a nested one as `CreatedBy.BackupPlanName`. */
  readonly name: string;
  /** The value of a job that was read in `region`; undefined if the job has none. */
  readonly valueOf: (job: BackupJob, region: string) => unknown;
}

/**
 * All columns: the region, the fields of a job in the order of the API reference, and fields of a newer API.
 * A structure has a column for each of its fields, except `BackupOptions`, whose names are not fixed: it is
 * one column of JSON.
 */
export function csvColumns(): CsvColumn[] {
  return [
    { name: 'Region', valueOf: (_job, region) => region },
    ...backupJobFields.flatMap((field) => (isJobStructure(field) ? columnsWithin(field) : [columnOf(field)])),
    { name: 'OtherFields', valueOf: otherFields },
  ];
}

/** The columns with these names, in the order of {@link csvColumns}. */
export function columnsNamed(names: readonly string[]): CsvColumn[] {
  return csvColumns().filter(({ name }) => names.includes(name));
}

/** The default columns, for a morning report. */
export const usualColumns: readonly string[] = [
  'AccountId',
  'BackupJobId',
  'BackupSizeInBytes',
  'BackupVaultName',
  'BytesTransferred',
  'CompletionDate',
  'CreatedBy.BackupPlanName',
  'CreationDate',
  'MessageCategory',
  'Region',
  'ResourceArn',
  'ResourceName',
  'ResourceType',
  'State',
  'StatusMessage',
];

function columnOf(field: keyof BackupJob): CsvColumn {
  return { name: field, valueOf: (job) => job[field] };
}

function columnsWithin(structure: JobStructure): CsvColumn[] {
  return Object.keys(jobStructures[structure]).map((field) => ({
    name: `${structure}.${field}`,
    valueOf: (job) => Object.getOwnPropertyDescriptor(job[structure] ?? {}, field)?.value,
  }));
}

/** What no other column has: fields of a newer API, in the job and in its structures. */
function otherFields(job: BackupJob): object | undefined {
  const others = [...newerFields(job)];
  for (const structure of ['CreatedBy', 'RecoveryPointLifecycle'] as const) {
    const newer = Object.entries(job[structure] ?? {}).filter(
      ([name]) => !Object.hasOwn(jobStructures[structure], name),
    );
    if (newer.length > 0) others.push([structure, Object.fromEntries(newer)]);
  }
  return others.length === 0 ? undefined : Object.fromEntries(others);
}
