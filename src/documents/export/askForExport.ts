import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { pickOne } from '../../editor/pickOne.js';
import { columnsNamed, usualColumns } from './csvColumns.js';
import { type ExportPart, type ExportScope, regionsOf } from './exportedJobs.js';
import type { ExportFormat } from './exportText.js';
import { pickColumns } from './pickColumns.js';
import { pickScope } from './pickScope.js';

/** What to export, and in which format. */
export interface ExportRequest {
  readonly scope: ExportScope;
  readonly format: ExportFormat;
}

/**
 * Asks for what is not obvious: which jobs, if not all are loaded; the format; and the columns of CSV.
 * Remembers format and columns for the next time. Undefined if the user cancels.
 */
export async function askForExport(
  parts: readonly ExportPart[],
  memory: vscode.Memento,
): Promise<ExportRequest | undefined> {
  const remembered = formatChoices().find(({ value }) => value === memory.get(formatKey));
  const answers: Answers = {
    scope: 'everything',
    format: remembered?.value ?? 'csv',
    columns: rememberedColumns(memory),
  };
  const hasMore = parts.some(({ isComplete }) => !isComplete);
  const hasLoaded = parts.some(({ jobs }) => jobs.length > 0);
  const steps: Step[] = [...(hasMore && hasLoaded ? [askForScope(parts)] : []), askForFormat, askForColumns];
  for (let place = 0; place < steps.length; ) {
    const answer = await steps[place]?.(answers, { step: place + 1, totalSteps: steps.length });
    if (answer === undefined) return undefined;
    place += answer === 'back' ? -1 : 1;
  }
  await memory.update(formatKey, answers.format);
  await memory.update(columnsKey, answers.columns);
  return { scope: answers.scope, format: formatOf(answers, regionsOf(parts).length > 1) };
}

type FormatName = 'csv' | 'csvForExcel' | 'json' | 'ndjson';

interface Answers {
  scope: ExportScope;
  format: FormatName;
  columns: readonly string[];
}

/** Asks one question and stores the answer. `back` returns to the previous step, undefined cancels. */
type Step = (
  answers: Answers,
  place: { readonly step: number; readonly totalSteps: number },
) => Promise<'next' | 'back' | undefined>;

function askForScope(parts: readonly ExportPart[]): Step {
  const loaded = parts.reduce((sum, { jobs }) => sum + jobs.length, 0);
  return async (answers, place) => {
    const picked = await pickScope({
      ...place,
      title: exportTitle(),
      placeholder: l10n.t('Select the jobs to export'),
      loaded,
      hasArchive: parts.some(({ isArchived }) => isArchived),
      active: answers.scope,
    });
    if (picked === undefined || picked === 'back') return picked;
    answers.scope = picked.value;
    return 'next';
  };
}

async function askForFormat(answers: Answers, place: { step: number; totalSteps: number }) {
  const picked = await pickOne<FormatName>({
    ...place,
    title: exportTitle(),
    placeholder: l10n.t('Select a format'),
    choices: formatChoices(),
    active: (value) => value === answers.format,
  });
  if (picked === undefined || picked === 'back') return picked;
  answers.format = picked.value;
  return 'next';
}

async function askForColumns(answers: Answers, place: { step: number; totalSteps: number }) {
  if (answers.format === 'json' || answers.format === 'ndjson') return 'next';
  const picked = await pickColumns({ ...place, title: exportTitle(), picked: answers.columns });
  if (picked === undefined || picked === 'back') return picked;
  answers.columns = picked;
  return 'next';
}

function formatChoices() {
  return [
    { label: 'CSV', description: l10n.t('UTF-8'), value: 'csv' },
    {
      label: l10n.t('CSV for Excel'),
      description: l10n.t('UTF-8 with BOM'),
      value: 'csvForExcel',
    },
    { label: 'JSON', description: l10n.t('as the AWS CLI prints it'), value: 'json' },
    { label: 'NDJSON', description: l10n.t('one job per line'), value: 'ndjson' },
  ] as const;
}

function formatOf({ columns, format }: Answers, namesRegion: boolean): ExportFormat {
  if (format === 'json' || format === 'ndjson') return { kind: format, namesRegion };
  return { kind: 'csv', columns: columnsNamed(columns), hasByteOrderMark: format === 'csvForExcel' };
}

function rememberedColumns(memory: vscode.Memento): readonly string[] {
  const stored = memory.get(columnsKey);
  const columns = Array.isArray(stored) ? columnsNamed(stored).map(({ name }) => name) : [];
  return columns.length === 0 ? usualColumns : columns;
}

function exportTitle(): string {
  return l10n.t('Backup Jobs: Export');
}

const formatKey = 'export.format';
const columnsKey = 'export.columns';
