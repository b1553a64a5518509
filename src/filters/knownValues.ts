import * as vscode from 'vscode';
import type { Choice } from '../editor/pickOne.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { isListFilter, type ListFilter, type TextFilter } from '../jobs/filterTable.js';
import { type JobFilter, withFilters } from '../jobs/jobFilter.js';
import { visibleLine } from '../jobs/visibleText.js';
import { fieldTitle, filterFields, type ValueField } from './filterFields.js';
import { valueChoice } from './valueChoices.js';
import { type SeenValue, seenValues } from './valuesInJobs.js';

/** A value that a person can type in the list of filters. */
interface KnownValue extends SeenValue {
  readonly name: ListFilter | TextFilter;
  /** The lower-case texts that find it. */
  readonly words: readonly string[];
}

/** The filters whose values have names that a person types. */
const typedFields = [
  'backupVaultName',
  'state',
  'resourceType',
  'backupPlanId',
  'accountId',
  'messageCategory',
  'resourceArn',
] as const satisfies readonly (ListFilter | TextFilter)[];

/**
 * Finds the values of the loaded jobs, and those that AWS documents, that contain a text. Each result is
 * a choice that sets the filter to that value alone: `Backup vault: prod-vault`. The jobs are counted at
 * the first search.
 */
export function valueSearch(
  filter: JobFilter,
  jobs: () => Iterable<BackupJob>,
): (text: string) => readonly Choice<JobFilter>[] {
  let known: readonly KnownValue[] | undefined;
  return (text) => {
    const wanted = text.trim().toLowerCase();
    if (wanted.length < minLength) return [];
    known ??= typedFields.flatMap((name) => knownValues(name, jobs()));
    const found = known.filter(({ words }) => words.some((word) => word.includes(wanted)));
    const exactFirst = [...found].sort((one, other) => rank(one, wanted) - rank(other, wanted));
    return exactFirst.slice(0, maxFound).map((one) => choiceOf(one, filter));
  };
}

function knownValues(name: ListFilter | TextFilter, jobs: Iterable<BackupJob>): KnownValue[] {
  const { titleOf, values = [] }: ValueField = filterFields[name];
  const seen = seenValues(jobs, name, maxSeen);
  const known = new Set(seen.map(({ value }) => value));
  const others = values.filter((value) => !known.has(value));
  return [...seen, ...others.map((value) => ({ value, jobs: 0, title: undefined }))].map((one) => ({
    ...one,
    name,
    words: [one.title ?? titleOf?.(one.value) ?? '', one.value].map((word) => word.toLowerCase()),
  }));
}

/** An equal name comes before one that starts with the text, and that before one that contains it. */
function rank({ words }: KnownValue, wanted: string): number {
  if (words.includes(wanted)) return 0;
  return words.some((word) => word.startsWith(wanted)) ? 1 : 2;
}

function choiceOf(known: KnownValue, filter: JobFilter): Choice<JobFilter> {
  const { name, title, value } = known;
  const { description = '', label } = valueChoice(name, value, { ...known, title: undefined });
  const shown = title === undefined ? label : visibleLine(title, 200);
  return {
    label: `${fieldTitle(name)}: ${shown}`,
    description: [title !== undefined && label, description].filter(Boolean).join(' · '),
    iconPath: new vscode.ThemeIcon('filter'),
    value: withFilters(filter, { [name]: isListFilter(name) ? [value] : value }),
  };
}

/** A shorter text is in too many values. */
const minLength = 2;
const maxFound = 10;
/** The values of each filter that are searched. */
const maxSeen = 10_000;
