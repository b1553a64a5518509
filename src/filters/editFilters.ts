import * as vscode from 'vscode';
import { type Choice, pickOne } from '../editor/pickOne.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JobQuery } from '../jobs/jobQuery.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type FilterField, filterFields, filterValueText } from './filterFields.js';
import { isDateFilter, type RootQuery } from './rootQuery.js';

/** Lists all filters with their present values; each that is chosen can be set, until the user goes away. */
export async function editFilters(root: RootQuery, loadedJobs: () => readonly BackupJob[]): Promise<void> {
  for (;;) {
    const field = await pickOne<FilterField>({
      title: vscode.l10n.t('Backup Jobs: Filter'),
      placeholder: vscode.l10n.t('Pick a filter to set or clear'),
      choices: filterFields().map((value) => fieldChoice(value, root.value)),
      step: 1,
      totalSteps: 2,
    });
    if (field === undefined || field === 'back') return;
    const value = await pickValue(field.value, root.value, loadedJobs());
    if (value === undefined) return;
    if (value === 'back') continue;
    await root.set(withFilter(root.value, field.value.name, value.value));
    return;
  }
}

function fieldChoice(field: FilterField, query: JobQuery): Choice<FilterField> {
  const value = query[field.name];
  return {
    label: field.title,
    description: value === undefined ? '' : filterValueText(value),
    iconPath: new vscode.ThemeIcon(value === undefined ? 'blank' : 'filter-filled'),
    value: field,
  };
}

function pickValue(field: FilterField, query: JobQuery, jobs: readonly BackupJob[]) {
  const present = query[field.name];
  const seen = new Set(field.known);
  for (const job of jobs) {
    const value = field.seenIn?.(job);
    if (value) seen.add(value);
  }
  const clear: Choice<string | Date | undefined>[] =
    present === undefined
      ? []
      : [{ label: vscode.l10n.t('Any'), description: vscode.l10n.t('clears this filter'), value: undefined }];
  return pickOne<string | Date | undefined>({
    title: vscode.l10n.t('Backup Jobs: Filter by {name}', { name: field.title }),
    placeholder: field.hint,
    choices: [...clear, ...[...seen].map((value) => ({ label: visibleLine(value, 200), value }))],
    typed: (text) => typedChoice(field, text),
    active: (value) => value !== undefined && value === present,
    step: 2,
    totalSteps: 2,
  });
}

/** Any text counts, for AWS's documented patterns are narrower than its documented values; a date has to be one. */
function typedChoice(field: FilterField, text: string): Choice<string | Date> | undefined {
  if (!isDateFilter(field.name)) return { label: text, value: text };
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const date = new Date(isDay ? `${text}T00:00` : text);
  if (Number.isNaN(date.getTime())) return undefined;
  return { label: filterValueText(date), description: date.toISOString(), value: date };
}

function withFilter(query: JobQuery, name: keyof JobQuery, value: string | Date | undefined): JobQuery {
  const { [name]: _, ...others } = query;
  return value === undefined ? others : { ...others, [name]: value };
}
