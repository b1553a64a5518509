import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Choice } from '../editor/pickOne.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { comparable, type ListFilter, type TextFilter } from '../jobs/filterTable.js';
import { countText } from '../jobs/formats.js';
import { Slices } from '../jobs/slices.js';
import { visibleLine } from '../jobs/visibleText.js';
import { filterFields, type ValueField } from './filterFields.js';
import { type SeenValue, seenValues } from './valuesInJobs.js';

/**
 * The values offered for a filter, without duplicates: the current ones, those of the loaded jobs with the
 * number of jobs, and those that AWS documents.
 */
export async function valueChoices(
  name: ListFilter | TextFilter,
  current: readonly string[],
  jobs: Iterable<BackupJob>,
): Promise<Choice<string>[]> {
  const { areValuesFirst, values: documented = [] }: ValueField = filterFields[name];
  const [ofJobs = []] = await seenValues(jobs, [name], new Slices());
  const seen = new Map(ofJobs.map((value) => [value.value, value]));
  const known = new Set([...seen.keys()].map((value) => comparable(name, value)));
  const values = areValuesFirst
    ? [...documented, ...seen.keys(), ...current]
    : [...current, ...seen.keys(), ...documented.filter((value) => !known.has(comparable(name, value)))];
  return [...new Set(values)].map((value) => valueChoice(name, value, seen.get(value)));
}

/** A value as a choice, with its description and hint. */
export function valueChoice(name: ListFilter | TextFilter, value: string, seen?: SeenValue): Choice<string> {
  const field: ValueField = filterFields[name];
  const hint = field.hint?.(value);
  const about = field.about === undefined ? seen?.title : field.about(value);
  const loaded =
    seen !== undefined &&
    seen.jobs > 0 &&
    l10n.t('{count} loaded', { count: countText({ known: seen.jobs, isExact: true }, vscode.env.language) });
  return {
    value,
    label: visibleLine(field.titleOf?.(value) ?? value, 200),
    description: [about && visibleLine(about, 200), loaded].filter(Boolean).join(' · '),
    ...(hint !== undefined && { detail: hint, detailIcon: 'info' as const }),
  };
}

/** Any typed text as a choice. */
export function typedValueChoice(name: ListFilter | TextFilter, text: string): Choice<string> {
  return { ...valueChoice(name, text), label: visibleLine(text, 200), description: '' };
}
