import { columnTarget } from '../forms/columnTarget.js';

/** What {@link createTableText} needs to know. */
export interface TableToCreate {
  readonly database: string;
  readonly table: string;
  /**
   * The folder in S3 that has a folder for each year, such as `s3://bucket/Backup/111122223333/eu-west-1/`.
   */
  readonly location: string;
  /**
   * The columns of reports in CSV in their order: the cells of the first line of a report. Absent for reports
   * in JSON, which name their fields.
   */
  readonly titles?: readonly string[] | undefined;
}

/**
 * The statement that creates a table of job reports: all values are texts, and the days are partitions that
 * Athena computes. OpenCSVSerde reads columns by their position, so the titles have to be those of the
 * reports. A report in JSON is one row with the list of its jobs.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html
 */
export function createTableText({ database, location, table, titles }: TableToCreate): string {
  const folder = location.endsWith('/') ? location : `${location}/`;
  const { columns, format, properties } = titles === undefined ? jsonFormat : csvFormat(titles);
  return `CREATE EXTERNAL TABLE ${hiveName(database)}.${hiveName(table)} (
${columns}
)
PARTITIONED BY (${hiveName(dayColumn)} string)
${format}
STORED AS TEXTFILE
LOCATION ${hiveText(folder)}
TBLPROPERTIES (
${properties}  'projection.enabled' = 'true',
  'projection.${dayColumn}.type' = 'date',
  'projection.${dayColumn}.format' = 'yyyy/MM/dd',
  'projection.${dayColumn}.range' = '${firstDay},NOW',
  'projection.${dayColumn}.interval' = '1',
  'projection.${dayColumn}.interval.unit' = 'DAYS',
  'storage.location.template' = ${hiveText(`${folder}\${${dayColumn}}/`)}
);
`;
}

function csvFormat(titles: readonly string[]) {
  return {
    columns: columnNames(titles)
      .map((name) => `  ${hiveName(name)} string`)
      .join(',\n'),
    format: `ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
WITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '"')`,
    properties: "  'skip.header.line.count' = '1',\n",
  };
}

/**
 * The fields of a job in a report in JSON, without `backupOptions`, which has different members.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-report-plan-console.html
 */
const jsonFields = [
  ...['reportTimePeriodStart', 'reportTimePeriodEnd', 'accountId', 'region', 'backupJobId', 'jobStatus'],
  ...['resourceType', 'resourceArn', 'resourceName', 'backupPlanArn', 'backupRuleId'],
  ...['initiationDate', 'backupPlanName', 'backupRuleName', 'backupRuleSchedule', 'backupRuleTimezone'],
  ...['startWindowEnd', 'isParentJob', 'parentJobId', 'creationDate', 'completionDate', 'recoveryPointArn'],
  ...['jobRunTime', 'backupSizeInBytes', 'backupVaultName', 'backupVaultArn', 'vaultType', 'vaultLockStatus'],
  ...[
    'isEncrypted',
    'encryptionKeyArn',
    'deleteAfterDays',
    'moveToColdAfterDays',
    'enableArchive',
    'iamRoleArn',
  ],
];

const jsonFormat = {
  columns: `  ${hiveName('reportItems')} array<struct<
${jsonFields.map((name) => `    ${hiveName(name)}:string`).join(',\n')}
  >>`,
  format: "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'",
  properties: '',
};

/** The titles in the first line of a report in CSV; undefined if it is not such a line. */
export function reportTitles(line: string): readonly string[] | undefined {
  const titles = line
    .replace(/^\ufeff/, '')
    .trim()
    .split(',')
    .map((title) => title.trim().replace(/^"(.*)"$/, '$1'));
  const fields = titles
    .map(columnTarget)
    .map((target) => (target?.kind === 'field' ? target.field : undefined));
  const isReport = ['BackupJobId', 'State', 'CreationDate'].every((field) =>
    fields.some((one) => one === field),
  );
  return isReport && titles.every((title) => /^[\w .:()[\]/-]{1,100}$/.test(title)) ? titles : undefined;
}

/** Whether a text is the address of a folder in S3. */
export function isS3Folder(text: string): boolean {
  return /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w!.*'()+=@:,-]+)*\/?$/.test(text);
}

/** The names of columns: lower case, with underscores, each once. */
function columnNames(titles: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const title of titles) {
    const name =
      title
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '_')
        .replaceAll(/^_+|_+$/g, '') || 'column';
    let unique = name;
    for (let number = 2; names.has(unique) || unique === dayColumn; number++) unique = `${name}_${number}`;
    names.add(unique);
  }
  return [...names];
}

function hiveName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function hiveText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The partition of the table: the day of the report, as the path has it. */
const dayColumn = 'report_day';
/** Backup Audit Manager is as old. */
const firstDay = '2021/08/01';
