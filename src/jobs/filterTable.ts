import * as l10n from '@vscode/l10n';
import type { BackupJob } from './backupJob.js';
import { resourceIdOf, resourceTitle } from './jobFacts.js';
import { fieldIn, type JobField, type TextField } from './jobField.js';
import { displayState } from './jobStates.js';
import { messagePattern } from './messagePattern.js';
import { stateTitle } from './stateTitle.js';
import { visibleLine } from './visibleText.js';

/** The properties of a filter. src/filters/filterFields.ts describes how users set it. */
export type FilterRow = ValueFilterRow | TimeFilterRow;

interface FilterRowBase {
  /** Whether ListBackupJobs has a parameter `By…` for it. The extension applies the other filters itself. */
  readonly isOfService: boolean;
  /** The job field that the filter compares. */
  readonly field: JobField;
  /** The command that edits it. */
  readonly command: `filterBy${string}`;
  /** The command that sets it to the value of the selected row. */
  readonly thisCommand?: `filterByThis${string}`;
  title(): string;
  /**
   * A value in a few words, for the head of the tree. `line` is its text on one line, which is the default.
   */
  shortText?(line: string, value: string): string;
}

export interface ValueFilterRow extends FilterRowBase {
  /** `list` has several values, although a request has only one; `text` has one value. */
  readonly kind: 'list' | 'text';
  readonly field: TextField;
  /** The value that selects the jobs of every value. */
  readonly wildcard?: string;
  /** Set if it selects every message with the same pattern. The value that a row filters by is a pattern. */
  readonly isPattern?: true;
  /** Set if AWS's own pages write a value in several letter cases. */
  readonly ignoresCase?: true;
  /** The value that a job's row filters by, if it is not the value of the field. */
  valueIn?(job: BackupJob): string | undefined;
  /** A job's name for the value, if the value is an ID. */
  titleIn?(job: BackupJob): string | undefined;
}

interface TimeFilterRow extends FilterRowBase {
  readonly kind: 'time';
  readonly field: 'CompletionDate' | 'CreationDate';
  /** Which end of the range this is. The range includes its ends. */
  readonly end: 'after' | 'before';
}

/**
 * Every filter, in the order of the API page. `AGGREGATE_ALL` stands for all message categories in job
 * summaries. AWS does not document its meaning for ListBackupJobs.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export const filterTable = {
  /** Twelve digits, or `*` for every account of the organization; absent means the caller's own account. */
  accountId: {
    kind: 'text',
    isOfService: true,
    field: 'AccountId',
    wildcard: '*',
    command: 'filterByAccount',
    thisCommand: 'filterByThisAccount',
    title: () => l10n.t('Account'),
    shortText: (id) => (id === '*' ? l10n.t('all accounts') : l10n.t('account {id}', { id })),
  },
  /** ListBackupJobs has no such filter. */
  backupPlanId: {
    kind: 'text',
    isOfService: false,
    field: 'CreatedBy.BackupPlanId',
    command: 'filterByBackupPlanId',
    thisCommand: 'filterByThisPlan',
    title: () => l10n.t('Backup plan'),
    shortText: (_, value) => l10n.t('plan {id}', { id: visibleLine(value, 12) }),
    titleIn: ({ CreatedBy }) => CreatedBy?.BackupPlanName,
  },
  backupVaultName: {
    kind: 'list',
    isOfService: true,
    field: 'BackupVaultName',
    command: 'filterByBackupVaultName',
    thisCommand: 'filterByThisVault',
    title: () => l10n.t('Backup vault'),
  },
  completeAfter: {
    kind: 'time',
    isOfService: true,
    field: 'CompletionDate',
    end: 'after',
    command: 'filterByCompleteDate',
    title: () => l10n.t('Completed after'),
    shortText: (time) => l10n.t('completed {time}', { time: sinceText(time) }),
  },
  completeBefore: {
    kind: 'time',
    isOfService: true,
    field: 'CompletionDate',
    end: 'before',
    command: 'filterByCompleteDate',
    title: () => l10n.t('Completed before'),
    shortText: (time) => l10n.t('completed until {time}', { time }),
  },
  createdAfter: {
    kind: 'time',
    isOfService: true,
    field: 'CreationDate',
    end: 'after',
    command: 'filterByCreatedDate',
    thisCommand: 'filterByThisDay',
    title: () => l10n.t('Created after'),
    shortText: sinceText,
  },
  createdBefore: {
    kind: 'time',
    isOfService: true,
    field: 'CreationDate',
    end: 'before',
    command: 'filterByCreatedDate',
    title: () => l10n.t('Created before'),
    shortText: (time) => l10n.t('until {time}', { time }),
  },
  messageCategory: {
    kind: 'list',
    isOfService: true,
    field: 'MessageCategory',
    wildcard: 'AGGREGATE_ALL',
    ignoresCase: true,
    command: 'filterByMessageCategory',
    thisCommand: 'filterByThisCategory',
    title: () => l10n.t('Message category'),
  },
  parentJobId: {
    kind: 'text',
    isOfService: true,
    field: 'ParentJobId',
    command: 'filterByParentJobId',
    thisCommand: 'filterByThisParent',
    title: () => l10n.t('Parent job'),
    shortText: (_, value) => l10n.t('nested in {id}', { id: visibleLine(value, 12) }),
    valueIn: (job) => job.ParentJobId || (job.IsParent ? job.BackupJobId : undefined),
    titleIn: (job) => (job.IsParent ? resourceTitle(job) : undefined),
  },
  resourceArn: {
    kind: 'text',
    isOfService: true,
    field: 'ResourceArn',
    command: 'filterByResourceArn',
    thisCommand: 'filterByThisResource',
    title: () => l10n.t('Resource ARN'),
    shortText: (_, value) => visibleLine(resourceIdOf(value) ?? value, 40),
    titleIn: ({ ResourceName }) => ResourceName,
  },
  resourceType: {
    kind: 'list',
    isOfService: true,
    field: 'ResourceType',
    command: 'filterByResourceType',
    thisCommand: 'filterByThisResourceType',
    title: () => l10n.t('Resource type'),
  },
  /** One of the nine states, `COMPLETED_WITH_ISSUES`, or a state that AWS has added. */
  state: {
    kind: 'list',
    isOfService: true,
    field: 'State',
    command: 'filterByState',
    thisCommand: 'filterByThisState',
    title: () => l10n.t('State'),
    shortText: (_, value) => stateTitle(value),
    valueIn: displayState,
  },
  /**
   * The pattern of the status message, see `messagePattern`, so that it also selects messages with other IDs.
   * ListBackupJobs has no such filter.
   */
  statusMessage: {
    kind: 'text',
    isOfService: false,
    field: 'StatusMessage',
    isPattern: true,
    command: 'filterByStatusMessage',
    thisCommand: 'filterByThisMessage',
    title: () => l10n.t('Status message'),
    shortText: (_, value) => l10n.t('message “{start}”', { start: visibleLine(value, 30) }),
    valueIn: ({ StatusMessage }) => (StatusMessage && messagePattern(StatusMessage)) || undefined,
  },
} as const satisfies Readonly<Record<string, FilterRow>>;

export type FilterName = keyof typeof filterTable;

/** The names of the filters whose row has these properties. */
export type NamesWith<Properties> = {
  [Name in FilterName]: (typeof filterTable)[Name] extends Properties ? Name : never;
}[FilterName];
export type ListFilter = NamesWith<{ readonly kind: 'list' }>;
export type TextFilter = NamesWith<{ readonly kind: 'text' }>;
export type TimeFilter = NamesWith<{ readonly kind: 'time' }>;
/** The filters that ListBackupJobs has. */
export type ServiceFilter = NamesWith<{ readonly isOfService: true }>;

/** All filters, in the order of the table. */
export const filterNames = Object.keys(filterTable) as readonly FilterName[];
export const listFilters = filterNames.filter(isListFilter);
export const timeFilters = filterNames.filter(isTimeFilter);
export const textFilters = filterNames.filter((name) => filterTable[name].kind === 'text') as TextFilter[];

/** The row of a filter, with the properties that not every row has. */
export function filterRow(name: ListFilter | TextFilter): ValueFilterRow;
export function filterRow(name: FilterName): FilterRow;
export function filterRow(name: FilterName): FilterRow {
  return filterTable[name];
}

export function isListFilter(name: FilterName): name is ListFilter {
  return filterTable[name].kind === 'list';
}

export function isTimeFilter(name: FilterName): name is TimeFilter {
  return filterTable[name].kind === 'time';
}

/** The value that a job's row filters by; undefined if it has none. */
export function ownValue(job: BackupJob, name: ListFilter | TextFilter): string | undefined {
  const { field, valueIn } = filterRow(name);
  return valueIn === undefined ? fieldIn(job, field) : valueIn(job);
}

/** The parameter of ListBackupJobs for a filter, such as `ByBackupVaultName`. */
export function parameterOf<Name extends ServiceFilter>(name: Name): `By${Capitalize<Name>}` {
  return `By${name.charAt(0).toUpperCase()}${name.slice(1)}` as `By${Capitalize<Name>}`;
}

/** A form of a value that is the same for all equal values of the filter. */
export function comparable(name: FilterName, value: string): string {
  return 'ignoresCase' in filterTable[name] ? value.toUpperCase() : value;
}

function sinceText(time: string): string {
  return /^last /i.test(time) ? time : l10n.t('since {time}', { time });
}
