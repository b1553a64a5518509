import * as l10n from '@vscode/l10n';
import { filterTitle, filterValueText } from '../jobs/filterText.js';
import type { JobFilter, ListFilter, TextFilter, TimeFilter } from '../jobs/jobFilter.js';

/** A line of "Filter…", and how it is edited: several values, one value, or the two ends of a range of time. */
export type FilterField =
  | { readonly kind: 'many'; readonly name: ListFilter }
  | { readonly kind: 'one'; readonly name: TextFilter }
  | {
      readonly kind: 'range';
      readonly name: 'completeDate' | 'createdDate';
      readonly after: TimeFilter;
      readonly before: TimeFilter;
    };

/** Every filter, in the order in which a person is likely to want them. */
export const filterFields = [
  { kind: 'many', name: 'state' },
  { kind: 'many', name: 'backupVaultName' },
  { kind: 'many', name: 'resourceType' },
  { kind: 'range', name: 'createdDate', after: 'createdAfter', before: 'createdBefore' },
  { kind: 'range', name: 'completeDate', after: 'completeAfter', before: 'completeBefore' },
  { kind: 'many', name: 'messageCategory' },
  { kind: 'one', name: 'resourceArn' },
  { kind: 'one', name: 'backupPlanId' },
  { kind: 'one', name: 'parentJobId' },
  { kind: 'one', name: 'accountId' },
] as const satisfies readonly FilterField[];

export function fieldTitle(field: FilterField): string {
  if (field.kind !== 'range') return filterTitle(field.name);
  return field.name === 'createdDate' ? l10n.t('Created') : l10n.t('Completed');
}

/** What a field is set to; empty where it does not filter. */
export function fieldValueText(
  field: FilterField,
  filter: JobFilter,
  locale?: string,
  planName?: string,
): string {
  if (field.kind !== 'range') return filterValueText(filter, field.name, locale, planName);
  const after = filterValueText(filter, field.after, locale);
  const before = filterValueText(filter, field.before, locale);
  return [
    after && l10n.t('after: {time}', { time: after }),
    before && l10n.t('before: {time}', { time: before }),
  ]
    .filter(Boolean)
    .join(' · ');
}
