import * as vscode from 'vscode';
import type { Choice } from '../editor/pickOne.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { isListFilter, type ListFilter, type TextFilter } from '../jobs/filterTable.js';
import { type JobFilter, withFilters } from '../jobs/jobFilter.js';
import { type SliceOptions, Slices } from '../jobs/slices.js';
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
 * the first search, once, in slices of a few milliseconds. A search rejects when the signal aborts.
 */
export function valueSearch(
  filter: JobFilter,
  jobs: () => Iterable<BackupJob>,
  options: SliceOptions,
): (text: string) => Promise<readonly Choice<JobFilter>[]> {
  let counted: Promise<readonly KnownValue[]> | undefined;
  return async (text) => {
    const wanted = text.trim().toLowerCase();
    if (wanted.length < minLength) return [];
    counted ??= knownValues(jobs(), new Slices(options));
    const known = await counted;
    const found = known.filter(({ words }) => words.some((word) => word.includes(wanted)));
    const exactFirst = [...found].sort((one, other) => rank(one, wanted) - rank(other, wanted));
    return exactFirst.slice(0, maxFound).map((one) => choiceOf(one, filter));
  };
}

async function knownValues(jobs: Iterable<BackupJob>, slices: Slices): Promise<readonly KnownValue[]> {
  const seen = await seenValues(jobs, typedFields, slices, maxSeen);
  const known: KnownValue[] = [];
  for (const [place, name] of typedFields.entries())
    known.push(...(await slices.after(() => knownOf(name, seen[place] ?? []))));
  return known;
}

function knownOf(name: ListFilter | TextFilter, seen: readonly SeenValue[]): readonly KnownValue[] {
  const { titleOf, values = [] }: ValueField = filterFields[name];
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
