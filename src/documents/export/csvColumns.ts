import {
  type BackupJob,
  backupJobFields,
  type Lifecycle,
  newerFields,
  type RecoveryPointCreator,
} from '../../jobs/backupJob.js';

/** A column of a CSV file. */
export interface CsvColumn {
  /** The field by its API name, one within another as `CreatedBy.BackupPlanName`. */
  readonly name: string;
  /** The column's value of a job that was read in `region`; undefined where the job has none. */
  readonly valueOf: (job: BackupJob, region: string) => unknown;
}

/**
 * Every column that there is: the region, all fields of a job in the order of the API page, and what a newer API has added. A
 * structure has a column for each of its fields; `BackupOptions`, whose names are anyone's, is one column of JSON.
 */
export function csvColumns(): CsvColumn[] {
  return [
    { name: 'Region', valueOf: (_job, region) => region },
    ...backupJobFields.flatMap((field) => (isStructure(field) ? columnsWithin(field) : [columnOf(field)])),
    { name: 'OtherFields', valueOf: otherFields },
  ];
}

/** The columns of these names, in the order of {@link csvColumns}. */
export function columnsNamed(names: readonly string[]): CsvColumn[] {
  return csvColumns().filter(({ name }) => names.includes(name));
}

/** What a morning's report holds, for who has not chosen yet. */
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

const structures = {
  CreatedBy: {
    BackupPlanArn: true,
    BackupPlanId: true,
    BackupPlanName: true,
    BackupPlanVersion: true,
    BackupRuleCron: true,
    BackupRuleId: true,
    BackupRuleName: true,
    BackupRuleTimezone: true,
  } satisfies Record<keyof RecoveryPointCreator, true>,
  RecoveryPointLifecycle: {
    DeleteAfterDays: true,
    DeleteAfterEvent: true,
    MoveToColdStorageAfterDays: true,
    OptInToArchiveForSupportedResources: true,
  } satisfies Record<keyof Lifecycle, true>,
} as const;

type Structure = keyof typeof structures;

function isStructure(field: keyof BackupJob): field is Structure {
  return Object.hasOwn(structures, field);
}

function columnOf(field: keyof BackupJob): CsvColumn {
  return { name: field, valueOf: (job) => job[field] };
}

function columnsWithin(structure: Structure): CsvColumn[] {
  return Object.keys(structures[structure]).map((field) => ({
    name: `${structure}.${field}`,
    valueOf: (job) => Object.getOwnPropertyDescriptor(job[structure] ?? {}, field)?.value,
  }));
}

/** What no other column holds: fields that a newer API has added, in the job and in its structures. */
function otherFields(job: BackupJob): object | undefined {
  const others = [...newerFields(job)];
  for (const structure of ['CreatedBy', 'RecoveryPointLifecycle'] as const) {
    const newer = Object.entries(job[structure] ?? {}).filter(
      ([name]) => !Object.hasOwn(structures[structure], name),
    );
    if (newer.length > 0) others.push([structure, Object.fromEntries(newer)]);
  }
  return others.length === 0 ? undefined : Object.fromEntries(others);
}
