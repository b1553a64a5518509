import * as l10n from '@vscode/l10n';
import {
  filterTable,
  isTimeFilter,
  type ListFilter,
  type NamesWith,
  type TextFilter,
} from '../jobs/filterTable.js';
import { filterValueText } from '../jobs/filterText.js';
import type { JobFilter } from '../jobs/jobFilter.js';
import { everyAccount, everyMessageCategory } from '../jobs/jobQuery.js';
import { completedWithIssues, stateOrder } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';
import type { FilterContext } from './filterContext.js';
import { resourceTypes } from './resourceTypes.js';

/**
 * How the user picks the values of a filter. A hint is advice only, because some documented values do not
 * match the documented patterns.
 */
export interface ValueField {
  /** The placeholder of the list, if only one value can be picked. */
  placeholder?(): string;
  /** The values that AWS documents. */
  readonly values?: readonly string[];
  /** Whether the documented values come before those of the loaded jobs. */
  readonly areValuesFirst?: true;
  /** Values that have to be requested. */
  moreValues?(context: FilterContext): Promise<readonly string[]>;
  /** The label of a value. */
  titleOf?(value: string): string;
  /** The description of a value, if it is not the name that jobs have for it. */
  about?(value: string): string | undefined;
  /** A hint about a value that may be a mistake. */
  hint?(value: string): string | undefined;
}

/** A time range, which has a filter for each end. */
export interface RangeField {
  readonly before: NamesWith<{ readonly end: 'before' }>;
  title(): string;
}

type StartFilter = NamesWith<{ readonly end: 'after' }>;

const states: readonly string[] = stateOrder.filter((state) => state !== 'any other');

/**
 * The entries of "Filter…", the most useful first.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export const filterFields = {
  state: {
    values: states,
    areValuesFirst: true,
    titleOf: stateTitle,
    about: (value) => (value === completedWithIssues ? 'COMPLETED' : value),
    hint: (value) =>
      states.includes(value)
        ? undefined
        : l10n.t('AWS Backup documents no such state. States are written in capitals'),
  },
  backupVaultName: {
    moreValues: ({ vaultNames }) => vaultNames(),
    hint: (value) =>
      /^([a-zA-Z0-9\-_]{2,50}|aws\/efs\/automatic-backup-vault)$/.test(value)
        ? undefined
        : l10n.t("A vault's name has 2 to 50 letters, digits, hyphens and underscores"),
  },
  resourceType: {
    values: [...resourceTypes.keys()],
    areValuesFirst: true,
    about: (value) => resourceTypes.get(value),
    hint: (value) =>
      resourceTypes.has(value) || /^[a-zA-Z0-9\-_.]{1,50}$/.test(value)
        ? undefined
        : l10n.t("A resource type has 1 to 50 letters, digits, '-', '_' and '.'"),
  },
  createdAfter: { before: 'createdBefore', title: () => l10n.t('Created') },
  completeAfter: { before: 'completeBefore', title: () => l10n.t('Completed') },
  messageCategory: {
    values: ['AccessDenied', 'SUCCESS', 'InvalidParameters', everyMessageCategory],
    hint: (value) =>
      value === everyMessageCategory
        ? l10n.t(
            'This belongs to job summaries, where it is the sum of all categories. What ListBackupJobs returns for it is not documented',
          )
        : undefined,
  },
  statusMessage: {
    placeholder: () =>
      l10n.t('Select a message of the loaded jobs, or type one; IDs, times and numbers in it do not matter'),
  },
  resourceArn: {
    placeholder: () => l10n.t('Select a resource of the loaded jobs, or type an ARN'),
    hint: (value) =>
      /^arn:[^:]*:[^:]+:[^:]*:[^:]*:.+$/.test(value)
        ? undefined
        : l10n.t('An ARN reads arn:partition:service:region:account:resource'),
  },
  backupPlanId: {
    placeholder: () => l10n.t('Select a plan of the loaded jobs, or type its ID; filtered by the extension'),
  },
  parentJobId: {
    placeholder: () => l10n.t('Select a parent job, or type its ID, to list its nested jobs'),
  },
  accountId: {
    placeholder: () => l10n.t('Select an account, or type its 12 digits'),
    values: [everyAccount],
    hint: (value) => {
      if (value === everyAccount)
        return l10n.t('All accounts of the organization: only its management account may ask for them');
      return /^[0-9]{12}$/.test(value) ? undefined : l10n.t('An account ID has 12 digits');
    },
  },
} as const satisfies Readonly<Record<ListFilter | TextFilter, ValueField> & Record<StartFilter, RangeField>>;

export type FieldName = keyof typeof filterFields;

export const fieldNames = Object.keys(filterFields) as readonly FieldName[];

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(filterFields, name);
}

export function fieldTitle(name: FieldName): string {
  return isTimeFilter(name) ? filterFields[name].title() : filterTable[name].title();
}

/** The values of a field as text; empty if it is not set. */
export function fieldValueText(
  name: FieldName,
  filter: JobFilter,
  locale?: string,
  planName?: string,
): string {
  if (!isTimeFilter(name)) return filterValueText(filter, name, locale, planName);
  const after = filterValueText(filter, name, locale);
  const before = filterValueText(filter, filterFields[name].before, locale);
  return [
    after && l10n.t('after: {time}', { time: after }),
    before && l10n.t('before: {time}', { time: before }),
  ]
    .filter(Boolean)
    .join(' · ');
}
